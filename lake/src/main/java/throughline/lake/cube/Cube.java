package throughline.lake.cube;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The answer to a [CubeQuery]: cells, ordered by key. Immutable; safe for use by several threads.
public interface Cube extends Iterable<Cell> {

    /// Keys in the order of the query.
    List<Key> keys();

    /// Measures in the order of the query.
    List<String> measures();

    /// Number of cells.
    int size();

    /// The cell at the position. It stays valid as long as the cube.
    Cell cell(int position);

    /// Adds the cells of other rows: same keys, same measures.
    ///
    /// @throws IllegalArgumentException if keys or measures differ
    Cube plus(Cube other);

    @Override
    default Iterator<Cell> iterator() {
        return java.util.stream.IntStream.range(0, size()).mapToObj(this::cell).iterator();
    }

    /// The cells as a stream.
    default Stream<Cell> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /// Number of rows in all cells.
    default long rows() {
        return stream().mapToLong(Cell::rows).sum();
    }
}
