package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactKind;
import throughline.server.IntakeServer;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;
import throughline.server.platform.Fingerprint;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// What becomes of imports, with the server running or not.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FolderDrainTest {

    private static final String HEAD = "response_id,answered_at,empathy\n";

    @TempDir
    private Path folder;

    private Path data;
    private DatabaseAddress address;
    private int staged;

    @BeforeEach
    void open() throws Exception {
        data = folder.resolve("data");
        address = DatabaseKind.EMBEDDED.fresh();
    }

    private IntakeServer server() {
        return IntakeServer.on(data, address, Map.of("throughline.intake.flush-every", "50ms"));
    }

    private Path staged(Map<String, String> files) throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("staged" + staged++));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(scratch.resolve(file.getKey()), file.getValue());
        }
        return scratch;
    }

    private int bringIn(Map<String, String> files) throws Exception {
        return new WorkspaceStore(data.resolve("workspace")).add(staged(files), LeftOut.NONE);
    }

    private List<Object> stored(String column) {
        return KeptFacts.rows(data, address, FactKind.RESPONSES, column).stream()
                .map(List::getFirst)
                .sorted()
                .toList();
    }

    @Test
    void takes_over_what_was_imported_while_no_server_ran() throws Exception {
        bringIn(Map.of(
                "responses.csv", HEAD + "r1,2026-03-02,4\nr2,never,4\n", "organisation.yaml", "name: Northgate\n"));

        try (var server = server()) {
            assertThat(server.heading("1 row could")).isEqualTo("1 row could be read, 1 was set aside");
            var page = Jsoup.parse(server.get("/data").body());
            assertThat(page.text()).contains("Northgate");
            assertThat(page.select("[data-l=From]").eachText()).contains("responses.csv");
            assertThat(page.select(".rows td").eachText()).startsWith("responses.csv", "3", "answered_at");
        }
        try (Stream<Path> left = Files.list(data.resolve("workspace"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("organisation.yaml", ".taken");
        }
        assertThat(stored("response_id")).containsExactly("r1");
    }

    @Test
    void is_at_rest_once_all_is_taken_over() throws Exception {
        bringIn(Map.of("responses.csv", HEAD + "r1,2026-03-02,4\n", "organisation.yaml", "name: Northgate\n"));
        try (var server = server()) {
            server.heading("1 row could");
            Fingerprint before = Fingerprint.of(data.resolve("workspace"));
            for (int look = 0; look < 5; look++) {
                Thread.sleep(250);
                assertThat(server.get("/data").body()).doesNotContain("are being read");
            }
            assertThat(Fingerprint.of(data.resolve("workspace"))).isEqualTo(before);
        }
    }

    @Test
    void shows_what_is_imported_while_it_runs_and_knows_it_when_it_comes_again() throws Exception {
        try (var server = server()) {
            bringIn(Map.of("responses.csv", HEAD + "r1,2026-03-02,4\n"));
            assertThat(server.heading("1 row")).isEqualTo("1 row could be read, 0 were set aside");

            assertThat(bringIn(Map.of("responses.csv", HEAD + "r1,2026-03-02,4\n")))
                    .isZero();
            bringIn(Map.of("responses.csv", HEAD + "r1,2026-03-02,5\nr2,2026-03-03,5\n"));
            assertThat(server.heading("2 rows")).isEqualTo("2 rows could be read, 0 were set aside");
            assertThat(server.get("/data").body()).contains("1 was replaced by a later row of the same id");
        }
        assertThat(stored("empathy")).containsExactly(5.0, 5.0);
        assertThat(stored("file")).containsOnly("(2) responses.csv");
    }

    @Test
    void forgets_what_was_wrong_with_a_file_that_comes_again_under_its_name() throws Exception {
        try (var server = server()) {
            bringIn(Map.of("responses.csv", HEAD + "r1,2026-03-02,4\nr2,never,4\n"));
            assertThat(server.heading("1 row")).isEqualTo("1 row could be read, 1 was set aside");
            bringIn(Map.of("responses.csv", HEAD + "r2,2026-03-02,4\n"));
            assertThat(server.heading("2 rows")).isEqualTo("2 rows could be read, 0 were set aside");
        }
    }

    @Test
    void puts_another_workspace_in_the_place_of_all_there_was() throws Exception {
        try (var server = server()) {
            bringIn(Map.of("responses.csv", HEAD + "r1,2026-03-02,4\n", "organisation.yaml", "name: Northgate\n"));
            server.settled(server.post("responses", "text/csv", HEAD + "r9,2026-03-02,4\n"));
            assertThat(server.heading("2 rows")).isEqualTo("2 rows could be read, 0 were set aside");

            // A column may now hold something else.
            new WorkspaceStore(data.resolve("workspace"))
                    .replace(
                            staged(Map.of(
                                    "responses.csv",
                                    HEAD + "s1,2026-03-02,good\ns2,2026-03-02,bad\ns3,2026-03-02,bad\n",
                                    "organisation.yaml",
                                    "name: Southgate\n")),
                            LeftOut.NONE);
            assertThat(server.heading("3 rows")).isEqualTo("3 rows could be read, 0 were set aside");
            assertThat(server.get("/data").body()).contains("Southgate").doesNotContain("Northgate");
            server.settled(server.post("responses", "text/csv", HEAD + "s4,2026-03-02,fair\n"));
        }
        assertThat(stored("response_id")).containsExactly("s1", "s2", "s3", "s4");
    }

    @Test
    void upgrades_a_folder_in_which_an_earlier_version_kept_batches() throws Exception {
        String token;
        long settled;
        try (var before = IntakeServer.on(
                folder.resolve("before"), address, "", Map.of("throughline.intake.flush-every", "1h"), step -> {})) {
            token = before.token();
            settled = IntakeServer.batch(before.post("pulse", "text/csv", "answered_at,proud\n2026-03-02,4\n"));
        }
        // It was killed after the file had its place and before it was settled.
        data = folder.resolve("before");
        Files.createDirectories(data.resolve("workspace"));
        Files.writeString(
                data.resolve("workspace/pulse-000001-0123456789ab.b%d.csv".formatted(settled)),
                "answered_at,proud\n2026-03-02,4\n");
        Files.writeString(
                data.resolve("workspace/responses-000002-0123456789ab.answers.csv"), HEAD + "r1,2026-03-02,4\n");

        try (var server =
                IntakeServer.on(data, address, token, Map.of("throughline.intake.flush-every", "50ms"), step -> {})) {
            assertThat(server.heading("2 rows")).isEqualTo("2 rows could be read, 0 were set aside");
            assertThat(server.settled(settled)).contains("\"state\":\"committed\"", "\"kept\":1");
        }
        assertThat(KeptFacts.rows(data, address, FactKind.PULSE, "file"))
                .containsExactly(List.of("b%d.csv".formatted(settled)));
        assertThat(stored("file")).containsExactly("answers.csv");
    }
}
