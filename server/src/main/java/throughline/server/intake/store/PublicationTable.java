package throughline.server.intake.store;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What was written for a Trino cluster, and how long its server has said that it asks it: the table `publication`.
public final class PublicationTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public PublicationTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// Says that a publication is being written.
    public void insert(String name, Duration lease) {
        sql.sql("insert into publication (name, until) values (?, now() + make_interval(secs => ?))")
                .params(name, lease.toSeconds())
                .update();
    }

    /// Says that publications are still asked.
    public void renew(Collection<String> names, Duration lease) {
        sql.sql("update publication set until = now() + make_interval(secs => ?) where name = any (?)")
                .param(lease.toSeconds())
                .param(names.toArray(String[]::new))
                .update();
    }

    /// Publications that no server has said it asks.
    public List<String> ended() {
        return sql.sql("select name from publication where until < now() order by name")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /// Whether a publication was begun before a time: what was erased since may stand in it.
    public boolean anyBefore(Instant time) {
        return sql.sql("select exists (select from publication where made_at <= ?)")
                .param(Timestamp.from(time))
                .query(Boolean.class)
                .single();
    }

    /// Says that a publication is gone.
    public void delete(String name) {
        sql.sql("delete from publication where name = ?").param(name).update();
    }
}
