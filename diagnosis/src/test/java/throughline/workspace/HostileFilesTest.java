package throughline.workspace;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactKind;

/// Files that are broken, foreign or meant to harm: each gives a clear message, and the good rows beside them are kept.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileFilesTest {

    private static final String HEAD = "interaction_id,started_at,wait_s\n";
    private static final String GOOD = HEAD + "g1,2026-01-01,1\ng2,2026-01-02,2\n";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @TempDir
    Path temporary;

    @TestFactory
    Stream<DynamicTest> each_hostile_file_is_named_and_its_good_rows_are_kept() {
        return cases().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().check(temporary)));
    }

    private static Map<String, HostileFile> cases() {
        Map<String, HostileFile> all = new LinkedHashMap<>();
        texts(all);
        values(all);
        formats(all);
        return all;
    }

    private static void texts(Map<String, HostileFile> all) {
        csv(all, "unclosed quote", GOOD + "b1,\"2026-01-01,1\ng3,2026-01-03,3\n", 3, "interactions.csv:4: A quote");
        csv(
                all,
                "unclosed quote before other quotes",
                HEAD + "b1,\"2026-01-01,1\n\"g1\",\"2026-01-01\",1\ng2,2026-01-02,2\n",
                2,
                "interactions.csv:2: A quote");
        csv(
                all,
                "unclosed quote before a million lines",
                HEAD + "b1,\"2026-01-01,1\n" + lines(60_000),
                60_000,
                "interactions.csv:2: A quote");
        csv(
                all,
                "many unclosed quotes",
                HEAD + "b,\"2026-01-01,1\ng,2026-01-01,2\n".repeat(3000).replace("g,", "g1,"),
                1,
                "interactions.csv:2: A quote");
        csv(all, "text behind a closing quote", GOOD + "\"b\"x,2026-01-01,1\n", 2, "interactions.csv:4: A quote");
        csv(all, "NUL", GOOD + "b\0,2026-01-01,1\n", 2, "interactions.csv:4: The row holds a NUL character.");
        csv(all, "only NUL", "\0".repeat(10_000), 0, "interactions.csv: The header row holds a NUL character.");
        csv(all, "byte order mark", "\uFEFF" + GOOD + "b,never,1\n", 2, "interactions.csv:4: started_at: a time");
        bytes(
                all,
                "Windows-1252 in a row",
                (GOOD + "Jos\u00e9,2026-01-01,1\ng3,2026-01-01,1\n").getBytes(WINDOWS),
                3,
                "interactions.csv:4: The row is not UTF-8, perhaps Windows-1252; save the file as UTF-8.");
        bytes(
                all,
                "Windows-1252 in the header",
                "interaction_id,started_at,caf\u00e9\ng1,2026-01-01,1\n".getBytes(WINDOWS),
                0,
                "The header row is not UTF-8, perhaps Windows-1252");
        bytes(
                all,
                "UTF-16 with a mark",
                ("\uFEFF" + GOOD).getBytes(UTF_16LE),
                0,
                "The file is UTF-16, not UTF-8 text.");
        bytes(all, "UTF-16 without a mark", GOOD.getBytes(UTF_16LE), 0, "The file is UTF-16, not UTF-8 text.");
        csv(
                all,
                "too few cells",
                GOOD + "b1,2026-01-01\n",
                2,
                "interactions.csv:4: The row has 2 cells, the header has 3.");
        csv(
                all,
                "too many cells",
                GOOD + "b1,2026-01-01,1,2\n",
                2,
                "interactions.csv:4: The row has 4 cells, the header has 3.");
        csv(
                all,
                "mixed line ends",
                HEAD.replace("\n", "\r\n") + "g1,2026-01-01,1\rg2,2026-01-02,2\r\n\n\r\nb,x,1\n",
                2,
                "interactions.csv:6: started_at: a time");
        csv(all, "empty", "", 0, "interactions.csv: The file is empty.");
        csv(all, "blank lines only", "\n\n\n", 0, "interactions.csv: The file is empty.");
        csv(all, "header only", HEAD, 0, "interactions.csv has no rows that can be read.");
        csv(
                all,
                "no header",
                "g1,2026-01-01,1\ng2,2026-01-01,1\n",
                0,
                "The file has no columns interaction_id and started_at");
        csv(all, "other separator", GOOD.replace(',', ';'), 0, "Cells must be separated by commas");
        csv(
                all,
                "a column twice",
                "interaction_id,started_at,wait_s,Wait S\ng1,2026-01-01,1,2\n",
                1,
                "column wait_s occurs twice (3 and 4); the first is read.");
        csv(
                all,
                "a column without a name",
                "interaction_id,started_at,\ng1,2026-01-01,1\n",
                1,
                "column 3 has no name and is left out.");
        csv(
                all,
                "system column names",
                "interaction_id,started_at,file,line,day\ng1,2026-01-01,a,2,Monday\n",
                1,
                "file_given");
        csv(all, "2,000 columns", columns(2000), 1, "kept as text, not as a measure: c2, c3,");
        csv(all, "2,001 columns", columns(2001), 0, "The header has more than 2,000 columns.");
        csv(
                all,
                "a row of a million cells",
                GOOD + "b" + ",1".repeat(1_000_000) + "\ng3,2026-01-01,1\n",
                3,
                "interactions.csv:4: The row has more than 2,000 cells.");
        csv(
                all,
                "a cell of 300,000 characters",
                GOOD + "b,2026-01-01," + "1".repeat(300_000) + "\ng3,2026-01-01,1\n",
                3,
                "interactions.csv:4: A cell has 300,000 characters; at most 262,144 are read.");
        csv(
                all,
                "a line of 5 million characters",
                GOOD + "b".repeat(5_000_000) + ",x\ng3,2026-01-01,1\n",
                3,
                "interactions.csv:4: ");
        csv(
                all,
                "a header of 5 million characters",
                "b".repeat(5_000_000) + "\nx\n",
                0,
                "The header row cannot be read");
    }

    private static void values(Map<String, HostileFile> all) {
        csv(all, "a formula", GOOD + "=HYPERLINK(\"x\"),=1+1,1\n", 2, "interactions.csv:4: ");
        csv(all, "a huge number", GOOD + lines(20) + "b,2026-01-01,1e999\n", 22, "got \"1e999\"; it is too large.");
        csv(all, "not a number", GOOD + lines(20) + "b,2026-01-01,NaN\n", 22, "got \"NaN\"; leave the cell empty");
        csv(
                all,
                "a wait below nothing",
                GOOD + "b,2026-01-01,-5\n",
                2,
                "interactions.csv:4: wait_s: 0 or more was expected, got \"-5\"; leave the cell empty where it is not"
                        + " known.");
        csv(all, "infinity", GOOD + lines(20) + "b,2026-01-01,-Infinity\n", 22, "got \"-Infinity\"; it is too large.");
        csv(all, "thousands separators", GOOD + lines(20) + "b,2026-01-01,\"1,000,000\"\n", 22, "as 1000000.");
        csv(all, "a decimal comma", GOOD + lines(20) + "b,2026-01-01,\"1,5\"\n", 22, "write it with a dot, as 1.5.");
        csv(all, "an impossible day", GOOD + "b,2026-02-30,1\n", 2, "got \"2026-02-30\"; there is no such day.");
        csv(all, "an impossible hour", GOOD + "b,2026-01-01T25:00,1\n", 2, "got \"2026-01-01T25:00\"");
        csv(all, "the year 0001", GOOD + "b,0001-01-01,1\n", 2, "years from 1900 to 2100 are read.");
        csv(all, "the year 9999", GOOD + "b,9999-12-31,1\n", 2, "years from 1900 to 2100 are read.");
        csv(all, "seconds since 1970", GOOD + "b,1767225600,1\n", 2, "write a date, not a count of seconds.");
        csv(all, "an empty id", GOOD + ",2026-01-01,1\n", 2, "The row has no interaction_id, which must be there.");
        csv(all, "the same id again", GOOD + GOOD.substring(HEAD.length()) + "b,x,1\n", 2, "interactions.csv:6: ");
        csv(
                all,
                "a column name to break a query",
                "interaction_id,started_at,\"x\"\"; drop table facts; --\"\ng1,2026-01-01,word\n",
                1,
                "x_drop_table_facts");
    }

    private static void formats(Map<String, HostileFile> all) {
        byte[] gz = gz(HEAD + lines(20_000));
        file(
                all,
                "a gzip cut off",
                "interactions.csv.gz",
                Arrays.copyOf(gz, gz.length / 2),
                -1,
                "The gzip file is cut off after");
        byte[] broken = gz.clone();
        Arrays.fill(broken, gz.length / 2, gz.length / 2 + 50, (byte) 0x55);
        file(all, "a gzip damaged", "interactions.csv.gz", broken, -1, "interactions.csv.gz:");
        file(all, "a gzip that is none", "interactions.csv.gz", GOOD.getBytes(UTF_8), 0, "the file is no gzip file.");
        file(all, "an empty gzip", "interactions.csv.gz", new byte[0], 0, "The gzip file is cut off after 0 bytes.");
        file(all, "a gzip without its name", "interactions.csv", gz, 0, "The file is gzip, not UTF-8 text.");
        file(all, "a gzip bomb", "interactions.csv.gz", bomb(), 1, "The file inflates to more than 200 times its size");
        file(all, "a zip named csv", "interactions.csv", zip(), 0, "The file is a zip format (perhaps a spreadsheet)");
        file(
                all,
                "ndjson with broken lines",
                "interactions.ndjson",
                """
                {"interaction_id": "g1", "started_at": "2026-01-01", "wait_s": 1}
                {"interaction_id": "b1", "started_at":
                [1, 2]
                {"interaction_id": "b2", "started_at": "2026-01-01", "wait_s": {"a": 1}}
                {"interaction_id": "b3", "interaction_id": "b4", "started_at": "2026-01-01"}
                {"interaction_id": "b5", "started_at": "2026-01-01"} {"more": 1}
                nonsense
                {"interaction_id": "g2", "started_at": "2026-01-01", "wait_s": null, "late": true}
                """.getBytes(UTF_8),
                2,
                "interactions.ndjson:4: wait_s: one plain value was expected, got a list or an object.");
        file(
                all,
                "ndjson nested without end",
                "interactions.ndjson",
                ("{\"interaction_id\": \"g1\", \"started_at\": \"2026-01-01\"}\n" + "{\"a\":".repeat(100_000) + "\n")
                        .getBytes(UTF_8),
                1,
                "interactions.ndjson:2: ");
        file(
                all,
                "ndjson with a long line",
                "interactions.ndjson",
                ("{\"interaction_id\": \"g1\", \"started_at\": \"2026-01-01\"}\n{\"a\": \"" + "x".repeat(2_000_000)
                                + "\"}\n")
                        .getBytes(UTF_8),
                1,
                "interactions.ndjson:2: The line has more than 1,048,576 characters.");
        file(
                all,
                "ndjson with a huge number",
                "interactions.ndjson",
                "{\"interaction_id\": \"g1\", \"started_at\": \"2026-01-01\", \"wait_s\": 1}\n{\"interaction_id\": \"b\", \"started_at\": \"2026-01-01\", \"wait_s\": 1e999}\n"
                        .repeat(1)
                        .getBytes(UTF_8),
                2,
                "interactions: kept as text");
        file(
                all,
                "ndjson that is an array",
                "interactions.ndjson",
                "[{\"interaction_id\": \"g1\"}]\n".getBytes(UTF_8),
                0,
                "The file has no line that is a JSON object");
        file(all, "a parquet that is text", "interactions.parquet", GOOD.getBytes(UTF_8), 0, "interactions.parquet: ");
        file(all, "an empty parquet", "interactions.parquet", new byte[0], 0, "interactions.parquet: ");
        file(all, "a parquet named csv", "interactions.csv", "PAR1PAR1".getBytes(UTF_8), 0, "The file is Parquet");
        file(
                all,
                "an unknown file",
                "interaction.csv",
                GOOD.getBytes(UTF_8),
                0,
                "interaction.csv is not a file of the exchange format and is left out. Did you mean interactions?");
        file(
                all,
                "a spreadsheet",
                "interactions.xlsx",
                zip(),
                0,
                "Tables end in .csv, .csv.gz, .ndjson, .ndjson.gz, .parquet.");
    }

    @Test
    void folders_links_and_pipes_in_the_place_of_files_are_named() throws IOException {
        Files.createDirectory(temporary.resolve("interactions.csv"));
        Files.createDirectory(temporary.resolve("organisation.yaml"));
        Files.createSymbolicLink(temporary.resolve("events.csv"), temporary.resolve("events.csv"));
        Files.createSymbolicLink(temporary.resolve("responses"), temporary);
        Files.createSymbolicLink(temporary.resolve("steps.csv"), temporary.resolve("nowhere.csv"));
        Files.writeString(temporary.resolve("pulse.csv"), "answered_at,proud\n2026-01-01,4\n");

        try (Workspace workspace = WorkspaceReader.read(temporary, Progress.NONE)) {
            assertThat(workspace.warnings())
                    .contains(
                            "interactions.csv is a folder, not a file, and is left out.",
                            "events.csv is no file that can be read and is left out.",
                            "steps.csv is no file that can be read and is left out.");
            assertThat(workspace.rejects().stream().map(Reject::reason)).contains("This is not a file.");
            assertThat(workspace.rows()).containsEntry(FactKind.PULSE, 1L);
        }
    }

    @Test
    void a_gzip_that_is_cut_off_loses_only_the_row_at_the_cut() throws IOException {
        byte[] gz = gz(HEAD + lines(20_000));
        Files.write(temporary.resolve("interactions.csv.gz"), Arrays.copyOf(gz, gz.length / 2));

        try (Workspace workspace = WorkspaceReader.read(temporary, Progress.NONE)) {
            assertThat(workspace.rows().get(FactKind.INTERACTIONS)).isBetween(2_000L, 19_000L);
            assertThat(workspace.rejects().stream().map(Reject::reason))
                    .hasSize(2)
                    .first()
                    .isEqualTo("The row is cut off where the file ends.");
        }
    }

    @Test
    void rejects_are_written_so_that_no_spreadsheet_runs_them() throws IOException {
        Files.writeString(temporary.resolve("pulse.csv"), "answered_at,proud\n2026-01-01,4\n=cmd|' /C calc'!A0,4\n");
        Path file = temporary.resolve("out.csv");
        try (var writer = new RejectsWriter(file);
                Workspace workspace = WorkspaceReader.read(temporary, null, Progress.NONE, writer)) {
            assertThat(workspace.rejected()).isEqualTo(1);
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).isEqualTo("file,line,column,reason,row");
        assertThat(lines.get(1)).startsWith("pulse.csv,3,answered_at,").contains(",\"'=cmd|' /C calc'!A0,4\"");
    }

    private static void csv(Map<String, HostileFile> all, String name, String text, long kept, String said) {
        bytes(all, name, text.getBytes(UTF_8), kept, said);
    }

    private static void bytes(Map<String, HostileFile> all, String name, byte[] content, long kept, String said) {
        file(all, name, "interactions.csv", content, kept, said);
    }

    private static void file(
            Map<String, HostileFile> all, String name, String file, byte[] content, long kept, String said) {
        all.put(name, new HostileFile(file, content, kept, said));
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "n%d,2026-01-%02d,%d\n".formatted(i, 1 + i % 28, i % 977))
                .collect(Collectors.joining());
    }

    private static String columns(int count) {
        String names = IntStream.range(2, count).mapToObj(i -> ",c" + i).collect(Collectors.joining());
        return "interaction_id,started_at" + names + "\ng1,2026-01-01" + ",w".repeat(count - 2) + "\n";
    }

    private static byte[] gz(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /// 400 MB of spaces, and a good row before them.
    private static byte[] bomb() {
        var bytes = new ByteArrayOutputStream();
        byte[] spaces = " ".repeat(1 << 20).getBytes(UTF_8);
        try (var out = new GZIPOutputStream(bytes, 1 << 16)) {
            out.write((HEAD + "g1,2026-01-01,1\n").getBytes(UTF_8));
            for (int i = 0; i < 400; i++) {
                out.write(spaces);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("interactions.csv"));
            out.write(GOOD.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
