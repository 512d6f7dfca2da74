package throughline.server.page;

import java.util.List;
import java.util.Optional;
import throughline.server.page.Shell.Kept;

/// Bringing in what a form keeps as a file: which file, and what it would change.
///
/// @param action where the file is sent
/// @param notes how the file is read, a sentence each
/// @param missing what becomes of entries that the file does not have; empty where they always stay
/// @param problem why the file was not taken, may be empty
/// @param preview what the file would change, once it was sent
/// @param unread what the first change leaves out of the document
/// @param both where the file is taken away that can be brought in here
/// @param back where the reader came from
public record BringInPage(
        Shell shell,
        String title,
        String lede,
        String action,
        List<String> notes,
        Optional<Choice> missing,
        String problem,
        Optional<Preview> preview,
        List<String> unread,
        BothWays both,
        String back) {

    /// What a file would change; nothing is changed yet.
    ///
    /// @param file its name
    /// @param summary what would happen, in a sentence
    /// @param groups what would be added, changed and removed
    /// @param conflicts what somebody else has changed since the file was taken away
    /// @param left what is left out
    /// @param refusals why nothing can be taken, as sentences
    /// @param action where it is confirmed; empty where there is nothing to confirm
    /// @param kept what is sent along unseen
    public record Preview(
            String file,
            String summary,
            List<Group> groups,
            List<Conflict> conflicts,
            List<Left> left,
            List<String> refusals,
            Optional<String> action,
            List<Kept> kept) {

        /// Copies the lists.
        public Preview {
            groups = groups.stream().filter(g -> !g.lines().isEmpty()).toList();
            conflicts = List.copyOf(conflicts);
            left = List.copyOf(left);
            refusals = List.copyOf(refusals);
            kept = List.copyOf(kept);
        }
    }

    /// Lines of one sort.
    ///
    /// @param id of its heading
    /// @param more says that there are others, may be empty
    public record Group(String id, String title, List<Line> lines, String more) {}

    /// A line.
    ///
    /// @param place in the file, may be empty
    public record Line(String place, String title, String said) {}

    /// An entry that differs from what is on record because somebody changed it meanwhile.
    ///
    /// @param key of the entry, as it is sent
    /// @param who changed it and when
    /// @param said what the file would make of it
    public record Conflict(String key, String title, String who, String said) {}

    /// A line that is left out.
    public record Left(String place, String column, String why) {}
}
