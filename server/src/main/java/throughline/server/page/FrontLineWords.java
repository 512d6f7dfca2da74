package throughline.server.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            return "No team has %s %s in these days".formatted(Words.count(LikeWithLike.FEWEST), teams.base());
        }
        if (compared.isEmpty()) {
            return "No five teams can be compared on the same work";
        }
        LikeWithLike found = compared.get();
        int shown = found.compared().size();
        long worse = found.count(Apart.WORSE);
        long better = found.count(Apart.BETTER);
        if (worse + better == 0) {
            return shown == 1
                    ? "The team cannot be told apart from %s others".formatted(Words.count(found.of() - 1L))
                    : "None of %s teams can be told apart from the others".formatted(Words.count(shown));
        }
        var parts = new ArrayList<String>();
        if (worse > 0) {
            parts.add(Wording.inWords(worse) + (worse == 1 ? " needs help" : " need help"));
        }
        if (better > 0) {
            String can = Wording.inWords(better) + " can teach";
            parts.add(parts.isEmpty() ? can : can.toLowerCase(Locale.UK));
        }
        boolean most = 2 * (worse + better) < shown;
        return (most ? "Most teams cannot be told apart. " : "") + String.join(", ", parts) + ".";
    }

    /// How figures are compared, and whose they are.
    static String lede(Optional<LikeWithLike> compared) {
        String like = compared.map(LikeWithLike::mix)
                .filter(m -> !m.isEmpty())
                .map(m -> ", compared like with like: the same "
                        + Wording.names(m.stream().map(FrontLineWords::factor).toList(), m.size()))
                .orElse("");
        return "Figures are for teams%s. The card of a person is for that person and who leads them, for nobody else."
                .formatted(like);
    }

    private static String factor(String column) {
        return switch (column) {
            case "intent" -> "reasons";
            case "touchpoint" -> "touchpoints";
            default -> "state of the systems";
        };
    }

    /// What both sides of a team say together, with one phrase marked; empty where nothing stands out.
    static String says(FrontLineCard team) {
        return switch (team.says()) {
            case TARGETS_MET_CUSTOMERS_NOT ->
                "%s meets [[every target shown here]], and its customers are served worse than chance and the usual differences explain. The targets are the likely reason."
                        .formatted(team.title());
            case WORSE ->
                "Customers of %s are served [[worse than chance and the usual differences explain]]. Look at the work, not the people."
                        .formatted(team.title());
            case BETTER ->
                "Customers of %s are served [[better than chance and the usual differences explain]]. Ask them how."
                        .formatted(team.title());
            case TARGETS_MET ->
                "%s meets [[every target shown here]], and its customers are served as with other teams."
                        .formatted(team.title());
            case ORDINARY, NOTHING -> "";
        };
    }

    /// What a reader is told of a person's own figures.
    static String saysOfPerson(FrontLineCard person) {
        return switch (person.says()) {
            case TARGETS_MET_CUSTOMERS_NOT ->
                "[[Every target shown here is met]], and customers are served worse than with others who do the same work. The targets are the likely reason.";
            case WORSE ->
                "Customers are served [[worse than with others who do the same work]]. Look at the work first, then at what would help.";
            case BETTER ->
                "Customers are served [[better than with others who do the same work]]. Others could learn how.";
            case TARGETS_MET ->
                "[[Every target shown here is met]], and customers are served as with others who do the same work.";
            case ORDINARY -> "Nothing stands out: differences to others are ordinary variation.";
            case NOTHING -> "";
        };
    }

    /// The funnel in figures, for who cannot see it.
    static String funnel(LikeWithLike found, Teams teams) {
        String all = "Funnel plot of %s, %s: all together %s."
                .formatted(
                        GaugeRow.within(found.measure()),
                        Wording.count(found.compared().size(), "team", "teams"),
                        GaugeRow.figure(found.measure(), found.all()));
        return all + side(found, teams, Apart.BETTER, "better") + side(found, teams, Apart.WORSE, "worse");
    }

    private static String side(LikeWithLike found, Teams teams, Apart apart, String word) {
        List<String> names = found.compared().stream()
                .filter(c -> c.apart() == apart)
                .map(c -> title(teams, c.id()))
                .toList();
        return names.isEmpty()
                ? " None lies on the %s side of the outer limits.".formatted(word)
                : " On the %s side of the outer limits: %s.".formatted(word, Wording.names(names, names.size()));
    }

    /// What is left out of a comparison, and why; may be empty.
    static String remark(LikeWithLike found, Teams teams) {
        var said = new ArrayList<String>();
        if (!found.alone().isEmpty()) {
            List<String> alone =
                    found.alone().stream().map(id -> title(teams, id)).toList();
            said.add("Not compared, because fewer than four other teams do the same work: %s."
                    .formatted(Wording.names(alone, NAMED)));
        }
        if (found.few() > 0) {
            said.add("%s not shown: under %s %s."
                    .formatted(
                            Wording.count(found.few(), "team is", "teams are"),
                            Words.count(LikeWithLike.FEWEST),
                            found.measure().base()));
        }
        return String.join(" ", said);
    }

    /// What to do about a team.
    static String toDo(LikeWithLike found, Compared one) {
        return switch (one.apart()) {
            case BETTER -> "Ask them how";
            case WORSE -> "Look at the work, not the people";
            case ORDINARY ->
                one.rank().isPresent()
                        ? "No action: ordinary variation"
                        : one.more().isPresent()
                                ? "More answers needed: about %s %s"
                                        .formatted(
                                                Words.count(one.more().getAsLong()),
                                                found.measure().base())
                                : "Cannot be told apart";
        };
    }

    /// The name of a team.
    static String title(Teams teams, String id) {
        return teams.find(id).map(FrontLineCard::title).orElse(id);
    }
}
