package throughline.lake.cube;

import java.util.List;
import throughline.lake.fact.FactKind;

/// The rows behind a figure.
///
/// @param fact which table
/// @param columns columns to show, besides `file` and `line`, which always come first; those the table lacks
/// are left out
/// @param filters all must pass
public record RowQuery(FactKind fact, List<String> columns, List<Filter> filters) {

    /// Copies the lists.
    public RowQuery {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
    }
}
