package throughline.lake.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ParquetTextTest {

    @TempDir
    private Path folder;

    @Test
    void each_column_is_stored_in_its_type_and_what_is_not_known_is_empty() throws Exception {
        Path table = folder.resolve("table.parquet");
        List<Column> columns = List.of(
                new Column("Name \"x\"", ColumnType.TEXT),
                new Column("Wait (s)", ColumnType.NUMBER),
                new Column("day", ColumnType.DATE),
                new Column("at", ColumnType.TIME),
                new Column("sure", ColumnType.FLAG));
        List<List<@Nullable String>> rows = List.of(
                Arrays.asList("=1+1", "-0.5", "2026-05-03", "2026-05-03T10:15:30Z", "true"),
                Arrays.asList("Süd", null, null, null, null));
        try (OutputStream out = Files.newOutputStream(table)) {
            ParquetText.write(columns, rows, out);
        }

        try (Connections connections = Connections.open(folder, 100)) {
            assertThat(connections.small(
                            "select column_name || ' ' || column_type from (describe from '%s')".formatted(table)))
                    .extracting(row -> row[0])
                    .containsExactly(
                            "Name \"x\" VARCHAR", "Wait (s) DOUBLE", "day DATE", "at TIMESTAMP", "sure BOOLEAN");
            assertThat(connections.small(
                            "select \"Name \"\"x\"\"\", coalesce(\"Wait (s)\", 99), coalesce(\"at\"::varchar, '-') from '%s'"
                                    .formatted(table)))
                    .containsExactly(
                            new Object[] {"=1+1", -0.5, "2026-05-03 10:15:30"}, new Object[] {"Süd", 99.0, "-"});
        }
    }

    @Test
    void a_value_of_another_type_is_refused() {
        assertThatThrownBy(() -> ParquetText.write(
                        List.of(new Column("n", ColumnType.NUMBER)),
                        List.of(List.of("seven")),
                        OutputStream.nullOutputStream()))
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("seven");
    }
}
