package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.INTERACTIONS;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Storage;

/// The lake's catalogue in the PostgreSQL of the product; what a lake does is tested in `lake` over another database.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LakeCatalogueTest {

    @TempDir
    private Path folder;

    private static void append(IcebergLake lake, long batch) {
        var columns = new java.util.ArrayList<>(FactTable.SYSTEM);
        columns.addAll(INTERACTIONS.columns());
        var table = new FactTable(INTERACTIONS, columns);
        var row = new FactRow(table);
        row.date(2, 20_500);
        row.text(table.position("interaction_id"), "i-" + batch);
        lake.append(table, new TreeSet<>(List.of(batch)), appender -> appender.append(row));
    }

    @Test
    void keeps_the_batches_of_two_lakes_that_append_at_once() throws Exception {
        try (var database = Database.at(DatabaseKind.EMBEDDED.fresh())) {
            try (var one = IcebergLake.open(new Storage.Folder(folder), database.dataSource());
                    var other = IcebergLake.open(new Storage.Folder(folder), database.dataSource());
                    var threads = Executors.newFixedThreadPool(2)) {
                var first = threads.submit(() -> LongStream.range(0, 15).forEach(b -> append(one, 2 * b)));
                var second = threads.submit(() -> LongStream.range(0, 15).forEach(b -> append(other, 2 * b + 1)));
                first.get();
                second.get();
            }
            try (var lake = IcebergLake.open(new Storage.Folder(folder), database.dataSource())) {
                assertThat(lake.plan(INTERACTIONS).orElseThrow().rows()).isEqualTo(30);
                assertThat(LongStream.range(0, 30))
                        .allMatch(batch -> lake.appended(INTERACTIONS, batch).isPresent());
                assertThat(lake.compact(INTERACTIONS)).isEqualTo(30);
                assertThat(lake.check()).isEmpty();
            }
            assertThat(schemaOfCatalogue(database)).isEqualTo(Schema.NAME);
        }
    }

    private static String schemaOfCatalogue(Database database) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select table_schema from information_schema.tables where table_name = 'iceberg_tables'")) {
            result.next();
            return result.getString(1);
        }
    }
}
