package throughline.lake.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.duckdb.ParquetSource.SourceColumn;
import throughline.lake.fact.ColumnType;
import throughline.lake.sql.Sql;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ParquetSourceTest {

    @TempDir
    private Path folder;

    private Path write(String name, String select) throws Exception {
        Path file = folder.resolve(name);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("copy (%s) to %s (format parquet)".formatted(select, Sql.text(file.toString())));
        }
        return file;
    }

    @Test
    void reads_values_of_every_plain_type() throws Exception {
        Path file = write(
                "plain types, Ä.parquet",
                "select 'w-01' unit, 7::smallint n, 1.5::decimal(9,2) d, true f, date '2026-03-02' \"day\","
                        + " timestamptz '2026-03-02 09:00:00+00' z, timestamp '1970-01-01 00:00:01' local,"
                        + " [1, 2] list, {'a': 1} structure, null::varchar nothing");

        try (var source = ParquetSource.open(file)) {
            assertThat(source.columns())
                    .containsExactly(
                            new SourceColumn("unit", ColumnType.TEXT, false),
                            new SourceColumn("n", ColumnType.NUMBER, false),
                            new SourceColumn("d", ColumnType.NUMBER, false),
                            new SourceColumn("f", ColumnType.FLAG, false),
                            new SourceColumn("day", ColumnType.DATE, false),
                            new SourceColumn("z", ColumnType.TIME, true),
                            new SourceColumn("local", ColumnType.TIME, false),
                            new SourceColumn("nothing", ColumnType.TEXT, false));
            assertThat(source.skipped()).containsExactly("list", "structure");
            assertThat(source.next()).isTrue();
            assertThat(source.text(0)).isEqualTo("w-01");
            assertThat(source.number(1)).isEqualTo(7);
            assertThat(source.number(2)).isEqualTo(1.5);
            assertThat(source.flag(3)).isTrue();
            assertThat(source.whole(4)).isEqualTo(20514);
            assertThat(source.whole(5)).isEqualTo(1_772_442_000_000_000L);
            assertThat(source.whole(6)).isEqualTo(1_000_000);
            assertThat(source.has(7)).isFalse();
            assertThat(source.text(7)).isNull();
            assertThat(source.next()).isFalse();
        }
    }

    @Test
    void goes_through_many_chunks_in_order() throws Exception {
        try (var source = ParquetSource.open(write("many.parquet", "select range r from range(300000)"))) {
            long row = 0;
            while (source.next()) {
                assertThat(source.number(0)).isEqualTo((double) row++);
            }
            assertThat(row).isEqualTo(300_000);
        }
    }

    @Test
    void says_that_a_file_is_cut_short() throws Exception {
        Path whole = write("whole.parquet", "select range r, range::varchar t from range(50000)");
        Path cut = folder.resolve("cut.parquet");
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : List.of(0, 3, 100, bytes.length / 2, bytes.length - 1)) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ParquetSource.open(cut))
                    .isInstanceOf(LakeException.class)
                    .hasMessage("cut.parquet is not a whole Parquet file: it is of another format, cut short or"
                            + " damaged; write it again from its source");
        }
    }

    @Test
    void says_where_a_file_is_damaged() throws Exception {
        Path file = write("damaged.parquet", "select hash(range) r, hash(range)::varchar t from range(50000)");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0xFF);
        Files.write(file, bytes);

        assertThatThrownBy(() -> {
                    try (var source = ParquetSource.open(file)) {
                        while (source.next()) {
                            source.text(1);
                        }
                    }
                })
                .isInstanceOf(LakeException.class)
                .hasMessageMatching("damaged.parquet is (not a whole Parquet file|damaged after row \\d+).*;"
                        + " write it again from its source");
    }

    @Test
    void refuses_a_name_that_could_mean_several_files() throws Exception {
        Path file = Files.createFile(folder.resolve("all*.parquet"));

        assertThatThrownBy(() -> ParquetSource.open(file))
                .isInstanceOf(LakeException.class)
                .hasMessageEndingWith("all*.parquet cannot be opened; rename it or its folder so that the path has no"
                        + " * ? [ ] or quotation mark");
    }

    @Test
    void says_that_a_file_is_not_there() {
        assertThatThrownBy(() -> ParquetSource.open(folder.resolve("none.parquet")))
                .isInstanceOf(LakeException.class)
                .hasMessageEndingWith("none.parquet cannot be opened; check that it exists and may be read");
    }
}
