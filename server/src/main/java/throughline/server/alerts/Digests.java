package throughline.server.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Visitor.SignedIn;

/// Who has asked for alerts by e-mail, how often, and up to when they were told.
public final class Digests {

    private final JdbcClient sql;
    private final TransactionTemplate once;
    private final AuditLog audit;
    private final Clock clock;

    Digests(DataSource source, AuditLog audit, Clock clock) {
        this.sql = JdbcClient.create(source);
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.audit = audit;
        this.clock = clock;
    }

    /// How often alerts are sent.
    public enum Rhythm {
        DAILY,
        WEEKLY;

        /// As forms and tables name it.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The rhythm of an id.
        public static Optional<Rhythm> find(String id) {
            return Arrays.stream(values()).filter(r -> r.id().equals(id)).findFirst();
        }

        /// The day before which nothing may have been sent for it to be time.
        private LocalDate before(LocalDate today) {
            return switch (this) {
                case DAILY -> today;
                case WEEKLY -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            };
        }
    }

    /// What an account has asked for; empty where nothing is sent.
    public Optional<Rhythm> of(UUID account) {
        return sql.sql("select rhythm from alert_digest where account = ?")
                .param(account)
                .query(String.class)
                .optional()
                .flatMap(Rhythm::find);
    }

    /// Orders a digest, or another rhythm of it; what stands now is not sent.
    ///
    /// @param today the day on which nothing more is sent
    public void order(SignedIn who, Rhythm rhythm, LocalDate today) {
        once.executeWithoutResult(t -> {
            sql.sql("""
                            insert into alert_digest (account, rhythm, looked_on, told_to) values (?, ?, ?, ?)
                            on conflict (account) do update set rhythm = excluded.rhythm""")
                    .params(who.who().id(), rhythm.id(), today, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            audit.add(who.who().email(), Action.ORDERED_ALERTS, "", rhythm.id());
        });
    }

    /// Ends it.
    public void cancel(SignedIn who) {
        once.executeWithoutResult(t -> {
            if (sql.sql("delete from alert_digest where account = ?")
                            .param(who.who().id())
                            .update()
                    == 1) {
                audit.add(who.who().email(), Action.ENDED_ALERTS, "", "");
            }
        });
    }

    private record Order(UUID account, Rhythm rhythm, LocalDate lookedOn, Instant toldTo) {

        boolean isDue(LocalDate today) {
            return lookedOn.isBefore(rhythm.before(today));
        }
    }

    /// The accounts for which it is time.
    public List<UUID> due(LocalDate today) {
        return sql.sql("select * from alert_digest order by account").query(Digests::order).list().stream()
                .filter(o -> o.isDue(today))
                .map(Order::account)
                .toList();
    }

    /// Sends to an account.
    public interface Sending {
        /// Sends what is new.
        ///
        /// @param after what was raised later was not sent yet
        /// @param upTo what is raised later is sent another time
        /// @return whether all was sent, or there was nothing to send
        boolean sent(UUID account, Instant after, Instant upTo);
    }

    /// Sends to an account what is new unless it was sent meanwhile; another server that wants to send it too passes
    /// it over. A failure leaves it to be sent.
    public void send(UUID account, LocalDate today, Sending sending) {
        once.executeWithoutResult(t -> {
            Instant now = clock.instant();
            sql.sql("select * from alert_digest where account = ? for update skip locked")
                    .param(account)
                    .query(Digests::order)
                    .optional()
                    .filter(o -> o.isDue(today) && sending.sent(account, o.toldTo(), now))
                    .ifPresent(o -> sql.sql("update alert_digest set looked_on = ?, told_to = ? where account = ?")
                            .params(today, now.atOffset(ZoneOffset.UTC), account)
                            .update());
        });
    }

    private static Order order(ResultSet row, int number) throws SQLException {
        return new Order(
                row.getObject("account", UUID.class),
                Rhythm.find(row.getString("rhythm")).orElseThrow(),
                row.getObject("looked_on", LocalDate.class),
                row.getObject("told_to", OffsetDateTime.class).toInstant());
    }
}
