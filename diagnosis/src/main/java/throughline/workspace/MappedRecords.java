package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The records of a foreign file, made into those of a table by a mapping.
final class MappedRecords implements RecordSource {

    private final RecordSource source;
    private final List<RowFilter.Use> filters;
    private final int[] filtered;
    private final List<String> columns;
    private final List<FieldRule> rules;
    private final int[][] positions;
    private final Cells cells = new Cells();

    /// @throws UnreadableFileException if the file lacks a column that the mapping names
    MappedRecords(RecordSource source, Mapping.Table table) throws UnreadableFileException {
        this.source = source;
        this.filters = table.where().stream().map(RowFilter::use).toList();
        this.filtered = new int[filters.size()];
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] = position(table.where().get(i).column());
        }
        this.columns = new ArrayList<>();
        this.rules = new ArrayList<>();
        this.positions = new int[table.fields().size()][];
        for (Map.Entry<String, FieldRule> field : table.fields().entrySet()) {
            List<String> names = field.getValue().columns();
            int[] at = new int[names.size()];
            for (int i = 0; i < at.length; i++) {
                at[i] = position(names.get(i));
            }
            positions[columns.size()] = at;
            columns.add(field.getKey());
            rules.add(field.getValue());
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<String> leftOut() {
        return source.leftOut();
    }

    @Override
    public boolean next() throws IOException {
        while (source.next()) {
            if (passes()) {
                cells.clear();
                for (int i = 0; i < positions.length; i++) {
                    cells.add(rules.get(i).apply(source.cells(), positions[i], source.line()));
                }
                return true;
            }
        }
        return false;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public String row() {
        return source.row();
    }

    @Override
    public long line() {
        return source.line();
    }

    @Override
    public String sha256Hex() {
        return source.sha256Hex();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private boolean passes() {
        for (int i = 0; i < filtered.length; i++) {
            if (!filters.get(i).passes(source.cells(), filtered[i])) {
                return false;
            }
        }
        return true;
    }

    private int position(String column) throws UnreadableFileException {
        List<String> header = source.columns();
        int exact = header.indexOf(column);
        if (exact >= 0) {
            return exact;
        }
        for (int i = 0; i < header.size(); i++) {
            if (ColumnNames.plain(header.get(i)).equals(ColumnNames.plain(column))) {
                return i;
            }
        }
        throw new UnreadableFileException(say(
                "The mapping needs a column %s, which the file lacks; it has %s.%s",
                column,
                String.join(", ", header.subList(0, Math.min(12, header.size()))),
                NearestName.hint(column, header)));
    }
}
