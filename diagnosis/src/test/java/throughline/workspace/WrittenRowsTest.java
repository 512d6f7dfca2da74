package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.workspace.WrittenRows.UnusableFileException;

/// Rows that are taken away as a table, changed elsewhere and read again.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrittenRowsTest {

    private static final List<String> COLUMNS = List.of("id", "text");

    @TempDir
    private Path folder;

    static Stream<String> texts() {
        return Stream.of(
                "plain",
                "=1+1",
                "'=1+1",
                "''=1+1",
                "'quoted'",
                "-5",
                "'-5",
                "-5 degrees",
                "+44 20 7946 0000",
                "@SUM(A1)",
                "\uFF1Dfull width",
                "a \"quote\", a comma; a semicolon",
                "two\nlines",
                "1e5",
                "é ß 漢");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void come_back_as_they_were_and_run_in_no_spreadsheet(String text) throws Exception {
        String csv = WrittenRows.csv(COLUMNS, List.of(Map.of("id", "a", "text", text)));

        assertThat(read("t.csv", csv.getBytes(StandardCharsets.UTF_8)).rows())
                .extracting(row -> row.texts().get("text"))
                .containsExactly(text);
        String cell = csv.lines().skip(1).findFirst().orElseThrow().replaceFirst("^a,\"?", "");
        assertThat(cell.matches("[=@\uFF1D].*|[+-].*[^0-9.].*")).as(cell).isFalse();
    }

    @Test
    void know_their_lines_and_leave_out_those_that_are_no_rows() throws Exception {
        WrittenRows rows =
                read("t.csv", "id,text\na,\"two\nlines\"\n\nb\nc,\"open\nd,e\n".getBytes(StandardCharsets.UTF_8));

        assertThat(rows.rows()).extracting(WrittenRows.Row::line).containsExactly(2L, 7L);
        assertThat(rows.rejects()).extracting(Reject::line).containsExactly(5L, 6L);
    }

    @Test
    void are_refused_as_a_whole_where_every_row_would_be_wrong() {
        assertRefused("t.csv", "", "The file is empty.");
        assertRefused("t.csv", "id,txt\n", "The column \"txt\" does not belong here. Did you mean text?");
        assertRefused("t.csv", "text\n", "The column id must be there.");
        assertRefused("t.csv", "id,text,id\n", "Two columns are named id. Keep one of them.");
        assertRefused("t.csv", "x".repeat(300) + "\n", "The column \"" + "x".repeat(60) + "…\"");
        assertRefused("t.txt", "id\n", "Send a file whose name ends in .csv or .yaml.");
        assertRefused("t.yaml", "others: []", "The file has nothing below things: at its top.");
        assertRefused("t.yaml", "things: [*a]", "This is not valid YAML");
    }

    @Test
    void are_read_from_yaml_key_by_key() throws Exception {
        WrittenRows rows = read("t.yaml", """
                things:
                  - {id: a, text: 2026-03-01}
                  - {id: b, txt: oops}
                  - {id: c, text: [a, list]}
                  - just a text
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(rows.rows()).containsExactly(new WrittenRows.Row(2, Map.of("id", "a", "text", "2026-03-01")));
        assertThat(rows.rejects()).extracting(Reject::line).containsExactlyInAnyOrder(3L, 4L, 5L);
        assertThat(rows.rejects()).anyMatch(r -> r.reason().endsWith("Did you mean text?"));
    }

    private void assertRefused(String name, String content, String why) {
        assertThatThrownBy(() -> read(name, content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith(why);
    }

    private WrittenRows read(String name, byte[] content) throws Exception {
        Path file = folder.resolve(name);
        Files.write(file, content);
        return WrittenRows.read(file, "things", COLUMNS, Set.of("id"));
    }
}
