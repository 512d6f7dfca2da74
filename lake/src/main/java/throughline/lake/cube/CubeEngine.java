package throughline.lake.cube;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.statistics.Moments;

/// Adds up facts. The only questions the application may ask of the lake.
///
/// What an engine returns is additive: the cells of a period equal the sum of the cells of its days.
/// Statistics are computed from cells by the caller, never by the engine, so two engines can differ in speed
/// but not in what the board reads. `CubeEngineContract` states the rest as tests. Safe for use by several
/// threads. The same question to the same data gives the same answer to the last bit, in the same order (by
/// key, empty first).
public interface CubeEngine extends AutoCloseable {

    /// Name shown beside a figure's provenance, such as `duckdb`.
    String name();

    /// The table of the kind, where the lake has rows of it.
    Optional<FactTable> table(FactKind kind);

    /// Scans the facts of the query once and adds them up; one cell per combination of keys that has facts.
    /// A table that
    /// the lake lacks gives an empty cube.
    ///
    /// @throws UnknownColumnException if the table lacks a column of the query
    Cube scan(CubeQuery query);

    /// The joint moments of several columns, one matrix a block that has complete rows.
    ///
    /// @throws UnknownColumnException if the table lacks a column of the query
    List<MomentBlock> moments(MomentsQuery query);

    /// Rows in the order of file and line.
    ///
    /// @param offset how many to leave out first, at least 0
    /// @param limit how many at the most
    Rows rows(RowQuery query, long offset, int limit);

    @Override
    void close();

    /// The moments of one block.
    ///
    /// @param keys values of the block's keys as text (days as ISO dates), null where not known
    /// @param moments joint moments of the variables
    record MomentBlock(List<@Nullable String> keys, Moments moments) {}
}
