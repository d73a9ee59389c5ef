import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs Neo4j until standard input closes, so it ends with its parent. Arguments: home folder, with neo4j.conf; password. */
class Launcher {
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var server = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("neo4j.conf"))
                .build();
        // A time of its own: the one that the tests set may be shorter than the first statement takes.
        try (var transaction = server.database("system").beginTx(1, TimeUnit.MINUTES)) {
            var statement = "CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED";
            transaction.execute(statement, Map.of("password", arguments[1]));
            transaction.commit();
        }
        System.out.println("READY");
        while (System.in.read() != -1) { }
        server.shutdown();
        System.exit(0);
    }
}
