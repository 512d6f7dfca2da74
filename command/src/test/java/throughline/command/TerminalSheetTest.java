package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.command.TerminalSheet.Style;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.workspace.Progress;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TerminalSheetTest {

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    @TempDir
    private Path folder;

    @Test
    void is_at_most_100_columns_wide_and_names_every_cause() throws IOException {
        String sheet = sheet(Style.PLAIN);

        assertThat(sheet.lines()).allSatisfy(line -> {
            assertThat(line.length()).isLessThanOrEqualTo(100);
            assertThat(line).isEqualTo(line.stripTrailing());
        });
        for (Cause cause : Cause.values()) {
            assertThat(sheet).contains(" " + cause.number() + " " + cause.shortName());
        }
    }

    @Test
    void marks_a_cause_that_is_not_decided_and_says_what_to_do() throws IOException {
        assertThat(sheet(Style.PLAIN).lines())
                .anySatisfy(line -> assertThat(line).matches(" ◌ 2\\.3 Stores only +not enough +\\p{Lu}.*"))
                .anySatisfy(line -> assertThat(line).matches(" {63}→ \\p{Lu}.*"));
    }

    @Test
    void marks_a_cause_that_is_present_with_its_strength() throws IOException {
        assertThat(sheet(Style.PLAIN).lines())
                .anySatisfy(
                        line -> assertThat(line).matches(" ◆ 1\\.1 Nobody is accountable +━+─*  [01]\\.\\d\\d  .*"));
    }

    @Test
    void ends_with_what_was_not_read_and_where_the_evidence_is() throws IOException {
        assertThat(sheet(Style.PLAIN))
                .contains("Not read: 1 row (33.33 %) in 1 file. See them with --rejects rejects.csv")
                .contains("interactions.csv line 4: ")
                .contains("Note: notes.csv is not a file of the exchange format")
                .endsWith("Evidence: --format json, or --format html --output report.html\n");
    }

    @Test
    void writes_only_ascii_where_the_terminal_knows_no_more() throws IOException {
        String sheet = sheet(Style.ASCII);

        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(sheet)).isTrue();
        assertThat(sheet.lines()).anySatisfy(line -> assertThat(line).startsWith(" # 1.1 Nobody is accountable"));
    }

    @Test
    void changes_nothing_but_the_colour_in_colour() throws IOException {
        String colour = sheet(Style.COLOUR);

        assertThat(sheet(Style.PLAIN)).doesNotContain("\u001b");
        assertThat(colour).contains("\u001b[38;5;166m◆\u001b[0m");
        assertThat(COLOURS.matcher(colour).replaceAll("")).isEqualTo(sheet(Style.PLAIN));
    }

    @Test
    void is_coloured_only_on_a_terminal_that_asks_for_it() {
        var utf8 = Map.of("LANG", "en_GB.UTF-8");

        assertThat(Style.of(utf8, true)).isEqualTo(Style.COLOUR);
        assertThat(Style.of(utf8, false)).isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of("LANG", "de_DE.utf8", "NO_COLOR", "1"), true))
                .isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of("LANG", "de_DE.utf8", "TERM", "dumb"), true)).isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of(), false)).isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of("LC_ALL", "C", "LANG", "en_GB.UTF-8"), true)).isEqualTo(Style.ASCII);
        assertThat(Style.of(Map.of("LANG", "POSIX"), true)).isEqualTo(Style.ASCII);
    }

    @Test
    void breaks_lines_between_words_and_cuts_only_a_word_that_is_too_long() {
        assertThat(TerminalSheet.wrap("  Nobody  answers for\nthe car park. ", 12))
                .containsExactly("Nobody", "answers for", "the car", "park.");
        assertThat(TerminalSheet.wrap("see abcdefghijkl now", 5)).containsExactly("see", "abcde", "fghij", "kl", "now");
        assertThat(TerminalSheet.wrap("", 5)).containsExactly("");
        assertThat(TerminalSheet.wrap("it counts 51 %, they get 12 %.", 13))
                .containsExactly("it counts", "51 %, they", "get 12 %.");
    }

    @Test
    void counts_answers_of_staff_and_readings_where_there_are_no_contacts() throws IOException {
        Files.writeString(folder.resolve("pulse.csv"), "answered_at,unit,proud\n" + "2026-02-02,north,4\n".repeat(12));
        Files.writeString(folder.resolve("readings.csv"), "at,measure,value\n2026-03-02,faults,4\n");

        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            assertThat(new TerminalSheet(Style.PLAIN)
                            .of(workspace, workspace.dossier(), Diagnosis.of(workspace.dossier())))
                    .contains(" · 12 answers of staff, 1 reading");
        }
    }

    private String sheet(Style style) throws IOException {
        Files.writeString(folder.resolve("organisation.yaml"), """
                name: Café “Nord”
                units:
                  - {id: north, layer: front_line}
                people:
                  - {id: p1, unit: north}
                touchpoints:
                  - {id: desk, name: Desk, accountable: [p1]}
                  - {id: phone, name: Phone}
                """);
        Files.writeString(folder.resolve("interactions.csv"), """
                interaction_id,started_at,unit,touchpoint
                i1,2026-03-02T09:00:00Z,north,desk
                i2,2026-03-03T09:00:00Z,north,phone
                i3,never,north,phone
                """);
        Files.writeString(folder.resolve("notes.csv"), "a,b\n");
        try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            return new TerminalSheet(style).of(workspace, workspace.dossier(), Diagnosis.of(workspace.dossier()));
        }
    }
}
