package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import throughline.diagnosis.Wording;
import throughline.workspace.TableColumn.Kind;

/// Some columns of one table file of any make (CSV, gzipped or not, NDJSON, Parquet), each whole in memory: what one
/// statistical method asks of a file that is no workspace.
///
/// Columns keep the names the file gives them. The separator of a CSV file is the comma, the semicolon, the tab
/// or the upright bar, whichever the header holds most of. Cells that cannot be read count as empty and are told in
/// [#notes]; rows that
/// cannot be split into cells are left out and told there too.
public final class TableColumns {

    /// Says that a cell of a column of times is empty.
    public static final long NO_TIME = TimeText.NONE;

    private static final int TELL_EVERY = 1 << 14;

    private final Map<String, TableColumn> columns;
    private final int rows;
    private final List<String> notes;

    private TableColumns(Map<String, TableColumn> columns, int rows, List<String> notes) {
        this.columns = columns;
        this.rows = rows;
        this.notes = notes;
    }

    /// Names of the file's columns in their order.
    ///
    /// @throws UnreadableFileException if the file is none that can be read
    public static List<String> names(Path file) throws IOException {
        try (RecordSource source = open(file, new Rejects(r -> {}))) {
            return source.columns();
        }
    }

    /// Reads the columns.
    ///
    /// @param wanted what to read each column as
    /// @throws UnreadableFileException if the file cannot be read, has no row, or lacks one of the columns;
    ///     near names are named
    public static TableColumns read(Path file, Map<String, Kind> wanted, Progress progress) throws IOException {
        var rejects = new Rejects(r -> {});
        List<TableColumn> found = new ArrayList<>();
        wanted.forEach((column, kind) -> found.add(new TableColumn(column, kind)));
        int rows = each(file, found, rejects, progress, (cells, places, line) -> {
            for (int c = 0; c < places.length; c++) {
                found.get(c).add(cells, places[c], line);
            }
        });
        Map<String, TableColumn> byName = new LinkedHashMap<>();
        found.forEach(c -> byName.put(c.name(), c));
        return new TableColumns(byName, rows, notes(found, rejects));
    }

    /// Reads columns of numbers row by row, for what adds up and need not be kept.
    ///
    /// @param row takes the numbers of one row, NaN where the cell is empty; the array is filled anew for the next
    /// @return what was left out and why, each a sentence
    /// @throws UnreadableFileException as [#read]
    public static List<String> rows(Path file, List<String> wanted, Progress progress, Consumer<double[]> row)
            throws IOException {
        var rejects = new Rejects(r -> {});
        TableColumn[] columns =
                wanted.stream().map(c -> new TableColumn(c, Kind.NUMBER)).toArray(TableColumn[]::new);
        double[] numbers = new double[columns.length];
        each(file, List.of(columns), rejects, progress, (cells, places, line) -> {
            for (int c = 0; c < numbers.length; c++) {
                numbers[c] = columns[c].number(cells, places[c], line);
            }
            row.accept(numbers);
        });
        return notes(List.of(columns), rejects);
    }

    /// Hands out the rows that can be split into cells, and says how many there are.
    private static int each(Path file, List<TableColumn> wanted, Rejects rejects, Progress progress, Row row)
            throws IOException {
        String name = String.valueOf(file.getFileName());
        try (RecordSource source = open(file, rejects)) {
            int[] places = places(name, source.columns(), wanted);
            int rows = 0;
            while (source.next()) {
                row.take(source.cells(), places, source.line());
                if (++rows % TELL_EVERY == 0) {
                    progress.rows(name, rows);
                }
            }
            if (rows == 0) {
                throw new UnreadableFileException(say("%s has a header and no rows that can be read.", name)
                        + first(rejects).map(r -> " " + r).orElse(""));
            }
            return rows;
        }
    }

    /// Number of rows that could be read.
    public int rows() {
        return rows;
    }

    /// What was left out and why, each a sentence; empty where all is well.
    public List<String> notes() {
        return notes;
    }

    /// What the column was read as.
    public Kind kind(String column) {
        return column(column).kind();
    }

    /// The column's numbers, one a row; NaN where the cell is empty.
    public double[] numbers(String column) {
        return column(column).numbers();
    }

    /// The column's texts, one a row; empty where the cell is.
    public String[] texts(String column) {
        return column(column).texts();
    }

    /// The column's moments in microseconds since 1970, one a row; [#NO_TIME] where the cell is empty. A time without
    /// an offset is taken to be in UTC.
    public long[] times(String column) {
        return column(column).times();
    }

