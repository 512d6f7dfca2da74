package throughline.server.intake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.server.intake.Batch;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.Batch.State;
import throughline.server.intake.BodyEncoding;
import throughline.server.intake.BodyFormat;
import throughline.server.intake.Delivery;
import throughline.server.intake.LakeFacts.Outcome;
import throughline.workspace.Reject;

/// The batches and their rejects. Each call is one transaction.
public final class BatchTable {

    private static final String COLUMNS = "select sequence, source, key, kind, format, encoding, sha256, bytes, path,"
            + " state, rows_kept, rows_replaced, rows_rejected, reason, received_at, settled_at from intake_batch ";

    private final JdbcClient sql;
    private final JdbcTemplate many;

    /// @param source connections whose search path is our schema
    public BatchTable(DataSource source) {
        many = new JdbcTemplate(source);
        many.setFetchSize(1_000);
        sql = JdbcClient.create(many);
    }

    /// Writes a batch down, unless its sender has used the key before.
    ///
    /// @param sha256 32 bytes
    /// @param path file of the body in the spool folder; null for a small one
    /// @param body the body itself; null for a large one
    /// @return its number; empty where the key was used
    public Optional<Long> insert(
            Delivery delivery, String key, byte[] sha256, long bytes, @Nullable String path, byte @Nullable [] body) {
        return sql.sql("""
                        insert into intake_batch (source, key, kind, format, encoding, sha256, bytes, path, body)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (source, key) do nothing returning sequence""")
                .params(
                        delivery.source(),
                        key,
                        delivery.kind().table(),
                        delivery.format().id(),
                        delivery.encoding().id(),
                        sha256,
                        bytes)
                .param(path)
                .param(body)
                .query((row, number) -> row.getLong(1))
                .optional();
    }

    /// The batch a sender has used the key for.
    public Optional<Batch> find(String source, String key) {
        return sql.sql(COLUMNS + "where source = ? and key = ?")
                .params(source, key)
                .query(BatchTable::batch)
                .optional();
    }

    /// The batch of a number, if it is the source's own.
    public Optional<Batch> find(String source, long sequence) {
        return sql.sql(COLUMNS + "where sequence = ? and source = ?")
                .params(sequence, source)
                .query(BatchTable::batch)
                .optional();
    }

    /// How much waits to be flushed.
    ///
    /// @param bytes of all batches together
    /// @param oldestSeconds how long the one that came first has waited; 0 where none waits
    public record Unsettled(long batches, long bytes, double oldestSeconds) {}

    /// How much waits to be flushed.
    public Unsettled unsettled() {
        return sql.sql("""
                        select count(*) as batches, coalesce(sum(bytes), 0) as bytes,
                            coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as oldest_seconds
                        from intake_batch where state in ('received', 'flushing')""").query(Unsettled.class).single();
    }

    /// The kinds that have batches to be flushed.
    public List<FactKind> unsettledKinds() {
        return sql.sql("""
                        select distinct kind from intake_batch where import is null and state in ('received', 'flushing')
                        order by kind""")
                .query((row, number) -> FactKind.find(row.getString(1)).orElseThrow())
                .list();
    }

    /// The first batches of a kind that are to be flushed after a number, in order.
    public List<Batch> unsettled(FactKind kind, long after, int most) {
        return sql.sql(COLUMNS + """
                        where kind = ? and import is null and state in ('received', 'flushing') and sequence > ?
                        order by sequence limit ?""")
                .params(kind.table(), after, most)
                .query(BatchTable::batch)
                .list();
    }

    /// The body of a small batch; empty where it is no longer kept.
    public Optional<byte[]> body(long sequence) {
        return sql.sql("select body from intake_batch where sequence = ? and body is not null")
                .param(sequence)
                .query(byte[].class)
                .optional();
    }

