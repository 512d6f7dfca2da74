package throughline.server.accounts.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The accounts.
public final class AccountTable {

    private static final String SELECT = """
            select id, email, name, role, unit, person, language, password, long_enough, subject is not null as connected,
                exists (select 1 from passkey where account = account.id) as passkey,
                disabled_at is not null as disabled, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as since from account""";

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public AccountTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// An account as it is kept.
    ///
    /// @param unit null where the whole organisation is seen
    /// @param person the person on record, null where nobody has said
    /// @param language its tag, null where none was chosen
    /// @param password its hash; null until one is chosen
    /// @param longEnough whether the password would do for an administrator
    /// @param connected whether the provider's name for it is known
    /// @param passkey whether it has one at least
    /// @param since as `2026-03-02 09:14`, UTC
    public record Row(
            UUID id,
            String email,
            String name,
            String role,
            @Nullable String unit,
            @Nullable String person,
            @Nullable String language,
            @Nullable String password,
            boolean longEnough,
            boolean connected,
            boolean passkey,
            boolean disabled,
            String since) {

        /// Whether somebody has chosen how to sign in to it.
        public boolean hasWayIn() {
            return password != null || connected || passkey;
        }

        /// The columns of a result as an account.
        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getString("email"),
                    row.getString("name"),
                    row.getString("role"),
                    row.getString("unit"),
                    row.getString("person"),
                    row.getString("language"),
                    row.getString("password"),
                    row.getBoolean("long_enough"),
                    row.getBoolean("connected"),
                    row.getBoolean("passkey"),
                    row.getBoolean("disabled"),
                    row.getString("since"));
        }
    }

    /// A password as it is kept.
    ///
    /// @param longEnough whether it would do for an administrator
    public record Password(String hash, boolean longEnough) {}

    /// Whether there is none at all.
    public boolean isEmpty() {
        return !sql.sql("select exists (select 1 from account)")
                .query(Boolean.class)
                .single();
    }

    /// Lets nobody else change accounts until the transaction ends.
    public void lock() {
        sql.sql("lock table account in share row exclusive mode").update();
    }

    /// Adds one without a password; false where the address is taken.
    public boolean insert(UUID id, String email, String name, String role, @Nullable String unit, Instant at) {
        return sql.sql("""
                        insert into account (id, email, name, role, unit, created_at) values (?, ?, ?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(id, email, name, role)
                        .param(unit)
                        .param(at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// The one of an id.
    public Optional<Row> find(UUID id) {
        return sql.sql(SELECT + " where id = ?").param(id).query(Row::of).optional();
    }

    /// The one of an id, which nobody else changes until the transaction ends.
    public Optional<Row> lock(UUID id) {
        return sql.sql(SELECT + " where id = ? for update")
                .param(id)
                .query(Row::of)
                .optional();
    }

    /// The one of an e-mail address, however its letters are written.
    public Optional<Row> find(String email) {
        return sql.sql(SELECT + " where lower(email) = lower(?)")
                .param(email)
                .query(Row::of)
                .optional();
    }

    /// The one that the provider knows by a name, which nobody else changes until the transaction ends.
    public Optional<Row> lock(String issuer, String subject) {
        return sql.sql(SELECT + " where issuer = ? and subject = ? for update")
                .params(issuer, subject)
                .query(Row::of)
                .optional();
    }

    /// All, in order of name.
    public List<Row> list() {
        return sql.sql(SELECT + " order by disabled_at is not null, lower(name), email")
                .query(Row::of)
                .list();
    }

    /// How many of a role can sign in or might soon.
    public int usable(String role) {
        return sql.sql("""
                        select count(*) from account
                        where role = ? and disabled_at is null and (password is not null or subject is not null
                            or exists (select 1 from passkey where account = account.id))""").param(role).query(Integer.class).single();
    }

    /// Keeps another password.
    public void setPassword(UUID id, Password password) {
        sql.sql("update account set password = ?, long_enough = ? where id = ?")
                .params(password.hash(), password.longEnough(), id)
                .update();
    }

    /// Forgets the password.
    public void clearPassword(UUID id) {
        sql.sql("update account set password = null, long_enough = false where id = ?")
                .param(id)
                .update();
    }

    /// Keeps by what name the provider knows it.
    public void connect(UUID id, String issuer, String subject) {
        sql.sql("update account set issuer = ?, subject = ? where id = ?")
                .params(issuer, subject, id)
                .update();
    }

    /// Forgets by what name the provider knows it.
    public void disconnect(UUID id) {
        sql.sql("update account set issuer = null, subject = null where id = ?")
                .param(id)
                .update();
    }

    /// Gives another role and unit.
    public void setRole(UUID id, String role, @Nullable String unit) {
        sql.sql("update account set role = ?, unit = ? where id = ?")
                .param(role)
                .param(unit)
                .param(id)
                .update();
    }

    /// Says whose on record it is; false where another account is that person's.
    public boolean setPerson(UUID id, @Nullable String person) {
        return sql.sql("""
                        update account set person = :person where id = :id
                            and not exists (select 1 from account where person = :person and id <> :id)""")
                        .param("person", person, Types.VARCHAR)
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Keeps the language that was chosen.
    public void setLanguage(UUID id, String language) {
        sql.sql("update account set language = ? where id = ?")
                .params(language, id)
                .update();
    }

    /// Keeps another address and name.
    public void rename(UUID id, String email, String name) {
        sql.sql("update account set email = ?, name = ? where id = ?")
                .params(email, name, id)
                .update();
    }

    /// Disables it.
    public void disable(UUID id, Instant at) {
        sql.sql("update account set disabled_at = ? where id = ? and disabled_at is null")
                .params(at.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    /// Lets it be used again.
    public void enable(UUID id) {
        sql.sql("update account set disabled_at = null where id = ?").param(id).update();
    }
}
