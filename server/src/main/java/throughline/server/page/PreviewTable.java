package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.text.Language;
import throughline.workspace.TablePreview;

/// The first rows of a file as they are read, and the first that are set aside.
public record PreviewTable(List<Head> heads, List<Row> rows) {

    /// A column.
    ///
    /// @param right whether its values are numbers
    public record Head(String text, boolean right) {}

    /// A row.
    ///
    /// @param reason why it is set aside, or empty
    public record Row(List<Cell> cells, String reason) {}

    /// A cell.
    ///
    /// @param bad whether the row is set aside because of it
    /// @param known whether there is anything in it
    public record Cell(String text, boolean right, boolean bad, boolean known) {}

    static PreviewTable of(TablePreview preview, FactKind kind) {
        Set<String> times = kind.columns().stream()
                .filter(c -> c.type() == ColumnType.TIME)
                .map(Column::name)
                .collect(Collectors.toSet());
        Set<String> texts = kind.columns().stream()
                .filter(c -> c.type() == ColumnType.TEXT || c.type() == ColumnType.TIME)
                .map(Column::name)
                .collect(Collectors.toSet());
        List<Head> heads = preview.fields().stream()
                .map(f -> new Head(FieldWords.time(f), !texts.contains(f)))
                .toList();
        var rows = new ArrayList<Row>();
        for (TablePreview.Row row : preview.rows()) {
            var cells = new ArrayList<Cell>();
            for (int i = 0; i < preview.fields().size(); i++) {
                String field = preview.fields().get(i);
                String text = row.cells().get(i);
                boolean bad = field.equals(row.fault());
                cells.add(new Cell(
                        text.isEmpty()
                                ? bad ? say("nothing") : say("not known")
                                : times.contains(field) ? moment(text) : field.endsWith("_s") ? minutes(text) : text,
                        !texts.contains(field),
                        bad,
                        !text.isEmpty() || bad));
            }
            rows.add(new Row(List.copyOf(cells), row.reason()));
        }
        return new PreviewTable(heads, List.copyOf(rows));
    }

    /// A time in words; as it stands where it is none.
    private static String moment(String text) {
        try {
            return text.length() == 10
                    ? written(key("d MMM yyyy")).format(LocalDate.parse(text))
                    : written(key("d MMM yyyy, HH:mm"))
                            .format(LocalDateTime.parse(text.substring(0, Math.min(text.length(), 16))
                                    .replace(' ', 'T')));
        } catch (DateTimeException e) {
            return text;
        }
    }

    /// Seconds as minutes and seconds; as they stand where they are none.
    private static DateTimeFormatter written(String pattern) {
        return DateTimeFormatter.ofPattern(say(pattern), Language.current().locale());
    }

    private static String minutes(String text) {
        try {
            long seconds = Math.round(Double.parseDouble(text));
            return seconds < 0 ? text : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
