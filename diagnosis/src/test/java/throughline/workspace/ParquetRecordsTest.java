package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ParquetRecordsTest {

    @TempDir
    Path folder;

    @Test
    void reads_the_same_rows_as_from_text() throws SQLException {
        parquet("""
                select 17 interaction_id, timestamptz '2026-01-01 10:00:00+02' started_at, 'a' unit, 12.5 wait_s, true resolved
                union all select 18, null, 'b', null, false
                union all select 19, timestamptz '2026-01-02 00:00:00+00', null, 3, null
                """);

        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            assertThat(workspace
                            .engine()
                            .rows(
                                    new RowQuery(
                                            FactKind.INTERACTIONS,
                                            List.of("interaction_id", "started_at", "unit", "wait_s", "resolved"),
                                            List.of()),
                                    0,
                                    9)
                            .values()
                            .stream()
                            .map(r -> String.join(
                                    "|", r.stream().map(String::valueOf).toList())))
                    .containsExactly(
                            "interactions.parquet|1|17|2026-01-01T08:00:00Z|a|12.5|true",
                            "interactions.parquet|3|19|2026-01-02T00:00:00Z|null|3|null");
            assertThat(workspace.rejects()).singleElement().satisfies(r -> {
                assertThat(r.line()).isEqualTo(2);
                assertThat(r.reason()).isEqualTo("The row has no started_at, which must be there.");
            });
        }
    }

    @Test
    void names_a_file_that_is_cut_off() throws SQLException, IOException {
        parquet("select range interaction_id, date '2026-01-01' started_at from range(10000)");
        Path file = folder.resolve("interactions.parquet");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(folder.resolve("pulse.csv"), "answered_at,proud\n2026-01-01,4\n");

        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            assertThat(workspace.rejects().getFirst().reason())
                    .startsWith("interactions.parquet is not a whole Parquet file");
        }
    }

    private void parquet(String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("copy (%s) to '%s' (format parquet)"
                    .formatted(
                            query,
                            folder.resolve("interactions.parquet").toString().replace("'", "''")));
        }
    }
}
