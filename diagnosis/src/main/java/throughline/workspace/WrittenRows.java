package throughline.workspace;

import static throughline.text.Text.say;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// The rows of one small table that people took away, changed elsewhere and bring in again: texts by column, each row
/// with its line. A file whose columns are not those of the table is refused as a whole; a row that cannot be read is a
/// reject, and the others go on.
///
/// @param columns those that the file has
/// @param rejects rows that are no rows
public record WrittenRows(Set<String> columns, List<Row> rows, List<Reject> rejects) {

    private static final int LONGEST_NAME = 60;

    /// Copies the lists.
    public WrittenRows {
        columns = Set.copyOf(columns);
        rows = List.copyOf(rows);
        rejects = List.copyOf(rejects);
    }

    /// A row.
    ///
    /// @param line in which it begins, from 1
    /// @param texts by column; what the row leaves empty is an empty text
    public record Row(long line, Map<String, String> texts) {}

    /// A file of which nothing can be used.
    public static final class UnusableFileException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableFileException(String why) {
            super(why);
        }

        /// Why, and what to do, as sentences.
        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /// Reads a file by the ending of its name.
    ///
    /// @param key below which a YAML file has the rows, such as `decisions`
    /// @param known names of all columns that the table can have
    /// @param must those that it cannot do without
    /// @throws UnusableFileException if nothing of it can be used
    public static WrittenRows read(Path file, String key, List<String> known, Set<String> must)
            throws UnusableFileException {
        return isYaml(file) ? yaml(file, key, known) : csv(file, known, must);
    }

    /// Whether a file is YAML by the ending of its name.
    ///
    /// @throws UnusableFileException if it is neither that nor CSV
    static boolean isYaml(Path file) throws UnusableFileException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
        if (!yaml && !name.endsWith(".csv")) {
            throw new UnusableFileException(
                    say("Send a file whose name ends in .csv or .yaml. A spreadsheet is saved as CSV (UTF-8) first."));
        }
        return yaml;
    }

    /// Reads a CSV file: UTF-8 with a header row, cells between commas, semicolons, tabs or bars.
    ///
    /// @param known names of all columns that the table can have
    /// @param must those that it cannot do without
    /// @throws UnusableFileException if nothing of it can be used
    static WrittenRows csv(Path file, List<String> known, Set<String> must) throws UnusableFileException {
        var rejects = new Rejects(r -> {});
        try (RecordSource source = new CsvSource(FileInput.plain(file), "", rejects, TableColumns.separator(file))) {
            List<String> columns = source.columns();
            check(columns, known, must);
            var rows = new ArrayList<Row>();
            while (source.next()) {
                Map<String, String> texts = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    texts.put(columns.get(i), bare(source.cells().string(i)));
                }
                rows.add(new Row(source.line(), texts));
            }
            return new WrittenRows(Set.copyOf(columns), rows, rejects.kept());
        } catch (UnreadableFileException e) {
            throw new UnusableFileException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(List<String> columns, List<String> known, Set<String> must) throws UnusableFileException {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!known.contains(column)) {
                throw new UnusableFileException(say(
                        "The column \"%s\" does not belong here.%s The columns are: %s.",
                        cut(column), NearestName.hint(column, known), String.join(", ", known)));
            }
            if (!seen.add(column)) {
                throw new UnusableFileException(say("Two columns are named %s. Keep one of them.", column));
            }
        }
        for (String column : known) {
            if (must.contains(column) && !seen.contains(column)) {
                throw new UnusableFileException(say("The column %s must be there.", column));
            }
        }
    }

    /// Reads a YAML file that has the rows as a list below one key, each with the columns as its keys.
    ///
    /// @param key below which they are, such as `decisions`
    /// @param known names of all columns that the table can have
    /// @throws UnusableFileException if nothing of it can be used
    static WrittenRows yaml(Path file, String key, List<String> known) throws UnusableFileException {
        var notes = new YamlNotes("");
        var columns = new HashSet<String>();
        var rows = new ArrayList<Row>();
        var rejects = new ArrayList<Reject>();
        for (YamlMap item : below(file, key, notes).maps(key)) {
            int before = notes.rejects().size();
            Map<String, String> texts = new LinkedHashMap<>();
            for (String column : item.keys()) {
                if (known.contains(column)) {
                    String value = item.text(column);
                    texts.put(column, value == null ? "" : value);
                } else {
                    notes.reject(
                            item.line(column),
                            item.at(cut(column)),
                            say("this key does not belong here.%s", NearestName.hint(column, known)));
                }
            }
            columns.addAll(texts.keySet());
            if (notes.rejects().size() == before) {
                rows.add(new Row(item.line(), texts));
            }
        }
        rejects.addAll(notes.rejects());
        return new WrittenRows(columns, rows, rejects);
    }

    /// The top of a YAML file that has something below a key.
    static YamlMap below(Path file, String key, YamlNotes notes) throws UnusableFileException {
        try {
            MappingNode root = YamlDocument.read(file);
            var map = new YamlMap(notes, "", root);
            if (!map.keys().contains(key)) {
                throw new UnusableFileException(say(
                        "The file has nothing below %s: at its top. Take the part away as YAML to see how it is written.",
                        key));
            }
            return map;
        } catch (YamlDocument.UnreadableYaml e) {
            throw new UnusableFileException(String.valueOf(e.getMessage()));
        }
    }

    /// The text of a CSV file. What a spreadsheet would run as a formula begins with an apostrophe, a number does not.
    ///
    /// @param rows texts by column; what a row does not have is empty
    public static String csv(List<String> columns, List<Map<String, String>> rows) {
        var text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(columns);
            rows.forEach(row -> csv.writeRecord(
                    columns.stream().map(c -> safe(row.getOrDefault(c, ""))).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// An apostrophe more before what would be a formula without it, so that one less is what was meant.
    private static String safe(String text) {
        return formula(text) && Double.isNaN(NumberText.parse(text)) ? "'" + text : text;
    }

    private static String bare(String cell) {
        return cell.startsWith("'") && formula(cell) ? cell.substring(1) : cell;
    }

    private static boolean formula(String text) {
        String meant = text.replaceFirst("^'+", "");
        return !RejectsWriter.safe(meant).equals(meant);
    }

    private static String cut(String text) {
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "…" : text;
    }
}
