package throughline.server.web;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.filing.RegisterDraft;
import throughline.server.page.BringInPage.Group;
import throughline.server.page.BringInPage.Left;
import throughline.server.page.BringInPage.Line;
import throughline.text.Text;

/// Registers, and what a file would change of one, in words.
final class RegisterWords {

    private static final int LONGEST = 200;

    private RegisterWords() {}

    /// What a register is called.
    static String title(FactKind kind) {
        return switch (kind) {
            case ANNOUNCEMENTS -> say("Announcements");
            case DECISIONS -> say("Decisions");
            case PROMISES -> say("Promises");
            case FORECASTS -> say("Predictions");
            case IMPORTANCES -> say("Rankings of what matters");
            case LISTENING -> say("Time spent listening");
            case STEPS -> say("Steps");
            case PUSHES -> say("Sales pushes");
            case AGENDAS -> say("Agendas of meetings");
            case TRAINING -> say("Training");
            case REWARDS -> say("Rewards");
            default -> throw new IllegalArgumentException("No register of " + kind);
        };
    }

    /// What stands in a register.
    static String description(FactKind kind) {
        return switch (kind) {
            case ANNOUNCEMENTS -> say("What was said about service, to customers or staff.");
            case DECISIONS -> say("What was done that changes what people can do for customers.");
            case PROMISES -> say("What was promised about service, and by when.");
            case FORECASTS -> say("What you said a measure would be. Nobody else sees yours.");
            case IMPORTANCES -> say("What you think matters most to customers. Nobody else sees yours.");
            case LISTENING -> say("Time that leaders spent with customers or the front line.");
            case STEPS -> say("Changes made to improve service.");
            case PUSHES -> say("Sales campaigns in units.");
            case AGENDAS -> say("What leaders spoke about, and for how long.");
            case TRAINING -> say("Who completed which course.");
            case REWARDS -> say("What recognised somebody.");
            default -> throw new IllegalArgumentException("No register of " + kind);
        };
    }

    /// What a file would change, in a sentence.
    static String summary(RegisterDraft draft) {
        long added = draft.lines().stream().filter(l -> l.before().isEmpty()).count();
        long changed = draft.lines().size() - added;
        List<String> said = new ArrayList<>();
        if (added > 0) {
            said.add(Wording.count(added, Text.key("row would be added."), Text.key("rows would be added.")));
        }
        if (changed > 0) {
            said.add(Wording.count(changed, Text.key("row would be changed."), Text.key("rows would be changed.")));
        }
        if (said.isEmpty()) {
            said.add(say("Nothing would be changed."));
        }
        if (draft.same() > 0) {
            said.add(Wording.count(
                    draft.same(),
                    Text.key("row is on record as the file has it."),
                    Text.key("rows are on record as the file has them.")));
        }
        return String.join(" ", said);
    }

    /// What would be added and changed.
    static List<Group> groups(FactKind kind, RegisterDraft draft) {
        return List.of(
                SectionWords.shortened("added", say("Added"), lines(kind, draft, false)),
                SectionWords.shortened("changed", say("Changed"), lines(kind, draft, true)));
    }

    private static List<Line> lines(FactKind kind, RegisterDraft draft, boolean changed) {
        return draft.lines().stream()
                .filter(l -> l.before().isPresent() == changed)
                .map(l -> new Line(
                        SectionWords.place(l.line()),
                        l.after().getOrDefault(kind.id().orElse(kind.time()), ""),
                        l.before().map(before -> differences(before, l.after())).orElseGet(() -> said(l.after()))))
                .toList();
    }

    private static String said(Map<String, String> row) {
        return row.entrySet().stream()
                .map(e -> "%s: %s".formatted(e.getKey(), cut(e.getValue())))
                .collect(Collectors.joining("; "));
    }

    private static String differences(Map<String, String> before, Map<String, String> after) {
        var columns = new LinkedHashSet<>(before.keySet());
        columns.addAll(after.keySet());
        return columns.stream()
                .filter(c -> !Optional.ofNullable(before.get(c)).equals(Optional.ofNullable(after.get(c))))
                .map(c -> say(
                        "%s is %s instead of %s",
                        c, cut(after.getOrDefault(c, say("nothing"))), cut(before.getOrDefault(c, say("nothing")))))
                .collect(Collectors.joining("; "));
    }

    /// What is left out.
    static List<Left> left(RegisterDraft draft) {
        return draft.left().stream()
                .limit(SectionWords.SHOWN)
                .map(l -> new Left(
                        l.line() == 0 ? say("The file") : SectionWords.place(l.line()),
                        l.column(),
                        Wording.sentence(l.why())))
                .toList();
    }

    static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST).strip() + "…" : text;
    }
}
