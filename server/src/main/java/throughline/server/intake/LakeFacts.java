package throughline.server.intake;

import static throughline.text.Text.say;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import throughline.diagnosis.Wording;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.Appended;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Plan;
import throughline.lake.iceberg.Steps;
import throughline.lake.iceberg.Storage;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.store.PersonTable;
import throughline.workspace.FactFiles;
import throughline.workspace.FactFiles.Named;
import throughline.workspace.Reject;

/// Where facts are kept: the Iceberg tables in the data folder, one lake a generation. Only one flusher at a
/// time adds to a table.
public final class LakeFacts implements AutoCloseable {

    private final LongFunction<Storage> storage;
    private final DataSource database;
    private final PersonTable persons;
    private final Steps steps;
    private final Map<Long, IcebergLake> lakes = new HashMap<>();

    /// @param storage where the files of a generation are
    /// @param steps is told of each step of writing and committing
    LakeFacts(LongFunction<Storage> storage, DataSource database, Steps steps) {
        this.storage = storage;
        this.database = database;
        this.persons = new PersonTable(database);
        this.steps = steps;
    }

    /// A batch that is to be kept.
    ///
    /// @param file its rows
    /// @param name what evidence calls it; its ending says what the file holds
    record Content(long batch, Path file, String name) {}

    /// What became of a batch.
    ///
    /// @param rows earlier rows that gave way to several batches that were kept at once are counted for the
    /// last of them
    /// @param unread why its file could not be read to its end
    /// @param notes sentences about its columns
    /// @param refusal why nothing of it was kept
    public record Outcome(
            long batch,
            String name,
            RowCounts rows,
            Optional<String> unread,
            List<String> notes,
            Optional<String> refusal) {}

    /// Stops the keeping of batches without any good row.
    private static final class NothingGoodException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /// The lake of a generation.
    synchronized IcebergLake in(long generation) {
        return lakes.computeIfAbsent(
                generation, g -> IcebergLake.open(storage.apply(g), database, g, Optional.of(persons), steps));
    }

    /// Takes the tables of a generation away.
    void drop(long generation) {
        IcebergLake lake = in(generation);
        lake.drop();
        lake.close();
        synchronized (this) {
            lakes.remove(generation);
        }
    }

    /// Keeps the good rows of batches of one kind, all of them or none. Batches that are in already are not
    /// kept again, so this may be repeated after a crash, whenever that was. When it returns, the facts
    /// outlive a power cut.
    ///
    /// @param zone in which times without an offset are
    /// @param rejects is given each row that cannot be used; more than once where it is repeated
    /// @param read is called once all rows were read and before any is kept
    List<Outcome> keep(
            long generation,
            FactKind kind,
            List<Content> contents,
            ZoneId zone,
            Consumer<Reject> rejects,
            Runnable read) {
        IcebergLake lake = in(generation);
        List<Outcome> outcomes = new ArrayList<>();
        Map<Optional<Appended>, List<Content>> there =
                contents.stream().collect(Collectors.groupingBy(c -> lake.appended(kind, c.batch())));
        List<Content> fresh = there.getOrDefault(Optional.<Appended>empty(), List.of());
        there.remove(Optional.<Appended>empty());
        // Killed between keeping and settling: what was read then is counted again.
        there.forEach((appended, again) -> {
            FactFiles files = files(lake, kind, again, zone, rejects);
            files.table().ifPresent(table -> files.append(new Counting(table)));
            outcomes.addAll(outcomes(lake, kind, files, again, appended));
        });
        if (!fresh.isEmpty()) {
            FactFiles files = files(lake, kind, fresh, zone, rejects);
            Optional<Appended> appended = files.table().flatMap(table -> append(lake, table, fresh, files, read));
            if (files.table().isEmpty()) {
                read.run();
            }
            outcomes.addAll(outcomes(lake, kind, files, fresh, appended));
        }
        return outcomes;
    }

    /// The snapshot of a table that shows all that was kept in it; empty where nothing was.
    Optional<Long> snapshot(long generation, FactKind kind) {
        return in(generation).plan(kind).map(Plan::snapshot);
    }

    private static FactFiles files(
            IcebergLake lake, FactKind kind, List<Content> contents, ZoneId zone, Consumer<Reject> rejects) {
        List<Column> kept = lake.columns(kind).map(FactTable::columns).orElse(List.of());
        return FactFiles.open(
                kind, contents.stream().map(c -> new Named(c.file(), c.name())).toList(), zone, kept, reject -> {
                    if (!reject.wholeFile()) {
                        rejects.accept(reject);
                    }
                });
    }

    private static Optional<Appended> append(
            IcebergLake lake, FactTable table, List<Content> contents, FactFiles files, Runnable read) {
        var batches = contents.stream().map(Content::batch).collect(Collectors.toCollection(TreeSet::new));
        try {
            return Optional.of(lake.append(table, batches, appender -> {
                files.append(appender);
                read.run();
                if (contents.stream().allMatch(c -> files.reading(c.name()).rows() == 0)) {
                    throw new NothingGoodException();
                }
            }));
        } catch (NothingGoodException e) {
            return Optional.empty();
        }
    }

    private static List<Outcome> outcomes(
            IcebergLake lake, FactKind kind, FactFiles files, List<Content> contents, Optional<Appended> appended) {
        Map<String, Long> read = contents.stream()
                .collect(Collectors.toMap(
                        Content::name, c -> files.reading(c.name()).rows()));
        long rows = read.values().stream().mapToLong(Long::longValue).sum();
        long lost = rows - appended.map(Appended::rows).orElse(rows);
        long earlier = appended.map(Appended::replaced).orElse(0L) - lost;
        Map<String, Long> kept = lost == 0
                ? read
                : appended.flatMap(a -> lake.plan(kind, a.snapshot()))
                        .map(plan -> lake.contents().rows(plan, read.keySet()))
                        .orElse(read);
        String lastGood = contents.stream()
                .map(Content::name)
                .filter(name -> files.reading(name).rows() > 0)
                .reduce("", (before, name) -> name);
        List<Outcome> outcomes = new ArrayList<>();
        for (Content content : contents) {
            FactFiles.Reading reading = files.reading(content.name());
            boolean last = content.name().equals(lastGood);
            long good = kept.getOrDefault(content.name(), 0L);
            outcomes.add(new Outcome(
                    content.batch(),
                    content.name(),
                    new RowCounts(good, reading.rows() - good + (last ? earlier : 0), reading.rejected()),
                    reading.unreadable(),
                    last ? files.notes() : List.of(),
                    refusal(reading)));
        }
        return outcomes;
    }

    private static Optional<String> refusal(FactFiles.Reading reading) {
        if (reading.rows() > 0) {
            return Optional.empty();
        }
        return reading.unreadable()
                .or(() -> Optional.of(
                        reading.rejected() == 0
                                ? say("There are no rows in it.")
                                : say(
                                        "None of its rows could be used (%s); the rejects say why.",
                                        Wording.count(reading.rejected(), "row", "rows"))));
    }

    @Override
    public synchronized void close() {
        lakes.values().forEach(IcebergLake::close);
        lakes.clear();
    }
}
