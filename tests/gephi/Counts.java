import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeDirectionDefault;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Opens a file as Gephi does, and prints a line each: issues, then nodes and edges by kind, then nodes with a time. */
public final class Counts {
    public static void main(String[] arguments) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        Workspace workspace = projects.getCurrentWorkspace();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(arguments[0]));
        container.getLoader().setEdgeDefault(EdgeDirectionDefault.DIRECTED);
        importer.process(container, new DefaultProcessor(), workspace);
        for (Issue issue : (Iterable<Issue>) () -> container.getReport().getIssues(Integer.MAX_VALUE)) {
            System.out.println("issue\t" + issue.getLevel() + "\t" + issue.getMessage());
        }
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
        Column nodeKind = titled(model.getNodeTable());
        Column edgeKind = titled(model.getEdgeTable());
        Map<String, Integer> counts = new TreeMap<>();
        for (Node node : model.getGraph().getNodes()) {
            counts.merge("node\t" + node.getAttribute(nodeKind), 1, Integer::sum);
            Interval[] times = node.getIntervals();
            if (times != null && times.length > 0) {
                counts.merge("dated\t" + node.getAttribute(nodeKind), 1, Integer::sum);
            }
        }
        for (Edge edge : model.getGraph().getEdges()) {
            counts.merge("edge\t" + edge.getAttribute(edgeKind), 1, Integer::sum);
        }
        counts.forEach((what, count) -> System.out.println(what + "\t" + count));
        System.exit(0);
    }

    private static Column titled(Table table) {
        for (Column column : table) {
            if (column.getTitle().equals("kind")) {
                return column;
            }
        }
        throw new IllegalStateException("no attribute « kind »");
    }
}
