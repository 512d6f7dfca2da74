package throughline.server.intake.store;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Receipts of erasure, and how long what is kept: the tables `erasure` and `retention`.
public final class ErasureTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public ErasureTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// What was, or is to be, erased.
    ///
    /// @param surrogate of a customer; null where nobody of that id was known, or days are erased
    /// @param before the day before which everything goes; null where a customer is erased
    public record Order(
            UUID receipt,
            Instant at,
            @Nullable String surrogate,
            @Nullable LocalDate before) {}

    /// What went.
    ///
    /// @param facts rows that named the customer, or went
    /// @param uploads bodies of deliveries
    /// @param rejects rejected rows
    public record Counts(long facts, long texts, long uploads, long rejects) {}

    /// Whether an order is in the table, or another one of the same customer.
    public boolean knows(Order order) {
        String surrogate = order.surrogate();
        return sql.sql("select exists (select from erasure where receipt = ? or surrogate = ?)")
                .param(order.receipt())
                .param(surrogate == null ? null : Long.valueOf(surrogate))
                .query(Boolean.class)
                .single();
    }

    /// Writes down what was erased.
    public void insert(Order order, Counts counts) {
        String surrogate = order.surrogate();
        LocalDate before = order.before();
        sql.sql("""
                        insert into erasure (receipt, requested_at, surrogate, before, facts, texts, uploads, rejects)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(order.receipt())
                .param(Timestamp.from(order.at()))
                .param(surrogate == null ? null : Long.valueOf(surrogate))
                .param(before == null ? null : Date.valueOf(before))
                .param(counts.facts())
                .param(counts.texts())
                .param(counts.uploads())
                .param(counts.rejects())
                .update();
    }

    /// Erasures that were begun and whose facts are still in current files of the lake.
    public List<Order> begun() {
        return sql.sql("""
                        select receipt, requested_at, surrogate, before from erasure
                        where rewritten_at is null order by requested_at""")
                .query((row, number) -> {
                    Date before = row.getDate("before");
                    return new Order(
                            row.getObject("receipt", UUID.class),
                            row.getTimestamp("requested_at").toInstant(),
                            row.getString("surrogate"),
                            before == null ? null : before.toLocalDate());
                })
                .list();
    }

    /// Says that no current file of the lake holds anything of it any more.
    public void rewritten(UUID receipt) {
        sql.sql("update erasure set rewritten_at = clock_timestamp() where receipt = ?")
                .param(receipt)
                .update();
    }

    /// When the last of the erasures was done that older copies in the lake may still contradict; empty where there
    /// are none.
    public Optional<Instant> unfinished() {
        return sql.sql("select max(rewritten_at) from erasure where rewritten_at is not null and expired_at is null")
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /// Says that older copies are gone too, of all erasures up to a time.
    public void finished(Instant upTo) {
        sql.sql("update erasure set expired_at = now() where expired_at is null and rewritten_at <= ?")
                .param(Timestamp.from(upTo))
                .update();
    }

    /// The day before which facts are older than retention allows; empty where they are kept.
    public Optional<LocalDate> oldestFacts() {
        return sql.sql("select (now() - keep)::date from retention where class = 'facts'")
                .query((row, number) -> Optional.ofNullable(row.getDate(1)).map(Date::toLocalDate))
                .single();
    }

    /// Deletes texts of days before a day.
    public long forgetWordsBefore(LocalDate day) {
        return sql.sql("delete from free_text where day < ?")
                .param(Date.valueOf(day))
                .update();
    }

    /// Takes back what was planned before a day and has not begun.
    public void forgetPlansBefore(LocalDate day) {
        sql.sql("delete from planned_step where planned_at < ?")
                .param(day.atStartOfDay().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Deletes the texts that are older than retention allows.
    public long forgetOldWords() {
        return sql.sql(
                        "delete from free_text t using retention k where k.class = 'free_text' and t.day < now() - k.keep")
                .update();
    }

    /// Sets how long a class of data is kept.
    ///
    /// @param keep an ISO 8601 duration of days or more, such as `P25M`
    public void keep(String dataClass, String keep) {
        sql.sql("update retention set keep = ?::interval where class = ?")
                .param(keep)
                .param(dataClass)
                .update();
    }

    /// Writes the tables anew that held personal data, so that no page of their files has what was deleted.
    public void rewriteTables() {
        for (String table : List.of("subject", "free_text", "intake_batch", "intake_reject", "kafka_reject")) {
            sql.sql("vacuum full " + table).update();
        }
    }

    /// Lets the database drop its log up to now, where we may: in the database that comes with Throughline.
    public void dropLog() {
        boolean may = sql.sql("""
                        select has_function_privilege('pg_switch_wal()', 'execute')
                            and pg_has_role('pg_checkpoint', 'usage')""").query(Boolean.class).single();
        if (may) {
            sql.sql("select pg_switch_wal()").query((row, number) -> true).single();
            sql.sql("checkpoint").update();
        }
    }
}
