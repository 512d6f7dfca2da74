package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// The versions of the record, newest first.
///
/// @param refusals why a version could not be taken back
/// @param edits whether the reader may take one back
/// @param older where older ones are
public record HistoryPage(
        Shell shell,
        String title,
        List<Row> rows,
        List<String> refusals,
        String done,
        boolean edits,
        Optional<String> older) {

    /// Name of the table of versions.
    public static final String TABLE = "versions-newest-first";

    /// A version.
    ///
    /// @param documented whether there is a document of it
    /// @param undoable whether there is something before it to go back to
    public record Row(String number, String at, String who, String what, boolean documented, boolean undoable) {}
}
