package throughline.server.intake.store;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The API tokens; only their hashes are kept.
public final class TokenTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public TokenTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// A token, as a list shows it.
    ///
    /// @param createdAt as `2026-03-02 09:14`, UTC
    /// @param revokedAt likewise; null while it is valid
    public record Listed(
            String name, String createdAt, @Nullable String revokedAt) {}

    /// Adds one; false where the name was given away before.
    ///
    /// @param scope what it is for
    public boolean insert(String name, byte[] sha256, Scope scope) {
        return sql.sql(
                                "insert into api_token (name, sha256, record, alerts) values (?, ?, ?, ?) on conflict (name) do nothing")
                        .params(name, sha256, scope == Scope.FACTS_AND_RECORD, scope == Scope.ALERTS)
                        .update()
                == 1;
    }

    /// Ends the validity of one; false where there is none of that name that is valid.
    public boolean revoke(String name) {
        return sql.sql("update api_token set revoked_at = now() where name = ? and revoked_at is null")
                        .param(name)
                        .update()
                == 1;
    }

    /// All of them, in order of name.
    public List<Listed> list() {
        return sql.sql("""
                        select name, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as created_at,
                            to_char(revoked_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as revoked_at
                        from api_token order by name""")
                .query((row, number) ->
                        new Listed(row.getString("name"), row.getString("created_at"), row.getString("revoked_at")))
                .list();
    }

    /// A valid token with its hash.
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time by whoever asked
    public record Valid(String name, byte[] sha256, Scope scope) {}

    /// What a token is for.
    public enum Scope {
        /// Sends facts.
        FACTS,
        /// Sends facts, and reads and replaces the record.
        FACTS_AND_RECORD,
        /// Reads the alerts and nothing else.
        ALERTS
    }

    /// The valid token of a hash.
    public Optional<Valid> find(byte[] sha256) {
        return sql.sql("""
                        select name, sha256, record, alerts from api_token where sha256 = ? and revoked_at is null
                            and (expires_at is null or expires_at > now())""")
                .param(sha256)
                .query((row, number) -> new Valid(
                        row.getString("name"),
                        row.getBytes("sha256"),
                        row.getBoolean("record")
                                ? Scope.FACTS_AND_RECORD
                                : row.getBoolean("alerts") ? Scope.ALERTS : Scope.FACTS))
                .optional();
    }
}
