package throughline.server.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.diagnosis.Period;
import throughline.diagnosis.Side;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alert.Kind;

/// Alerts, who has seen or muted them, and the verdicts that were known last.
final class AlertTable {

    private static final String MUTED =
            "exists (select 1 from alert_mute m where m.account = ? and m.kind = a.kind and m.subject = a.subject)";
    private static final String SEEN = "exists (select 1 from alert_seen s where s.account = ? and s.alert = a.id)";

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    AlertTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// A verdict that was known.
    ///
    /// @param day the last day of the data that said so
    record Known(Side side, LocalDate day) {}

    /// Keeps other servers from looking at the part until the transaction ends.
    void lock(String part) {
        sql.sql("select pg_advisory_xact_lock(hashtext('alert ' || ?))")
                .param(part)
                .query((row, number) -> 1)
                .single();
    }

    /// What stands in a part.
    List<Alert> standing(String part) {
        return sql.sql("select * from alert where part = ? and ended_at is null order by raised_at, id")
                .param(part)
                .query(AlertTable::alert)
                .list();
    }

    /// Raises an alert. One that was raised before and is so again stands again, as it was raised then: who has seen
    /// it is told nothing new.
    ///
    /// @return the alert that stands now
    Alert raise(Alert alert) {
        Finding found = alert.finding();
        return sql.sql("""
                        insert into alert (id, part, kind, subject, since, first_day, last_day, what, chance, next, raised_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (part, kind, subject, since) do update set ended_at = null, first_day = excluded.first_day,
                            last_day = excluded.last_day, what = excluded.what, chance = excluded.chance, next = excluded.next
                        returning *""")
                .params(
                        alert.id(),
                        alert.part(),
                        found.kind().id(),
                        found.subject(),
                        found.since(),
                        alert.period().from(),
                        alert.period().to(),
                        found.what(),
                        found.chance(),
                        found.next(),
                        at(alert.raisedAt()))
                .query(AlertTable::alert)
                .single();
    }

    /// Keeps an alert that stands as it was found now; since when it is so stays.
    void keep(UUID alert, Finding found, Period period) {
        sql.sql("update alert set first_day = ?, last_day = ?, what = ?, chance = ?, next = ? where id = ?")
                .params(period.from(), period.to(), found.what(), found.chance(), found.next(), alert)
                .update();
    }

    /// Writes down the end of an alert.
    void end(UUID alert, Instant at) {
        sql.sql("update alert set ended_at = ? where id = ?")
                .params(at(at), alert)
                .update();
    }

    /// What a reader is told: what stands, and what has ended since a moment; the newest first.
    List<Alerts.Told> told(Reader reader, Instant since) {
        return sql.sql("select a.*, %s as seen, %s as muted from alert a ".formatted(SEEN, MUTED) + """
                        where a.part = ? and a.kind = any (string_to_array(?, ' ')) and (a.ended_at is null or a.ended_at > ?)
                        order by a.raised_at desc, a.since desc, a.id""")
                .param(reader.account().orElse(null))
                .param(reader.account().orElse(null))
                .param(reader.part())
                .param(kinds(reader))
                .param(at(since))
                .query((row, number) ->
                        new Alerts.Told(alert(row, number), row.getBoolean("seen"), row.getBoolean("muted")))
                .list();
    }

    /// How many stand that a reader has neither seen nor muted.
    int fresh(Reader reader) {
        return sql.sql("select count(*) from alert a where not %s and not %s".formatted(SEEN, MUTED)
                        + " and a.part = ? and a.kind = any (string_to_array(?, ' ')) and a.ended_at is null")
                .param(reader.account().orElse(null))
                .param(reader.account().orElse(null))
                .param(reader.part())
                .param(kinds(reader))
                .query(Integer.class)
                .single();
    }

    private static String kinds(Reader reader) {
        return reader.kinds().stream().map(Kind::id).collect(Collectors.joining(" "));
    }

    /// Writes down that an account has seen an alert.
    void see(UUID alert, UUID account) {
        sql.sql("insert into alert_seen (alert, account) values (?, ?) on conflict do nothing")
                .params(alert, account)
                .update();
    }

    /// Writes down that an account wants to hear nothing more of a subject.
    void mute(UUID account, Finding of) {
        sql.sql("insert into alert_mute (account, kind, subject) values (?, ?, ?) on conflict do nothing")
                .params(account, of.kind().id(), of.subject())
                .update();
    }

    /// Takes that back.
    void unmute(UUID account, Finding of) {
        sql.sql("delete from alert_mute where account = ? and kind = ? and subject = ?")
                .params(account, of.kind().id(), of.subject())
                .update();
    }

    /// The verdicts that were known last, by id of the cause.
    Map<String, Known> known(String part) {
        var known = new HashMap<String, Known>();
        sql.sql("select * from verdict_known where part = ?")
                .param(part)
                .query((row, number) -> known.put(
                        row.getString("cause"),
                        new Known(
                                Side.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
                                row.getObject("day", LocalDate.class))))
                .list();
        return known;
    }

    /// Writes down a verdict.
    void know(String part, String cause, Known verdict) {
        sql.sql("""
                        insert into verdict_known (part, cause, side, day) values (?, ?, ?, ?)
                        on conflict (part, cause) do update set side = excluded.side, day = excluded.day""").params(part, cause, verdict.side().id(), verdict.day()).update();
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        Function<OffsetDateTime, Instant> instant = OffsetDateTime::toInstant;
        return new Alert(
                row.getObject("id", UUID.class),
                row.getString("part"),
                new Finding(
                        Kind.find(row.getString("kind")).orElseThrow(),
                        row.getString("subject"),
                        row.getObject("since", LocalDate.class),
                        row.getString("what"),
                        row.getString("chance"),
                        row.getString("next")),
                new Period(row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class)),
                instant.apply(row.getObject("raised_at", OffsetDateTime.class)),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(instant));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
