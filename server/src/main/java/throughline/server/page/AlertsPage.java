package throughline.server.page;

import java.util.List;

/// What is new and should be known.
///
/// @param title how many are new, in a sentence
/// @param done what was just done, may be empty
/// @param fresh those that are new to the reader
/// @param known those that stand and that the reader has seen or muted
/// @param over those that have ended in the last 30 days
/// @param marks whether the reader can mark them
/// @param digest how alerts come by e-mail
public record AlertsPage(
        Shell shell,
        String title,
        String lede,
        String done,
        List<Row> fresh,
        List<Row> known,
        List<Row> over,
        boolean marks,
        Digest digest) {

    /// An alert.
    ///
    /// @param id names it in forms
    /// @param kind such as `Slipping back`
    /// @param since since when, and when it ended where it has
    /// @param chance how often such an alert is raised without cause
    /// @param next what to do
    /// @param href of its evidence
    /// @param evidence words of that link
    /// @param muted whether the reader wants to hear nothing more of it
    /// @param news whether it is new to the reader
    /// @param over whether it has ended
    public record Row(
            String id,
            String kind,
            String what,
            String since,
            String chance,
            String next,
            String href,
            String evidence,
            boolean muted,
            boolean news,
            boolean over) {}

    /// How alerts come by e-mail.
    ///
    /// @param offered whether the reader can choose
    /// @param note what to know of it
    public record Digest(boolean offered, Choice rhythm, String note) {}
}
