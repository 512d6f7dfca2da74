package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// The accounts of all, and the form that invites somebody.
///
/// @param title how many there are
/// @param fields name and address of who is to be invited
/// @param role what they may do
/// @param roles what each role may do
/// @param unit what they may see, for roles of one unit
/// @param note what becomes of the link
/// @param made the link that was just made
public record AccountsPage(
        Shell shell,
        String title,
        List<Row> rows,
        List<FormField> fields,
        Choice role,
        List<RoleWords> roles,
        Choice unit,
        String note,
        Optional<MadeLink> made) {

    /// A role and what it may do.
    public record RoleWords(String title, String description) {}

    /// An account.
    ///
    /// @param role with its unit
    /// @param state in a word
    /// @param usable whether it can be used
    public record Row(String id, String name, String email, String role, String state, boolean usable) {}

    /// A link that is shown this once.
    ///
    /// @param text what to do with it
    public record MadeLink(String title, String text, String link) {}
}
