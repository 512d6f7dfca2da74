package throughline.workspace;

import java.io.IOException;
import java.util.List;

/// The records of one file, one after the other. What cannot be read goes to the rejects and is passed over.
///
/// ```java
/// while (source.next()) {
///     source.cells() ... source.line()
/// }
/// ```
interface RecordSource extends AutoCloseable {

    /// Names of the columns as the file has them.
    List<String> columns();

    /// Names of columns that hold something else than plain values and cannot be read.
    default List<String> leftOut() {
        return List.of();
    }

    /// Goes to the next good record; false where there is none.
    boolean next() throws IOException;

    /// The cells of the record, one a column; valid until [#next] is called again.
    Cells cells();

    /// The record as it stands in the file, as one line cut to 500 characters, for a reject.
    default String row() {
        return cells().line(500);
    }

    /// Line or record number at which the record begins, from 1.
    long line();

    /// SHA-256 of the file, once all of it has been read.
    String sha256Hex();

    @Override
    void close() throws IOException;
}