    /// The rows in which none of the columns is empty, ascending.
    public int[] complete(Collection<String> names) {
        TableColumn[] needed = names.stream().map(this::column).toArray(TableColumn[]::new);
        int[] complete = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            boolean empty = false;
            for (TableColumn column : needed) {
                empty |= column.empty(row);
            }
            if (!empty) {
                complete[count++] = row;
            }
        }
        return Arrays.copyOf(complete, count);
    }

    /// The numbers of the column in some of the rows.
    public double[] numbers(String column, int[] some) {
        double[] all = numbers(column);
        return Arrays.stream(some).mapToDouble(row -> all[row]).toArray();
    }

    /// The texts of the column in some of the rows.
    public String[] texts(String column, int[] some) {
        String[] all = texts(column);
        return Arrays.stream(some).mapToObj(row -> all[row]).toArray(String[]::new);
    }

    private TableColumn column(String name) {
        TableColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("Column %s was not read".formatted(name));
        }
        return column;
    }

    /// Opens a table file of any make.
    static RecordSource open(Path file, Rejects rejects) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException(
                    Files.isDirectory(file)
                            ? say("%s is a folder. Name one table file in it.", file)
                            : say("There is no file %s.", file));
        }
        try {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".parquet")) {
                return new ParquetRecords(file, name, rejects);
            }
            if (lower.endsWith(".ndjson") || lower.endsWith(".ndjson.gz")) {
                List<String> keys = NdjsonSource.keys(file);
                return new NdjsonSource(FileInput.plain(file), name, rejects, keys);
            }
            char separator = separator(file);
            return new CsvSource(FileInput.plain(file), name, rejects, separator);
        } catch (UnreadableFileException e) {
            throw new UnreadableFileException("%s: %s".formatted(name, e.getMessage()));
        }
    }

    /// The separator the header holds most of, outside of quotes.
    static char separator(Path file) throws IOException {
        try (var input = FileInput.plain(file)) {
            var lines = new TextLines(new TextWindow(FirstBytes.checked(input), input));
            String header = lines.next() ? new String(lines.text(), 0, lines.length()) : "";
            String bare = header.replaceAll("\"[^\"]*\"", "");
            char most = ',';
            for (char candidate : new char[] {';', '\t', '|'}) {
                if (count(bare, candidate) > count(bare, most)) {
                    most = candidate;
                }
            }
            return most;
        }
    }

    private static long count(String text, char letter) {
        return text.chars().filter(c -> c == letter).count();
    }

    private static int[] places(String file, List<String> header, List<TableColumn> wanted)
            throws UnreadableFileException {
        int[] places = new int[wanted.size()];
        for (int c = 0; c < places.length; c++) {
            String name = wanted.get(c).name();
            places[c] = header.indexOf(name);
            if (places[c] < 0) {
                throw new UnreadableFileException(say(
                        "%s has no column %s.%s Its columns are: %s.",
                        file, name, NearestName.hint(name, header), listed(header)));
            }
            if (header.lastIndexOf(name) != places[c]) {
                throw new UnreadableFileException(
                        say("%s has two columns named %s. Give each its own name.", file, name));
            }
        }
        return places;
    }

    private static String listed(List<String> header) {
        int shown = 30;
        return header.size() <= shown
                ? String.join(", ", header)
                : say("%s and %s more", String.join(", ", header.subList(0, shown)), header.size() - shown);
    }

    private static List<String> notes(List<TableColumn> columns, Rejects rejects) {
        var notes = new ArrayList<String>();
        first(rejects)
                .ifPresent(r -> notes.add(
                        rejects.count() == 1
                                ? say("1 row could not be read. %s", r)
                                : say("%s rows could not be read. The first: %s", Wording.count(rejects.count()), r)));
        columns.forEach(c -> c.note().ifPresent(notes::add));
        return List.copyOf(notes);
    }

    private static Optional<String> first(Rejects rejects) {
        return rejects.kept().stream().findFirst().map(r -> say("Line %s: %s", r.line(), r.reason()));
    }

    /// Takes the cells of one row.
    private interface Row {

        /// Takes those it wants; they stand until it returns.
        ///
        /// @param places where the wanted columns are among the cells
        /// @param line at which the row begins
        void take(Cells cells, int[] places, long line);
    }

    /// Reads a time as `analyse` takes it.
    static TimeText utc() {
        return new TimeText(ZoneOffset.UTC);
    }
}
