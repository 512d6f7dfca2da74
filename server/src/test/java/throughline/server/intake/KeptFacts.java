package throughline.server.intake;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Plan;
import throughline.lake.iceberg.Scan;
import throughline.lake.iceberg.Storage;
import throughline.server.intake.store.ShownTable;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;

/// The facts that the pages are sent to, read with a DuckDB of the test's own.
final class KeptFacts {

    private KeptFacts() {}

    /// The rows of a kind: of each the columns, as SQL names them.
    static List<List<Object>> rows(Path data, DatabaseAddress address, FactKind kind, String columns) {
        try (var database = Database.at(address)) {
            return rows(data, database.dataSource(), kind, columns);
        }
    }

    /// The same over a database that is open.
    static List<List<Object>> rows(Path data, DataSource database, FactKind kind, String columns) {
        try (var facts = new LakeFacts(g -> new Storage.Folder(data.resolve("lake")), database, step -> {})) {
            ShownTable.Shown shown = new ShownTable(database).shown();
            IcebergLake lake = facts.in(shown.generation());
            Long snapshot = shown.snapshots().get(kind);
            return snapshot == null
                    ? List.of()
                    : lake.plan(kind, snapshot)
                            .filter(plan -> !plan.files().isEmpty())
                            .map(plan -> ask(lake, plan, columns))
                            .orElse(List.of());
        }
    }

    private static List<List<Object>> ask(IcebergLake lake, Plan plan, String columns) {
        try (Scan scan = lake.scan(plan);
                var connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select %s from (%s)".formatted(columns, scan.select()))) {
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int c = 1; c <= result.getMetaData().getColumnCount(); c++) {
                    row.add(result.getObject(c));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
