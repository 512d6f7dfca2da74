package throughline.lake.cube;

import java.util.ArrayList;
import java.util.List;
import throughline.lake.fact.FactKind;

/// A question to the lake: rows of one fact table, grouped by keys, added up.
///
/// @param fact which table
/// @param keys what cells are grouped by; none makes one cell
/// @param measures NUMBER or FLAG columns whose count, mean and centred squares each cell carries (a flag
/// counts 1 or 0)
/// @param filters all must pass
public record CubeQuery(FactKind fact, List<Key> keys, List<String> measures, List<Filter> filters) {

    /// Copies the lists.
    public CubeQuery {
        keys = List.copyOf(keys);
        measures = List.copyOf(measures);
        filters = List.copyOf(filters);
    }

    /// All rows of a table in one cell.
    public static CubeQuery of(FactKind fact) {
        return new CubeQuery(fact, List.of(), List.of(), List.of());
    }

    /// The same, grouped by these keys as well.
    public CubeQuery by(Key... more) {
        return new CubeQuery(fact, joined(keys, List.of(more)), measures, filters);
    }

    /// The same, grouped by these TEXT or FLAG columns as well.
    public CubeQuery by(String... columns) {
        return by(List.of(columns).stream().map(Key.By::new).toArray(Key[]::new));
    }

    /// The same with the sums of these columns as well.
    public CubeQuery sum(String... columns) {
        return new CubeQuery(fact, keys, joined(measures, List.of(columns)), filters);
    }

    /// The same of fewer rows.
    public CubeQuery where(Filter... more) {
        return new CubeQuery(fact, keys, measures, joined(filters, List.of(more)));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
