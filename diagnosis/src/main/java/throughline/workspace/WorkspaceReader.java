package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Wording;
import throughline.lake.cube.CubeEngine;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.text.Language;

/// Reads a workspace folder into an organisation and a temporary lake.
///
/// A bad row, value or file never stops the reading: it goes to the rejects. Two kinds of facts are read at a
/// time; the result does not depend on which is done first.
public final class WorkspaceReader {

    private static final int THREADS = 2;

    private final Path folder;
    private final Consumer<Reject> also;
    private final Progress progress;
    private final int threads;
    private final Rejects rejects;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> digests = new TreeMap<>();
    private final RegisterBuilder registers = new RegisterBuilder();

    private WorkspaceReader(Path folder, Consumer<Reject> also, Progress progress, int threads) {
        this.threads = threads;
        this.folder = folder;
        this.also = also;
        this.progress = progress;
        this.rejects = new Rejects(also);
    }

    /// Reads the folder.
    ///
    /// @throws UnreadableWorkspaceException if nothing in it can be used
    public static Workspace read(Path folder, Progress progress) {
        return read(folder, null, progress);
    }

    /// Reads the folder by a mapping.
    ///
    /// @param mapping how foreign files become tables; null for the folder's own mapping.yaml, if it has one
    /// @throws UnreadableWorkspaceException if nothing in it can be used
    public static Workspace read(Path folder, @Nullable Path mapping, Progress progress) {
        return new WorkspaceReader(folder, reject -> {}, progress, THREADS).read(mapping(folder, mapping));
    }

    /// Reads the folder and hands on every reject, also those beyond the first 10,000.
    ///
    /// @param mapping how foreign files become tables; null for the folder's own mapping.yaml, if it has one
    /// @param rejects is given the rejects in order while the folder is read, such as a [RejectsWriter]
    /// @throws UnreadableWorkspaceException if nothing in it can be used
    public static Workspace read(Path folder, @Nullable Path mapping, Progress progress, Consumer<Reject> rejects) {
        return new WorkspaceReader(folder, rejects, progress, 1).read(mapping(folder, mapping));
    }

