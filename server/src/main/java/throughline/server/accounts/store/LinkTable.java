package throughline.server.accounts.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The one-time links that have not been used.
public final class LinkTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public LinkTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// A link.
    ///
    /// @param account null for the first administrator
    public record Row(String purpose, @Nullable UUID account) {}

    /// Adds one in place of those of the same account, or of those for the first administrator.
    public void replace(byte[] sha256, String purpose, @Nullable UUID account, Instant until) {
        delete(account);
        sql.sql("insert into one_time_link (sha256, purpose, account, expires_at) values (?, ?, ?, ?)")
                .params(sha256, purpose)
                .param(account)
                .param(until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// The link of a hash, if it is still good.
    public Optional<Row> find(byte[] sha256, Instant now) {
        return sql.sql("select purpose, account from one_time_link where sha256 = ? and expires_at > ?")
                .params(sha256, now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Row(row.getString("purpose"), row.getObject("account", UUID.class)))
                .optional();
    }

    /// Uses it up; false where somebody else was quicker.
    public boolean use(byte[] sha256, Instant now) {
        return sql.sql("delete from one_time_link where sha256 = ? and expires_at > ?")
                        .params(sha256, now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// Ends those of an account, or those for the first administrator.
    public void delete(@Nullable UUID account) {
        sql.sql("delete from one_time_link where account is not distinct from ?::uuid")
                .param(account)
                .update();
    }
}
