package throughline.server.webhook;

import static throughline.text.Text.say;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.webhook.Webhook.Delivery;

/// The addresses that events are sent to. Safe for use by several threads.
public final class Webhooks {

    /// Most webhooks there can be.
    private static final int MOST = 20;

    /// Deliveries shown of each.
    private static final int SHOWN = 20;

    private final WebhookTable table;
    private final Destinations destinations;
    private final AuditLog audit;
    private final TransactionTemplate once;
    private final Clock clock;

    Webhooks(DataSource source, Destinations destinations, AuditLog audit, Clock clock) {
        this.table = new WebhookTable(source);
        this.destinations = destinations;
        this.audit = audit;
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.clock = clock;
    }

    /// All of them, oldest first.
    public List<Webhook> list() {
        return table.list();
    }

    /// One of them.
    public Optional<Webhook> find(UUID id) {
        return table.find(id);
    }

    /// Those that have failed so long that they were given up.
    public List<Webhook> disabled() {
        return list().stream().filter(w -> w.disabledAt().isPresent()).toList();
    }

    /// The last deliveries to one, newest first.
    public List<Delivery> deliveries(UUID webhook) {
        return table.deliveries(webhook, SHOWN);
    }

    /// Adds one.
    ///
    /// @param by e-mail address of who does
    /// @return the secret that what is sent is signed with; it is not shown again
    /// @throws WebhookRefusal if nothing may be sent there
    public String add(String by, String typed) {
        URI address = destinations.destination(typed);
        if (list().size() >= MOST) {
            throw new WebhookRefusal(say("There are %s webhooks already; remove one first.", MOST));
        }
        byte[] secret = Signature.secret();
        var added = new Webhook(UUID.randomUUID(), address, clock.instant(), by, Optional.empty(), Optional.empty());
        once.executeWithoutResult(t -> {
            if (!table.insert(added, secret)) {
                throw new WebhookRefusal(say("Events are sent to this address already."));
            }
            audit.add(by, Action.ADDED_WEBHOOK, added.logged(), "");
        });
        return Signature.shown(secret);
    }

    /// Takes one away.
    public void remove(String by, Webhook webhook) {
        once.executeWithoutResult(t -> {
            if (table.delete(webhook.id())) {
                audit.add(by, Action.REMOVED_WEBHOOK, webhook.logged(), "");
            }
        });
    }

    /// Sends to one again that was given up.
    public void enable(String by, Webhook webhook) {
        once.executeWithoutResult(t -> {
            if (table.enable(webhook.id())) {
                audit.add(by, Action.ENABLED_WEBHOOK, webhook.logged(), "");
            }
        });
    }

    /// Puts an event on its way to all; part of the transaction in which what it tells of is done.
    public void send(Event event) {
        table.enqueueForAll(event, clock.instant());
    }

    /// Puts an event on its way to one that tells of nothing but itself.
    ///
    /// @param source whose it is
    public void test(Webhook webhook, URI source) {
        table.enqueue(
                webhook.id(),
                new Event(
                        UUID.randomUUID(),
                        Event.TEST,
                        source,
                        "test",
                        clock.instant(),
                        "{\"what\":\"This is a test. Nothing has happened.\"}".getBytes(StandardCharsets.UTF_8)),
                clock.instant());
    }
}
