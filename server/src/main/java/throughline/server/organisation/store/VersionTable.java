package throughline.server.organisation.store;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The states of the organisation's record, oldest first; the newest is shown.
public final class VersionTable {

    private static final String COLUMNS =
            "select number, at, account, actor, unit, what, undoes, document is not null as documented from organisation_version ";

    private static final RowMapper<Row> ROW = (row, number) -> new Row(
            row.getLong("number"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getObject("account", UUID.class),
            row.getString("actor"),
            row.getString("unit"),
            row.getString("what"),
            row.getObject("undoes", Long.class),
            row.getBoolean("documented"));

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public VersionTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// A version without its document.
    ///
    /// @param documented whether it has one
    public record Row(
            long number,
            Instant at,
            @Nullable UUID account,
            String actor,
            @Nullable String unit,
            String what,
            @Nullable Long undoes,
            boolean documented) {}

    /// Keeps others from changing what is shown until the transaction ends.
    public void lock() {
        sql.sql("select one from lake_shown for update").query(Boolean.class).single();
    }

    /// The newest.
    public Optional<Row> head() {
        return sql.sql(COLUMNS + "order by number desc limit 1").query(ROW).optional();
    }

    /// One of them.
    public Optional<Row> find(long number) {
        return sql.sql(COLUMNS + "where number = ?").param(number).query(ROW).optional();
    }

    /// A stretch of them, newest first.
    public List<Row> list(long below, int most) {
        return sql.sql(COLUMNS + "where number < ? order by number desc limit ?")
                .params(below, most)
                .query(ROW)
                .list();
    }

    /// A stretch of those that were made within units, newest first.
    public List<Row> list(long below, int most, Set<String> units) {
        return sql.sql(COLUMNS + "where number < ? and unit = any(?) order by number desc limit ?")
                .params(below, units.toArray(String[]::new), most)
                .query(ROW)
                .list();
    }

    /// The text of a version; empty where it has none, or is not there.
    public Optional<String> document(long number) {
        return sql.sql("select document from organisation_version where number = ? and document is not null")
                .param(number)
                .query(String.class)
                .optional();
    }

    /// Adds a version and says that what is shown has changed.
    public void insert(Row row, @Nullable String document) {
        sql.sql("""
                        insert into organisation_version (number, at, account, actor, unit, what, undoes, document)
                        values (:number, :at, :account, :actor, :unit, :what, :undoes, :document)""")
                .param("number", row.number())
                .param("at", row.at().atOffset(ZoneOffset.UTC))
                .param("account", row.account(), Types.OTHER)
                .param("actor", row.actor())
                .param("unit", row.unit(), Types.VARCHAR)
                .param("what", row.what())
                .param("undoes", row.undoes(), Types.BIGINT)
                .param("document", document, Types.VARCHAR)
                .update();
        sql.sql("update lake_shown set version = version + 1").update();
    }
}
