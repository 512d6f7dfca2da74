package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.diagnosis.Cause;
import throughline.server.platform.DataFolderClaim;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandLineTest {

    private static final String MONDAY = """
            interaction_id,started_at,wait_s
            i1,2026-03-02T09:00:00Z,30
            i1,2026-03-02T09:00:00Z,45
            bad,never,1
            """;

    private final Locale machine = Locale.getDefault();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void speak_the_language_of_the_machine_again() {
        Locale.setDefault(machine);
    }

    @Test
    void ends_with_2_for_a_folder_that_is_not_there() {
        Path missing = folder.resolve("missing");

        assertThat(run("diagnose", missing.toString())).isEqualTo(2);
        assertThat(err).hasToString("There is no folder %s.%n".formatted(missing));
    }

    @Test
    void ends_with_2_before_the_work_when_the_report_has_no_folder_to_go_into() throws IOException {
        write("monday/interactions.csv", MONDAY);
        Path report = folder.resolve("missing").resolve("report.html");

        assertThat(run("diagnose", folder.resolve("monday").toString(), "--output", report.toString()))
                .isEqualTo(2);
        assertThat(err)
                .hasToString(("There is no folder %s to write report.html into. Make it first.%n"
                                + "How to call it: ./throughline diagnose --help%n")
                        .formatted(report.getParent()));
    }

    @Test
    void ends_with_2_for_a_port_in_use() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("start", "--port", "" + port, "--data", folder.toString()))
                    .isEqualTo(2);
            assertThat(err.toString()).startsWith("Port %d cannot be opened: another program".formatted(port));
        }
    }

    @Test
    void ends_with_2_for_a_day_that_there_is_not() {
        assertThat(run("diagnose", folder.toString(), "--from", "2026-02-31")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Invalid value for option '--from': 2026-02-31 is no date; write it as 2025-01-01");
        assertThat(run("diagnose", folder.toString(), "--to", "31.1.2025")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Invalid value for option '--to': 31.1.2025 is no date; write it as 2025-01-31")
                .doesNotContain("Exception");
    }

    @Test
    void counts_only_the_days_that_were_asked_for() throws IOException {
        write("days/interactions.csv", "interaction_id,started_at\ni1,2026-03-02\ni2,2026-03-03\n");

        assertThat(run(
                        "diagnose",
                        folder.resolve("days").toString(),
                        "--output",
                        folder.resolve("all").toString()))
                .isZero();
        assertThat(folder.resolve("all")).content().contains("2 contacts");
        assertThat(run(
                        "diagnose",
                        folder.resolve("days").toString(),
                        "--from",
                        "2026-03-03",
                        "--output",
                        folder.resolve("last").toString()))
                .isZero();
        assertThat(folder.resolve("last")).content().contains("1 contact").doesNotContain("2 contacts");
    }

    @Test
    void ends_with_2_for_days_that_hold_nothing_to_look_at() throws IOException {
        write("monday/interactions.csv", MONDAY);

        int status = run("diagnose", folder.resolve("monday").toString(), "--from", "2026-04-01");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("No days to look at: 2026-04-01 is after 2026-03-02. "
                        + "The facts run from 2026-03-02 to 2026-03-02.");
    }

    @Test
    void lists_the_causes_for_a_cause_that_there_is_not() {
        Path simulated = folder.resolve("simulated");

        assertThat(run("simulate", simulated.toString(), "--seed", "1", "--causes", "bad-luck"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("There is no cause bad-luck. The causes are: nobody-accountable, outside-strategy, ")
                .contains(Stream.of(Cause.values()).map(Cause::id).toList());
        assertThat(simulated).doesNotExist();
    }

    @Test
    void says_what_to_do_where_nothing_was_asked() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).startsWith("Say what to do, for instance: ./throughline start");
    }

    @Test
    void imports_nothing_on_a_dry_run_but_says_what_it_read() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("monday/organisation.yaml", "name: Northgate\n");
        write("monday/notes.csv", "a,b\n");

        assertThat(bringIn("monday", "--dry-run")).isZero();

        assertThat(out.toString().lines())
                .startsWith(
                        "Northgate",
                        "  interactions              1 row",
                        "  1 row was replaced by a later row of the same id.",
                        "1 row could not be read:",
                        "  interactions.csv line 4: started_at: a time such as 2026-03-02T09:14:05+01:00 or a date was"
                                + " expected, got \"never\".",
                        "  --rejects FILE writes all of them down, with the reason.")
                .anyMatch(line -> line.startsWith("  Note: notes.csv is not a file of the exchange format"))
                .noneMatch(line -> line.startsWith("Brought in"));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void imports_into_the_folder_that_is_named_and_nothing_twice() throws IOException {
        write("monday/interactions.csv", MONDAY);

        assertThat(bringIn("monday")).isZero();
        assertThat(out.toString())
                .doesNotContain("throughline-import")
                .endsWith("Brought in 1 file. The pages show it at the next look.%n".formatted());
        assertThat(folder.resolve("data/workspace")).isDirectoryContaining("glob:**/interactions-000001-*.csv");

        assertThat(bringIn("monday")).isZero();
        assertThat(out.toString()).endsWith("Nothing new: these files were already there.%n".formatted());
    }

    @Test
    void imports_nothing_that_cannot_be_read() throws IOException {
        write("empty/notes.txt", "nothing");
        write("foreign/mapping.yaml", "tables: []\n");

        assertThat(bringIn("empty")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Nothing in %s can be used.".formatted(folder.resolve("empty")))
                .doesNotContain("throughline-import");
        assertThat(bringIn("foreign")).isEqualTo(2);
        assertThat(err.toString()).contains("mapping.yaml has mistakes:").contains("at least one table must be there");
        assertThat(bringIn("missing")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no %s.".formatted(folder.resolve("missing")));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void names_a_file_that_lacks_a_column_first_and_does_not_bring_it_in() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("monday/responses.csv", "id,nps\n1,9\n");

        assertThat(bringIn("monday")).isEqualTo(1);

        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith(
                        "Not read at all: responses.csv. The file has no columns response_id and answered_at"))
                .contains("1 row could not be read:", "Brought in 1 file. The pages show it at the next look.")
                .contains("  All of them, with the reason: " + folder.resolve("data/rejects.csv"));
        assertThat(folder.resolve("data/rejects.csv")).content().contains("responses.csv,,,", "interactions.csv,4,");
    }

    @Test
    void groups_the_rows_that_fail_for_one_reason() throws IOException {
        write("monday/interactions.csv", MONDAY + "worse,later,2\n,2026-03-02,3\n");

        bringIn("monday");

        assertThat(out.toString().lines())
                .contains(
                        "3 rows could not be read:",
                        "  interactions.csv line 4, and 1 other row: started_at: a time such as"
                                + " 2026-03-02T09:14:05+01:00 or a date was expected, got \"never\".",
                        "  interactions.csv line 6: The row has no interaction_id, which must be there.");
    }

    @Test
    void imports_foreign_files_by_their_mapping() throws IOException {
        write("foreign/calls.csv", "Call,Start\n7,2026-03-02\n");
        write("foreign/mapping.yaml", """
                tables:
                  - {table: interactions, file: calls.csv, columns: {interaction_id: Call, started_at: Start}}
                """);

        assertThat(bringIn("foreign")).isZero();
        assertThat(out.toString()).contains("interactions              1 row");
        assertThat(folder.resolve("data/workspace")).isDirectoryContaining("glob:**/interactions-000001-*.csv");

        Files.move(folder.resolve("foreign/mapping.yaml"), folder.resolve("other.yaml"));
        assertThat(bringIn("foreign", "--mapping", folder.resolve("other.yaml").toString()))
                .isZero();
        assertThat(bringIn(
                        "foreign/calls.csv",
                        "--mapping",
                        folder.resolve("other.yaml").toString()))
                .isZero();
        assertThat(out.toString()).endsWith("Nothing new: these files were already there.%n".formatted());
    }

    @Test
    void imports_another_organisation_only_in_the_place_of_the_first() throws IOException {
        write("north/interactions.csv", MONDAY);
        write("north/organisation.yaml", "name: Northgate\n");
        write("south/interactions.csv", MONDAY.replace("i1", "s1"));
        write("south/organisation.yaml", "name: Southgate\n");
        bringIn("north");
        Files.delete(folder.resolve("data/rejects.csv"));

        assertThat(bringIn("south")).isEqualTo(2);
        assertThat(err)
                .hasToString(("%s holds the facts of Northgate; these are of Southgate. Nothing was brought in. "
                                + "Name another folder with --data DIR, or give --replace to put these in their place.%n")
                        .formatted(folder.resolve("data")));
        assertThat(folder.resolve("data/workspace/organisation.yaml")).hasContent("name: Northgate");
        assertThat(folder.resolve("data/rejects.csv")).doesNotExist();

        assertThat(bringIn("south", "--replace")).isZero();
        assertThat(out.toString()).endsWith("Brought in 2 files. The pages show it at the next look.%n".formatted());
        assertThat(folder.resolve("data/workspace/organisation.yaml")).hasContent("name: Southgate");
    }

    @Test
    void ends_with_2_for_a_table_name_for_a_whole_folder() throws IOException {
        write("monday/interactions.csv", MONDAY);

        assertThat(bringIn("monday", "--as", "interactions")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--as names the table of a single file, and %s is a folder."
                        .formatted(folder.resolve("monday")));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void ends_with_2_for_a_data_folder_that_another_server_shows() throws IOException {
        try (var claim = DataFolderClaim.of(folder)) {
            assertThat(run("start", "--data", folder.toString())).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("Throughline already shows %s. Stop it first, or name another folder with --data."
                            .formatted(folder));
            assertThat(claim).isNotNull();
        }
    }

    @Test
    void keeps_its_data_beside_the_launcher_unless_told_otherwise() {
        assertThat(new DataFolder().path())
                .isAbsolute()
                .isEqualTo(Path.of(System.getProperty("throughline.home", "."), ".throughline")
                        .toAbsolutePath()
                        .normalize());
    }

    private int bringIn(String name, String... more) {
        Stream<String> call = Stream.of(
                "import",
                folder.resolve(name).toString(),
                "--data",
                folder.resolve("data").toString());
        return run(Stream.concat(call, Stream.of(more)).toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Throughline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
