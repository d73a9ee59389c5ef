import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * Runs Neo4j servers until standard input closes, so they end with their parent. Each line of input is a home folder,
 * with neo4j.conf: the server of that folder is started, or shut down if it runs, and that is printed. Argument: the
 * password.
 */
class Launcher {
    public static void main(String[] arguments) throws Exception {
        var servers = new HashMap<String, DatabaseManagementService>();
        var homes = new BufferedReader(new InputStreamReader(System.in));
        for (var home = homes.readLine(); home != null; home = homes.readLine()) {
            var running = servers.remove(home);
            if (running == null) {
                servers.put(home, start(Path.of(home), arguments[0]));
                System.out.println("READY " + home);
            } else {
                running.shutdown();
                System.out.println("CLOSED " + home);
            }
        }
        servers.values().forEach(DatabaseManagementService::shutdown);
        System.exit(0);
    }

    private static DatabaseManagementService start(Path home, String password) {
        var server = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("neo4j.conf"))
                .build();
        // A time of its own: the one that the tests set may be shorter than the first statement takes.
        try (var transaction = server.database("system").beginTx(1, TimeUnit.MINUTES)) {
            var statement = "CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED";
            transaction.execute(statement, Map.of("password", password));
            transaction.commit();
        }
        return server;
    }
}
