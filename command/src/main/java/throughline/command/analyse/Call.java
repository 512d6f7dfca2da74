package throughline.command.analyse;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.command.ProgressLine;
import throughline.command.Terminal;
import throughline.diagnosis.Wording;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/// What every method has in common: the file it reads and how its answer is printed.
final class Call {

    /// How the answer is written.
    enum Format {
        TEXT,
        JSON
    }

    /// Most rows that are named.
    private static final int NAMED = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a table: .csv, .csv.gz, .ndjson or .parquet")
    private Path file;

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "TEXT", description = "default: text")
    private Format format;

    /// The columns of the file, as numbers.
    TableColumns numbers(Collection<String> columns) throws IOException {
        Map<String, Kind> wanted = new LinkedHashMap<>();
        columns.forEach(c -> wanted.put(c, Kind.NUMBER));
        return read(wanted);
    }

    /// The columns of the file; what could not be read is told on standard error.
    TableColumns read(Map<String, Kind> wanted) throws IOException {
        return told(readQuietly(wanted));
    }

    /// The columns of the file; if one has no cell of the kind wanted, it is read as the other kind.
    TableColumns read(Map<String, Kind> wanted, String column, Kind otherwise) throws IOException {
        TableColumns columns = readQuietly(wanted);
        if (columns.complete(List.of(column)).length == 0) {
            Map<String, Kind> other = new LinkedHashMap<>(wanted);
            other.put(column, otherwise);
            TableColumns again = readQuietly(other);
            return told(again.complete(List.of(column)).length == 0 ? columns : again);
        }
        return told(columns);
    }

    /// Columns of another table file that the call names.
    TableColumns readOther(Path other, Map<String, Kind> wanted) throws IOException {
        try (var progress = new ProgressLine()) {
            return told(TableColumns.read(other, wanted, progress));
        }
    }

    /// Hands out the rows of columns of numbers, each of which is named once; NaN where a cell is empty.
    void rows(List<String> columns, Consumer<double[]> row) throws IOException {
        once(columns);
        try (var progress = new ProgressLine()) {
            TableColumns.rows(file, columns, progress, row).forEach(this::note);
        }
    }

    private TableColumns readQuietly(Map<String, Kind> wanted) throws IOException {
        try (var progress = new ProgressLine()) {
            return TableColumns.read(file, wanted, progress);
        }
    }

    private TableColumns told(TableColumns columns) {
        columns.notes().forEach(this::note);
        return columns;
    }

    /// Tells something on standard error.
    void note(String words) {
        spec.commandLine().getErr().println(Terminal.shown(words));
    }

    /// The rows whose denominator is above 0, or all where there is none; the others are told by their numbers,
    /// from 1 under the header.
    int[] divisible(TableColumns table, @Nullable String denominator, int[] rows) {
        if (denominator == null) {
            return rows;
        }
        double[] bases = table.numbers(denominator, rows);
        List<String> out = IntStream.range(0, rows.length)
                .filter(i -> !(bases[i] > 0))
                .mapToObj(i -> "%,d".formatted(rows[i] + 1))
                .toList();
        if (!out.isEmpty()) {
            note("%s left out, for %s is not above 0 there: row %s."
                    .formatted(
                            Wording.count(out.size(), "row was", "rows were"), denominator, Wording.names(out, NAMED)));
        }
        return IntStream.range(0, rows.length)
                .filter(i -> bases[i] > 0)
                .map(i -> rows[i])
                .toArray();
    }

    /// Refuses columns of which one is named twice; null stands for one that was not asked for.
    void once(@Nullable String... columns) {
        List<String> named = new ArrayList<>();
        for (String column : columns) {
            if (column != null) {
                named.add(column);
            }
        }
        once(named);
    }

    /// Refuses columns of which one is named twice.
    void once(List<String> columns) {
        columns.stream()
                .filter(c -> columns.indexOf(c) != columns.lastIndexOf(c))
                .findFirst()
                .ifPresent(c -> {
                    throw wrong("Name each column once; %s is named twice.".formatted(c));
                });
    }

    /// The file's name, for headings.
    String fileName() {
        return String.valueOf(file.getFileName());
    }

    /// An error of the call, exit status 2.
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// Prints the answer; exit status 0.
    int print(Answer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            var indenter = new DefaultIndenter("  ", "\n");
            var layout = new DefaultPrettyPrinter().withObjectIndenter(indenter);
            out.println(JsonMapper.shared().writer().with(layout).writeValueAsString(finite(answer.json())));
        } else {
            String text = Terminal.shown(String.join("\n", answer.text()));
            out.println(Terminal.unicode(System.getenv()) ? text : Terminal.ascii(text));
        }
        out.flush();
        return 0;
    }

    /// JSON has no infinity: numbers without an end become null.
    private static @Nullable Object finite(@Nullable Object value) {
        return switch (value) {
            case Double number when !Double.isFinite(number) -> null;
            case double[] numbers -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (double number : numbers) {
                    list.add(finite(number));
                }
                yield list;
            }
            case Object[] items -> finite(List.of(items));
            case Collection<?> items -> {
                List<@Nullable Object> list = new ArrayList<>();
                items.forEach(i -> list.add(finite(i)));
                yield list;
            }
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                fields.forEach((key, v) -> map.put(String.valueOf(key), finite(v)));
                yield map;
            }
            case null, default -> value;
        };
    }
}
