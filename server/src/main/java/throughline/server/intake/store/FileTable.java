package throughline.server.intake.store;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.workspace.WorkspaceStore.Waiting;

/// Imported files, which are batches that nobody sent.
public final class FileTable {

    /// Who brought them; no token has this name.
    private static final String SOURCE = "(import)";

    /// The own name of a file that earlier versions kept for a batch.
    private static final Pattern OF_BATCH = Pattern.compile("b(\\d+)\\..*");

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public FileTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// An imported file that is to be put into the lake.
    ///
    /// @param batch its number
    /// @param path where it is, relative to the spool folder
    /// @param name what evidence calls it
    public record File(long batch, FactKind kind, String path, String name) {}

    /// Writes a file down.
    ///
    /// @param sha256 32 bytes
    /// @param path where it is to be, relative to the spool folder
    public void insert(ShownTable.Import of, Waiting file, byte[] sha256, long bytes, String path) {
        Matcher batch = OF_BATCH.matcher(file.own());
        if (batch.matches() && adopt(of, file, Long.parseLong(batch.group(1)), path)) {
            return;
        }
        String lower = file.own().toLowerCase(Locale.ROOT);
        boolean compressed = lower.endsWith(".gz");
        String format = lower.contains(".parquet") ? "parquet" : lower.contains(".ndjson") ? "ndjson" : "csv";
        sql.sql("""
                        insert into intake_batch (source, key, kind, format, encoding, sha256, bytes, path, import, own, name)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (source, key) do nothing""")
                .params(
                        SOURCE,
                        path,
                        file.kind().table(),
                        format,
                        compressed ? "gzip" : "identity",
                        sha256,
                        bytes,
                        path,
                        of.number(),
                        file.own(),
                        name(of, file))
                .update();
    }

    /// The name that no other file of the table has.
    private String name(ShownTable.Import of, Waiting file) {
        long before = sql.sql("""
                        select count(*) from intake_batch b join intake_import i on i.number = b.import
                        where b.kind = ? and b.own = ? and i.generation = ?""")
                .params(file.kind().table(), file.own(), of.generation())
                .query(Long.class)
                .single();
        return before == 0 ? file.own() : "(%s) %s".formatted(before + 1, file.own());
    }

    /// Makes the file the body of the batch that it was kept for.
    private boolean adopt(ShownTable.Import of, Waiting file, long batch, String path) {
        return sql.sql("""
                        update intake_batch set import = ?, path = ?, body = null, name = ?
                        where sequence = ? and kind = ? and generation is null and state <> 'rejected'
                            and (import is null or import = ?)""")
                        .params(
                                of.number(),
                                path,
                                file.own(),
                                batch,
                                file.kind().table(),
                                of.number())
                        .update()
                > 0;
    }

    /// The files of an import that are not in the lake yet, in the order they came.
    public List<File> open(long number) {
        return sql.sql("""
                        select sequence, kind, path, name from intake_batch
                        where import = ? and generation is null order by kind, path""")
                .param(number)
                .query((row, at) -> new File(
                        row.getLong("sequence"),
                        FactKind.find(row.getString("kind")).orElseThrow(),
                        row.getString("path"),
                        row.getString("name")))
                .list();
    }

    /// Whether files of a kind wait, behind which nothing may pass.
    public boolean waits(FactKind kind) {
        return sql.sql("""
                        select exists (select 1 from intake_batch b join intake_import i on i.number = b.import
                            where i.shown_at is null and b.kind = ?)""").param(kind.table()).query(Boolean.class).single();
    }
}
