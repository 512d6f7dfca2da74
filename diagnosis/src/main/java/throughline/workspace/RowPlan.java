package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// How the cells of one file become rows of a table. Used by one thread.
final class RowPlan {

    private final FactTable table;
    private final String file;
    private final TimeText times;
    private final int time;
    private final int[] cells;
    private final int[] targets;
    private final ColumnType[] types;
    private final boolean[] required;
    private final TextCache[] caches;
    private final boolean[] measures;
    private final boolean[] amounts;
    private final Map<String, String> plain = new HashMap<>();

    /// @param table what the rows are to be
    /// @param file path of the file inside the workspace
    /// @param names name of each of the file's columns, null where it is left out
    RowPlan(FactTable table, String file, List<@Nullable String> names, TimeText times) {
        this.table = table;
        this.file = file;
        this.times = times;
        this.time = table.position(table.kind().time());
        Set<String> needed = table.kind().required();
        var used = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) != null && table.position(String.valueOf(names.get(i))) >= 0) {
                used.add(i);
            }
        }
        int width = used.size();
        cells = new int[width];
        targets = new int[width];
        types = new ColumnType[width];
        required = new boolean[width];
        caches = new TextCache[width];
        measures = new boolean[width];
        amounts = new boolean[width];
        for (int i = 0; i < width; i++) {
            cells[i] = used.get(i);
            Column column = table.columns().get(table.position(String.valueOf(names.get(cells[i]))));
            targets[i] = table.position(column.name());
            types[i] = column.type();
            required[i] = needed.contains(column.name());
            caches[i] = new TextCache();
            measures[i] = ColumnNames.holdsMeasures(table.kind(), column.name());
            amounts[i] = ColumnNames.amount(table.kind(), column.name());
        }
    }

    /// What is wrong with one cell.
    ///
    /// @param reason a sentence
    record Fault(String column, String reason) {}

    /// Fills the row; null, or the first cell that is wrong.
    @Nullable
    Fault fill(Cells from, long line, FactRow row) {
        row.clear();
        char[] text = from.text();
        for (int i = 0; i < cells.length; i++) {
            int start = from.from(cells[i]);
            int end = from.to(cells[i]);
            if (start == end) {
                if (required[i]) {
                    return new Fault(name(i), say("The row has no %s, which must be there.", name(i)));
                }
                continue;
            }
            boolean good = switch (types[i]) {
                case TEXT -> {
                    String value = caches[i].string(text, start, end);
                    row.text(targets[i], measures[i] ? plain.computeIfAbsent(value, ColumnNames::measure) : value);
                    yield true;
                }
                case NUMBER -> number(row, targets[i], text, start, end, amounts[i]);
                case TIME, DATE -> time(row, targets[i], text, start, end);
                case FLAG -> flag(row, targets[i], text, start, end);
            };
            if (!good) {
                return fault(i, from.string(cells[i]));
            }
        }
        row.text(0, file);
        row.number(1, (double) line);
        row.date(2, times.day(row.whole(time)));
        return null;
    }

    private static boolean number(FactRow row, int target, char[] text, int start, int end, boolean amount) {
        double value = NumberText.parse(text, start, end);
        row.number(target, value);
        return !Double.isNaN(value) && !(amount && value < 0);
    }

    private boolean time(FactRow row, int target, char[] text, int start, int end) {
        long value = times.parse(text, start, end);
        row.time(target, value);
        return value != TimeText.NONE;
    }

    private static boolean flag(FactRow row, int target, char[] text, int start, int end) {
        int value = FlagText.parse(text, start, end);
        row.flag(target, value == 1);
        return value >= 0;
    }

    private String name(int i) {
        return table.columns().get(targets[i]).name();
    }

    private Fault fault(int i, String value) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        String expected = switch (types[i]) {
            case NUMBER ->
                amounts[i] && NumberText.parse(value) < 0
                        ? say("0 or more was expected, got \"%s\"; leave the cell empty where it is not known", shown)
                        : say("a number was expected, got \"%s\"%s", shown, NumberText.hint(value));
            case FLAG -> say("true or false was expected, got \"%s\"", shown);
            default ->
                say(
                        "a time such as 2026-03-02T09:14:05+01:00 or a date was expected, got \"%s\"%s",
                        shown, TimeText.hint(value));
        };
        return new Fault(name(i), "%s: %s.".formatted(name(i), expected));
    }
}
