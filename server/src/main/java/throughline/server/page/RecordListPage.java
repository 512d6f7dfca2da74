package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// The entries of one sort.
///
/// @param count how many there are, in words
/// @param turn to other pages of them; empty where one takes all
/// @param add where another is added; empty where the reader may not, or there can be only one
/// @param both where all of them are taken away as a file, and brought in
/// @param join where two of them become one; empty where that cannot be, or the reader may not
/// @param done what was just done; may be empty
public record RecordListPage(
        Shell shell,
        String title,
        String count,
        List<Row> rows,
        Optional<Turn> turn,
        Optional<String> add,
        String addWords,
        BothWays both,
        Optional<String> join,
        String done) {

    /// What leads from a page of entries to others.
    ///
    /// @param find letters that were looked for; may be empty
    /// @param range which entries are shown, in words
    public record Turn(String find, String range, Optional<String> back, Optional<String> on) {}

    /// An entry.
    ///
    /// @param href where it is changed; empty where the reader may not
    /// @param said what it says besides, in words
    public record Row(String title, Optional<String> href, String key, String said) {}
}
