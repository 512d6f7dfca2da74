package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import throughline.diagnosis.Wording;
import throughline.lake.TemporaryFolder;
import throughline.lake.cube.CubeEngine;
import throughline.lake.duckdb.Bounds;
import throughline.lake.duckdb.DuckDbCubeEngine;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.duckdb.KeptTable;
import throughline.lake.duckdb.Pages;
import throughline.lake.duckdb.RenamedTable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation;

/// Reads facts that are kept in a lake, with the record of an organisation, as a workspace. No file is parsed
/// and no row checked again; what [WorkspaceReader] finds of the same rows is found by asking the lake.
public final class LakeReader {

    /// What an organisation is called that nobody has named.
    private static final String NAMELESS = "workspace";

    /// Where the rows of a table are from that no file and no delivery has brought.
    private static final String MESSAGES = "messages";

    /// More deliveries of a table than these are named as one.
    private static final int NAMED = 20;

    private final Came came;
    private final List<String> warnings = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();

    private LakeReader(Came came) {
        this.came = came;
    }

    /// What is known of the rows' way into the lake.
    ///
    /// @param files what evidence calls the files and deliveries of each table, in the order they came
    /// @param replaced number of rows that a later row of the same id replaced
    /// @param rejected number of rows that could not be read, by file
    /// @param rejects the files that could not be read, and the first of those rows
    /// @param notes sentences about columns and files that do not fit
    /// @param snapshot what tells this state of the lake and of the record from every other
    public record Came(
            Map<FactKind, List<String>> files,
            long replaced,
            Map<String, Long> rejected,
            List<Reject> rejects,
            List<String> notes,
            String snapshot) {}

    /// Opens the lake for questions. The tables are closed with the workspace, or at once if it cannot be
    /// opened.
    ///
    /// @param record texts of organisation.yaml and what else [WorkspaceStore#record] gives, by name
    /// @param tables the facts, no kind twice
    /// @param folder the folder that their files are in
    /// @param pages where what is derived of the facts is kept
    /// @param engines what answers the questions, given the engine that has derived it all
    /// @throws UnreadableWorkspaceException if there is nothing to show
    public static Workspace read(
            Map<String, String> record,
            List<? extends KeptTable> tables,
            Path folder,
            Pages pages,
            Came came,
            Function<DuckDbCubeEngine, CubeEngine> engines)
            throws IOException {
        var reader = new LakeReader(came);
        Organisation organisation;
        try {
            organisation = reader.organisation(record);
        } catch (RuntimeException | IOException e) {
            tables.forEach(KeptTable::close);
            throw e;
        }
        List<KeptTable> joined = RenamedTable.all(tables, "touchpoint", organisation.joined());
        DuckDbLake lake = DuckDbLake.over(joined, folder, pages);
        try {
            return reader.read(organisation, joined, lake, engines);
        } catch (RuntimeException | Error e) {
            lake.close();
            throw e;
        }
    }

    /// The zone in which times without an offset are, by a record.
    public static ZoneId zone(Map<String, String> record) throws IOException {
        return new LakeReader(new Came(Map.of(), 0, Map.of(), List.of(), List.of(), ""))
                .organisation(record)
                .timezone();
    }

    private Workspace read(
            Organisation organisation,
            List<? extends KeptTable> tables,
            DuckDbLake lake,
            Function<DuckDbCubeEngine, CubeEngine> engines) {
        Map<FactKind, Long> rows = rows(tables, lake);
        List<TableLook> looks = new ArrayList<>();
        for (KeptTable table : tables) {
            FactKind kind = table.table().kind();
            if (rows.containsKey(kind)) {
                looks.add(new KeptFindings(lake, table.table(), organisation).look(rows.get(kind)));
            }
        }
        Measured measured = TableLook.measured(organisation, looks);
        if (!organisation.recorded() && rows.isEmpty()) {
            throw new UnreadableWorkspaceException(nothing());
        }
        Map<FactKind, Map<String, Bounds>> limits = new EnumMap<>(FactKind.class);
        looks.forEach(look -> limits.put(look.kind(), look.scales().limits()));
        RegisterBuilder registers = registers(tables, organisation, lake);
        CubeEngine engine = engines.apply(lake.seal(measured.rules(), limits));
        warnings.addAll(0, TableLook.oddities(looks, organisation, measured.measures()));
        warnings.addAll(came.notes());
        warnings.addAll(measured.warnings());
        return new Workspace(
                organisation,
                registers.register(),
                measured.measures(),
                engine,
                files(rows),
                rows,
                came.replaced(),
                came.rejected().values().stream().mapToLong(Long::longValue).sum(),
                List.copyOf(rejects),
                came.rejected(),
                List.copyOf(warnings),
                TableLook.unknownIds(looks),
                TableLook.firstDay(looks),
                TableLook.lastDay(looks),
                came.snapshot());
    }

