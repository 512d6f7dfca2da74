package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactKind;
import throughline.workspace.ColumnGuess.Reason;
import throughline.workspace.ColumnGuess.Sureness;
import throughline.workspace.Question.About;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecognitionTest {

    private static final Optional<ZoneId> LONDON = Optional.of(ZoneId.of("Europe/London"));
    private static final String CALLS = """
            Call ID,Start,Q,AHT,Agent grp,Disp,CSAT
            C-1,2026-11-02 09:14,212,318,CC-06,DLV-WHR,4
            C-2,2026-11-02 09:15,48,274,CC-03,RTN-DMG,
            C-3,2026-11-31 09:15,62,171,CC-03,RTN-DMG,5
            C-4,2026-11-02 09:17,130,171,CC-03,RTN-DMG,1
            """;

    @TempDir
    Path folder;

    @Test
    void takes_the_log_of_a_telephone_system_for_contacts() throws IOException {
        Recognition calls = of("calls.csv", CALLS, Answers.NONE, LONDON);

        assertThat(calls.kind()).hasValue(FactKind.INTERACTIONS);
        assertThat(calls.columns())
                .extracting(c -> c.column().name(), ColumnGuess::field, ColumnGuess::sureness)
                .containsExactly(
                        tuple("Call ID", "interaction_id", Sureness.RECOGNISED),
                        tuple("Start", "started_at", Sureness.RECOGNISED),
                        tuple("Q", "wait_s", Sureness.LIKELY),
                        tuple("AHT", "handle_s", Sureness.LIKELY),
                        tuple("Agent grp", "unit", Sureness.RECOGNISED),
                        tuple("Disp", "", Sureness.ASKED),
                        tuple("CSAT", "csat", Sureness.RECOGNISED));
        assertThat(calls.draft()).isEmpty();
    }

    @Test
    void asks_one_thing_at_a_time_until_a_mapping_can_be_made() throws IOException {
        Recognition first = of("calls.csv", CALLS, Answers.NONE, Optional.empty());
        assertThat(first.question())
                .hasValue(new Question(
                        About.WHICH_FIELD, "column/Disp", "Disp", "", List.of("intent", "outcome", Answers.LEFT_OUT)));

        Answers reason = Answers.NONE.with("column/Disp", "intent");
        Recognition second = of("calls.csv", CALLS, reason, Optional.empty());
        assertThat(second.question()).hasValue(new Question(About.ZONE, "zone", "", "", List.of()));

        Recognition third = of("calls.csv", CALLS, reason.with("zone", "Europe/London"), Optional.empty());
        assertThat(third.question()).isEmpty();
        assertThat(third.draft().orElseThrow().yaml()).isEqualTo("""
                throughline: 1
                timezone: Europe/London
                measures:
                  - {id: "csat", scale: [1, 5]}
                tables:
                  - table: interactions
                    file: "calls.csv"
                    timezone: Europe/London
                    columns:
                      "interaction_id": {column: "Call ID"}
                      "started_at": {column: "Start"}
                      "wait_s": {column: "Q"}
                      "handle_s": {column: "AHT"}
                      "unit": {column: "Agent grp"}
                      "intent": {column: "Disp"}
                  - table: responses
                    file: "calls.csv"
                    timezone: Europe/London
                    where:
                      - {column: "CSAT", known: true}
                    columns:
                      "response_id": {column: "Call ID", prefix: "answer-"}
                      "interaction_id": {column: "Call ID"}
                      "answered_at": {column: "Start"}
                      "unit": {column: "Agent grp"}
                      "csat": {column: "CSAT"}
                """);
    }

    @Test
    void makes_a_mapping_that_reads_as_import_with_it_would() throws IOException {
        Recognition calls = of("calls.csv", CALLS, Answers.NONE.with("column/Disp", "outcome"), LONDON);
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, calls.draft().orElseThrow().yaml());

        try (Workspace workspace = WorkspaceReader.read(folder, mapping, Progress.NONE)) {
            assertThat(workspace.rows())
                    .containsEntry(FactKind.INTERACTIONS, 3L)
                    .containsEntry(FactKind.RESPONSES, 2L);
            assertThat(workspace.rejects()).hasSize(2).first().satisfies(reject -> {
                assertThat(reject.place()).isEqualTo("calls.csv line 4");
                assertThat(reject.reason()).contains("there is no such day");
            });
        }
        assertThat(TablePreview.of(folder.resolve("calls.csv"), mapping, 1, 1).rows())
                .satisfiesExactly(
                        good -> assertThat(good.cells()).startsWith("C-1", "2026-11-02 09:14"),
                        bad -> assertThat(bad.fault()).isEqualTo("started_at"));
    }

    @Test
    void reads_the_next_file_of_the_same_columns_as_the_last() throws IOException {
        Answers said = Answers.NONE.with("column/Disp", "outcome").with("zone", "Europe/Rome");
        Recognition november = of("calls-november.csv", CALLS, said, Optional.empty());
        Path kept = folder.resolve("kept.yaml");
        Files.writeString(kept, november.draft().orElseThrow().lasting());
        assertThat(Files.readString(kept)).contains("file: \"*.csv\"");

        TableSample december = sample("calls-december.csv", CALLS);
        Optional<Answers> remembered = Recognition.remembered(december, List.of(kept));
        Recognition again = Recognition.of(december, remembered.orElseThrow(), Optional.empty(), "x-");

        assertThat(again.question()).isEmpty();
        assertThat(again.draft().orElseThrow().yaml())
                .isEqualTo(november.draft().orElseThrow().yaml().replace("november", "december"));
        assertThat(Recognition.remembered(sample("other.csv", "a,b\n1,2\n"), List.of(kept)))
                .isEmpty();
    }

    @Test
    void asks_what_a_row_is_where_the_columns_do_not_say_it() throws IOException {
        Recognition unknown = of("export.csv", "date,note\n2026-01-02,x\n", Answers.NONE, LONDON);

        assertThat(unknown.question()).hasValueSatisfying(question -> {
            assertThat(question.about()).isEqualTo(About.ROW);
            assertThat(question.options()).hasSize(20).contains("interactions", "complaints");
        });
        assertThat(unknown.columns()).isEmpty();
    }

    @Test
    void asks_whether_the_day_or_the_month_comes_first_only_where_both_are_possible() throws IOException {
        String both = "complaint_id;received\nk1;03.04.2026\nk2;05.06.2026\n";
        assertThat(of("a.csv", both, Answers.NONE, LONDON).question()).isEmpty();

        String slashes = both.replace('.', '/');
        assertThat(of("b.csv", slashes, Answers.NONE, LONDON).question())
                .hasValueSatisfying(q -> assertThat(q.options()).containsExactly("d/M/yyyy", "M/d/yyyy"));

        Recognition plain = of("c.csv", slashes + "k3;25/06/2026\n", Answers.NONE, LONDON);
        assertThat(plain.question()).isEmpty();
        assertThat(plain.draft().orElseThrow().yaml()).contains("separator: \";\"", "format: \"d/M/yyyy\"");
    }

    @Test
    void asks_for_units_items_and_scales_that_neither_name_nor_values_tell() throws IOException {
        String answers = """
                response_id,answered_at,Q1,csat
                r1,2026-01-02,3,2
                r2,2026-01-03,4,5
                r3,2026-01-04,1,99
                """;
        Recognition first = of("survey.csv", answers, Answers.NONE, LONDON);
        assertThat(first.question().orElseThrow().about()).isEqualTo(About.WHICH_ITEM);
        Recognition second = of("survey.csv", answers, Answers.NONE.with("column/Q1", "empathy"), LONDON);
        assertThat(second.question())
                .hasValueSatisfying(q -> assertThat(q.about()).isEqualTo(About.SCALE));

        Recognition calls =
                of("calls.csv", "call_id,start,wait\n1,2026-01-02,2.5\n2,2026-01-02,4\n", Answers.NONE, LONDON);
        assertThat(calls.question())
                .hasValueSatisfying(q -> assertThat(q.about()).isEqualTo(About.UNIT));
        Recognition named = of("calls.csv", "call_id,start,wait (min)\n1,2026-01-02,2.5\n", Answers.NONE, LONDON);
        assertThat(named.draft().orElseThrow().yaml()).contains("\"wait_s\": {column: \"wait (min)\", unit: min}");
    }

    @Test
    void numbers_rows_without_ids_only_if_it_may() throws IOException {
        String visits = "start,wait_s\n2026-01-02T10:00:00Z,5\n2026-01-02T10:00:00Z,6\n";

        assertThat(of("visits.csv", visits, Answers.NONE, LONDON).question())
                .hasValueSatisfying(q -> assertThat(q.about()).isEqualTo(About.NO_IDS));
        Recognition numbered = of("visits.csv", visits, Answers.NONE.with("ids", "rows"), LONDON);
        assertThat(numbered.draft().orElseThrow().yaml())
                .contains("interaction_id: {row_number: true, prefix: \"x-\"}");
        assertThat(numbered.draft().orElseThrow().lasting()).startsWith("# Rows have no ids of their own");
    }

    @Test
    void leaves_out_what_no_cause_asks_for_and_says_so() throws IOException {
        Recognition calls = of(
                "calls.csv",
                "call_id,start,start,E-mail,,empty\n1,2026-01-02,2026-01-03,a@b.example,x,\n",
                Answers.NONE,
                LONDON);

        assertThat(calls.columns())
                .extracting(ColumnGuess::reason)
                .containsExactly(
                        Reason.PLAIN, Reason.PLAIN, Reason.SAME_NAME, Reason.NOT_NEEDED, Reason.NO_NAME, Reason.EMPTY);
        assertThat(calls.draft().orElseThrow().yaml()).doesNotContain("E-mail");
    }

    @Test
    void copes_with_a_file_of_many_columns() throws IOException {
        var header = new ArrayList<>(List.of("call_id", "started_at"));
        var row = new ArrayList<>(List.of("1", "2026-01-02"));
        for (int i = 0; i < 198; i++) {
            header.add("x" + i);
            row.add("2026-01-0" + (i % 9 + 1));
        }
        String file = String.join(",", header) + "\n" + (String.join(",", row) + "\n").repeat(50);

        Recognition wide = of("calls.csv", file, Answers.NONE, LONDON);

        assertThat(wide.columns()).hasSize(200);
        assertThat(wide.draft().orElseThrow().fields()).hasSize(2);
    }

    @Test
    void says_what_is_wrong_with_a_file_that_has_no_rows() throws IOException {
        refuses("empty.csv", new byte[0], "empty.csv: The file is empty.");
        refuses(
                "header.csv",
                "a,b\n".getBytes(StandardCharsets.UTF_8),
                "The file has a header row and no rows below it.");
        refuses(
                "sheet.xlsx",
                new byte[] {'P', 'K', 3, 4, 0, 0},
                "sheet.xlsx: The file is a zip format (perhaps a spreadsheet), not UTF-8 text.");
        refuses(
                "wide.csv",
                "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE),
                "wide.csv: The file is UTF-16, not UTF-8 text.");
        refuses(
                "latin.csv",
                "a,b\nM\u00fcller,1\n".getBytes(StandardCharsets.ISO_8859_1),
                "No row can be read. Line 2: The row is not UTF-8, perhaps Windows-1252; save the file as UTF-8.");
    }

    private void refuses(String name, byte[] bytes, String why) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        assertThatThrownBy(() -> TableSample.of(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(why);
    }

    private Recognition of(String name, String text, Answers answers, Optional<ZoneId> zone) throws IOException {
        return Recognition.of(sample(name, text), answers, zone, "x-");
    }

    private TableSample sample(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return TableSample.of(file);
    }
}
