package throughline.server.intake;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.LakeFacts.Content;
import throughline.server.intake.LakeFacts.Outcome;
import throughline.server.intake.store.FileTable.File;
import throughline.server.intake.store.ShownTable.Import;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Fingerprint;
import throughline.workspace.LakeReader;
import throughline.workspace.WorkspaceStore;
import throughline.workspace.WorkspaceStore.Waiting;

/// Takes over what was imported into the folder of the workspace: files of facts go into the lake, by the
/// same way as deliveries, and then lie in the spool; the record of the organisation is shown from then on.
/// All of one import becomes visible at once. Every step may be repeated, so whoever is killed begins again
/// where it was.
final class FolderDrain {

    private final DataFolder folder;
    private final WorkspaceStore store;
    private final DataSource database;
    private final LakeFacts facts;
    private final Spool spool;
    private final RowsCounted counted;
    private final Clock clock;
    private final IntakeStep.Watcher watcher;
    private volatile @Nullable Fingerprint draining;
    private volatile @Nullable Fingerprint drained;

    /// @param counted counts the rows
    /// @param clock says when a version of the record was made
    /// @param watcher is told of each step
    FolderDrain(
            DataFolder folder,
            DataSource database,
            LakeFacts facts,
            Spool spool,
            RowsCounted counted,
            Clock clock,
            IntakeStep.Watcher watcher) {
        this.folder = folder;
        this.store = new WorkspaceStore(folder.workspace());
        this.database = database;
        this.facts = facts;
        this.spool = spool;
        this.counted = counted;
        this.clock = clock;
        this.watcher = watcher;
    }

    /// What is in the folder that was not taken over yet, as it is now, or as it was when taking it over began; empty
    /// where there is nothing, and while an import is still bringing it in.
    Optional<Fingerprint> waits() throws IOException {
        Fingerprint begun = draining;
        if (begun != null) {
            return Optional.of(begun);
        }
        Fingerprint now = Fingerprint.of(folder.workspace());
        boolean nothing = now.equals(drained) || (drained == null && now.isEmpty()) || store.busy();
        return nothing ? Optional.empty() : Optional.of(now);
    }

