package throughline.server.accounts.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import throughline.server.accounts.DirectoryUser;
import throughline.server.accounts.DirectoryUser.Said;

/// The people whom the organisation's directory tells of, and the token it does so with.
public final class DirectoryTable {

    private static final String SELECT = """
            select d.account, d.user_name, a.email, a.name, d.external_id, d.given_name, d.family_name, d.employee, d.active,
                d.had_account, d.admitted, d.manager, a.person, d.version, d.created_at, d.changed_at
            from directory_user d join account a on a.id = d.account""";

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public DirectoryTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    private static DirectoryUser of(ResultSet row, int number) throws SQLException {
        return new DirectoryUser(
                row.getObject("account", UUID.class),
                new Said(
                        row.getString("user_name"),
                        row.getString("email"),
                        row.getString("name"),
                        row.getString("external_id"),
                        row.getString("given_name"),
                        row.getString("family_name"),
                        row.getString("employee"),
                        row.getBoolean("active"),
                        row.getObject("manager", UUID.class)),
                row.getBoolean("had_account"),
                row.getBoolean("admitted"),
                row.getString("person"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    /// How somebody stood before the directory told of them.
    ///
    /// @param hadAccount whether they had an account that could be used
    /// @param admitted whether it is not the directory that has disabled the account
    public record Before(boolean hadAccount, boolean admitted) {}

    /// Adds somebody; false where the name is taken.
    public boolean insert(UUID account, Said said, Before before, Instant at) {
        return said(sql.sql("""
                        insert into directory_user (account, user_name, external_id, given_name, family_name, employee,
                            active, had_account, admitted, manager, version, created_at, changed_at)
                        values (:account, :userName, :externalId, :givenName, :familyName, :employee,
                            :active, :hadAccount, :admitted, :manager, 1, :at, :at)
                        on conflict do nothing"""), account, said)
                        .param("hadAccount", before.hadAccount())
                        .param("admitted", before.admitted())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// Keeps what is said now.
    public void update(UUID account, Said said, Instant at) {
        said(sql.sql("""
                        update directory_user set user_name = :userName, external_id = :externalId, given_name = :givenName,
                            family_name = :familyName, employee = :employee, active = :active, manager = :manager,
                            version = version + 1, changed_at = :at
                        where account = :account"""), account, said)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static StatementSpec said(StatementSpec statement, UUID account, Said said) {
        return statement
                .param("account", account)
                .param("userName", said.userName())
                .param("externalId", said.externalId(), Types.VARCHAR)
                .param("givenName", said.givenName(), Types.VARCHAR)
                .param("familyName", said.familyName(), Types.VARCHAR)
                .param("employee", said.employee(), Types.VARCHAR)
                .param("active", said.active())
                .param("manager", said.manager(), Types.OTHER);
    }

    /// Keeps whether the directory has not itself disabled an account.
    public void setAdmitted(UUID account, boolean admitted) {
        sql.sql("update directory_user set admitted = ? where account = ?")
                .params(admitted, account)
                .update();
    }

    /// Keeps that the role goes by groups from now on, and not by what somebody had before.
    public void setRoleByGroup(UUID account) {
        sql.sql("update directory_user set had_account = false where account = ?")
                .param(account)
                .update();
    }

    /// Forgets somebody, and their membership.
    public void delete(UUID account) {
        sql.sql("delete from directory_user where account = ?").param(account).update();
    }

    /// Somebody of an account.
    public Optional<DirectoryUser> find(UUID account) {
        return sql.sql(SELECT + " where d.account = ?")
                .param(account)
                .query(DirectoryTable::of)
                .optional();
    }

    /// Somebody of a name, however its letters are written.
    public Optional<DirectoryUser> find(String userName) {
        return sql.sql(SELECT + " where lower(d.user_name) = lower(?)")
                .param(userName)
                .query(DirectoryTable::of)
                .optional();
    }

    /// All, in order of name.
    public List<DirectoryUser> list() {
        return sql.sql(SELECT + " order by lower(d.user_name)")
                .query(DirectoryTable::of)
                .list();
    }

    /// Those whose manager has an account.
    public List<DirectoryUser> reportsOf(UUID manager) {
        return sql.sql(SELECT + " where d.manager = ?")
                .param(manager)
                .query(DirectoryTable::of)
                .list();
    }

    /// The token in force.
    ///
    /// @param madeAt when
    /// @param madeBy e-mail address of who made it
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time by whoever asked
    public record Token(byte[] sha256, Instant madeAt, String madeBy) {}

    /// The token in force, if there is one.
    public Optional<Token> token() {
        return sql.sql("select sha256, made_at, made_by from directory_token")
                .query((row, number) -> new Token(
                        row.getBytes("sha256"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getString("made_by")))
                .optional();
    }

    /// Puts a token in the place of another.
    public void setToken(byte[] sha256, Instant at, String by) {
        sql.sql("""
                        insert into directory_token (sha256, made_at, made_by) values (:sha256, :at, :by)
                        on conflict (one) do update set sha256 = excluded.sha256, made_at = excluded.made_at,
                            made_by = excluded.made_by""")
                .param("sha256", sha256)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    /// Takes the token back.
    public void deleteToken() {
        sql.sql("delete from directory_token").update();
    }
}
