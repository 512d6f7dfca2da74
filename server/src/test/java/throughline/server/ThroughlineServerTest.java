package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.diagnosis.Cause;
import throughline.server.accounts.Role;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ThroughlineServerTest {

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        server = OpenServer.showing(SmallWorld.named("Northmoor Home"), data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?order=number&period=everything&part=north",
                "/causes/nobody-accountable",
                "/causes/nobody-accountable/evidence/1/rows",
                "/data",
                "/report.html",
                "/healthz",
                "/readyz",
                "/assets/design.css",
                "/causes/unheard-of",
                "/nowhere",
                "/causes/nobody-accountable/evidence/x/rows"
            })
    void sends_the_strict_policy_with_every_answer(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/causes/nobody-accountable",
                "/causes/nobody-accountable/evidence/1/rows",
                "/data",
                "/nowhere"
            })
    void writes_no_style_and_no_script_into_a_page(String path) throws Exception {
        Document page = server.page(path);

        assertThat(page.select("style, script:not([src]), [style]")).isEmpty();
        assertThat(page.getAllElements().stream()
                        .flatMap(e -> e.attributes().asList().stream())
                        .filter(a -> a.getKey().startsWith("on")))
                .isEmpty();
        assertThat(page.select("h1")).hasSize(1);
    }

    @Test
    void leads_from_the_diagnosis_to_every_cause_and_on_to_the_rows() throws Exception {
        List<String> causes = server.page("/").select("#causes th[scope=row] a").eachAttr("href");

        assertThat(causes).hasSize(Cause.values().length);
        for (String cause : causes) {
            assertThat(server.get(cause).statusCode()).as(cause).isEqualTo(200);
        }
        Document cause = server.page("/causes/nobody-accountable");
        Document rows = server.page(cause.select(".lineage a").first().attr("href"));
        assertThat(rows.select("thead th").eachText()).startsWith("file", "line");
        assertThat(rows.select("tbody tr")).hasSize(50);
        assertThat(rows.select(".neighbours").text()).contains("Rows 1 to 50 of 120");
        assertThat(server.page("/causes/nobody-accountable/evidence/1/rows?page=2")
                        .select("tbody tr"))
                .hasSize(20);
    }

    @Test
    void orders_the_causes_by_strength_or_by_number_without_script() throws Exception {
        assertThat(server.page("/").select("#causes tr[data-n]").first().attr("data-n"))
                .isEqualTo("13");
        assertThat(server.page("/?order=number").select("#causes tr[data-n]").eachAttr("data-n"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15");
        assertThat(server.page("/?order=number")
                        .select("#causes tr.grp:not([hidden])")
                        .eachText())
                .containsExactly("Why service is poorly delivered", "Why improvement does not last");
    }

    @Test
    void keeps_part_period_and_theme_in_its_links() throws Exception {
        Document page = server.page("/?part=north&period=12-weeks&theme=dark");

        assertThat(page.select("html").attr("data-theme")).isEqualTo("dark");
        assertThat(page.select("#causes th[scope=row] a").eachAttr("href"))
                .allMatch(href -> href.endsWith("?part=north&period=12-weeks&theme=dark"));
        assertThat(page.select("#part option[selected]").attr("value")).isEqualTo("north");
        assertThat(page.select("#period option[selected]").attr("value")).isEqualTo("12-weeks");
    }

    @Test
    void names_its_assets_by_their_content_and_lets_them_be_kept() throws Exception {
        String style = server.page("/").select("link[rel=stylesheet]").attr("href");

        assertThat(style).matches("/assets/design-[0-9a-f]{32}\\.css");
        HttpResponse<String> answer = server.get(style);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("max-age=31536000");
        assertThat(answer.body()
                        .lines()
                        .filter(l -> l.contains("url("))
                        .findFirst()
                        .orElse(""))
                .containsPattern("url\\(\"?[/a-z]*fonts/inter-[0-9a-f]{32}\\.woff2\"?\\)");
    }

    @Test
    void says_what_is_missing_without_a_stack_trace() throws Exception {
        HttpResponse<String> answer = server.get("/causes/unheard-of");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("There is no cause of that name among the fifteen.")
                .doesNotContain("Exception");
        assertThat(server.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(server.get("/causes/nobody-accountable/evidence/99/rows").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/causes/nobody-accountable/evidence/1/rows?page=-1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void answers_only_to_its_own_names() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("Northmoor");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void answers_a_stranger_before_a_form_was_read_to_its_end(String method) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write("%s /scim/v2/Users/x HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n"
                    .formatted(method, server.port())
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(
                    "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush(); // there is more to come, so whoever reads to the end would wait for it

            byte[] begun = socket.getInputStream().readNBytes("HTTP/1.1 401".length());
            assertThat(new String(begun, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void cannot_be_reached_from_another_computer() throws Exception {
        assertThat(OtherComputers.reaching(server.port())).isEmpty();
    }

    @Test
    void gives_the_report_as_a_file_to_keep() throws Exception {
        HttpResponse<String> answer = server.get("/report.html");

        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment", "throughline-diagnosis.html");
        assertThat(answer.body()).contains("Northmoor Home");
    }

    @Test
    void says_how_to_begin_where_there_is_nothing_yet(@TempDir Path empty) throws Exception {
        try (var bare = OpenServer.of(empty, new OpenServer.World(SmallWorld.named("x"), false))) {
            Document page = bare.page("/");

            assertThat(page.select("h1").text()).startsWith("Bring in one folder of facts");
            assertThat(page.select(".tally-marks svg")).hasSize(15);
            assertThat(page.select("code").text()).isEqualTo("./throughline import FOLDER");
            assertThat(page.select("tbody tr")).hasSize(15);
        }
    }

    @Test
    void shows_what_was_read_and_what_was_set_aside() throws Exception {
        Document page = server.page("/data");

        assertThat(page.select("h1").text()).isEqualTo("120 rows could be read, 1 was set aside");
        assertThat(page.select(".rows td").eachText()).startsWith("responses.csv", "7", "empathy");
    }

    @Test
    void names_the_files_that_an_import_could_not_read_and_those_that_it_could(@TempDir Path imported)
            throws Exception {
        Path staged = Files.createDirectory(imported.resolve("staged"));
        Files.writeString(
                staged.resolve("responses-spring survey.csv"),
                "response_id,answered_at,empathy\nr1,2026-03-02,4\nr2,2026-03-03,5\n");
        new WorkspaceStore(imported.resolve("workspace"))
                .add(staged, new LeftOut(Map.of("interactions.csv", "The file has no column started_at."), Set.of()));
        try (var real = OpenServer.real(imported)) {
            for (int i = 0; i < 1000 && real.get("/data").statusCode() == 503; i++) {
                Thread.sleep(10);
            }
            Document page = real.page("/data");

            assertThat(page.select("h1").text())
                    .isEqualTo("2 rows could be read, 0 were set aside, and 1 file was not read at all");
            assertThat(page.select("[aria-labelledby=unread] tbody tr").eachText())
                    .containsExactly("interactions.csv The file has no column started_at.");
            assertThat(page.select("[aria-labelledby=unread] .note").text())
                    .isEqualTo(
                            "What could not be read counts nowhere. Mend each file and import it again under its name; it"
                                    + " is then told here no longer.");
            assertThat(page.select("[data-l=From]").eachText()).contains("responses-spring survey.csv");
        }
    }

    @Test
    void says_what_to_bring_next_and_which_causes_ask_for_it() throws Exception {
        Element section =
                server.page("/data").select("section[aria-labelledby=next]").first();
        Element next = section.select("tbody tr").first();

        assertThat(section.select(".note").text()).isEqualTo("What most causes ask for comes first.");
        assertThat(section.select("thead th").eachText()).containsExactly("Table", "Asked for by", "What they lack");

        assertThat(next.select("th").text()).isEqualTo("training");
        assertThat(next.select("td").first().text()).isEqualTo("2 causes");
        assertThat(next.select("li a").eachAttr("href"))
                .containsExactly("/causes/training-does-not-work", "/causes/sales-first");
        assertThat(next.select("li").first().text()).endsWith("about 5 weeks at the present rate.");
    }

    @Test
    void leaves_the_demo_when_an_analyst_asks_for_it(@TempDir Path data) throws Exception {
        try (var demo = OpenServer.demo(SmallWorld.named("Tarnbrook"), data)) {
            SignedIn analyst = demo.signIn(Role.ANALYST, null);
            for (int i = 0; i < 3000 && demo.get("/data").statusCode() == 503; i++) {
                Thread.sleep(10);
            }
            assertThat(demo.page("/journeys").select("main a[href^=/record/]"))
                    .as("the demo's record is nobody's to change")
                    .isEmpty();
            assertThat(demo.page("/data").select("form[action=/data/leave-demo]"))
                    .hasSize(1);

            demo.send(analyst.on(HttpRequest.newBuilder(demo.address("/data/leave-demo")))
                    .POST(BodyPublishers.noBody()));

            assertThat(demo.page("/").select("h1").text()).startsWith("Bring in one folder of facts");
            assertThat(demo.page("/audit").text()).contains("left the demo");
        }
    }
}
