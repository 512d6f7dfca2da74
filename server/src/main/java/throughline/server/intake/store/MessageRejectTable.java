package throughline.server.intake.store;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import throughline.lake.kafka.RejectedRow;

/// The rejects of messages. Each call is one transaction.
public final class MessageRejectTable {

    private final JdbcTemplate sql;

    /// @param source connections whose search path is our schema
    public MessageRejectTable(DataSource source) {
        sql = new JdbcTemplate(source);
    }

    /// Writes rejects down; those that are there already stay once.
    public void add(List<RejectedRow> rejects) {
        sql.batchUpdate(
                """
                insert into kafka_reject (topic, partition, message_offset, line, field, reason, raw)
                values (?, ?, ?, ?, nullif(?, ''), ?, ?) on conflict do nothing""",
                rejects.stream()
                        .map(r -> new Object[] {
                            r.topic(),
                            r.partition(),
                            r.offset(),
                            r.line(),
                            r.column(),
                            r.reason().replace('\0', '?'),
                            r.row().replace('\0', '?')
                        })
                        .toList());
    }

    /// Lets go of rows that are older than retention says.
    public void forgetOld() {
        sql.update("""
                update kafka_reject r set raw = null from retention k
                where k.class = 'raw_uploads' and r.raw is not null and r.received_at < now() - k.keep""");
    }

    /// Blanks rejected rows in which a text stands.
    ///
    /// @return how many they were
    public long blank(String text) {
        return sql.update("""
                update kafka_reject set raw = null, reason = case when strpos(reason, ?) > 0
                    then 'The row was erased.' else reason end
                where strpos(raw, ?) > 0 or strpos(reason, ?) > 0""", text, text, text);
    }

    /// Blanks all rejected rows.
    ///
    /// @return how many they were
    public long blank() {
        return sql.update("update kafka_reject set raw = null where raw is not null");
    }
}
