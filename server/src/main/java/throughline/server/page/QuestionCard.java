package throughline.server.page;

import static throughline.text.Text.say;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.chart.Words;
import throughline.workspace.Answers;
import throughline.workspace.ColumnGuess;
import throughline.workspace.Question;

/// The one thing to settle next, with its answers as buttons.
///
/// @param why what hangs on it, or empty
/// @param first answers that are buttons, the likeliest first
/// @param more answers that are choices of a list, where there are many
/// @param topic what a typed answer is about; empty where nothing is to be typed
/// @param suggestions for a typed answer
public record QuestionCard(
        String text, String why, List<Choice> first, List<Choice> more, String topic, List<String> suggestions) {

    private static final int BUTTONS = 4;
    private static final String PLACES = "(Africa|America|Asia|Australia|Europe|Pacific|Atlantic)/.*";

    /// One answer.
    public record Choice(String value, String text) {}

    static QuestionCard of(Question question, List<ColumnGuess> columns) {
        return switch (question.about()) {
            case ROW ->
                card(
                        say("What is one row of this file?"),
                        say("Its columns do not say it plainly."),
                        question,
                        table -> FactKind.find(table).map(FieldWords::row).orElse(table));
            case DAY_OR_MONTH ->
                card(
                        say(
                                "“%s” says %s. Does the day come first, or the month?",
                                question.column(), example(question.column(), columns)),
                        say("Every date in it can be read both ways."),
                        question,
                        form -> form.startsWith("M") ? say("The month") : say("The day"));
            case WHICH_COLUMN -> whichColumn(question);
            case NO_IDS -> noIds(question);
            case WHICH_FIELD ->
                card(
                        say("“%s” holds %s. What is it?", question.column(), values(question.column(), columns)),
                        "",
                        question,
                        QuestionCard::fieldOrNone);
            case WHICH_ITEM ->
                card(
                        say(
                                "“%s” holds answers from %s. What does it ask?",
                                question.column(), range(question.column(), columns)),
                        "",
                        question,
                        QuestionCard::fieldOrNone);
            case UNIT ->
                card(
                        say(
                                "“%s” holds numbers such as %s. Are they seconds, or minutes?",
                                question.column(), example(question.column(), columns)),
                        "",
                        question,
                        QuestionCard::unit);
            case SCALE ->
                card(
                        say(
                                "“%s” holds answers from %s. What is its scale?",
                                question.column(), range(question.column(), columns)),
                        say("Answers beyond the scale, such as a 99 for none, are set aside."),
                        question,
                        QuestionCard::scale);
            case ZONE -> zone(question);
        };
    }

    private interface Text {
        String of(String option);
    }

    private static QuestionCard card(String text, String why, Question question, Text words) {
        return card(
                text,
                why,
                question.options().stream()
                        .map(o -> new Choice(value(question.topic(), o), words.of(o)))
                        .toList());
    }

    private static QuestionCard card(String text, String why, List<Choice> all) {
        int buttons = all.size() <= BUTTONS + 1 ? all.size() : BUTTONS - 1;
        return new QuestionCard(text, why, all.subList(0, buttons), all.subList(buttons, all.size()), "", List.of());
    }

    private static QuestionCard whichColumn(Question question) {
        String field = Wording.within(FieldWords.of(question.field()));
        if (question.options().isEmpty()) {
            return new QuestionCard(
                    say("No column can be “%s”, which every row must have.", field),
                    say("Choose what a row is below the table, or add the column to the file and choose it again."),
                    List.of(),
                    List.of(),
                    "",
                    List.of());
        }
        return card(
                say("Which column is “%s”?", field),
                say("Every row must have it."),
                question.options().stream()
                        .map(column -> new Choice(value(Answers.column(column), question.field()), column))
                        .toList());
    }

    private static QuestionCard noIds(Question question) {
        var all = new ArrayList<Choice>();
        all.add(new Choice(value(question.topic(), "rows"), say("Number the rows")));
        question.options()
                .forEach(column ->
                        all.add(new Choice(value(Answers.column(column), question.field()), say("Use “%s”", column))));
        return card(
                say("No column is “%s”. May we number the rows?", Wording.within(FieldWords.of(question.field()))),
                say("Bringing in the same file twice then still changes nothing; a corrected file counts as new rows."),
                all);
    }

    private static QuestionCard zone(Question question) {
        String here = ZoneId.systemDefault().getId();
        var first = new ArrayList<Choice>();
        if (here.matches(PLACES)) {
            first.add(new Choice(value(question.topic(), here), here));
        }
        first.add(new Choice(value(question.topic(), "UTC"), "UTC"));
        return new QuestionCard(
                say("Where were the times written?"),
                say("They do not say it, and the day a contact belongs to depends on it."),
                first,
                List.of(),
                question.topic(),
                ZoneId.getAvailableZoneIds().stream()
                        .filter(zone -> zone.matches(PLACES))
                        .sorted()
                        .toList());
    }

    private static String fieldOrNone(String field) {
        return switch (field) {
            case Answers.LEFT_OUT -> say("Leave it out");
            case Answers.OWN_NAME -> say("A question of its own");
            default -> FieldWords.of(field);
        };
    }

    private static String scale(String scale) {
        int between = scale.indexOf('/');
        return between < 0 ? scale : say("%s to %s", scale.substring(0, between), scale.substring(between + 1));
    }

    private static String unit(String unit) {
        return switch (unit) {
            case "s" -> say("Seconds");
            case "min" -> say("Minutes");
            case "h" -> say("Hours");
            default -> say("Milliseconds");
        };
    }

    private static String example(String column, List<ColumnGuess> columns) {
        return named(column, columns).column().examples().stream().findFirst().orElse(say("nothing"));
    }

    private static String values(String column, List<ColumnGuess> columns) {
        ColumnGuess guess = named(column, columns);
        String examples = Wording.names(
                guess.column().examples().stream()
                        .limit(2)
                        .map(e -> say("“%s”", e))
                        .toList(),
                2);
        int distinct = guess.column().distinct();
        return distinct <= 2 ? examples : say("%s values such as %s", Words.count(distinct), examples);
    }

    private static String range(String column, List<ColumnGuess> columns) {
        ColumnGuess guess = named(column, columns);
        return say(
                "%s to %s",
                Words.number(guess.column().low()), Words.number(guess.column().high()));
    }

    private static ColumnGuess named(String column, List<ColumnGuess> columns) {
        return columns.stream()
                .filter(c -> c.column().name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static String value(String topic, String answer) {
        return URLEncoder.encode(topic, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(answer, StandardCharsets.UTF_8);
    }
}
