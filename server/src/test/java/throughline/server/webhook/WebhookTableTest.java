package throughline.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;
import throughline.server.webhook.Webhook.Delivery;
import throughline.server.webhook.WebhookTable.Due;

/// Deliveries that several servers take from one table.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhookTableTest {

    private static final Instant NOW = Instant.parse("2026-11-28T01:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(2);

    private Database database;
    private WebhookTable table;

    @BeforeEach
    void open() throws Exception {
        database = DatabaseKind.EMBEDDED.open();
        table = new WebhookTable(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private UUID webhook(String host, int deliveries) {
        var webhook = new Webhook(
                UUID.randomUUID(),
                URI.create("https://%s/services/T0/secret".formatted(host)),
                NOW,
                "ada@northgate.example",
                Optional.empty(),
                Optional.empty());
        assertThat(table.insert(webhook, Signature.secret())).isTrue();
        for (int i = 0; i < deliveries; i++) {
            var event = new Event(
                    UUID.randomUUID(), Event.TEST, URI.create("urn:throughline"), "test", NOW, new byte[] {'0'});
            table.enqueue(webhook.id(), event, NOW.minusSeconds(deliveries - i));
        }
        return webhook.id();
    }

    private List<Due> claim(Instant now) {
        return table.claim(now, LEASE, 20, 3);
    }

    @Test
    void leave_room_for_others_beside_a_webhook_with_many() {
        UUID many = webhook("many.example.org", 30);
        UUID few = webhook("few.example.org", 1);

        assertThat(claim(NOW)).extracting(Due::webhook).containsExactlyInAnyOrder(many, many, many, few);
        assertThat(claim(NOW)).as("the next").extracting(Due::webhook).containsExactly(many, many, many);
    }

    @Test
    void stay_where_they_are_while_a_webhook_is_given_up() {
        UUID stopped = webhook("stopped.example.org", 1);
        table.disable(stopped, NOW);
        table.enqueue(
                stopped,
                new Event(UUID.randomUUID(), Event.TEST, URI.create("urn:throughline"), "test", NOW, new byte[] {'0'}),
                NOW);

        assertThat(claim(NOW)).isEmpty();
        table.enable(stopped);
        assertThat(claim(NOW)).hasSize(1);
    }

    @Test
    void keep_what_a_second_server_wrote_when_a_late_first_one_comes() {
        UUID webhook = webhook("slow.example.org", 1);
        Due first = claim(NOW).getFirst();
        Instant later = NOW.plus(LEASE);
        Due second = claim(later).getFirst();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(table.tried(second, later, true, "Taken, answered 202.", null))
                .isTrue();
        assertThat(table.tried(first, later, false, "No answer within 5 seconds.", later.plusSeconds(10)))
                .isFalse();
        Delivery delivery = table.deliveries(webhook, 1).getFirst();
        assertThat(delivery.taken()).isTrue();
        assertThat(delivery.due()).isEmpty();
        assertThat(delivery.attempts()).isEqualTo(1);
    }

    @Test
    void show_no_more_of_an_address_than_tells_it_from_others() {
        webhook("hooks.example.org", 0);
        Webhook listed = table.list().getFirst();

        assertThat(listed.shown()).isEqualTo("https://hooks.example.org/serv…");
        assertThat(listed.logged()).isEqualTo("hooks.example.org " + listed.id());
    }
}
