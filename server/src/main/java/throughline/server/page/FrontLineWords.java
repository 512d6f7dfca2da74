package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import throughline.diagnosis.FrontLineCard;
import throughline.diagnosis.LikeWithLike;
import throughline.diagnosis.LikeWithLike.Apart;
import throughline.diagnosis.LikeWithLike.Compared;
import throughline.diagnosis.Teams;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;

/// What the page of the front line says in sentences.
final class FrontLineWords {

    /// Names of a list that are spelt out.
    private static final int NAMED = 4;

    private FrontLineWords() {}

    /// The finding.
    static String headline(Teams teams, Optional<LikeWithLike> compared) {
        if (teams.teams().isEmpty()) {
            return say("No team has %s %s in these days", Words.count(LikeWithLike.FEWEST), teams.base());
        }
        if (compared.isEmpty()) {
            return say("No five teams can be compared on the same work");
        }
        LikeWithLike found = compared.get();
        int shown = found.compared().size();
        long worse = found.count(Apart.WORSE);
        long better = found.count(Apart.BETTER);
        if (worse + better == 0) {
            return shown == 1
                    ? say("The team cannot be told apart from %s others", Words.count(found.of() - 1L))
                    : say("None of %s teams can be told apart from the others", Words.count(shown));
        }
        var parts = new ArrayList<String>();
        if (worse > 0) {
            parts.add(worse == 1 ? say("One needs help") : say("%s need help", Wording.inWords(worse)));
        }
        if (better > 0) {
            parts.add(
                    better == 1
                            ? parts.isEmpty() ? say("One can teach") : say("one can teach")
                            : say(
                                    "%s can teach",
                                    parts.isEmpty()
                                            ? Wording.inWords(better)
                                            : Wording.inWords(better).toLowerCase(Locale.UK)));
        }
        boolean most = 2 * (worse + better) < shown;
        return (most ? say("Most teams cannot be told apart.") + " " : "") + String.join(", ", parts) + ".";
    }

    /// How figures are compared, and whose they are.
    static String lede(Optional<LikeWithLike> compared) {
        return compared.map(LikeWithLike::mix)
                .filter(m -> !m.isEmpty())
                .map(m -> say(
                        "Figures are for teams, compared like with like: the same %s. The card of a person is for that person and who leads them, for nobody else.",
                        Wording.names(m.stream().map(FrontLineWords::factor).toList(), m.size())))
                .orElseGet(
                        () -> say(
                                "Figures are for teams. The card of a person is for that person and who leads them, for nobody else."));
    }

    private static String factor(String column) {
        return switch (column) {
            case "intent" -> say("reasons");
            case "touchpoint" -> say("touchpoints");
            default -> say("state of the systems");
        };
    }

    /// What both sides of a team say together, with one phrase marked; empty where nothing stands out.
    static String says(FrontLineCard team) {
        return switch (team.says()) {
            case TARGETS_MET_CUSTOMERS_NOT ->
                say(
                        "%s meets [[every target shown here]], and its customers are served worse than chance and the usual differences explain. The targets are the likely reason.",
                        team.title());
            case WORSE ->
                say(
                        "Customers of %s are served [[worse than chance and the usual differences explain]]. Look at the work, not the people.",
                        team.title());
            case BETTER ->
                say(
                        "Customers of %s are served [[better than chance and the usual differences explain]]. Ask them how.",
                        team.title());
            case TARGETS_MET ->
                say(
                        "%s meets [[every target shown here]], and its customers are served as with other teams.",
                        team.title());
            case ORDINARY, NOTHING -> "";
        };
    }

    /// What a reader is told of a person's own figures.
    static String saysOfPerson(FrontLineCard person) {
        return switch (person.says()) {
            case TARGETS_MET_CUSTOMERS_NOT ->
                say(
                        "[[Every target shown here is met]], and customers are served worse than with others who do the same work. The targets are the likely reason.");
            case WORSE ->
                say(
                        "Customers are served [[worse than with others who do the same work]]. Look at the work first, then at what would help.");
            case BETTER ->
                say("Customers are served [[better than with others who do the same work]]. Others could learn how.");
            case TARGETS_MET ->
                say(
                        "[[Every target shown here is met]], and customers are served as with others who do the same work.");
            case ORDINARY -> say("Nothing stands out: differences to others are ordinary variation.");
            case NOTHING -> "";
        };
    }

    /// The funnel in figures, for who cannot see it.
    static String funnel(LikeWithLike found, Map<String, String> titles) {
        String all = say(
                "Funnel plot of %s, %s: all together %s.",
                GaugeRow.within(found.measure()),
                Wording.count(found.compared().size(), "team", "teams"),
                GaugeRow.figure(found.measure(), found.all()));
        return String.join(
                " ", all, better(beyond(found, titles, Apart.BETTER)), worse(beyond(found, titles, Apart.WORSE)));
    }

    private static List<String> beyond(LikeWithLike found, Map<String, String> titles, Apart apart) {
        return found.compared().stream()
                .filter(c -> c.apart() == apart)
                .map(c -> titles.getOrDefault(c.id(), c.id()))
                .toList();
    }

    private static String better(List<String> names) {
        return names.isEmpty()
                ? say("None lies on the better side of the outer limits.")
                : say("On the better side of the outer limits: %s.", Wording.names(names, names.size()));
    }

    private static String worse(List<String> names) {
        return names.isEmpty()
                ? say("None lies on the worse side of the outer limits.")
                : say("On the worse side of the outer limits: %s.", Wording.names(names, names.size()));
    }

    /// What is left out of a comparison, and why; may be empty.
    static String remark(LikeWithLike found, Map<String, String> titles) {
        var said = new ArrayList<String>();
        if (!found.alone().isEmpty()) {
            List<String> alone = found.alone().stream()
                    .map(id -> titles.getOrDefault(id, id))
                    .toList();
            said.add(say(
                    "Not compared, because fewer than four other teams do the same work: %s.",
                    Wording.names(alone, NAMED)));
        }
        if (found.few() > 0) {
            said.add(say(
                    found.few() == 1 ? "%s team is not shown: under %s %s." : "%s teams are not shown: under %s %s.",
                    Words.count(found.few()),
                    Words.count(LikeWithLike.FEWEST),
                    found.measure().base()));
        }
        return String.join(" ", said);
    }

    /// What to do about a team.
    static String toDo(LikeWithLike found, Compared one) {
        return switch (one.apart()) {
            case BETTER -> say("Ask them how");
            case WORSE -> say("Look at the work, not the people");
            case ORDINARY ->
                one.rank().isPresent()
                        ? say("No action: ordinary variation")
                        : one.more().isPresent()
                                ? say(
                                        "More answers needed: about %s %s",
                                        Words.count(one.more().getAsLong()),
                                        found.measure().base())
                                : say("Cannot be told apart");
        };
    }
}
