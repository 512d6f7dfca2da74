package throughline.server.page;

import java.util.List;
import java.util.Optional;
import throughline.server.page.Shell.Kept;

/// Two entries of the register are to become one: which two, and what comes of it.
///
/// @param choices the one that goes and the one that stays
/// @param refusals why it was not done, as sentences
/// @param outcome what would come of it, once two were chosen
public record JoinPage(Shell shell, List<Choice> choices, List<String> refusals, Optional<Outcome> outcome) {

    /// What would come of it.
    ///
    /// @param sentences what happens, most important first
    /// @param lines what the two say that differs
    /// @param kept what is sent along unseen
    public record Outcome(String stays, String goes, List<String> sentences, List<Line> lines, List<Kept> kept) {}

    /// A field of both, and what it says afterwards.
    public record Line(String label, String stays, String goes, String then) {}
}
