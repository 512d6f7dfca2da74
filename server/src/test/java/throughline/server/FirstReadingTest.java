package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.server.accounts.Role;
import throughline.server.intake.IntakeStep;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// A server that has just started on a folder of facts, which it takes over before anything of them can be shown.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FirstReadingTest {

    @TempDir
    private Path staged;

    @TempDir
    private Path data;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private IntakeServer server;

    @BeforeEach
    void start_on_facts_and_stop_before_they_are_in_the_lake() throws Exception {
        Files.writeString(
                staged.resolve("organisation.yaml"),
                "name: Northgate Rail\nunits: [{id: west, name: West region}]\ntouchpoints: [{id: desk, name: Desk}]\n");
        Files.writeString(
                staged.resolve("interactions.csv"),
                "interaction_id,started_at,touchpoint,unit\ni1,2026-06-01T10:00:00Z,desk,west\n");
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        server = IntakeServer.on(
                data,
                DatabaseKind.EMBEDDED.fresh(),
                "",
                Map.of("throughline.intake.flush-every", "50ms"),
                this::stopAtTheFolder);
    }

    private void stopAtTheFolder(IntakeStep step) {
        try {
            if (step == IntakeStep.IMPORT_COMMITTED) {
                goOn.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        goOn.countDown();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/accountability",
                "/accountability/register",
                "/accounts",
                "/predictions",
                "/record",
                "/record/history",
                "/record/organisation.yaml",
                "/record/touchpoints",
                "/registers",
                "/say-and-do/record/decision",
                "/steps",
            })
    void says_that_it_is_reading_on_a_page_that_would_be_that_of_an_empty_server(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("h1").text()).isEqualTo("The facts are being read");
        assertThat(page.select("[data-refresh=2] a").attr("href")).isEqualTo(path);
        assertThat(Jsoup.parse(server.get(path, "Accept-Language", "de").body())
                        .select("h1")
                        .text())
                .isEqualTo("Die Daten werden gelesen");
    }

    @Test
    void takes_no_form_in_meanwhile_and_says_so() throws Exception {
        SignedIn analyst = server.signIn(Role.ANALYST, null);

        HttpResponse<String> answer = server.send(
                analyst.form(server.request("/record").build().uri(), Map.of("name", "Another organisation")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Jsoup.parse(answer.body()).select("main").text())
                .contains("What you sent was not taken. Go back and send it again.");
        assertThat(server.bean(OrganisationRecord.class).now().number()).isZero();
    }

    @Test
    void asks_programs_to_come_again() throws Exception {
        SignedIn analyst = server.signIn(Role.ANALYST, null);
        URI address = URI.create("http://127.0.0.1:%s%s".formatted(server.port(), OrganisationRecord.ADDRESS));
        HttpRequest.Builder put = analyst.on(HttpRequest.newBuilder(address))
                .header("If-None-Match", "*")
                .PUT(BodyPublishers.ofString("name: Another organisation\n"));

        for (HttpRequest.Builder request :
                new HttpRequest.Builder[] {analyst.on(HttpRequest.newBuilder(address)), put}) {
            HttpResponse<String> answer = server.send(request);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.body()).contains("What was brought in is being read.");
        }
    }

    @Test
    void is_ready_and_lets_people_in_all_the_while() throws Exception {
        assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(server.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void shows_what_was_brought_in_once_it_is_there() throws Exception {
        assertThat(server.get("/record").statusCode()).isEqualTo(503);

        goOn.countDown();

        HttpResponse<String> record = onceRead("/record");
        assertThat(record.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(record.body()).select("h1").text()).isEqualTo("Northgate Rail");
        assertThat(Jsoup.parse(onceRead("/accounts").body())
                        .select("#unit option[value=west]")
                        .text())
                .isEqualTo("West region");
    }

    private HttpResponse<String> onceRead(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        for (int i = 0; i < 600 && answer.statusCode() == 503; i++) {
            Thread.sleep(20);
            answer = server.get(path);
        }
        return answer;
    }
}
