package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// A register: what stands in it, with the columns of the exchange format.
///
/// @param lede what it holds
/// @param columns headings
/// @param rows newest first
/// @param more says that there are others, may be empty
/// @param withdrawn what was taken back
/// @param add where another is written down; empty where there is no form, or the reader may not
/// @param done what was just done; may be empty
public record RegisterPage(
        Shell shell,
        String title,
        String lede,
        String count,
        List<String> columns,
        List<Row> rows,
        String more,
        List<Row> withdrawn,
        Optional<String> add,
        BothWays both,
        String done) {

    /// A row.
    ///
    /// @param cells one a column
    /// @param correct where it is corrected; empty where the reader may not
    /// @param withdraw where it is withdrawn; empty likewise
    public record Row(String id, List<String> cells, Optional<String> correct, Optional<String> withdraw) {}

    /// All registers that a reader sees.
    public record All(Shell shell, List<Entry> entries) {}

    /// One of them.
    ///
    /// @param count how many rows, as text
    public record Entry(String title, String href, String count, String description) {}
}
