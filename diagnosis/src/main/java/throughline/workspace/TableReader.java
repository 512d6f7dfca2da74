package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Wording;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Reads files of one kind of fact: [#open] finds the columns by a sample, [#append] reads the rows.
/// Used once, by one thread; the memory it needs does not grow with the files.
final class TableReader {

    /// Rows between two words about how far it has come.
    private static final int STRIDE = 1 << 14;

    /// Rows looked through for a first value of a column that has none in the sample.
    private static final int FAR = 1_000_000;

    private final FactKind kind;
    private final TimeText times;
    private final Rejects rejects;
    private final Progress progress;
    private final RegisterBuilder registers;
    private final List<RowWatch> watches;
    private final Columns others;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> digests = new TreeMap<>();
    private final Map<TableFile, Header> usable = new LinkedHashMap<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();

    /// @param zone in which a time without an offset is
    /// @param others what becomes of columns that the exchange format does not declare
    /// @param watches are given the good rows, one after the other
    /// @param also is given every reject
    TableReader(
            FactKind kind,
            ZoneId zone,
            Columns others,
            RegisterBuilder registers,
            List<RowWatch> watches,
            Consumer<Reject> also,
            Progress progress) {
        this.kind = kind;
        this.times = new TimeText(zone);
        this.others = others;
        this.rejects = new Rejects(also);
        this.progress = progress;
        this.registers = registers;
        this.watches = List.copyOf(watches);
    }

    /// What becomes of the columns that the exchange format does not declare.
    sealed interface Columns {

        /// Their types are found anew.
        record Found() implements Columns {}

        /// Those that are kept already have the type they have; one without any value is not kept.
        ///
        /// @param there the columns that there are, with those that are declared
        record Kept(List<Column> there) implements Columns {}

        /// What of a column becomes a column of the table.
        default Optional<Column> column(String name, ColumnSample sample) {
            return switch (this) {
                case Found found -> Optional.of(new Column(name, sample.type()));
                case Kept kept ->
                    kept.there().stream()
                            .filter(c -> c.name().equals(name))
                            .findFirst()
                            .or(() -> sample.empty() ? Optional.empty() : Optional.of(new Column(name, sample.type())));
            };
        }

        /// How many rows are looked through for a first value.
        default int far() {
            return this instanceof Found ? FAR : Integer.MAX_VALUE;
        }
    }

    /// What came of reading a kind.
    ///
    /// @param files the files that could be read
    /// @param rows good rows by file, before the last of an id has won
    /// @param digests SHA-256 of each file that was read to its end, by name
    record Outcome(
            FactKind kind,
            List<String> files,
            Map<String, Long> rows,
            Rejects rejects,
            List<String> warnings,
            Map<String, String> digests) {}

    /// The columns of a file.
    ///
    /// @param columns as the file has them
    /// @param names as the table has them; null for one that is left out
    private record Header(List<String> columns, List<@Nullable String> names) {}

    /// Looks through the beginning of the files and says which columns their rows have; empty where none can
    /// be read.
    Optional<FactTable> open(List<TableFile> files) {
        Map<String, ColumnSample> samples = new LinkedHashMap<>();
        for (TableFile file : files) {
            sample(file, samples);
        }
        return usable.isEmpty() ? Optional.empty() : Optional.of(table(samples));
    }

    /// What has come of it.
    Outcome outcome() {
        return new Outcome(
                kind,
                usable.keySet().stream().map(TableFile::name).distinct().toList(),
                rows,
                rejects,
                warnings,
                digests);
    }

    /// What a file that has come again under its name got wrong is told no longer.
    private Rejects rejects(TableFile file) {
        return file.superseded() ? new Rejects(reject -> {}) : rejects;
    }

    private void sample(TableFile file, Map<String, ColumnSample> samples) {
        try (RecordSource source = file.open(new Rejects(reject -> {}))) {
            List<@Nullable String> names = ColumnNames.of(kind, source.columns(), warnings, file.name());
            if (!source.leftOut().isEmpty()) {
                warnings.add(say(
                        "%s: columns with lists, structures or bytes are left out: %s.",
                        file.name(), shown(source.leftOut())));
            }
            Optional<String> missing = missing(kind, source.columns(), names);
            if (missing.isPresent()) {
                throw new UnreadableFileException(missing.get());
            }
            List<ColumnSample> unknown = new ArrayList<>();
            List<Integer> cells = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                if (name != null && declared(kind, name).isEmpty()) {
                    unknown.add(samples.computeIfAbsent(name, ColumnSample::new));
                    cells.add(i);
                }
            }
            boolean any = false;
            for (int row = 0; wanted(row, unknown) && source.next(); row++) {
                any = true;
                for (int i = 0; i < cells.size(); i++) {
                    unknown.get(i).add(source.cells(), cells.get(i), file.name(), source.line());
                }
            }
            if (!any && unknown.isEmpty()) {
                any = source.next();
            }
            if (!any) {
                warnings.add(say("%s has no rows that can be read.", file.name()));
            }
            usable.put(file, new Header(source.columns(), names));
        } catch (IOException e) {
            rejects(file).add(Reject.ofFile(file.name(), reason(e)));
        }
    }

    /// What a table needs and the columns of a file lack, in one sentence.
    ///
    /// @param names as the table has the columns; null for one that is left out
    static Optional<String> missing(FactKind kind, List<String> columns, List<@Nullable String> names) {
        List<String> missing = kind.columns().stream()
                .map(Column::name)
                .filter(c -> kind.required().contains(c) && !names.contains(c))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(say(
                        missing.size() == 1
                                ? "The file has no column %s, which %s needs; it has %s.%s%s"
                                : "The file has no columns %s, which %s needs; it has %s.%s%s",
                        Wording.names(missing, missing.size()),
                        kind.table(),
                        shown(columns),
                        nameHint(kind, missing, names),
                        separatorHint(columns)));
    }

    private boolean wanted(int row, List<ColumnSample> unknown) {
        return !unknown.isEmpty()
                && (row < Limits.SAMPLE
                        || (row < others.far() && unknown.stream().anyMatch(ColumnSample::empty)));
    }

    private static Optional<Column> declared(FactKind kind, String name) {
        return kind.columns().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /// System columns, the declared ones that a file has, then those beyond them in the order in which they
    /// were met.
    private FactTable table(Map<String, ColumnSample> samples) {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        kind.columns().stream()
                .filter(c -> usable.values().stream()
                        .anyMatch(header -> header.names().contains(c.name())))
                .forEach(columns::add);
        samples.forEach((name, sample) -> others.column(name, sample).ifPresent(columns::add));
        samples.forEach((name, sample) -> sample.spoilt()
                .ifPresent(where -> warnings.add(say(
                        "%s: kept as text, not as a measure: %s, because %s. Mend or empty such a cell to use the numbers.",
                        kind.table(), name, where))));
        List<String> attributes = samples.entrySet().stream()
                .filter(e -> e.getValue().type() == ColumnType.TEXT
                        && !e.getValue().empty()
                        && e.getValue().spoilt().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!attributes.isEmpty()) {
            warnings.add(say("%s: kept as text, not as a measure: %s.", kind.table(), shown(attributes)));
        }
        return new FactTable(kind, columns);
    }

    /// Reads the rows of the files in their order.
    ///
    /// @param appender takes in the good ones; its table is that of [#open]
    void append(FactAppender appender) {
        FactTable table = appender.table();
        RegisterBuilder.Sheet sheet = RegisterBuilder.KINDS.contains(kind) ? registers.sheet(table, times) : null;
        watches.forEach(watch -> watch.begin(table));
        var row = new FactRow(table);
        for (Map.Entry<TableFile, Header> file : usable.entrySet()) {
            append(file.getKey(), file.getValue(), appender, row, sheet);
        }
    }

    private void append(
            TableFile file, Header header, FactAppender appender, FactRow row, RegisterBuilder.@Nullable Sheet sheet) {
        try (RecordSource source = file.reopen(rejects(file), header.columns())) {
            var plan = new RowPlan(appender.table(), file.name(), header.names(), times);
            long read = 0;
            // A mapping may make several tables of one file.
            long good = rows.getOrDefault(file.name(), 0L);
            while (source.next()) {
                if (++read % STRIDE == 0) {
                    progress.rows(file.name(), read);
                }
                RowPlan.Fault fault = plan.fill(source.cells(), source.line(), row);
                if (fault == null && sheet != null) {
                    fault = sheet.add(row);
                }
                if (fault != null) {
                    rejects(file).add(file.name(), source.line(), fault.column(), fault.reason(), source.row());
                    continue;
                }
                for (RowWatch watch : watches) {
                    watch.row(row);
                }
                appender.append(row);
                rows.put(file.name(), ++good);
            }
            progress.rows(file.name(), read);
            digests.put(file.name(), source.sha256Hex());
        } catch (IOException e) {
            rejects(file).add(Reject.ofFile(file.name(), reason(e)));
        }
    }

    /// The columns of no known name that may be those that are missing.
    private static String nameHint(FactKind kind, List<String> missing, List<@Nullable String> names) {
        var unknown = new ArrayList<String>();
        for (String name : names) {
            if (name != null && declared(kind, name).isEmpty()) {
                unknown.add(name);
            }
        }
        List<String> meant = missing.stream()
                .flatMap(name -> NearestName.of(name, unknown).stream())
                .distinct()
                .toList();
        return meant.isEmpty() ? "" : say(" Did you mean %s?", Wording.names(meant, meant.size()));
    }

    private static String separatorHint(List<String> header) {
        String only = header.size() == 1 ? header.getFirst() : "";
        return only.indexOf(';') >= 0 || only.indexOf('\t') >= 0 || only.indexOf('|') >= 0
                ? say(" Cells must be separated by commas; a mapping file can name another separator.")
                : "";
    }

    private static String shown(List<String> names) {
        String first = String.join(
                ", ",
                names.stream()
                        .limit(8)
                        .map(n -> n.isBlank() ? say("(no name)") : n.length() > 40 ? n.substring(0, 40) + "…" : n)
                        .toList());
        return names.size() > 8 ? say("%s and %s more", first, names.size() - 8) : first;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case UnreadableFileException unreadable -> String.valueOf(unreadable.getMessage());
            case java.nio.file.AccessDeniedException denied -> say("The file cannot be opened: permission is missing.");
            default -> say("The file cannot be read: %s.", String.valueOf(e.getMessage()));
        };
    }
}
