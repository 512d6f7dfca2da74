package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// The organisation's record: what is on it, sort by sort.
///
/// @param recorded whether there is a record
/// @param title the organisation's name, or that there is no record
/// @param lede which version it is, who made it and what changed
/// @param rows the sorts of entries; empty where there is no record
/// @param unread what the document holds and the pages cannot keep
/// @param begin the name of the organisation, where a record may be begun
/// @param done what was just done; may be empty
public record RecordPage(
        Shell shell,
        boolean recorded,
        String title,
        String lede,
        List<Row> rows,
        List<String> unread,
        Optional<FormField> begin,
        String done) {

    /// A sort of entries.
    ///
    /// @param known how many there are, or that nothing is known
    public record Row(String title, String href, String known, String description) {}
}
