package throughline.server.accounts.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The passkeys of accounts.
public final class PasskeyTable {

    private static final String SELECT =
            "select id, account, name, credential, public_key, counter, transports, eligible, created_at, used_at from passkey";

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public PasskeyTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// What an authenticator made.
    ///
    /// @param credential its name for the passkey
    /// @param publicKey the attested credential data
    /// @param counter of signatures; 0 where it does not count
    /// @param transports how browsers reach it, such as `usb`
    /// @param eligible whether it may copy the passkey to other devices
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Made(byte[] credential, byte[] publicKey, long counter, List<String> transports, boolean eligible) {}

    /// A passkey as it is kept.
    ///
    /// @param usedAt null where nobody has signed in with it yet
    public record Row(
            UUID id,
            UUID account,
            String name,
            Made made,
            Instant createdAt,
            @Nullable Instant usedAt) {

        private static Row of(ResultSet row, int number) throws SQLException {
            Array transports = row.getArray("transports");
            OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getObject("account", UUID.class),
                    row.getString("name"),
                    new Made(
                            row.getBytes("credential"),
                            row.getBytes("public_key"),
                            row.getLong("counter"),
                            List.of((String[]) transports.getArray()),
                            row.getBoolean("eligible")),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    used == null ? null : used.toInstant());
        }
    }

    /// Keeps one; false where it is kept already.
    public boolean insert(UUID id, UUID account, String name, Made made, Instant at) {
        return sql.sql("""
                        insert into passkey (id, account, name, credential, public_key, counter, transports, eligible, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (credential) do nothing""")
                        .params(id, account, name, made.credential(), made.publicKey(), made.counter())
                        .param(made.transports().toArray(new String[0]))
                        .param(made.eligible())
                        .param(at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// The one that an authenticator knows by a name.
    public Optional<Row> find(byte[] credential) {
        return sql.sql(SELECT + " where credential = ?")
                .param(credential)
                .query(Row::of)
                .optional();
    }

    /// Those of an account, in the order in which they were made.
    public List<Row> list(UUID account) {
        return sql.sql(SELECT + " where account = ? order by created_at, id")
                .param(account)
                .query(Row::of)
                .list();
    }

    /// Notes that one was used; false where it is gone, or was used by another request meanwhile.
    ///
    /// @param before the counter it had
    /// @param counter the counter it has now
    public boolean used(UUID id, long before, long counter, Instant at) {
        return sql.sql("update passkey set counter = ?, used_at = ? where id = ? and counter = ?")
                        .params(counter, at.atOffset(ZoneOffset.UTC), id, before)
                        .update()
                == 1;
    }

    /// Removes one of an account.
    public void delete(UUID account, UUID id) {
        sql.sql("delete from passkey where account = ? and id = ?")
                .params(account, id)
                .update();
    }

    /// Removes all of an account.
    public void deleteAll(UUID account) {
        sql.sql("delete from passkey where account = ?").param(account).update();
    }

    /// By what challenges are known again.
    public byte[] challengeKey() {
        return sql.sql("select key from challenge_key")
                .query((row, number) -> row.getBytes("key"))
                .single();
    }
}
