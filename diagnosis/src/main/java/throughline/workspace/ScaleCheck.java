package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Wording;
import throughline.lake.duckdb.Bounds;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.organisation.MeasureInference;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Kind;

/// Looks for values beyond the scale of their measure: the one that organisation.yaml declares, or 0 to 10
/// for `nps`.
///
/// A value of an answer beyond its scale is none and is taken out of its row; the row stays, as its other
/// cells are good. What a system measured stays: a wait may be longer than the scale foresaw, and leaving out
/// the longest would flatter.
final class ScaleCheck implements RowWatch {

    private static final Set<Kind> SAID = EnumSet.of(Kind.PERCEPTION, Kind.FEELING, Kind.STAFF);
    private static final String NPS = "nps";

    private final FactKind kind;
    private final Map<String, Bound> scales = new HashMap<>();
    private final Map<Place, long[]> beyond = new TreeMap<>();
    private List<BoundColumn> columns = List.of();
    private int measure = -1;
    private int value = -1;

    ScaleCheck(FactKind kind, List<Organisation.Measure> declared) {
        this.kind = kind;
        if (kind == FactKind.RESPONSES) {
            scales.put(NPS, new Bound(0, 10, true));
        }
        for (Organisation.Measure m : declared) {
            if (m.low() != null && m.high() != null) {
                boolean answer = TableFindings.ANSWERED.contains(kind) || (m.kind() != null && SAID.contains(m.kind()));
                scales.put(m.id(), new Bound(m.low(), m.high(), answer && kind != FactKind.READINGS));
            }
        }
    }

    @Override
    public void begin(FactTable table) {
        Set<String> own = Set.copyOf(kind.columns().stream().map(c -> c.name()).toList());
        var bound = new ArrayList<BoundColumn>();
        for (int i = FactTable.SYSTEM.size(); i < table.columns().size(); i++) {
            String name = table.columns().get(i).name();
            Bound scale = scale(name);
            if (scale != null && table.columns().get(i).type() == ColumnType.NUMBER && !own.contains(name)) {
                bound.add(new BoundColumn(i, name, scale));
            }
        }
        columns = List.copyOf(bound);
        measure = kind == FactKind.READINGS ? table.position("measure") : -1;
        value = kind == FactKind.READINGS ? table.position("value") : -1;
    }

    /// Counts the values of a good row that are beyond their scale and takes those out that are answers.
    @Override
    public void row(FactRow row) {
        for (BoundColumn column : columns) {
            if (row.has(column.position()) && column.scale().leavesOut(row.number(column.position()))) {
                count(row, column.name());
                if (column.scale().answer()) {
                    row.clear(column.position());
                }
            }
        }
        if (measure >= 0) {
            String id = row.text(measure);
            Bound scale = id == null ? null : scales.get(id);
            if (id != null && scale != null && scale.leavesOut(row.number(value))) {
                count(row, id);
            }
        }
    }

    /// The columns that have a scale, with the scale.
    Map<String, Bounds> scales() {
        return bounds(columns);
    }

    /// Those of [#scales] beyond which a value is none.
    Map<String, Bounds> limits() {
        return bounds(columns.stream().filter(c -> c.scale().answer()).toList());
    }

    private static Map<String, Bounds> bounds(List<BoundColumn> of) {
        Map<String, Bounds> bounds = new TreeMap<>();
        of.forEach(
                c -> bounds.put(c.name(), new Bounds(c.scale().low(), c.scale().high())));
        return bounds;
    }

    /// The scales of measures of readings.
    Map<String, Bounds> readings() {
        Map<String, Bounds> bounds = new TreeMap<>();
        if (measure >= 0) {
            scales.forEach((id, scale) -> bounds.put(id, new Bounds(scale.low(), scale.high())));
        }
        return bounds;
    }

    /// Counts values of a column, or of a measure of readings, that lie beyond their scale.
    void count(String file, String column, long cells) {
        beyond.computeIfAbsent(new Place(file, column), p -> new long[1])[0] += cells;
    }

    /// How many values are beyond their scale, in which file and column, and what became of them.
    List<String> remarks() {
        return beyond.entrySet().stream()
                .map(e -> remark(e.getKey(), e.getValue()[0]))
                .toList();
    }

    private String remark(Place place, long cells) {
        Bound scale = scale(place.column());
        if (scale == null) {
            throw new IllegalStateException("No scale binds %s".formatted(place.column()));
        }
        boolean one = cells == 1;
        return say(
                scale.answer()
                        ? one
                                ? "%s: %s of %s lies outside its scale of %s to %s and is left out. Mend it, or the scale under measures in organisation.yaml."
                                : "%s: %s of %s lie outside its scale of %s to %s and are left out. Mend them, or the scale under measures in organisation.yaml."
                        : one
                                ? "%s: %s of %s lies outside its scale of %s to %s and counts all the same. Mend it, or the scale under measures in organisation.yaml."
                                : "%s: %s of %s lie outside its scale of %s to %s and count all the same. Mend them, or the scale under measures in organisation.yaml.",
                place.file(),
                Wording.count(cells, "value", "values"),
                place.column(),
                Wording.plain(scale.low()),
                Wording.plain(scale.high()));
    }

    private void count(FactRow row, String column) {
        String file = row.text(0);
        count(file == null ? "" : file, column, 1);
    }

    /// The scale of a column; what somebody expected of an item has the scale of the item.
    private @Nullable Bound scale(String column) {
        Bound own = scales.get(column);
        return own != null ? own : scales.get(MeasureInference.item(column));
    }

    /// A scale.
    ///
    /// @param answer whether a value beyond it is left out
    private record Bound(double low, double high, boolean answer) {

        boolean leavesOut(double value) {
            return value < low || value > high;
        }
    }

    private record BoundColumn(int position, String name, Bound scale) {}

    private record Place(String file, String column) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int files = file.compareTo(other.file);
            return files != 0 ? files : column.compareTo(other.column);
        }
    }
}
