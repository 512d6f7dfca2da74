package throughline.server.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.webhook.Webhook.Delivery;

/// The webhooks and what is on its way to them.
final class WebhookTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    WebhookTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// A delivery that is to be tried.
    ///
    /// @param lease until when nobody else takes it
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Due(
            UUID id,
            UUID webhook,
            URI address,
            byte[] secret,
            UUID event,
            byte[] body,
            int attempts,
            Instant madeAt,
            Instant lease) {}

    /// Adds one; false where the address has one.
    boolean insert(Webhook webhook, byte[] secret) {
        return sql.sql("""
                        insert into webhook (id, address, secret, made_at, made_by) values (?, ?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(
                                webhook.id(),
                                webhook.address().toString(),
                                secret,
                                at(webhook.madeAt()),
                                webhook.madeBy())
                        .update()
                == 1;
    }

    /// Takes one away with all that is on its way to it; false where it is not there.
    boolean delete(UUID id) {
        return sql.sql("delete from webhook where id = ?").param(id).update() == 1;
    }

    /// All of them, oldest first.
    List<Webhook> list() {
        return sql.sql("select * from webhook order by made_at, id")
                .query(WebhookTable::webhook)
                .list();
    }

    /// One of them.
    Optional<Webhook> find(UUID id) {
        return sql.sql("select * from webhook where id = ?")
                .param(id)
                .query(WebhookTable::webhook)
                .optional();
    }

    /// Puts an event on its way to every webhook that is not given up.
    void enqueueForAll(Event event, Instant now) {
        sql.sql("""
                        insert into webhook_delivery (id, webhook, event, type, body, made_at, due_at)
                        select gen_random_uuid(), id, ?, ?, ?, ?, ? from webhook where disabled_at is null""")
                .params(event.id(), event.type(), event.body(), at(now), at(now))
                .update();
    }

    /// Puts an event on its way to one.
    void enqueue(UUID webhook, Event event, Instant now) {
        sql.sql("""
                        insert into webhook_delivery (id, webhook, event, type, body, made_at, due_at)
                        values (gen_random_uuid(), ?, ?, ?, ?, ?, ?)""")
                .params(webhook, event.id(), event.type(), event.body(), at(now), at(now))
                .update();
    }

    /// Takes deliveries that are due, oldest first, of each webhook no more than some, so that one that is slow leaves
    /// room for others; nobody else takes them before the lease is over.
    List<Due> claim(Instant now, Duration lease, int most, int ofEach) {
        return sql.sql("""
                        with due as (
                            select d.id from webhook w cross join lateral (
                                select id, due_at from webhook_delivery where webhook = w.id and due_at <= ?
                                order by due_at limit ? for update skip locked) d
                            where w.disabled_at is null order by d.due_at limit ?),
                        taken as (
                            update webhook_delivery d set due_at = ? from due where d.id = due.id returning d.*)
                        select t.*, w.address, w.secret from taken t join webhook w on w.id = t.webhook order by t.made_at""")
                .params(at(now), ofEach, most, at(now.plus(lease)))
                .query((row, number) -> new Due(
                        row.getObject("id", UUID.class),
                        row.getObject("webhook", UUID.class),
                        URI.create(row.getString("address")),
                        row.getBytes("secret"),
                        row.getObject("event", UUID.class),
                        row.getBytes("body"),
                        row.getInt("attempts"),
                        instant(row, "made_at").orElseThrow(),
                        instant(row, "due_at").orElseThrow()))
                .list();
    }

    /// Writes down an attempt, unless its lease was over and another server has taken it since, or the webhook was
    /// given
    /// up.
    ///
    /// @param due when it is tried again; null where it is not
    /// @return whether it was written down
    boolean tried(Due delivery, Instant now, boolean taken, String outcome, @Nullable Instant due) {
        return sql.sql("""
                        update webhook_delivery set attempts = attempts + 1, tried_at = ?, taken = ?, outcome = ?, due_at = ?
                        where id = ? and due_at = ?""")
                        .param(at(now))
                        .param(taken)
                        .param(outcome)
                        .param(due == null ? null : at(due))
                        .param(delivery.id())
                        .param(at(delivery.lease()))
                        .update()
                == 1;
    }

    /// Writes down that a webhook takes events.
    void works(UUID webhook) {
        sql.sql("update webhook set failing_since = null where id = ? and failing_since is not null")
                .param(webhook)
                .update();
    }

    /// Writes down that it has failed.
    ///
    /// @return since when it has
    Instant fails(UUID webhook, Instant now) {
        return sql.sql(
                        "update webhook set failing_since = coalesce(failing_since, ?) where id = ? returning failing_since")
                .params(at(now), webhook)
                .query((row, number) -> instant(row, "failing_since").orElseThrow())
                .optional()
                .orElse(now);
    }

    /// Gives a webhook up, and all that is on its way to it.
    void disable(UUID webhook, Instant now) {
        sql.sql("update webhook set disabled_at = ? where id = ? and disabled_at is null")
                .params(at(now), webhook)
                .update();
        sql.sql("update webhook_delivery set due_at = null where webhook = ? and due_at is not null")
                .param(webhook)
                .update();
    }

    /// Sends to it again; false where that was never stopped.
    boolean enable(UUID webhook) {
        return sql.sql(
                                "update webhook set disabled_at = null, failing_since = null where id = ? and disabled_at is not null")
                        .param(webhook)
                        .update()
                == 1;
    }

    /// The last deliveries to a webhook, newest first.
    List<Delivery> deliveries(UUID webhook, int most) {
        return sql.sql("select * from webhook_delivery where webhook = ? order by made_at desc, id limit ?")
                .params(webhook, most)
                .query((row, number) -> new Delivery(
                        row.getString("type"),
                        instant(row, "made_at").orElseThrow(),
                        row.getInt("attempts"),
                        instant(row, "due_at"),
                        instant(row, "tried_at"),
                        row.getBoolean("taken"),
                        row.getString("outcome")))
                .list();
    }

    /// Forgets what was settled before a moment.
    void forget(Instant before) {
        sql.sql("delete from webhook_delivery where due_at is null and made_at < ?")
                .param(at(before))
                .update();
    }

    private static Webhook webhook(ResultSet row, int number) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                URI.create(row.getString("address")),
                instant(row, "made_at").orElseThrow(),
                row.getString("made_by"),
                instant(row, "failing_since"),
                instant(row, "disabled_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
