package throughline.server.intake.store;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Which state of the lake and of the record the pages show, and what is to become the next one.
public final class ShownTable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public ShownTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// What is shown.
    ///
    /// @param version grows with every change; 0 where nothing ever was there
    /// @param generation whose tables
    /// @param record texts of organisation.yaml and others, by name
    /// @param snapshots of each table
    public record Shown(long version, long generation, Map<String, String> record, Map<FactKind, Long> snapshots) {}

    /// What came in at once.
    ///
    /// @param mark of the folder it came from
    /// @param record texts of organisation.yaml and others, by name
    public record Import(long number, long generation, String mark, Map<String, String> record) {}

    /// Number of the state that is shown.
    public long version() {
        return sql.sql("select version from lake_shown").query(Long.class).single();
    }

    /// The generation that is shown.
    public long generation() {
        return sql.sql("select generation from lake_shown").query(Long.class).single();
    }

    /// What is shown; the parts are of one state if the transaction sees only one.
    public Shown shown() {
        long generation = generation();
        return new Shown(version(), generation, record(), snapshots(generation));
    }

    /// The record that is shown.
    public Map<String, String> record() {
        return sql.sql("select record from lake_shown join intake_import on number = import")
                .query((row, number) -> texts(row.getString(1)))
                .optional()
                .orElse(Map.of());
    }

    /// The snapshots of a generation's tables that are shown.
    public Map<FactKind, Long> snapshots(long generation) {
        Map<FactKind, Long> snapshots = new EnumMap<>(FactKind.class);
        sql.sql("select kind, snapshot from lake_snapshot where generation = ?")
                .param(generation)
                .query(row -> {
                    snapshots.put(FactKind.find(row.getString(1)).orElseThrow(), row.getLong(2));
                });
        return snapshots;
    }

    /// Sends the pages to a snapshot of a table, and says that something has changed.
    public void show(long generation, FactKind kind, long snapshot) {
        sql.sql("""
                        insert into lake_snapshot (generation, kind, snapshot) values (?, ?, ?)
                        on conflict (generation, kind) do update set snapshot = excluded.snapshot""").params(generation, kind.table(), snapshot).update();
        sql.sql("update lake_shown set version = version + 1").update();
    }

    /// Sends the pages to the record and the generation of an import.
    public void show(Import shown) {
        sql.sql("update lake_shown set version = version + 1, generation = ?, import = ?")
                .params(shown.generation(), shown.number())
                .update();
        sql.sql("update intake_import set shown_at = now() where number = ?")
                .param(shown.number())
                .update();
    }

    /// The import that came last.
    public Optional<Import> last() {
        return imports("order by number desc limit 1").stream().findFirst();
    }

    /// Imports that are not shown yet, in the order they came.
    public List<Import> open() {
        return imports("where shown_at is null order by number");
    }

    private List<Import> imports(String which) {
        return sql.sql("select number, generation, mark, record from intake_import " + which)
                .query((row, number) -> new Import(
                        row.getLong("number"),
                        row.getLong("generation"),
                        row.getString("mark"),
                        texts(row.getString("record"))))
                .list();
    }

    /// Writes an import down.
    public Import insert(long generation, String mark, Map<String, String> record) {
        long number = sql.sql("insert into intake_import (generation, mark, record) values (?, ?, ?) returning number")
                .params(generation, mark, JSON.writeValueAsString(record))
                .query(Long.class)
                .single();
        return new Import(number, generation, mark, record);
    }

    /// All generations whose tables are there, or are being filled.
    public Set<Long> generations() {
        return Set.copyOf(sql.sql("""
                        select generation from lake_snapshot union select generation from lake_shown
                        union select generation from intake_import where shown_at is null""").query(Long.class).list());
    }

    /// Generations that gave way to another some time ago and whose tables are still there.
    public Set<Long> old(Duration since) {
        return sql.sql("""
                        select distinct old.generation from lake_snapshot old, lake_shown s
                        where old.generation < s.generation and (select min(shown_at) from intake_import i
                            where i.generation = s.generation) < now() - make_interval(secs => ?)""").param(since.toSeconds()).query(Long.class).list().stream()
                .collect(Collectors.toSet());
    }

    /// Says that a generation's tables are gone.
    public void dropped(long generation) {
        sql.sql("delete from lake_snapshot where generation = ?")
                .param(generation)
                .update();
    }

    private static Map<String, String> texts(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    }
}
