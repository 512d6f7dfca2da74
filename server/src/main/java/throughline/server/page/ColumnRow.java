package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.server.page.Shell.Option;
import throughline.workspace.Answers;
import throughline.workspace.ColumnGuess;
import throughline.workspace.ColumnGuess.Sureness;

/// One column of a file, what it is taken for, and what else it may be.
///
/// @param number its place, from 0
/// @param examples two of its values
/// @param meanings what it may become
/// @param sureness in words
/// @param style of the word: `sure`, `check` or `ask`
/// @param reason why, or empty
public record ColumnRow(
        int number,
        String name,
        List<String> examples,
        List<Option> meanings,
        String sureness,
        String style,
        String reason) {

    static ColumnRow of(int number, ColumnGuess guess, FactKind kind, List<String> measures) {
        String now = ImportPage.meaning(guess);
        var meanings = new ArrayList<Option>();
        if (guess.sureness() == Sureness.ASKED) {
            meanings.add(new Option("", say("Choose a meaning"), true));
        }
        for (Column column : kind.columns()) {
            meanings.add(new Option(
                    column.name(), FieldWords.of(column.name()), column.name().equals(now)));
        }
        measures.forEach(m -> meanings.add(new Option(m, FieldWords.of(m), m.equals(now))));
        boolean listed = meanings.stream().anyMatch(Option::chosen);
        boolean own = guess.used() && !listed;
        meanings.add(new Option(
                own ? now : Answers.OWN_NAME, own ? say("Measure “%s”", now) : say("Keep under its own name"), own));
        meanings.add(new Option(Answers.LEFT_OUT, say("Leave out"), now.equals(Answers.LEFT_OUT)));
        return new ColumnRow(
                number,
                guess.column().name().isBlank()
                        ? say("(no name)")
                        : guess.column().name(),
                kind == FactKind.PULSE ? List.of(say("not shown")) : examples(guess),
                List.copyOf(meanings),
                word(guess.sureness()),
                style(guess.sureness()),
                reason(guess));
    }

    private static List<String> examples(ColumnGuess guess) {
        List<String> seen = guess.column().examples();
        return seen.isEmpty() ? List.of(say("empty")) : seen.subList(0, Math.min(2, seen.size()));
    }

    private static String word(Sureness sureness) {
        return switch (sureness) {
            case RECOGNISED -> say("Recognised");
            case LIKELY -> say("Likely. Please check");
            case ASKED -> say("Which is it?");
            case CHOSEN -> say("As you said");
            case KEPT -> say("Kept as numbers");
            case LEFT_OUT -> say("Left out");
        };
    }

    private static String style(Sureness sureness) {
        return switch (sureness) {
            case RECOGNISED, CHOSEN -> "sure";
            case ASKED -> "ask";
            case LIKELY, KEPT, LEFT_OUT -> "check";
        };
    }

    private static String reason(ColumnGuess guess) {
        return switch (guess.reason()) {
            case PLAIN, SEVERAL_FIELDS -> "";
            case NAME_IN_PART -> say("Its name speaks of it");
            case ONLY_TIME -> say("The only column of times");
            case UNIT_ASSUMED -> say("Taken for seconds, as in most systems");
            case NUMBERS_KEPT -> say("A measure, if its name or values say so");
            case NO_NAME -> say("The header has no name for it");
            case SAME_NAME -> say("An earlier column has the same name");
            case EMPTY -> say("Nothing is in it");
            case NOT_A_TIME -> say("Its values are not dates that can be read");
            case NOT_A_NUMBER -> say("Its values are not of the kind that its name says");
            case NOT_NEEDED -> say("No cause asks for it");
        };
    }
}
