package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.statistics.disclosure.CellSuppression;

/// Answers of staff as a reader may see them in place of their rows: how often each was given, without file, line, day
/// or unit, and without what the same person answered to another item.
///
/// Of each closed lot of weeks ([StaffGate]) it is settled for good what is shown: what fewer than five people said, of
/// written answers fewer than ten, is gathered under other answers. A tally adds up the shown of whole lots, so what
/// one
/// period has more than another is what is shown of the lots between. Of a part of the organisation there is none, or
/// it
/// could be taken from that of all.
final class StaffTally {

    /// What stands for answers that too few people gave.
    static final String OTHER = key("other answers");

    private static final String COUNT = "answers";
    private static final long FEWEST_WRITTEN = 10;

    private final Dossier dossier;
    private final List<Filter> filters;
    private final Column item;
    private final Map<String, Long> shown;
    private long others;

    private StaffTally(Dossier dossier, List<Filter> filters, Column item) {
        this.dossier = dossier;
        this.filters = filters;
        this.item = item;
        this.shown = new TreeMap<>(
                item.type() == ColumnType.NUMBER
                        ? Comparator.comparingDouble(Double::parseDouble)
                        : Comparator.naturalOrder());
    }

    /// The tally in place of the rows of a query of the pulse, item by item.
    ///
    /// @param dossier its gate says which answers count
    static Rows of(Dossier dossier, RowQuery query, long offset, int limit) {
        List<Column> items = query.columns().stream()
                .filter(StaffGate::answered)
                .flatMap(name -> dossier.table(FactKind.PULSE).flatMap(t -> t.find(name)).stream())
                .toList();
        List<String> columns = new ArrayList<>(items.stream().map(Column::name).toList());
        columns.add(COUNT);
        List<List<@Nullable String>> lines = new ArrayList<>();
        for (int i = 0; i < items.size() && dossier.units().isEmpty(); i++) {
            var tally = new StaffTally(dossier, query.filters(), items.get(i));
            tally.addUp();
            lines.addAll(tally.lines(i, items.size()));
        }
        int from = (int) Math.clamp(offset, 0, lines.size());
        int to = (int) Math.clamp((long) from + limit, from, lines.size());
        return new Rows(columns, lines.subList(from, to), lines.size());
    }

    private void addUp() {
        CubeQuery query = CubeQuery.of(FactKind.PULSE)
                .by(
                        new Key.Week(),
                        item.type() == ColumnType.NUMBER ? new Key.Value(item.name()) : new Key.By(item.name()))
                .where(filters.toArray(Filter[]::new))
                .where(new Filter.Known(item.name()));
        List<Cell> cells = dossier.scan(query).stream().toList();
        for (Period lot : dossier.closed(query)) {
            // A lot may open within a week, on the first day with facts.
            add(cells.stream()
                    .filter(c -> !c.day(0).plusDays(6).isBefore(lot.from())
                            && !c.day(0).isAfter(lot.to()))
                    .toList());
        }
    }

    private void add(List<Cell> lot) {
        List<String> said =
                lot.stream().map(StaffTally::said).distinct().sorted().toList();
        var weeks = lot.stream().map(c -> c.day(0)).distinct().sorted().toList();
        long[][] counts = new long[said.size()][weeks.size()];
        for (Cell cell : lot) {
            counts[said.indexOf(said(cell))][weeks.indexOf(cell.day(0))] += cell.rows();
        }
        boolean[] apart = apart(counts, weeks.size());
        long[] rest = new long[weeks.size()];
        for (int i = 0; i < counts.length; i++) {
            if (apart[i]) {
                shown.merge(said.get(i), Arrays.stream(counts[i]).sum(), Long::sum);
            } else {
                for (int w = 0; w < rest.length; w++) {
                    rest[w] += counts[i][w];
                }
            }
        }
        others += largest(rest) < StaffGate.FEWEST ? 0 : Arrays.stream(rest).sum();
    }

    /// Which answers of a lot may be told apart: people are counted by the largest week, as each answers once in one.
    private boolean[] apart(long[][] counts, int weeks) {
        long fewest = item.type() == ColumnType.TEXT ? FEWEST_WRITTEN : StaffGate.FEWEST;
        long[] all = new long[weeks];
        for (long[] each : counts) {
            for (int w = 0; w < weeks; w++) {
                all[w] += each[w];
            }
        }
        return largest(all) < fewest
                ? new boolean[counts.length]
                : CellSuppression.rowsOfWaves(counts, new int[weeks], fewest);
    }

    private static long largest(long[] counts) {
        return Arrays.stream(counts).max().orElse(0);
    }

    private static String said(Cell cell) {
        return Objects.requireNonNull(cell.text(1), "The item is known");
    }

    private List<List<@Nullable String>> lines(int at, int items) {
        List<List<@Nullable String>> lines = new ArrayList<>();
        shown.forEach((answer, count) -> lines.add(line(at, items, answer, count)));
        if (others > 0) {
            lines.add(line(at, items, say(OTHER), others));
        }
        return lines;
    }

    private static List<@Nullable String> line(int at, int items, String answer, long count) {
        List<@Nullable String> line = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            line.add(i == at ? answer : null);
        }
        line.add(String.valueOf(count));
        return line;
    }
}
