package throughline.server.intake.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.workspace.LakeReader.Came;
import throughline.workspace.Reject;

/// What is on record of the way of facts into the lake.
public final class CameTable {

    private static final int REJECTS = 10_000;
    private static final int NOTES = 200;

    /// The batches of a generation. What a file got wrong that has come again under its name is told no
    /// longer.
    private static final String BATCHES = """
            with batches as (select *, own is not null
                    and lead(sequence) over (partition by kind, own order by sequence) is not null mended
                from intake_batch where generation = ? and state in ('committed', 'rejected')
                    and (state = 'committed' or import is not null)) """;

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public CameTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// All that is on record of a generation.
    ///
    /// @param snapshot what tells its state from every other
    public Came of(long generation, String snapshot) {
        Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);
        sql.sql(BATCHES + "select kind, name from batches where state = 'committed' order by sequence")
                .param(generation)
                .query(row -> {
                    files.computeIfAbsent(FactKind.find(row.getString(1)).orElseThrow(), k -> new ArrayList<>())
                            .add(row.getString(2));
                });
        Map<String, Long> rejected = new TreeMap<>();
        sql.sql(BATCHES + "select name, rows_rejected from batches where rows_rejected > 0 and not mended")
                .param(generation)
                .query(row -> {
                    rejected.merge(row.getString(1), row.getLong(2), Long::sum);
                });
        return new Came(
                files,
                sql.sql(BATCHES + "select coalesce(sum(rows_replaced), 0)::bigint from batches")
                        .param(generation)
                        .query(Long.class)
                        .single(),
                rejected,
                rejects(generation),
                notes(generation),
                snapshot);
    }

    private List<Reject> rejects(long generation) {
        var rejects = new ArrayList<Reject>(sql.sql(
                        BATCHES
                                + "select name, unread from batches where import is not null and unread is not null and not mended order by sequence")
                .param(generation)
                .query((row, number) -> new Reject(row.getString(1), 0, "", row.getString(2), ""))
                .list());
        rejects.addAll(sql.sql(BATCHES
                        + "select name, line, field, r.reason, raw from batches join intake_reject r on batch = sequence where not mended order by sequence, line limit "
                        + REJECTS)
                .param(generation)
                .query((row, number) -> new Reject(
                        row.getString("name"),
                        row.getLong("line"),
                        BatchTable.text(row, "field"),
                        BatchTable.text(row, "reason"),
                        BatchTable.text(row, "raw")))
                .list());
        return rejects;
    }

    private List<String> notes(long generation) {
        return sql.sql(BATCHES
                        + "select note from (select note, min(sequence) s, min(place) p from batches, unnest(notes) with ordinality n(note, place) where not mended group by note) n order by s, p limit "
                        + NOTES)
                .param(generation)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