    private Organisation organisation(Map<String, String> record) throws IOException {
        try (var written = TemporaryFolder.of("throughline-record-")) {
            for (Map.Entry<String, String> text : record.entrySet()) {
                Files.writeString(written.path().resolve(text.getKey()), text.getValue());
            }
            rejects.addAll(LeftOut.of(written.path()).rejects());
            rejects.addAll(came.rejects());
            Organisation recorded = recorded(written.path().resolve(OrganisationReader.FILE));
            Path mapping = written.path().resolve(Mapping.FILE);
            return Files.exists(mapping) ? Mapping.read(mapping).completed(recorded) : recorded;
        }
    }

    private Organisation recorded(Path file) {
        if (!Files.exists(file)) {
            return Organisation.unrecorded(NAMELESS);
        }
        OrganisationReader.Reading reading = OrganisationReader.read(file, NAMELESS);
        rejects.addAll(reading.rejects());
        warnings.addAll(reading.warnings());
        return reading.organisation();
    }

    private static Map<FactKind, Long> rows(List<? extends KeptTable> tables, DuckDbLake lake) {
        Map<FactKind, Long> rows = new EnumMap<>(FactKind.class);
        for (KeptTable table : tables) {
            FactKind kind = table.table().kind();
            long count = (Long) lake.ask("select count(*)::bigint from " + DuckDbLake.given(kind))
                    .getFirst()[0];
            if (count > 0) {
                rows.put(kind, count);
            }
        }
        return rows;
    }

    /// The rows of the registers in the order of their files and lines.
    private RegisterBuilder registers(List<? extends KeptTable> tables, Organisation organisation, DuckDbLake lake) {
        var registers = new RegisterBuilder();
        for (KeptTable table : tables) {
            FactKind kind = table.table().kind();
            if (RegisterBuilder.KINDS.contains(kind)) {
                var sheet = registers.sheet(table.table(), new TimeText(organisation.timezone()));
                String order = came.files().getOrDefault(kind, List.of()).stream()
                        .map(name -> "'" + name.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "list_position([", "]::varchar[], file), line"));
                lake.rows(kind, order, sheet::add);
            }
        }
        return registers;
    }

    /// Names of the files of each table that has rows.
    private Map<FactKind, List<String>> files(Map<FactKind, Long> rows) {
        Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);
        rows.keySet().forEach(kind -> files.put(kind, shortened(came.files().getOrDefault(kind, unnamed(kind)))));
        return files;
    }

    private static List<String> unnamed(FactKind kind) {
        return kind.derived() ? List.of() : List.of(MESSAGES);
    }

    /// A table of thousands of deliveries names a few of them.
    private static List<String> shortened(List<String> names) {
        int more = names.size() - NAMED;
        return more <= 1
                ? names
                : IntStream.rangeClosed(0, NAMED)
                        .mapToObj(i -> i == NAMED / 2
                                ? say("%s more", Wording.count(more))
                                : names.get(i < NAMED / 2 ? i : i + more - 1))
                        .toList();
    }

    private String nothing() {
        List<String> reasons = rejects.stream()
                .limit(3)
                .map(r -> "\n  %s: %s".formatted(r.place(), r.reason()))
                .toList();
        return say("Nothing that came in can be used.") + String.join("", reasons);
    }
}
