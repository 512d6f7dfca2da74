package throughline.server.intake;

import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Takes rows of a table in and lets them go.
record Counting(FactTable table) implements FactAppender {

    @Override
    public void append(FactRow row) {
        // Whoever hands the rows over counts them.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