    /// Names of the files of bodies.
    public List<String> paths() {
        return sql.sql("select path from intake_batch where path is not null")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /// The only right to flush a kind. It ends with its connection at the latest, so that of a server that is killed
    /// nothing is left.
    @FunctionalInterface
    public interface Right extends AutoCloseable {
        /// Gives it back.
        @Override
        void close();
    }

    /// Takes the only right to flush a kind; empty where somebody else has it.
    public Optional<Right> lock(FactKind kind) {
        boolean taken = sql.sql("select pg_try_advisory_lock(hashtextextended('throughline flush ' || ?, 0))")
                .param(kind.table())
                .query(Boolean.class)
                .single();
        return taken ? Optional.of(right(kind)) : Optional.empty();
    }

    /// Takes the only right to flush a kind, and waits for it.
    public Right await(FactKind kind) {
        sql.sql("select pg_advisory_lock(hashtextextended('throughline flush ' || ?, 0))")
                .param(kind.table())
                .query((row, number) -> true)
                .single();
        return right(kind);
    }

    private Right right(FactKind kind) {
        return () -> sql.sql("select pg_advisory_unlock(hashtextextended('throughline flush ' || ?, 0))")
                .param(kind.table())
                .query(Boolean.class)
                .single();
    }

    /// Says that a batch is being flushed.
    public void begin(long sequence) {
        sql.sql("update intake_batch set state = 'flushing' where sequence = ? and state = 'received'")
                .param(sequence)
                .update();
    }

    /// Writes rejects down; those that are there already stay once.
    public void addRejects(long sequence, List<Reject> rejects) {
        many.batchUpdate(
                """
                insert into intake_reject (batch, line, field, reason, raw) values (?, ?, nullif(?, ''), ?, ?)
                on conflict do nothing""",
                rejects.stream()
                        .map(r -> new Object[] {
                            sequence,
                            Math.max(1, r.line()),
                            r.column(),
                            r.reason(),
                            r.row().replace('\0', '?')
                        })
                        .toList());
    }

    /// Settles a batch; one whose facts are in the lake already stays as it is.
    ///
    /// @param generation of the lake that its facts are in
    /// @param snapshot of its table that shows them
    public void settle(Outcome outcome, long generation, long snapshot) {
        outcome.refusal()
                .ifPresentOrElse(
                        reason -> sql.sql("""
                        update intake_batch set state = 'rejected', rows_kept = 0, rows_replaced = 0, rows_rejected = ?,
                            reason = ?, unread = ?, name = ?, generation = ?, settled_at = now()
                        where sequence = ? and state = 'flushing'""")
                                .params(
                                        outcome.rows().rejected(),
                                        plain(reason),
                                        plain(reason),
                                        outcome.name(),
                                        generation,
                                        outcome.batch())
                                .update(),
                        () -> many.update(
                                """
                        update intake_batch set state = 'committed', rows_kept = ?, rows_replaced = ?, rows_rejected = ?,
                            snapshot = ?, unread = ?, notes = ?, name = ?, generation = ?,
                            settled_at = coalesce(settled_at, now())
                        where sequence = ? and generation is null and state in ('flushing', 'committed')""",
                                outcome.rows().kept(),
                                outcome.rows().replaced(),
                                outcome.rows().rejected(),
                                Long.toString(snapshot),
                                outcome.unread().map(BatchTable::plain).orElse(null),
                                outcome.notes().stream().map(BatchTable::plain).toArray(String[]::new),
                                outcome.name(),
                                generation,
                                outcome.batch()));
    }

    private static String plain(String text) {
        return text.replace('\0', '?');
    }

    /// The number up to which every batch was settled some minutes ago, so that none of them is asked for
    /// again.
    public long settled() {
        return sql.sql("""
                        select least(coalesce(min(sequence) filter (where state in ('received', 'flushing')), 1 + max(sequence)) - 1,
                            max(sequence) filter (where received_at < now() - interval '10 minutes')) from intake_batch""").query((row, number) -> row.getLong(1)).single();
    }

    /// Hands on the rejects of a batch in the order of their lines, however many there are.
    public void rejects(long sequence, Consumer<Reject> to) {
        for (long[] after = {0}; after[0] >= 0; ) {
            long line = after[0];
            List<Reject> page = sql.sql("""
                            select line, field, reason, raw from intake_reject where batch = ? and line in (
                                select distinct line from intake_reject where batch = ? and line > ? order by line limit 1000)
                            order by line, field nulls first""")
                    .params(sequence, sequence, line)
                    .query((row, number) -> new Reject(
                            "", row.getLong("line"), text(row, "field"), text(row, "reason"), text(row, "raw")))
                    .list();
            page.forEach(to);
            after[0] = page.isEmpty() ? -1 : page.getLast().line();
        }
    }

    /// Lets go of bodies and of the rows in rejects that are older than retention says.
    ///
    /// @return names of files of the spool folder that are not needed any more
    public List<String> forgetOld() {
        sql.sql("""
                        update intake_reject r set raw = null from intake_batch b, retention k
                        where b.sequence = r.batch and k.class = 'raw_uploads' and r.raw is not null
                            and b.settled_at < now() - k.keep""").update();
        return sql.sql("""
                        with old as (select sequence, path from intake_batch b, retention k
                            where k.class = 'raw_uploads' and b.settled_at < now() - k.keep
                                and (b.path is not null or b.body is not null))
                        update intake_batch b set path = null, body = null from old where old.sequence = b.sequence
                        returning coalesce(old.path, '')""").query((row, number) -> row.getString(1)).list().stream()
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /// What came in as a body that is still there.
    ///
    /// @param path of its file in the spool folder; null for a small one, which is in the table
    /// @param name its ending says what it holds
    public record Body(
            long sequence, FactKind kind, @Nullable String path, String name) {}

    /// The first bodies of settled batches after a number and up to another, in order.
    public List<Body> bodies(long after, long upTo, int most) {
        return sql.sql("""
                        select sequence, kind, path, coalesce(path, format) as name from intake_batch
                        where state in ('committed', 'rejected') and (path is not null or body is not null)
                            and sequence > ? and sequence <= ? order by sequence limit ?""")
                .params(after, upTo, most)
                .query((row, number) -> new Body(
                        row.getLong("sequence"),
                        FactKind.find(row.getString("kind")).orElseThrow(),
                        row.getString("path"),
                        row.getString("name")))
                .list();
    }

    /// Small bodies of a source that will be facts of what is shown, or lately became some; in order.
    public List<byte[]> lately(String source, FactKind kind, Duration since) {
        return sql.sql("""
                        select body from intake_batch where source = ? and kind = ? and body is not null
                            and state <> 'rejected' and (settled_at is null or settled_at > now() - make_interval(secs => ?))
                            and (generation is null or generation = (select generation from lake_shown)) order by sequence""")
                .params(source, kind.table(), since.toSeconds())
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    /// Batches whose rows evidence calls by some names.
    public Set<Long> called(Collection<String> names) {
        return Set.copyOf(sql.sql("select sequence from intake_batch where name = any (?)")
                .param(names.toArray(String[]::new))
                .query(Long.class)
                .list());
    }

    /// Lets go of the bodies of settled batches.
    ///
    /// @return for each the name of its file in the spool folder, empty where it was none
    public List<String> forgetBodies(Collection<Long> sequences) {
        return sql.sql("""
                        with old as (select sequence, path from intake_batch where sequence = any (?))
                        update intake_batch b set path = null, body = null from old
                        where old.sequence = b.sequence and b.state in ('committed', 'rejected')
                            and (b.path is not null or b.body is not null)
                        returning coalesce(old.path, '')""")
                .param(sequences.toArray(Long[]::new))
                .query((row, number) -> row.getString(1))
                .list();
    }

    /// Blanks rejected rows in which a text stands.
    ///
    /// @return how many they were
    public long blankRejects(String text) {
        return sql.sql("""
                        update intake_reject set raw = null, reason = case when strpos(reason, ?) > 0
                            then 'The row was erased.' else reason end
                        where strpos(raw, ?) > 0 or strpos(reason, ?) > 0""").params(text, text, text).update();
    }

    /// Blanks all rejected rows.
    ///
    /// @return how many they were
    public long blankRejects() {
        return sql.sql("update intake_reject set raw = null where raw is not null")
                .update();
    }

    /// Whether all that was received up to a batch has become facts or was refused, and every import is shown.
    public boolean allSettled(long last) {
        return sql.sql(
                        "select not exists (select from intake_batch where state in ('received', 'flushing') and sequence <= ?)"
                                + " and not exists (select from intake_import where shown_at is null)")
                .param(last)
                .query(Boolean.class)
                .single();
    }

    /// The number up to which every batch is settled, where nobody is just writing another one down.
    public long settledNow() {
        return sql.sql("""
                        select coalesce(min(sequence) filter (where state in ('received', 'flushing')) - 1, max(sequence), 0)
                        from intake_batch""").query(Long.class).single();
    }

    /// The number of the batch that came last; 0 where none came.
    public long last() {
        return sql.sql("select coalesce(max(sequence), 0) from intake_batch")
                .query(Long.class)
                .single();
    }

    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static Batch batch(ResultSet row, int number) throws SQLException {
        long kept = row.getLong("rows_kept");
        boolean counted = !row.wasNull();
        Timestamp settled = row.getTimestamp("settled_at");
        return new Batch(
                row.getLong("sequence"),
                new Delivery(
                        row.getString("source"),
                        Optional.of(row.getString("key")),
                        FactKind.find(row.getString("kind")).orElseThrow(),
                        BodyFormat.of(row.getString("format")),
                        BodyEncoding.of(row.getString("encoding"))),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getLong("bytes"),
                row.getString("path"),
                State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                counted
                        ? Optional.of(new RowCounts(kept, row.getLong("rows_replaced"), row.getLong("rows_rejected")))
                        : Optional.empty(),
                Optional.ofNullable(row.getString("reason")),
                row.getTimestamp("received_at").toInstant(),
                Optional.ofNullable(settled).map(Timestamp::toInstant));
    }
}
