package throughline.server.web;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import throughline.diagnosis.Wording;
import throughline.organisation.Thing;
import throughline.server.organisation.SectionDraft;
import throughline.server.organisation.SectionDraft.Missing;
import throughline.server.organisation.Version;
import throughline.server.page.BringInPage.Conflict;
import throughline.server.page.BringInPage.Group;
import throughline.server.page.BringInPage.Left;
import throughline.server.page.BringInPage.Line;
import throughline.text.Text;
import throughline.workspace.OrganisationDiff;
import throughline.workspace.RecordEntry;

/// What a file would change of a part of the record, in words.
///
/// @param names the entries whose names stand for ids
record SectionWords(SectionDraft draft, Map<Thing.Id, Thing> names) {

    /// So many lines of a sort are shown.
    static final int SHOWN = 200;

    /// What would happen, in a sentence.
    String summary() {
        List<OrganisationDiff> changes = draft.changes();
        String same = draft.same() == 0
                ? ""
                : Wording.count(
                        draft.same(),
                        Text.key("entry is on record as the file has it."),
                        Text.key("entries are on record as the file has them."));
        return "%s %s"
                .formatted(
                        changes.isEmpty() ? say("Nothing would be changed.") : OrganisationDiff.summary(changes, names),
                        same)
                .strip();
    }

    /// What would be added, changed and removed, and what stays though the file does not have it.
    List<Group> groups(Missing missing) {
        return List.of(
                group("added", say("Added"), d -> d.before().isEmpty()),
                group(
                        "changed",
                        say("Changed"),
                        d -> d.before().isPresent() && d.after().isPresent()),
                group("removed", say("Removed"), d -> d.after().isEmpty()),
                shortened(
                        "missing",
                        say("Not in the file; stays on record"),
                        missing == Missing.GOES
                                ? List.of()
                                : draft.missing().stream()
                                        .map(t -> new Line("", t.title(), RecordEntry.words(t, names)))
                                        .toList()));
    }

    private Group group(String id, String title, Predicate<OrganisationDiff> which) {
        return shortened(
                id,
                title,
                draft.changes().stream().filter(which).map(this::line).toList());
    }

    static Group shortened(String id, String title, List<Line> lines) {
        int more = lines.size() - SHOWN;
        return more <= 0
                ? new Group(id, title, lines, "")
                : new Group(id, title, lines.subList(0, SHOWN), say("And %s more.", Wording.count(more)));
    }

    private Line line(OrganisationDiff diff) {
        Thing thing = diff.after().or(diff::before).orElseThrow();
        return new Line(
                place(draft.line(diff.id())),
                thing.title(),
                diff.before().isPresent() && diff.after().isPresent()
                        ? diff.sentence(names)
                        : RecordEntry.words(thing, names));
    }

    /// A line of the file.
    static String place(long line) {
        return line == 0 ? "" : say("Line %s", Wording.count(line));
    }

    /// What somebody else has changed meanwhile.
    ///
    /// @param since the versions that changed it
    List<Conflict> conflicts(Map<Thing.Id, Version> since) {
        return draft.conflicts().stream()
                .map(d -> new Conflict(
                        d.id().key(),
                        d.after().or(d::before).map(Thing::title).orElse(""),
                        Optional.ofNullable(since.get(d.id()))
                                .map(v -> RecordForms.meanwhile(d.id().sort(), v) + ".")
                                .orElse(""),
                        say("With the file: %s", d.sentence(names))))
                .toList();
    }

    /// What is left out.
    List<Left> left() {
        return draft.left().stream()
                .limit(SHOWN)
                .map(l -> new Left(
                        l.line() == 0 ? say("The file") : place(l.line()), l.column(), Wording.sentence(l.why())))
                .toList();
    }
}
