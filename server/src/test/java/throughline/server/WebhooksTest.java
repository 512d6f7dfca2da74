package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.Role;
import throughline.server.alerts.Alert;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alert.Kind;
import throughline.server.alerts.Alerts;
import throughline.server.alerts.Alerts.Told;
import throughline.server.alerts.Reader;
import throughline.server.web.AlertWatch;
import throughline.server.webhook.Dispatch;
import throughline.server.webhook.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Events on their way to other programs, from the page where an administrator adds an address to the receiver.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhooksTest {

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static LocalDate today;
    private static OpenServer server;
    private static SignedIn analyst;
    private static SignedIn administrator;

    @BeforeAll
    static void open() throws Exception {
        today = LocalDate.now(ZoneId.systemDefault());
        FourStations.write(files, today);
        server = OpenServer.reading(
                files,
                data,
                Map.of(
                        "throughline.webhooks.private-hosts", "127.0.0.1",
                        "throughline.accounts.public-address", "http://service.northgate.example"));
        analyst = server.signIn(Role.ANALYST, null);
        administrator = server.signIn(Role.ADMINISTRATOR, null);
        watch().look(today);
        settle();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static AlertWatch watch() {
        return server.bean(AlertWatch.class);
    }

    private static Alerts alerts() {
        return server.bean(Alerts.class);
    }

    private static List<Told> told(SignedIn who) {
        return alerts().told(Reader.of(who.who()));
    }

    /// What a diagnosis of the whole organisation finds.
    private static void settle(Finding... found) {
        alerts().settle("", SmallWorld.named("Northgate").examination().diagnosis(), List.of(found));
    }

    private static Finding slips(String what) {
        return new Finding(Kind.RELAPSE, "a1", today, what, "Seldom.", "Look.");
    }

    @Test
    @Order(1)
    void are_sent_to_webhooks_signed_and_as_cloud_events() throws Exception {
        try (var receiver = new Receiver(Receiver.answering("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"))) {
            Document made = Jsoup.parse(server.post(
                            administrator,
                            "/webhooks",
                            Map.of("address", receiver.address().toString()))
                    .body());
            String secret = made.select("code.secret").text();
            assertThat(secret).startsWith("whsec_");
            assertThat(server.get(administrator, "/webhooks").body()).doesNotContain(secret);

            server.post(administrator, "/webhooks/%s/test".formatted(hook()), Map.of());
            settle(slips("Step a1 slips."));
            settle();
            List<CloudEvent> events = received(receiver, 3, secret);

            assertThat(events)
                    .extracting(CloudEvent::getType)
                    .containsExactlyInAnyOrder(
                            "throughline.test", "throughline.alert.raised", "throughline.alert.ended");
            CloudEvent ended = events.stream()
                    .filter(e -> e.getType().equals("throughline.alert.ended"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ended.getSource()).hasToString("http://service.northgate.example");
            assertThat(ended.getDataContentType()).isEqualTo("application/json");
            JsonNode told = JsonMapper.shared().readTree(ended.getData().toBytes());
            assertThat(told.get("ended_at").isNull()).isFalse();
            assertThat(told.get("what").asString()).isEqualTo("Step a1 slips.");
            assertThat(server.page(administrator, "/webhooks").select("td").eachText())
                    .contains("Taken, answered 202.");
            server.post(administrator, "/webhooks/%s/remove".formatted(hook()), Map.of());
        }
        assertThat(server.bean(Accounts.class).audit().before(Long.MAX_VALUE, 2))
                .as("the path may be a secret")
                .allMatch(e -> e.subject().matches("127\\.0\\.0\\.1 [0-9a-f-]{36}"))
                .extracting(AuditLog.Entry::action)
                .containsExactly(AuditLog.Action.REMOVED_WEBHOOK, AuditLog.Action.ADDED_WEBHOOK);
    }

    @Test
    @Order(2)
    void tell_that_an_alert_stands_again_by_its_own_id_and_a_new_one_of_the_event() throws Exception {
        try (var receiver = new Receiver(Receiver.answering("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"))) {
            String secret = Jsoup.parse(server.post(
                                    administrator,
                                    "/webhooks",
                                    Map.of("address", receiver.address().toString()))
                            .body())
                    .select("code.secret")
                    .text();
            settle(slips("Step a1 slips again."));
            CloudEvent event = received(receiver, 1, secret).getFirst();
            JsonNode again = JsonMapper.shared().readTree(event.getData().toBytes());
            Alert stands = told(administrator).stream()
                    .map(Told::alert)
                    .filter(a -> a.finding().kind() == Kind.RELAPSE)
                    .findFirst()
                    .orElseThrow();

            assertThat(event.getType()).isEqualTo("throughline.alert.raised");
            assertThat(again.get("id").asString())
                    .isEqualTo(stands.id().toString())
                    .isNotEqualTo(event.getId());
            assertThat(again.get("what").asString()).isEqualTo("Step a1 slips again.");
            assertThat(again.get("ended_at").isNull()).isTrue();
            assertThat(again.get("raised_at").asString())
                    .as("a mail tells of what was raised since the last one")
                    .isLessThan(event.getTime().toInstant().toString());

            settle(slips("Step a1 slips on."));
            assertThat(told(administrator).stream().map(t -> t.alert().finding().what()))
                    .contains("Step a1 slips on.");
            server.post(administrator, "/webhooks/%s/remove".formatted(hook()), Map.of());
        }
    }

    private static String hook() throws Exception {
        String form = server.page(administrator, "/webhooks")
                .select("form[action$=/remove]")
                .attr("action");
        return form.substring("/webhooks/".length(), form.length() - "/remove".length());
    }

    /// Events that have come, each checked with the library of the standard.
    private static List<CloudEvent> received(Receiver receiver, int awaited, String secret) throws Exception {
        for (int i = 0; i < 300 && receiver.requests().size() < awaited; i++) {
            server.bean(Dispatch.class).send(Instant.now());
            Thread.sleep(50);
        }
        var events = new ArrayList<CloudEvent>();
        for (String request : receiver.requests()) {
            String body = request.substring(request.indexOf("\r\n\r\n") + 4);
            new Webhook(secret)
                    .verify(
                            body,
                            Map.of(
                                    "webhook-id", List.of(header(request, "webhook-id")),
                                    "webhook-timestamp", List.of(header(request, "webhook-timestamp")),
                                    "webhook-signature", List.of(header(request, "webhook-signature"))));
            CloudEvent event = new JsonFormat().deserialize(body.getBytes(StandardCharsets.UTF_8));
            assertThat(event.getId()).isEqualTo(header(request, "webhook-id"));
            events.add(event);
        }
        return events;
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(l -> l.startsWith(name + ": "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 2);
    }

    @Test
    @Order(3)
    void are_sent_again_until_they_are_taken_and_a_webhook_that_takes_nothing_for_days_is_given_up() throws Exception {
        try (var receiver = new Receiver(Receiver.answering("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"))) {
            server.post(
                    administrator,
                    "/webhooks",
                    Map.of("address", receiver.address().toString()));
            String hook = hook();
            server.post(administrator, "/webhooks/%s/test".formatted(hook), Map.of());
            Instant now = Instant.now();
            for (int i = 0; i < 300 && receiver.connections() == 0; i++) {
                server.bean(Dispatch.class).send(Instant.now());
                Thread.sleep(50);
            }
            Thread.sleep(200);
            assertThat(server.page(administrator, "/webhooks")
                            .select("tbody tr")
                            .text())
                    .contains("throughline.test 1 Answered 503. Tried next at");

            server.bean(Dispatch.class).send(now.plus(Duration.ofMinutes(2)));
            assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(receiver.requests().stream()
                            .map(r -> header(r, "webhook-id"))
                            .distinct())
                    .as("a receiver knows it again")
                    .hasSize(1);
            assertThat(server.page(administrator, "/webhooks").select(".tag").text())
                    .startsWith("Fails; first");

            server.bean(Dispatch.class).send(now.plus(Duration.ofDays(6)));
            assertThat(server.page(administrator, "/webhooks")
                            .select(".tag.concern")
                            .text())
                    .startsWith("Given up");
            watch().look(today);
            assertThat(server.page(administrator, "/alerts")
                            .select("main li:contains(Webhook stopped)")
                            .text())
                    .contains("Nothing more is sent to the webhook at 127.0.0.1");
            assertThat(server.page(analyst, "/alerts").text()).doesNotContain("Webhook stopped");

            server.post(administrator, "/webhooks/%s/enable".formatted(hook), Map.of());
            watch().look(today);
            assertThat(told(administrator).stream()
                            .filter(t -> t.alert().finding().kind() == Kind.WEBHOOK)
                            .map(t -> t.alert().endedAt().isPresent()))
                    .containsExactly(true);
        }
    }

    @Test
    @Order(4)
    void are_sent_nowhere_that_is_not_public_unless_whoever_runs_the_server_says_so() throws Exception {
        HttpResponse<String> refused =
                server.post(administrator, "/webhooks", Map.of("address", "https://10.0.0.5/hook"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body()).select("#address-problem").text())
                .startsWith("10.0.0.5 does not lead to the public Internet.");
        assertThat(server.get(analyst, "/webhooks").statusCode()).isEqualTo(403);
        assertThat(server.page(analyst, "/alerts").select("nav a[href=/webhooks]"))
                .isEmpty();
        assertThat(Optional.of(server.page(administrator, "/alerts")
                        .select("nav a[href=/webhooks]")
                        .size()))
                .hasValue(2);
    }
}
