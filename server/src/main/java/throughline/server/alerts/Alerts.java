package throughline.server.alerts;

import static throughline.text.Text.say;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Period;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alert.Kind;
import throughline.server.alerts.AlertTable.Known;
import throughline.server.webhook.Event;
import throughline.server.webhook.Webhooks;

/// Alerts of the organisation and of single units: each is raised once, stands, and ends. Of those of the whole
/// organisation webhooks are told. Safe for use by several threads and servers.
public final class Alerts {

    /// Where programs read them.
    public static final String ADDRESS = "/api/v1/alerts";

    /// Days of data that a verdict must be apart from the last one of another side: one that swings from day to day at
    /// a margin is no news.
    static final long SETTLED = 7;

    /// How long a changed verdict stands as an alert, and how long what has ended is shown.
    private static final Duration KEPT = Duration.ofDays(30);

    private final AlertTable table;
    private final Webhooks webhooks;
    private final AlertLinks links;
    private final TransactionTemplate once;
    private final Clock clock;

    Alerts(DataSource source, Webhooks webhooks, AlertLinks links, Clock clock) {
        this.table = new AlertTable(source);
        this.webhooks = webhooks;
        this.links = links;
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.clock = clock;
    }

    /// An alert as one account is told of it.
    ///
    /// @param seen whether the account has marked it as seen
    /// @param muted whether the account wants to hear nothing more of its subject
    public record Told(Alert alert, boolean seen, boolean muted) {

        /// Whether it stands and is news to the account.
        public boolean fresh() {
            return alert.endedAt().isEmpty() && !seen && !muted;
        }
    }

    /// Takes note of a finished diagnosis: raises what is found and does not stand yet, keeps what stands as it is
    /// found
    /// now, ends what is no longer found, and compares the verdicts with those known last.
    ///
    /// @param part the unit it is of; empty for the whole organisation
    /// @param found all that should be known, but for changed verdicts
    public void settle(String part, Diagnosis diagnosis, List<Finding> found) {
        Period period = diagnosis.period();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        once.executeWithoutResult(t -> {
            table.lock(part);
            Map<String, Alert> ended = new LinkedHashMap<>();
            table.standing(part).forEach(a -> ended.put(key(a.finding()), a));
            for (Finding each : found) {
                Optional.ofNullable(ended.remove(key(each)))
                        .ifPresentOrElse(
                                standing -> table.keep(standing.id(), each, period),
                                () -> raise(part, each, period, now));
            }
            List<Finding> changed = changed(part, diagnosis);
            ended.values().stream()
                    .filter(a -> a.finding().kind() != Kind.VERDICT
                            || a.raisedAt().plus(KEPT).isBefore(now)
                            || changed.stream().anyMatch(c -> key(c).equals(key(a.finding()))))
                    .forEach(a -> end(a, now));
            changed.forEach(each -> raise(part, each, period, now));
        });
    }

    private static String key(Finding finding) {
        return finding.kind().id() + " " + finding.subject();
    }

    private void raise(String part, Finding finding, Period period, Instant now) {
        var alert = new Alert(UUID.randomUUID(), part, finding, period, now, Optional.empty());
        tell(table.raise(alert), "throughline.alert.raised", now);
    }

    private void end(Alert alert, Instant now) {
        table.end(alert.id(), now);
        tell(
                new Alert(
                        alert.id(), alert.part(), alert.finding(), alert.period(), alert.raisedAt(), Optional.of(now)),
                "throughline.alert.ended",
                now);
    }

    private void tell(Alert alert, String type, Instant now) {
        if (alert.part().isEmpty()) {
            webhooks.send(new Event(
                    UUID.randomUUID(),
                    type,
                    links.source(),
                    "%s/%s".formatted(alert.finding().kind().id(), alert.id()),
                    now,
                    AlertJson.of(alert, links).getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// Verdicts of another side than was known, at least a week of data later. Where the data end earlier than they
    /// did, rows were taken back, and what they say now is known without being news.
    private List<Finding> changed(String part, Diagnosis diagnosis) {
        LocalDate day = diagnosis.period().to();
        Map<String, Known> known = table.known(part);
        var changed = new ArrayList<Finding>();
        for (Verdict verdict : diagnosis.verdicts()) {
            String cause = verdict.cause().id();
            Known now = new Known(verdict.side(), day);
            Known before = known.getOrDefault(cause, now);
            if (day.isBefore(before.day())) {
                table.know(part, cause, now);
                continue;
            }
            if (before.side() != now.side()) {
                if (ChronoUnit.DAYS.between(before.day(), day) < SETTLED) {
                    continue;
                }
                changed.add(change(verdict, before.side(), day));
            }
            if (!known.containsKey(cause) || before.day().isBefore(day)) {
                table.know(part, cause, now);
            }
        }
        return changed;
    }

    private static Finding change(Verdict verdict, Side before, LocalDate day) {
        Cause cause = verdict.cause();
        return new Finding(
                Kind.VERDICT,
                cause.id(),
                day,
                say(
                        "“%s” (cause %s) is now %s; it was %s. %s",
                        cause.title(), cause.number(), words(verdict.side()), words(before), verdict.statement()),
                Chances.ofVerdict(verdict.side()),
                verdict.next());
    }

    private static String words(Side side) {
        return switch (side) {
            case PRESENT -> say("present");
            case ABSENT -> say("absent");
            case UNKNOWN -> say("open for want of evidence");
        };
    }

    /// What a reader is told: what stands and what has ended in the last 30 days, the newest first.
    public List<Told> told(Reader reader) {
        return table.told(reader, clock.instant().minus(KEPT));
    }

    /// How many stand that a reader has neither seen nor muted.
    public int fresh(Reader reader) {
        return table.fresh(reader);
    }

    /// Marks an alert as seen by a reader, or all that stand.
    ///
    /// @param alert empty for all
    public void see(Reader reader, Optional<UUID> alert) {
        UUID account = reader.account().orElseThrow();
        once.executeWithoutResult(t -> told(reader).stream()
                .filter(told -> alert.map(told.alert().id()::equals).orElse(told.fresh()))
                .forEach(told -> table.see(told.alert().id(), account)));
    }

    /// Tells a reader nothing more of what an alert is about.
    public void mute(Reader reader, UUID alert) {
        find(reader, alert).ifPresent(of -> table.mute(reader.account().orElseThrow(), of));
    }

    /// Tells a reader of it again.
    public void unmute(Reader reader, UUID alert) {
        find(reader, alert).ifPresent(of -> table.unmute(reader.account().orElseThrow(), of));
    }

    private Optional<Finding> find(Reader reader, UUID alert) {
        return told(reader).stream()
                .map(told -> told.alert())
                .filter(a -> a.id().equals(alert))
                .map(Alert::finding)
                .findFirst();
    }
}
