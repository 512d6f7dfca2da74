package throughline.diagnosis;

import java.util.ArrayList;
import java.util.List;
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
/// or unit. What fewer than five people said, of written answers fewer than ten, is gathered under other answers.
final class StaffTally {

    /// What stands for answers that too few people gave.
    static final String OTHER = "other answers";

    private static final String COUNT = "answers";
    private static final long FEWEST_WRITTEN = 10;

    private StaffTally() {}

    /// The tally in place of the rows of a query of the pulse.
    ///
    /// @param dossier its gate says which answers count
    static Rows of(Dossier dossier, RowQuery query, long offset, int limit) {
        List<Column> items = query.columns().stream()
                .filter(StaffGate::answered)
                .flatMap(name -> dossier.table(FactKind.PULSE).flatMap(t -> t.find(name)).stream())
                .toList();
        List<String> columns = new ArrayList<>(items.stream().map(Column::name).toList());
        columns.add(COUNT);
        if (items.isEmpty()) {
            return new Rows(columns, List.of(), 0);
        }
        List<List<@Nullable String>> lines = lines(dossier, query, items);
        int from = (int) Math.clamp(offset, 0, lines.size());
        int to = (int) Math.clamp((long) from + limit, from, lines.size());
        return new Rows(columns, lines.subList(from, to), lines.size());
    }

    private static List<List<@Nullable String>> lines(Dossier dossier, RowQuery query, List<Column> items) {
        boolean written = items.stream().anyMatch(i -> i.type() == ColumnType.TEXT);
        List<Cell> cells = dossier
                .scan(CubeQuery.of(FactKind.PULSE)
                        .by(items.stream().map(StaffTally::key).toArray(Key[]::new))
                        .where(query.filters().toArray(Filter[]::new))
                        .where(items.stream()
                                .map(i -> new Filter.Known(i.name()))
                                .toArray(Filter[]::new)))
                .stream()
                .toList();
        long fewest = written ? FEWEST_WRITTEN : StaffGate.FEWEST;
        boolean[] shown =
                CellSuppression.cells(cells.stream().mapToLong(Cell::rows).toArray(), fewest);
        List<List<@Nullable String>> lines = new ArrayList<>();
        long others = 0;
        for (int i = 0; i < shown.length; i++) {
            if (shown[i]) {
                lines.add(line(cells.get(i), items.size()));
            } else {
                others += cells.get(i).rows();
            }
        }
        if (others >= StaffGate.FEWEST) {
            lines.add(other(items.size(), others));
        }
        return lines;
    }

    private static Key key(Column item) {
        return item.type() == ColumnType.NUMBER ? new Key.Value(item.name()) : new Key.By(item.name());
    }

    private static List<@Nullable String> line(Cell cell, int items) {
        List<@Nullable String> line = new ArrayList<>();
        for (int k = 0; k < items; k++) {
            line.add(cell.text(k));
        }
        line.add(String.valueOf(cell.rows()));
        return line;
    }

    private static List<@Nullable String> other(int items, long others) {
        List<@Nullable String> line = new ArrayList<>(List.of(OTHER));
        for (int k = 1; k < items; k++) {
            line.add(null);
        }
        line.add(String.valueOf(others));
        return line;
    }
}
