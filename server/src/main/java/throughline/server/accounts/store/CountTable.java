package throughline.server.accounts.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How often somebody has tried to sign in lately.
public final class CountTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public CountTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// What was counted of a subject.
    ///
    /// @param attempts with the one that was just counted
    /// @param begunAt when counting began
    public record Count(int attempts, Instant begunAt) {}

    /// Counts one more, from 1 again where counting began before a moment.
    public Count add(byte[] subject, Instant now, Instant afresh) {
        return sql.sql("""
                        insert into sign_in_count as c (subject, attempts, begun_at) values (:subject, 1, :now)
                        on conflict (subject) do update set
                            attempts = case when c.begun_at < :afresh then 1 else c.attempts + 1 end,
                            begun_at = case when c.begun_at < :afresh then excluded.begun_at else c.begun_at end
                        returning attempts, begun_at""")
                .param("subject", subject)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("afresh", afresh.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Count(
                        row.getInt("attempts"),
                        row.getObject("begun_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    /// Takes one back.
    public void take(byte[] subject) {
        sql.sql("update sign_in_count set attempts = attempts - 1 where subject = ? and attempts > 0")
                .param(subject)
                .update();
    }

    /// Forgets a subject.
    public void forget(byte[] subject) {
        sql.sql("delete from sign_in_count where subject = ?").param(subject).update();
    }

    /// Forgets what was counted before a moment.
    public void sweep(Instant before) {
        sql.sql("delete from sign_in_count where begun_at < ?")
                .param(before.atOffset(ZoneOffset.UTC))
                .update();
    }
}
