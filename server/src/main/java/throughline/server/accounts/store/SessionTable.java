package throughline.server.accounts.store;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who is signed in, with which browser.
public final class SessionTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public SessionTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// A session and whose it is.
    public record Row(UUID id, Instant begunAt, Instant seenAt, String browser, AccountTable.Row account) {}

    /// Begins one.
    ///
    /// @param proved when its holder last showed who they are; null where nobody says
    public void insert(byte[] sha256, UUID id, UUID account, Instant at, @Nullable Instant proved, String browser) {
        sql.sql("""
                        insert into session (sha256, id, account, begun_at, seen_at, proved_at, browser)
                        values (:sha256, :id, :account, :at, :at, :proved, :browser)""")
                .param("sha256", sha256)
                .param("id", id)
                .param("account", account)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("proved", proved == null ? null : proved.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("browser", browser)
                .update();
    }

    /// The session of a hash, if it goes on and its account can be used.
    ///
    /// @param seenAfter a session not seen since has ended
    /// @param begunAfter a session that began before has ended
    public Optional<Row> find(byte[] sha256, Instant seenAfter, Instant begunAfter) {
        return sql.sql("""
                        select s.id as session, s.begun_at, s.seen_at, s.browser, a.id, a.email, a.name, a.role, a.unit,
                            a.person, a.language, a.password, a.long_enough, a.subject is not null as connected,
                            exists (select 1 from passkey p where p.account = a.id) as passkey, false as disabled,
                            to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as since
                        from session s join account a on a.id = s.account
                        where s.sha256 = ? and s.seen_at > ? and s.begun_at > ? and a.disabled_at is null""")
                .params(sha256, seenAfter.atOffset(ZoneOffset.UTC), begunAfter.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Row(
                        row.getObject("session", UUID.class),
                        row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                        row.getString("browser"),
                        AccountTable.Row.of(row, number)))
                .optional();
    }

    /// Notes when it was seen last.
    public void seen(UUID id, Instant at) {
        sql.sql("update session set seen_at = ? where id = ?")
                .params(at.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    /// A session as the page of its account lists it.
    ///
    /// @param provedAt when its holder last showed who they are; null where nobody says
    public record Listed(
            UUID id,
            Instant begunAt,
            Instant seenAt,
            @Nullable Instant provedAt,
            String browser) {}

    /// The sessions of an account, the one seen last first.
    public List<Listed> list(UUID account, Instant seenAfter, Instant begunAfter) {
        return sql.sql("""
                        select id, begun_at, seen_at, proved_at, browser from session
                        where account = ? and seen_at > ? and begun_at > ? order by seen_at desc""")
                .params(account, seenAfter.atOffset(ZoneOffset.UTC), begunAfter.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Listed(
                        row.getObject("id", UUID.class),
                        row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                        proved(row.getObject("proved_at", OffsetDateTime.class)),
                        row.getString("browser")))
                .list();
    }

    private static @Nullable Instant proved(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    /// Ends one of an account; false where it has none of that id.
    public boolean delete(UUID account, UUID id) {
        return sql.sql("delete from session where account = ? and id = ?")
                        .params(account, id)
                        .update()
                == 1;
    }

    /// Ends all of an account.
    public void deleteAll(UUID account) {
        sql.sql("delete from session where account = ?").param(account).update();
    }

    /// Forgets those that have ended.
    public void sweep(Instant seenAfter, Instant begunAfter) {
        // Rows that another transaction is about to delete are left to it.
        sql.sql("""
                        delete from session where sha256 in
                            (select sha256 from session where seen_at <= ? or begun_at <= ? for update skip locked)""")
                .params(seenAfter.atOffset(ZoneOffset.UTC), begunAfter.atOffset(ZoneOffset.UTC))
                .update();
    }
}
