package throughline.workspace;

import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Looks at the good rows of a table before they are taken in.
interface RowWatch {

    /// Says which columns the rows will have.
    void begin(FactTable table);

    /// Takes a row in, and may take values out of it.
    void row(FactRow row);
}
