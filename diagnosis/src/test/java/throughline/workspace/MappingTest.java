package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MappingTest {

    @TempDir
    Path folder;

    @Test
    void makes_several_tables_of_one_foreign_file() throws IOException {
        write("calls.txt", """
                nr;day;time;kind;wait;talk;who;score
                1;31.12.2025;23:30;A;1,5;2,0;ANNA;4
                2;01.01.2026;00:10;X;0,2;;NOBODY;0
                3;01.01.2026;00:20;TEST;9;9;ANNA;5
                4;30.02.2026;00:20;A;1;1;ANNA;5
                """);
        write("mapping.yaml", """
                throughline: 1
                name: Shop line
                timezone: Europe/Rome
                measures:
                  - {id: wait_s, better: lower}
                tables:
                  - table: interactions
                    file: calls.txt
                    separator: ";"
                    where:
                      - {column: kind, not: TEST}
                    columns:
                      interaction_id: {join: [day, nr], with: "/", prefix: "call "}
                      started_at: {join: [day, time], with: " ", format: "dd.MM.yyyy HH:mm"}
                      channel: {constant: phone}
                      agent: {column: who, empty: [NOBODY]}
                      outcome: {column: kind, values: {A: served}, otherwise: other}
                      wait_s: {column: wait, decimal: comma, unit: min}
                      handle_s: {column: talk, decimal: comma, unit: min, at_most: 60}
                  - table: responses
                    file: calls.txt
                    separator: ";"
                    where:
                      - {column: score, at_least: 1}
                      - {column: kind, in: [A]}
                    each:
                      - {columns: [score], empty: ["0"]}
                    columns:
                      response_id: {row_number: true, prefix: r}
                      answered_at: {column: day, format: dd.MM.yyyy}
                """);

        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            assertThat(workspace.organisation().name()).isEqualTo("Shop line");
            assertThat(workspace.organisation().recorded()).isFalse();
            assertThat(rows(
                            workspace,
                            FactKind.INTERACTIONS,
                            "interaction_id",
                            "started_at",
                            "agent",
                            "outcome",
                            "wait_s",
                            "handle_s"))
                    .containsExactly(
                            "calls.txt|2|call 31.12.2025/1|2025-12-31T22:30:00Z|ANNA|served|90|120",
                            "calls.txt|3|call 01.01.2026/2|2025-12-31T23:10:00Z|null|other|12|null");
            assertThat(rows(workspace, FactKind.RESPONSES, "response_id", "score"))
                    .containsExactly("calls.txt|2|r2|4");
            assertThat(workspace.measures().find("wait_s").orElseThrow().better())
                    .isEqualTo(Better.LOWER);
            assertThat(workspace.rejects()).hasSize(2).first().satisfies(r -> {
                assertThat(r.line()).isEqualTo(5);
                assertThat(r.reason()).contains("got \"30.02.2026 00:20\"");
                assertThat(r.row()).isEqualTo("4,30.02.2026,00:20,A,1,1,ANNA,5");
            });
        }
    }

    @Test
    void counts_what_several_tables_of_one_kind_make_of_one_file() throws IOException {
        write("week.csv", "day,lost,late\n2026-01-01,3,4\n2026-01-02,1,2\n");
        write("mapping.yaml", """
                throughline: 1
                tables:
                  - table: readings
                    file: week.csv
                    columns: {at: day, measure: {constant: lost}, value: lost}
                  - table: readings
                    file: week.csv
                    columns: {at: day, measure: {constant: late}, value: late}
                """);

        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            assertThat(workspace.rows()).containsEntry(FactKind.READINGS, 4L);
            assertThat(workspace.files()).containsEntry(FactKind.READINGS, List.of("week.csv"));
            assertThat(workspace.duplicates()).isZero();
        }
    }

    @Test
    void takes_a_month_or_a_year_alone_for_its_first_day() throws IOException {
        write("months.csv", "month,year,calls\nApr-15,2014,7\nMar 16,,8\n");
        write("mapping.yaml", """
                throughline: 1
                tables:
                  - table: readings
                    file: months.csv
                    columns:
                      at: {column: month, format: MMM-yy}
                      measure: {constant: calls}
                      value: calls
                  - table: readings
                    file: months.csv
                    where:
                      - {column: year, known: true}
                    columns:
                      at: {column: year, format: yyyy}
                      measure: {constant: calls}
                      value: calls
                """);

        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            assertThat(rows(workspace, FactKind.READINGS, "at"))
                    .containsExactlyInAnyOrder(
                            "months.csv|2|2015-04-01T00:00:00Z", "months.csv|2|2014-01-01T00:00:00Z");
            assertThat(workspace.rejects())
                    .singleElement()
                    .satisfies(r -> assertThat(r.reason()).contains("got \"Mar 16\""));
        }
    }

    @Test
    void refuses_a_mapping_with_mistakes_and_names_them_all() throws IOException {
        write("a.csv", "x\n1\n");
        write("mapping.yaml", """
                tables:
                  - table: interaction
                    file: a.csv
                    colums: {a: b}
                    columns:
                      started_at: {column: x, format: "qqqq bbb"}
                      unit: {prefix: a}
                """);

        assertThatThrownBy(() -> WorkspaceReader.read(folder, Progress.NONE))
                .isInstanceOf(UnreadableWorkspaceException.class)
                .hasMessageContaining("line 2: tables[0].table: one of interactions, events,")
                .hasMessageContaining("line 6: tables[0].columns.started_at.format: a form such as")
                .hasMessageContaining("tables[0].columns.unit: column, join, constant or row_number must be there")
                .hasMessageContaining("tables[0].colums is not a known key. Did you mean columns?");
    }

    @Test
    void names_a_column_or_a_file_that_is_not_there() throws IOException {
        write("a.csv", "number,when\n1,2026-01-01\n");
        write("mapping.yaml", """
                tables:
                  - table: interactions
                    file: a.csv
                    columns: {interaction_id: numbr, started_at: when}
                """);
        assertThatThrownBy(() -> WorkspaceReader.read(folder, Progress.NONE))
                .hasMessageContaining("The mapping needs a column numbr, which the file lacks; it has number, when."
                        + " Did you mean number?");

        write("mapping.yaml", "tables: [{table: interactions, file: ../b.csv}]\n");
        assertThatThrownBy(() -> WorkspaceReader.read(folder, Progress.NONE))
                .hasMessage("The mapping reads interactions from ../b.csv, which is not in %s.".formatted(folder));
    }

    private static List<String> rows(Workspace workspace, FactKind kind, String... columns) {
        return workspace.engine().rows(new RowQuery(kind, List.of(columns), List.of()), 0, 100).values().stream()
                .map(r -> String.join("|", r.stream().map(String::valueOf).toList()))
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
