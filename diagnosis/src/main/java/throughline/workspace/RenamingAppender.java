package throughline.workspace;

import java.util.Map;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Takes rows in with other texts in place of some of one column, as `RenamedTable` reads those that are kept.
///
/// @param column its place in the table
/// @param names what stands in place of what
record RenamingAppender(FactAppender to, int column, Map<String, String> names) implements FactAppender {

    /// An appender that renames; the same where there is nothing to rename.
    static FactAppender of(FactAppender to, String column, Map<String, String> names) {
        int at = to.table().position(column);
        return names.isEmpty() || at < 0 ? to : new RenamingAppender(to, at, names);
    }

    @Override
    public FactTable table() {
        return to.table();
    }

    @Override
    public void append(FactRow row) {
        String was = row.text(column);
        String is = was == null ? null : names.get(was);
        if (is != null) {
            row.text(column, is);
        }
        to.append(row);
    }

    @Override
    public void close() {
        to.close();
    }
}
