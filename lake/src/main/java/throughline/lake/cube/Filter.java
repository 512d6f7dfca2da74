package throughline.lake.cube;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// Which rows count. A row whose column is empty passes only [Missing].
public sealed interface Filter {

    /// The TEXT column has one of the values.
    record In(String column, Set<String> values) implements Filter {}

    /// The FLAG column is as said.
    record Is(String column, boolean value) implements Filter {}

    /// The NUMBER column lies in `[from, below)`; infinities leave an end open.
    record Range(String column, double from, double below) implements Filter {}

    /// The local day lies between the two, both included.
    record Days(LocalDate from, LocalDate to) implements Filter {}

    /// The column is empty.
    record Missing(String column) implements Filter {}

    /// The column is not empty.
    record Known(String column) implements Filter {}

    /// At least one of the filters passes; none of an empty list does.
    record Any(List<Filter> filters) implements Filter {}
}