    /// A workspace of which nothing is known: what a first file is held against.
    public static Workspace empty() {
        DuckDbLake lake = DuckDbLake.temporary();
        return new Workspace(
                Organisation.unrecorded(""),
                new RegisterBuilder().register(),
                new Measures(List.of()),
                lake.seal(List.of()),
                Map.of(),
                Map.of(),
                0,
                0,
                List.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private static Optional<Path> mapping(Path folder, @Nullable Path named) {
        Path own = folder.resolve(Mapping.FILE);
        return named != null ? Optional.of(named) : Optional.of(own).filter(Files::isRegularFile);
    }

    private Workspace read(Optional<Path> mappingFile) {
        Optional<Mapping> mapping = mappingFile.map(Mapping::read);
        mappingFile.ifPresent(file -> digest(Mapping.FILE, file));
        WorkspaceFiles files = mapping.filter(m -> !m.tables().isEmpty())
                .map(m -> WorkspaceFiles.of(folder, m))
                .orElseGet(() -> WorkspaceFiles.of(folder));
        warnings.addAll(files.warnings());
        leftOut();
        Organisation recorded = organisation(files.organisation());
        Organisation organisation = mapping.map(m -> m.completed(recorded)).orElse(recorded);
        DuckDbLake lake = DuckDbLake.temporary();
        try {
            List<Table> tables = tables(files.tables(), organisation, lake);
            tables.forEach(table -> take(table.outcome()));
            List<TableLook> looks = tables.stream().map(Table::look).toList();
            Measured measured = TableLook.measured(organisation, looks);
            warnings.addAll(measured.warnings());
            if (!organisation.recorded() && looks.stream().allMatch(l -> l.rows() == 0)) {
                throw new UnreadableWorkspaceException(nothing());
            }
            CubeEngine engine = lake.seal(measured.rules());
            return workspace(organisation, measured, engine, tables, lake.replaced());
        } catch (RuntimeException e) {
            lake.close();
            throw e;
        }
    }

    /// Files of an earlier import that were not kept.
    private void leftOut() {
        try {
            LeftOut.of(folder).rejects().forEach(rejects::add);
        } catch (IOException e) {
            warnings.add(say("Which files could not be brought in is not known: %s.", String.valueOf(e.getMessage())));
        }
    }

    private Organisation organisation(Optional<Path> file) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String own = name == null ? say("This organisation") : name.toString();
        if (file.isEmpty()) {
            return Organisation.unrecorded(own);
        }
        OrganisationReader.Reading reading = OrganisationReader.read(file.get(), own);
        reading.rejects().forEach(rejects::add);
        warnings.addAll(reading.warnings());
        digest(OrganisationReader.FILE, file.get());
        return reading.organisation();
    }

    private void digest(String name, Path file) {
        try (var input = FileInput.digested(file)) {
            input.transferTo(OutputStream.nullOutputStream());
            digests.put(name, input.sha256Hex());
        } catch (IOException e) {
            // A file that cannot be opened is refused or rejected elsewhere and is then no part of the snapshot.
            digests.remove(name);
        }
    }

    /// A table that has been read.
    private record Table(TableReader.Outcome outcome, TableLook look) {}

    /// Reads the tables two at a time and gives them in the order of the kinds.
    private List<Table> tables(Map<FactKind, List<TableFile>> files, Organisation organisation, DuckDbLake lake) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Map<FactKind, Future<Table>> running = new EnumMap<>(FactKind.class);
            files.forEach((kind, some) ->
                    running.put(kind, pool.submit(Language.kept(() -> table(kind, some, organisation, lake)))));
            var tables = new ArrayList<Table>();
            for (Future<Table> future : running.values()) {
                tables.add(future.get());
            }
            return tables;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The reading of %s was interrupted".formatted(folder), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("The reading of %s failed".formatted(folder), e.getCause());
        }
    }

    private Table table(FactKind kind, List<TableFile> files, Organisation organisation, DuckDbLake lake) {
        var scales = new ScaleCheck(kind, organisation.measures());
        var findings = new TableFindings(kind, organisation);
        var reader = new TableReader(
                kind,
                organisation.timezone(),
                new TableReader.Columns.Found(),
                registers,
                List.of(scales, findings),
                also,
                progress);
        reader.open(files).ifPresent(table -> {
            try (FactAppender appender =
                    RenamingAppender.of(lake.appender(table), "touchpoint", organisation.joined())) {
                reader.append(appender);
            }
        });
        TableReader.Outcome outcome = reader.outcome();
        long rows = outcome.rows().values().stream().mapToLong(Long::longValue).sum();
        return new Table(outcome, new TableLook(kind, rows, findings, scales));
    }

    private void take(TableReader.Outcome outcome) {
        rejects.addAll(outcome.rejects());
        warnings.addAll(outcome.warnings());
        digests.putAll(outcome.digests());
    }

    private Workspace workspace(
            Organisation organisation,
            Measured measured,
            CubeEngine engine,
            List<Table> tables,
            Map<FactKind, Long> replaced) {
        Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);
        Map<FactKind, Long> rows = new EnumMap<>(FactKind.class);
        for (Table table : tables) {
            FactKind kind = table.look().kind();
            if (table.look().rows() > 0) {
                files.put(kind, table.outcome().files());
                rows.put(kind, table.look().rows() - replaced.getOrDefault(kind, 0L));
            }
        }
        List<TableLook> looks = tables.stream().map(Table::look).toList();
        warnings.addAll(0, TableLook.oddities(looks, organisation, measured.measures()));
        return new Workspace(
                organisation,
                registers.register(),
                measured.measures(),
                engine,
                files,
                rows,
                replaced.values().stream().mapToLong(Long::longValue).sum(),
                rejects.count(),
                rejects.kept(),
                rejects.byFile(),
                List.copyOf(warnings),
                TableLook.unknownIds(looks),
                TableLook.firstDay(looks),
                TableLook.lastDay(looks),
                snapshot());
    }

    private String nothing() {
        String what = say("Nothing in %s can be used.", folder);
        List<Reject> kept = rejects.kept();
        if (kept.isEmpty()) {
            return what
                    + say(
                            " A workspace holds an organisation.yaml or tables such as interactions.csv (docs/connecting-data.md).")
                    + (warnings.isEmpty() ? "" : " " + warnings.getFirst());
        }
        var reasons = kept.stream()
                .limit(3)
                .map(r -> "\n  %s: %s".formatted(r.place(), r.reason()))
                .toList();
        long shown = kept.stream().limit(3).filter(r -> !r.wholeFile()).count();
        String more = rejects.count() > shown ? say("\n  and %s more", Wording.count(rejects.count() - shown)) : "";
        return what + String.join("", reasons) + more;
    }

    /// SHA-256 over the names and contents of all files, in order of name: where the folder lies changes
    /// nothing.
    private String snapshot() {
        var all = new StringBuilder();
        digests.forEach(
                (name, digest) -> all.append(name).append(' ').append(digest).append('\n'));
        return hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
