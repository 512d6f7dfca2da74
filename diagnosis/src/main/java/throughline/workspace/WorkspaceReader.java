package throughline.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Wording;
import throughline.lake.cube.CubeEngine;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.MeasureInference;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;

/// Reads a workspace folder into an organisation and a temporary lake.
///
/// A bad row, value or file never stops the reading: it goes to the rejects. Two kinds of facts are read at a time; the
/// result does not depend on which is done first.
public final class WorkspaceReader {

    /// Tables whose days make the period of a workspace; plans and registers may lie far outside it.
    private static final Set<FactKind> EXPERIENCE = Set.of(
            FactKind.INTERACTIONS,
            FactKind.EVENTS,
            FactKind.RESPONSES,
            FactKind.INVITATIONS,
            FactKind.COMPLAINTS,
            FactKind.READINGS,
            FactKind.PULSE,
            FactKind.EVALUATIONS,
            FactKind.OFFERS);

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
            List<TableReader.Outcome> outcomes = tables(files.tables(), organisation, lake);
            outcomes.forEach(this::take);
            Measured measured = measured(organisation, outcomes);
            if (!organisation.recorded() && outcomes.stream().allMatch(o -> o.rows() == 0)) {
                throw new UnreadableWorkspaceException(nothing());
            }
            CubeEngine engine = lake.seal(measured.rules());
            return workspace(organisation, measured, engine, outcomes, lake.replaced());
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
            warnings.add("Which files could not be brought in is not known: %s.".formatted(e.getMessage()));
        }
    }

    private Organisation organisation(Optional<Path> file) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String own = name == null ? "This organisation" : name.toString();
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
        try (var input = new FileInput(file)) {
            input.transferTo(OutputStream.nullOutputStream());
            digests.put(name, input.sha256Hex());
        } catch (IOException e) {
            // A file that cannot be opened is refused or rejected elsewhere and is then no part of the snapshot.
            digests.remove(name);
        }
    }

    /// Reads the tables two at a time and gives the outcomes in the order of the kinds.
    private List<TableReader.Outcome> tables(
            Map<FactKind, List<TableFile>> tables, Organisation organisation, DuckDbLake lake) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Map<FactKind, Future<TableReader.Outcome>> running = new EnumMap<>(FactKind.class);
            tables.forEach((kind, files) -> running.put(
                    kind,
                    pool.submit(() -> new TableReader(kind, organisation, lake::appender, registers, also, progress)
                            .read(files))));
            var outcomes = new ArrayList<TableReader.Outcome>();
            for (Future<TableReader.Outcome> future : running.values()) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The reading of %s was interrupted".formatted(folder), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("The reading of %s failed".formatted(folder), e.getCause());
        }
    }

    private void take(TableReader.Outcome outcome) {
        rejects.addAll(outcome.rejects());
        warnings.addAll(outcome.warnings());
        digests.putAll(outcome.digests());
    }

    private Measured measured(Organisation organisation, List<TableReader.Outcome> outcomes) {
        List<MeasureInference.Seen> seen =
                outcomes.stream().flatMap(o -> o.findings().seen().stream()).toList();
        Measured measured = Measured.of(organisation, seen);
        warnings.addAll(measured.warnings());
        return measured;
    }

    private Workspace workspace(
            Organisation organisation,
            Measured measured,
            CubeEngine engine,
            List<TableReader.Outcome> outcomes,
            Map<FactKind, Long> replaced) {
        Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);
        Map<FactKind, Long> rows = new EnumMap<>(FactKind.class);
        for (TableReader.Outcome outcome : outcomes) {
            if (outcome.rows() > 0) {
                files.put(outcome.kind(), outcome.files());
                rows.put(outcome.kind(), outcome.rows() - replaced.getOrDefault(outcome.kind(), 0L));
            }
        }
        Map<String, List<String>> unknown = unknownIds(outcomes);
        // What facts say and the organisation does not comes first: it changes verdicts, and lists are cut at their
        // end.
        var odd = new ArrayList<String>();
        if (organisation.recorded()) {
            unknown.forEach((field, ids) -> odd.add(unknownSentence(field, ids, unknownCells(outcomes, field))));
        }
        outcomes.forEach(o -> odd.addAll(o.remarks()));
        unasked(organisation, measured.measures(), rows).ifPresent(odd::add);
        warnings.addAll(0, odd);
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
                unknown,
                day(outcomes, true),
                day(outcomes, false),
                snapshot());
    }

    private static Map<String, List<String>> unknownIds(List<TableReader.Outcome> outcomes) {
        Map<String, TreeSet<String>> all = new TreeMap<>();
        for (TableReader.Outcome outcome : outcomes) {
            outcome.findings()
                    .unknownIds()
                    .forEach((field, ids) ->
                            all.computeIfAbsent(field, f -> new TreeSet<>()).addAll(ids));
        }
        Map<String, List<String>> cut = new TreeMap<>();
        all.forEach((field, ids) -> {
            if (!ids.isEmpty()) {
                cut.put(field, ids.stream().limit(TableFindings.MOST_IDS).toList());
            }
        });
        return cut;
    }

    private static long unknownCells(List<TableReader.Outcome> outcomes, String field) {
        return outcomes.stream()
                .mapToLong(o -> o.findings().unknownCells().getOrDefault(field, 0L))
                .sum();
    }

    private static String unknownSentence(String field, List<String> ids, long cells) {
        String first = String.join(", ", ids.subList(0, Math.min(5, ids.size())));
        String count = (ids.size() >= TableFindings.MOST_IDS ? "At least " : "")
                + Wording.count(ids.size(), field + " id", field + " ids");
        return "%s in %s of the facts %s not in organisation.yaml: %s%s. Add %s there, or mend the facts."
                .formatted(
                        count,
                        Wording.count(cells, "cell", "cells"),
                        ids.size() == 1 ? "is" : "are",
                        first,
                        ids.size() > 5 ? ", …" : "",
                        ids.size() == 1 ? "it" : "them");
    }

    /// A sentence about feelings that are promised but that no question asks for.
    private static Optional<String> unasked(Organisation organisation, Measures measures, Map<FactKind, Long> rows) {
        if (!rows.containsKey(FactKind.RESPONSES)) {
            return Optional.empty();
        }
        List<String> feelings = organisation.promise().stream()
                .flatMap(p -> p.feelings().stream())
                .filter(f -> Organisation.Promise.items(f).stream()
                        .noneMatch(item -> measures.find(item).isPresent()))
                .toList();
        return feelings.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "promise.feelings in organisation.yaml: no question asks for %s. Ask it as %s, or mend the word."
                                .formatted(
                                        Wording.names(feelings, 5),
                                        Organisation.Promise.items(feelings.getFirst())
                                                .getFirst()));
    }

    /// First or last day of an experience; of anything where no experience is known.
    private static Optional<LocalDate> day(List<TableReader.Outcome> outcomes, boolean first) {
        List<TableReader.Outcome> known =
                outcomes.stream().filter(o -> o.rows() > 0).toList();
        List<TableReader.Outcome> counted =
                known.stream().filter(o -> EXPERIENCE.contains(o.kind())).toList();
        var days = (counted.isEmpty() ? known : counted)
                .stream()
                        .mapToInt(o ->
                                first ? o.findings().firstDay() : o.findings().lastDay());
        var day = first ? days.min() : days.max();
        return day.isPresent() ? Optional.of(LocalDate.ofEpochDay(day.getAsInt())) : Optional.empty();
    }

    private String nothing() {
        String what = "Nothing in %s can be used.".formatted(folder);
        List<Reject> kept = rejects.kept();
        if (kept.isEmpty()) {
            return what + " A workspace holds an organisation.yaml or tables such as interactions.csv"
                    + " (docs/connecting-data.md)."
                    + (warnings.isEmpty() ? "" : " " + warnings.getFirst());
        }
        var reasons = kept.stream()
                .limit(3)
                .map(r -> "\n  %s: %s".formatted(r.place(), r.reason()))
                .toList();
        long shown = kept.stream().limit(3).filter(r -> !r.wholeFile()).count();
        String more =
                rejects.count() > shown ? "\n  and %s more".formatted(Wording.count(rejects.count() - shown)) : "";
        return what + String.join("", reasons) + more;
    }

    /// SHA-256 over the names and contents of all files, in order of name: where the folder lies changes nothing.
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
