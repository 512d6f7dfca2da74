package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceReaderTest {

    @TempDir
    Path folder;

    @Test
    void knows_a_measure_again_however_its_letters_are_written() throws IOException {
        write("organisation.yaml", """
                throughline: 1
                name: Northgate
                measures:
                  - {id: Q1, name: Satisfied, kind: outcome, better: higher}
                  - {id: Line Faults, kind: infrastructure, better: lower}
                scorecards:
                  - {unit: a, role: agent, measure: AHT, weight: 0.5, target: 300}
                links:
                  - {cause: Line Faults, effect: Q1}
                """);
        write("interactions.csv", "interaction_id,started_at,AHT\ni1,2026-01-01,200\n");
        write("responses.csv", "response_id,answered_at,Q1\nr1,2026-01-01,4\nr2,2026-01-02,5\n");
        write("readings.csv", "at,measure,value\n2026-01-01,Line Faults,3\n");
        write("steps.csv", "step_id,name,started_on,aimed_at\ns1,Call back,2026-01-01,Q1\n");
        write("forecasts.csv", "made_at,person,measure,period,predicted\n2025-12-30,p1,Q1,2026-01,4.5\n");

        try (Workspace workspace = read()) {
            var dossier = workspace.dossier();
            assertThat(dossier.measures().find("q1").orElseThrow().title()).isEqualTo("Satisfied");
            assertThat(dossier.measures().in(FactKind.READINGS, Kind.INFRASTRUCTURE))
                    .extracting(e -> e.id())
                    .containsExactly("line_faults");
            assertThat(dossier.organisation().scorecards())
                    .extracting(s -> s.measure())
                    .containsExactly("aht");
            assertThat(dossier.organisation().links())
                    .extracting(l -> l.cause() + " " + l.effect())
                    .containsExactly("line_faults q1");
            assertThat(dossier.register().steps()).extracting(s -> s.aimedAt()).containsExactly("q1");
            assertThat(dossier.register().forecasts())
                    .extracting(f -> f.measure())
                    .containsExactly("q1");
        }
    }

    @Test
    void counts_contacts_under_another_id_of_a_touchpoint_for_it() throws IOException {
        write("organisation.yaml", """
                name: Northgate
                touchpoints: [{id: phone, also: [tel, fon]}, {id: desk}]
                """);
        write(
                "interactions.csv",
                "interaction_id,started_at,touchpoint\ni1,2026-01-01,tel\ni2,2026-01-01,phone\ni3,2026-01-01,desk\n");
        write("events.csv", """
                case_id,activity,at,touchpoint
                c1,call,2026-01-01T09:00:00Z,fon
                c1,call,2026-01-01T10:00:00Z,phone
                c1,ask,2026-01-01T11:00:00Z,desk
                """);

        try (Workspace workspace = read()) {
            assertThat(workspace.unknownIds()).doesNotContainKey("touchpoint");
            var contacts =
                    workspace.engine().scan(CubeQuery.of(FactKind.INTERACTIONS).by("touchpoint"));
            assertThat(contacts.stream().map(c -> c.text(0) + " " + c.rows())).containsExactly("desk 1", "phone 2");
            assertThat(workspace
                            .engine()
                            .rows(new RowQuery(FactKind.TRACES, List.of("path"), List.of()), 0, 10)
                            .values())
                    .as("what is derived knows one touchpoint")
                    .singleElement()
                    .asString()
                    .contains("phone > desk");
        }
    }

    @Test
    void reads_files_of_several_forms_into_one_table() throws IOException {
        write("interactions-2025.csv", """
                Interaction ID,Started At,unit,wait_s,resolved,note
                i1,2025-12-31T23:59:00Z,a,12.5,true,first
                i2,2025-12-30,a,,no,"second, with ""quotes""
                and a line"
                """);
        writeGz("interactions-2026.csv.gz", "interaction_id,started_at,wait_s\r\ni3,2026-01-01 08:00:00,30\r\n");
        Files.createDirectory(folder.resolve("interactions"));
        write("interactions/a.ndjson", """
                {"interaction_id": "i4", "started_at": "2026-01-02T10:00:00+02:00", "wait_s": 7, "resolved": true}
                {"interaction_id": "i1", "started_at": "2026-01-03", "unit": "b", "wait_s": 99, "note": null}
                """);

        try (Workspace workspace = read()) {
            assertThat(workspace.rejects()).isEmpty();
            assertThat(workspace.rows()).containsEntry(FactKind.INTERACTIONS, 4L);
            assertThat(workspace.duplicates()).isEqualTo(1);
            assertThat(workspace.files().get(FactKind.INTERACTIONS))
                    .containsExactly("interactions/a.ndjson", "interactions-2025.csv", "interactions-2026.csv.gz");
            assertThat(workspace.from()).contains(LocalDate.of(2025, 12, 30));
            assertThat(workspace.to()).contains(LocalDate.of(2026, 1, 3));
            var rows = workspace
                    .engine()
                    .rows(
                            new RowQuery(
                                    FactKind.INTERACTIONS,
                                    List.of("interaction_id", "started_at", "wait_s", "resolved", "note"),
                                    List.of()),
                            0,
                            10);
            assertThat(rows.values().stream()
                            .map(r -> String.join(
                                    "|", r.stream().map(String::valueOf).toList())))
                    .contains(
                            "interactions-2025.csv|3|i2|2025-12-30T00:00:00Z|null|false|second, with \"quotes\"\nand a line",
                            "interactions/a.ndjson|1|i4|2026-01-02T08:00:00Z|7|true|null");
        }
    }

    @Test
    void finds_the_types_of_unknown_columns_and_infers_the_measures() throws IOException {
        write("responses.csv", """
                response_id,answered_at,empathy,empathy_expected,feel_welcome,nps,seat,age,member,order_id,comment
                r1,2026-01-01,4,5,3,9,2,31,yes,1001,fine
                r2,2026-01-02,5,5,2,0,1,42,no,1002,12
                r3,2026-01-03,3,4,,10,5,18.5,yes,1003,
                """);
        write("readings.csv", "at,measure,value\n2026-01-01,line_faults,3\n2026-01-02,uptime,0.9\n");

        try (Workspace workspace = read()) {
            var table = workspace.engine().table(FactKind.RESPONSES).orElseThrow();
            assertThat(table.find("age").orElseThrow().type()).isEqualTo(ColumnType.NUMBER);
            assertThat(table.find("member").orElseThrow().type()).isEqualTo(ColumnType.FLAG);
            assertThat(table.find("order_id").orElseThrow().type()).isEqualTo(ColumnType.TEXT);
            assertThat(table.find("comment").orElseThrow().type()).isEqualTo(ColumnType.TEXT);
            var measures = workspace.measures();
            assertThat(measures.find("empathy").orElseThrow().dimension()).isEqualTo("empathy");
            assertThat(measures.find("empathy_expected")).isEmpty();
            assertThat(measures.find("feel_welcome").orElseThrow().kind()).isEqualTo(Kind.FEELING);
            assertThat(measures.find("nps").orElseThrow().high()).isEqualTo(10.0);
            assertThat(measures.find("seat").orElseThrow().kind()).isEqualTo(Kind.PERCEPTION);
            assertThat(measures.find("age")).isEmpty();
            assertThat(measures.find("line_faults").orElseThrow().better()).isEqualTo(Better.LOWER);
            assertThat(measures.find("uptime").orElseThrow().better()).isEqualTo(Better.HIGHER);
            assertThat(workspace.warnings())
                    .contains(
                            "responses: kept as text, not as a measure: order_id, comment.",
                            "Kept as numbers, not as measures: responses.age. Declare them under measures to use them.");
        }
    }

    @Test
    void keeps_good_rows_and_says_what_is_wrong_with_the_others() throws IOException {
        write("interactions.csv", """
                interaction_id,started_at,wait_s,resolved
                i1,2026-01-01,5,true
                i2,2026-02-30,5,true
                i3,2026-01-01,"1,200",true
                i4,2026-01-01,1e999,true
                ,2026-01-01,5,true
                i6,01/02/2026,5,true
                i7,2026-01-01,5,maybe
                i8,2026-01-01,5
                i9,1850-01-01,5,true
                i10,2026-01-01,6,true
                i11,2026-01-01,7,true
                i12,2026-01-01,8,1
                """ + "i13,2026-01-01,8,1\n".repeat(20));

        try (Workspace workspace = read()) {
            assertThat(workspace.rows()).containsEntry(FactKind.INTERACTIONS, 5L);
            assertThat(workspace.rejects().stream().map(r -> r.line() + " " + r.reason()))
                    .containsExactly(
                            "3 started_at: a time such as 2026-03-02T09:14:05+01:00 or a date was expected,"
                                    + " got \"2026-02-30\"; there is no such day.",
                            "4 wait_s: a number was expected, got \"1,200\";"
                                    + " write it without thousands separators, as 1200.",
                            "5 wait_s: a number was expected, got \"1e999\"; it is too large.",
                            "6 The row has no interaction_id, which must be there.",
                            "7 started_at: a time such as 2026-03-02T09:14:05+01:00 or a date was expected,"
                                    + " got \"01/02/2026\"; write the year first.",
                            "8 resolved: true or false was expected, got \"maybe\".",
                            "9 The row has 3 cells, the header has 4.",
                            "10 started_at: a time such as 2026-03-02T09:14:05+01:00 or a date was expected,"
                                    + " got \"1850-01-01\"; years from 1900 to 2100 are read.");
            assertThat(workspace.rejectsByFile()).containsEntry("interactions.csv", 8L);
        }
    }

    @Test
    void names_a_file_that_lacks_a_column_without_counting_it_as_a_row() throws IOException {
        write("responses.csv", "id,nps\n1,9\n");
        write("pulse.csv", "answered_at,proud\n2026-01-01,4\nnever,4\n");

        try (Workspace workspace = read()) {
            assertThat(workspace.unreadFiles()).singleElement().satisfies(r -> {
                assertThat(r.place()).isEqualTo("responses.csv");
                assertThat(r.reason()).startsWith("The file has no columns response_id and answered_at");
            });
            assertThat(workspace.rejected()).isEqualTo(1);
            assertThat(workspace.rejects().getFirst())
                    .isEqualTo(workspace.unreadFiles().getFirst());
        }
    }

    @Test
    void names_the_value_that_makes_a_small_column_text() throws IOException {
        write(
                "responses.csv",
                "response_id,answered_at,empathy\nr1,2026-01-01,4\nr2,2026-01-01,five\nr3,2026-01-01,3\n");

        try (Workspace workspace = read()) {
            assertThat(workspace.warnings())
                    .contains("responses: kept as text, not as a measure: empathy, because responses.csv line 3 says "
                            + "\"five\". Mend or empty such a cell to use the numbers.");
            assertThat(workspace.rows()).containsEntry(FactKind.RESPONSES, 3L);
        }
    }

    @Test
    void remarks_on_words_and_ids_that_are_not_known() throws IOException {
        write("organisation.yaml", """
                name: Northgate
                promise: {statement: We listen., feelings: [welcome, calm], owner: p9}
                units: [{id: w, layer: frontline}]
                people: [{id: p1, unit: w}]
                touchpoints: [{id: desk, channel: kiosk, accountable: p7}]
                """);
        write("interactions.csv", """
                interaction_id,started_at,channel,unit
                i1,2026-01-01,phone,w
                i2,2026-01-01,fax,x
                i3,2026-01-01,fax,x
                """);
        write("pulse.csv", "answered_at,layer,proud\n2026-01-01,front line,4\n2026-01-01,shop floor,4\n");
        write("responses.csv", "response_id,answered_at,feel_welcome\nr1,2026-01-01,4\n");

        try (Workspace workspace = read()) {
            assertThat(workspace.warnings())
                    .contains(
                            "organisation.yaml: The promise is of somebody who is not listed (1): promise → p9."
                                    + " List them, or mend the id.",
                            "organisation.yaml: Touchpoints of somebody who is not listed (1): desk → p7."
                                    + " List them, or mend the id.",
                            "1 unit id in 2 cells of the facts is not in organisation.yaml: x."
                                    + " Add it there, or mend the facts.",
                            "layer in pulse: \"shop floor\" (1 row) is not known and passed over."
                                    + " Write board, executive, management or frontline.",
                            "promise.feelings in organisation.yaml: no question asks for calm."
                                    + " Ask it as feel_calm, or mend the word.")
                    .anyMatch(w ->
                            w.startsWith("channel in interactions: \"fax\" (2 rows) is not known and passed over."))
                    .anyMatch(w -> w.startsWith(
                            "organisation.yaml: Touchpoints with a channel that is not known (1): desk → kiosk."));
        }
    }

    @Test
    void gives_the_same_snapshot_wherever_the_folder_lies() throws IOException {
        write("pulse.csv", "answered_at,proud\n2026-01-01,4\n");
        String first;
        try (Workspace workspace = read()) {
            first = workspace.snapshot();
        }
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(folder.resolve("pulse.csv"), other.resolve("pulse.csv"));
        try (Workspace workspace = WorkspaceReader.read(other, Progress.NONE)) {
            assertThat(workspace.snapshot()).isEqualTo(first).hasSize(64);
        }
        Files.writeString(other.resolve("pulse.csv"), "answered_at,proud\n2026-01-01,5\n");
        try (Workspace workspace = WorkspaceReader.read(other, Progress.NONE)) {
            assertThat(workspace.snapshot()).isNotEqualTo(first);
        }
    }

    @Test
    void keeps_the_registers_row_by_row() throws IOException {
        write("forecasts.csv", """
                made_at,person,measure,period,predicted,low,high
                2026-01-01,p1,empathy,2026-Q2,4.1,3.9,4.3
                2026-01-01,p1,empathy,2026-W15,4.1,,
                2026-01-01,p1,empathy,soon,4.1,,
                """);
        write("steps.csv", """
                step_id,name,started_on,targets_layer,bedding_days
                s1,Old,2026-01-01,board,60
                s1,New,2026-01-02,front line,60
                """);

        try (Workspace workspace = read()) {
            assertThat(workspace.register().forecasts()).hasSize(2);
            assertThat(workspace.register().forecasts().getFirst().to()).isEqualTo(LocalDate.of(2026, 6, 30));
            assertThat(workspace.register().forecasts().getLast().from()).isEqualTo(LocalDate.of(2026, 4, 6));
            assertThat(workspace.register().steps()).singleElement().satisfies(s -> {
                assertThat(s.name()).isEqualTo("New");
                assertThat(s.source()).isEqualTo("steps.csv:3");
            });
            assertThat(workspace.rejects().getFirst().reason())
                    .isEqualTo("period: a period such as 2026-Q2, 2026-04, 2026-W15 or 2026-04-01/2026-04-30 was"
                            + " expected, got \"soon\".");
            assertThat(workspace.engine().scan(CubeQuery.of(FactKind.FORECASTS)).rows())
                    .isEqualTo(2);
        }
    }

    @Test
    void refuses_a_folder_with_nothing_usable() throws IOException {
        assertThatThrownBy(this::read)
                .isInstanceOf(UnreadableWorkspaceException.class)
                .hasMessage("Nothing in %s can be used. A workspace holds an organisation.yaml or tables such as"
                                .formatted(folder)
                        + " interactions.csv (docs/connecting-data.md).");
        write("interactions.csv", "id,when\n1,2026-01-01\n");
        assertThatThrownBy(this::read)
                .hasMessageContaining("interactions.csv: The file has no columns interaction_id and started_at,"
                        + " which interactions needs; it has id, when.");
        write("interactions.csv", "interaction_id,started\n1,2026-01-01\n");
        assertThatThrownBy(this::read)
                .hasMessageContaining("interactions.csv: The file has no column started_at, which interactions needs;"
                        + " it has interaction_id, started. Did you mean started?");
        assertThatThrownBy(() -> WorkspaceReader.read(folder.resolve("none"), Progress.NONE))
                .hasMessage("There is no folder %s.".formatted(folder.resolve("none")));
        assertThatThrownBy(() -> WorkspaceReader.read(folder.resolve("interactions.csv"), Progress.NONE))
                .hasMessageEndingWith("interactions.csv is a file; name the folder that holds it.");
    }

    private Workspace read() {
        return WorkspaceReader.read(folder, Progress.NONE);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void writeGz(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
