package throughline.server.accounts.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The audit log and where its chain ends.
public final class AuditTable {

    private static final RowMapper<Row> ROW = (row, number) -> new Row(
            row.getLong("number"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("actor"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("detail"),
            row.getBytes("hash"));

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public AuditTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// An entry.
    ///
    /// @param number counted from 1 without gaps
    /// @param at to the microsecond
    @SuppressWarnings("ArrayRecordComponent") // a hash, compared by its bytes
    public record Row(
            long number, Instant at, String actor, String action, String subject, String detail, byte[] hash) {}

    /// Where the chain ends.
    @SuppressWarnings("ArrayRecordComponent") // a hash, compared by its bytes
    public record Head(long number, byte[] hash) {}

    /// The end of the chain, which nobody else moves until the transaction ends.
    public Head lockedHead() {
        return head("select number, hash from audit_head for update");
    }

    /// The end of the chain.
    public Head head() {
        return head("select number, hash from audit_head");
    }

    private Head head(String query) {
        return sql.sql(query)
                .query((row, number) -> new Head(row.getLong("number"), row.getBytes("hash")))
                .single();
    }

    /// Adds an entry and moves the end to it.
    public void insert(Row row) {
        sql.sql(
                        "insert into audit_entry (number, at, actor, action, subject, detail, hash) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        row.number(),
                        row.at().atOffset(ZoneOffset.UTC),
                        row.actor(),
                        row.action(),
                        row.subject(),
                        row.detail(),
                        row.hash())
                .update();
        sql.sql("update audit_head set number = ?, hash = ?")
                .params(row.number(), row.hash())
                .update();
    }

    /// The entries after one, in order.
    ///
    /// @param number of the entry, 0 for all
    public void forEachAfter(long number, Consumer<Row> reader) {
        try (var rows =
                sql
                        .sql("select * from audit_entry where number > ? order by number")
                        .param(number)
                        .query(ROW)
                        .stream()) {
            rows.forEach(reader);
        }
    }

    /// The hash of an entry.
    public Optional<byte[]> hash(long number) {
        return sql.sql("select hash from audit_entry where number = ?")
                .param(number)
                .query((row, i) -> row.getBytes("hash"))
                .optional();
    }

    /// Entries before one, newest first.
    public List<Row> before(long number, int most) {
        return sql.sql("select * from audit_entry where number < ? order by number desc limit ?")
                .params(number, most)
                .query(ROW)
                .list();
    }
}
