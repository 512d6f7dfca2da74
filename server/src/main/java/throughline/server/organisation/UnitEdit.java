package throughline.server.organisation;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.organisation.Organisation;
import throughline.organisation.Thing;
import throughline.organisation.UnitPart;
import throughline.workspace.OrganisationCheck.Finding;
import throughline.workspace.OrganisationDiff;

/// A change made by somebody who keeps the part of one unit: whether it stays within that part, and how it is said
/// without telling of what the unit does not see.
final class UnitEdit {

    /// What is said of an entry that is somebody else's to change.
    static final String NOT_YOURS = key("This is not kept by your unit. Ask who keeps the whole record.");

    /// What is said where somebody names who is not shown to the unit, be there such a person or not.
    static final String NOT_SHOWN =
            key("It names a person or a unit that is not on record for your unit. Choose one that is shown to you.");

    private static final String ELSEWHERE =
            key("Something outside your unit refers to it, so it stays as it is. Ask who keeps the whole record.");

    /// What is said where a change would leave out what others wrote.
    static final String UNREAD = key(
            "Your organisation.yaml holds things that pages would leave out, so nothing was saved. Ask who keeps the whole record.");

    private final List<OrganisationDiff> changes;
    private final UnitPart before;
    private final UnitPart after;

    UnitEdit(Organisation before, Organisation after, String unit) {
        this.changes = OrganisationDiff.between(before, after);
        this.before = new UnitPart(before, unit);
        this.after = new UnitPart(after, unit);
    }

    /// Why it may not be made; empty where it may.
    ///
    /// @param unread what the document holds and a change in pages leaves out
    List<String> refusals(List<String> unread) {
        List<String> why = changes.stream()
                .map(c -> before.refusal(c.before(), c.after(), after))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return why.isEmpty() && !unread.isEmpty() ? List.of(say(UNREAD)) : why;
    }

    /// What was changed, in one sentence.
    String said() {
        List<OrganisationDiff> seen = changes.stream()
                .map(c -> new OrganisationDiff(
                        c.id(), c.before().map(after::shown), c.after().map(after::shown)))
                .toList();
        return seen.isEmpty()
                ? say("Nothing changed but how it is written.")
                : OrganisationDiff.summary(seen, Thing.all(after.shown()));
    }

    /// What is odd now and was not before, a sentence each.
    List<String> sentences(List<Finding> worse) {
        return worse.stream()
                .map(f -> Stream.of(f.which().split(" → ", -1)).anyMatch(this::hides) ? say(ELSEWHERE) : f.sentence())
                .distinct()
                .toList();
    }

    private boolean hides(String id) {
        return before.hides(id) || after.hides(id);
    }
}