    /// Takes over all there is.
    synchronized void run() throws IOException, SQLException {
        if (waits().isEmpty() && drained != null) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            IntakeTables tables = IntakeTables.over(connection);
            finish(tables);
            while (true) {
                // Looked at first: what comes meanwhile is found by the next look.
                Fingerprint now = Fingerprint.of(folder.workspace());
                if (now.isEmpty()) {
                    drained = now;
                    return;
                }
                // Whoever holds the folder now is we ourselves, and no import that has not come to its end.
                draining = now;
                if (!takeOver(tables)) {
                    drained = now;
                    return;
                }
                finish(tables);
            }
        } finally {
            draining = null;
        }
    }

    /// Writes down what waits and moves it to the spool.
    ///
    /// @return whether there was anything
    private boolean takeOver(IntakeTables tables) throws IOException {
        boolean[] any = new boolean[1];
        store.handOver(waiting -> {
            Map<String, String> record = store.record();
            String mark = store.mark();
            Optional<Import> last = tables.shown().last();
            boolean replaced = !mark.equals(last.map(Import::mark).orElse(""));
            any[0] = !waiting.isEmpty()
                    || replaced
                    || !record.equals(last.map(Import::record).orElse(Map.of()));
            if (!any[0]) {
                return Map.of();
            }
            long generation = last.map(Import::generation).orElse(0L) + (replaced ? 1 : 0);
            Map<Waiting, Path> places = new LinkedHashMap<>();
            Map<Waiting, byte[]> digests = new LinkedHashMap<>();
            for (Waiting file : waiting) {
                places.put(file, spool.file("i%s-%s".formatted(generation, file.name())));
                digests.put(file, sha256(file.path()));
            }
            List<String> failed = new ArrayList<>();
            tables.atOnce(() -> {
                Import begun = tables.shown().insert(generation, mark, record);
                places.forEach((file, place) -> {
                    try {
                        tables.files()
                                .insert(
                                        begun,
                                        file,
                                        Objects.requireNonNull(digests.get(file)),
                                        Files.size(file.path()),
                                        place.getFileName().toString());
                    } catch (IOException e) {
                        failed.add(String.valueOf(e.getMessage()));
                    }
                });
            });
            if (!failed.isEmpty()) {
                throw new IOException("Files of the workspace could not be looked at: " + failed.getFirst());
            }
            watcher.reached(IntakeStep.IMPORT_COMMITTED);
            return places;
        });
        watcher.reached(IntakeStep.FILES_TAKEN);
        return any[0];
    }

    /// Puts the files of imports that are not shown yet into the lake, and shows them.
    private void finish(IntakeTables tables) throws IOException {
        for (Import open : tables.shown().open()) {
            tables.alone(() -> {
                finish(open, tables);
                return open;
            });
        }
    }

    private void finish(Import open, IntakeTables tables) throws IOException {
        Map<FactKind, List<Content>> contents = new EnumMap<>(FactKind.class);
        Map<FactKind, List<Outcome>> outcomes = new EnumMap<>(FactKind.class);
        for (File file : tables.files().open(open.number())) {
            Path path = place(file, open);
            tables.batches().begin(file.batch());
            if (Files.exists(path)) {
                contents.computeIfAbsent(file.kind(), kind -> new ArrayList<>())
                        .add(new Content(file.batch(), path, file.name()));
            } else {
                outcomes.computeIfAbsent(file.kind(), kind -> new ArrayList<>())
                        .add(new Outcome(
                                file.batch(),
                                file.name(),
                                new RowCounts(0, 0, 0),
                                Optional.empty(),
                                List.of(),
                                Optional.of(say("The file was replaced or deleted before it was read."))));
            }
        }
        ZoneId zone = LakeReader.zone(tables.recordWith(open));
        for (Map.Entry<FactKind, List<Content>> table : contents.entrySet()) {
            var rejects = new RejectRows(tables.batches(), table.getValue());
            outcomes.computeIfAbsent(table.getKey(), kind -> new ArrayList<>())
                    .addAll(facts.keep(
                            open.generation(), table.getKey(), table.getValue(), zone, rejects::add, rejects::write));
            rejects.write();
            watcher.reached(IntakeStep.TABLE_KEPT);
        }
        Map<FactKind, Long> snapshots = new EnumMap<>(FactKind.class);
        contents.keySet()
                .forEach(kind -> facts.snapshot(open.generation(), kind).ifPresent(s -> snapshots.put(kind, s)));
        tables.atOnce(() -> {
            outcomes.forEach((kind, some) ->
                    some.forEach(o -> tables.batches().settle(o, open.generation(), snapshots.getOrDefault(kind, 0L))));
            snapshots.forEach((kind, snapshot) -> tables.shown().show(open.generation(), kind, snapshot));
            tables.show(open, clock);
        });
        outcomes.forEach((kind, some) -> some.forEach(o -> counted.add(kind, o.rows())));
        watcher.reached(IntakeStep.IMPORT_SHOWN);
    }

    /// Where the file is: in the spool, or still in the folder where the move was cut off.
    private Path place(File file, Import open) throws IOException {
        Path place = spool.file(file.path());
        Path before = folder.workspace().resolve(file.path().replaceFirst("^i\\d+-", ""));
        if (!Files.exists(place) && Files.exists(before) && store.mark().equals(open.mark())) {
            store.handOver(waiting -> {
                Map<Waiting, Path> left = new LinkedHashMap<>();
                waiting.stream().filter(w -> w.path().equals(before)).forEach(w -> left.put(w, place));
                return left;
            });
        }
        return place;
    }

    private static byte[] sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return in.getMessageDigest().digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
