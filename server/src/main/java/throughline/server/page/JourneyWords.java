package throughline.server.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Journeys.Feeling;
import throughline.diagnosis.Journeys.Gap;
import throughline.diagnosis.Journeys.Step;
import throughline.diagnosis.Journeys.Studied;
import throughline.diagnosis.Level;
import throughline.diagnosis.Level.Keeping;
import throughline.diagnosis.Travel;
import throughline.diagnosis.Travel.Detour;
import throughline.diagnosis.Travel.Known;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;

/// What was found about a journey, in sentences.
final class JourneyWords {

    /// Share of cases from which on a detour is spoken of (ours).
    static final double NOTABLE = 0.03;

    private JourneyWords() {}

    /// The one thing to know about a journey: what is amiss at its worst step.
    static String headline(Studied studied) {
        List<Step> steps = studied.steps();
        if (steps.isEmpty()) {
            return "%s has no steps on record".formatted(studied.journey().title());
        }
        if (studied.worst().isPresent()) {
            int worst = studied.worst().getAsInt();
            return amiss(
                    steps.get(worst),
                    "step %s, %s".formatted(worst + 1, steps.get(worst).title()));
        }
        Optional<Detour> main = main(studied);
        if (main.isPresent()) {
            return "Every step has an owner and a standard, but %s cases %s"
                    .formatted(inHundred(main.get().share().value()), detour(main.get(), steps));
        }
        return steps.stream().flatMap(s -> s.standards().stream()).allMatch(l -> l.keeping() == Keeping.MET)
                ? "Every step has one owner, and keeps its standards"
                : "Every step has one owner and a standard";
    }

    /// What is amiss at a step, the worst of it.
    private static String amiss(Step step, String name) {
        Gap gap = step.gaps().getFirst();
        return switch (gap) {
            case NO_OWNER ->
                step.gaps().contains(Gap.NO_DESIGN)
                        ? "At %s, nobody answers and nothing was designed".formatted(name)
                        : "Nobody answers for %s".formatted(name);
            case NO_DESIGN -> "Nothing says what good looks like at %s".formatted(name);
            case SHARED -> "%s people answer for %s".formatted(step.owners().size(), name);
            case BELOW_STANDARD -> "%s, does not keep its standard".formatted(Wording.sentence(name));
            case NOT_MEASURED -> "Nobody measures whether %s, keeps its standard".formatted(name);
            case FEELS_WORSE -> "%s, feels worse than the others".formatted(Wording.sentence(name));
        };
    }

    /// What is amiss at a step, in a few words of each.
    static String gaps(Step step) {
        return Wording.sentence(String.join(
                ", ",
                step.gaps().stream()
                        .map(gap -> switch (gap) {
                            case NO_OWNER -> "no owner";
                            case NO_DESIGN -> "nothing designed";
                            case SHARED -> "%s owners".formatted(step.owners().size());
                            case BELOW_STANDARD -> "below its standard";
                            case NOT_MEASURED -> "a standard nobody measures";
                            case FEELS_WORSE -> "feels worse than the others";
                        })
                        .toList()));
    }

    /// The figures behind the headline.
    static String lede(Studied studied) {
        var said = new ArrayList<String>();
        studied.travel().filter(Travel::enough).ifPresent(travel -> {
            said.add(
                    travel.known() == Known.ORDER
                            ? "%s cases took it as designed."
                                    .formatted(Wording.sentence(Wording.of(travel.exact(), travel.cases())))
                            : "%s cases went to each of its steps and nowhere else."
                                    .formatted(Wording.of(travel.exact(), travel.cases())));
            if (studied.worst().isPresent()) {
                main(studied)
                        .ifPresent(d -> said.add("%s %s."
                                .formatted(
                                        Wording.sentence(inHundred(d.share().value())), detour(d, studied.steps()))));
            }
        });
        lowest(studied)
                .ifPresent(step -> step.feeling()
                        .ifPresent(f -> said.add("It feels worst at %s: %s of 5 (likely %s)."
                                .formatted(step.title(), Words.decimals(f.value(), 1), likely(f)))));
        return Words.kept(String.join(" ", said));
    }

    /// The step that surely feels worse than the journey's steps do on average, and most so.
    private static Optional<Step> lowest(Studied studied) {
        return studied.steps().stream()
                .filter(s -> s.feeling().filter(Feeling::worse).isPresent())
                .min(java.util.Comparator.comparingDouble(
                        s -> s.feeling().map(Feeling::value).orElse(5.0)));
    }

    static String likely(Feeling feeling) {
        return "%s to %s"
                .formatted(
                        Words.decimals(feeling.interval().low(), 1),
                        Words.decimals(feeling.interval().high(), 1));
    }

    /// The detour of most cases, if it is one to speak of.
    private static Optional<Detour> main(Studied studied) {
        return studied.travel().stream()
                .flatMap(t -> t.detours().stream())
                .filter(d -> d.share().value() >= NOTABLE)
                .findFirst();
    }

    /// What a detour does, after the number of cases that make it.
    static String detour(Detour detour, List<Step> steps) {
        String via = via(detour);
        if (detour.from() == Travel.OUTSIDE) {
            return via.isEmpty() ? "begin at %s".formatted(title(detour.to(), steps)) : "begin at %s".formatted(via);
        }
        if (detour.to() == Travel.OUTSIDE) {
            return via.isEmpty()
                    ? "end at %s".formatted(title(detour.from(), steps))
                    : "go from %s to %s and do not come back".formatted(title(detour.from(), steps), via);
        }
        String from = title(detour.from(), steps);
        String to = title(detour.to(), steps);
        if (!via.isEmpty()) {
            return detour.from() == detour.to()
                    ? "go from %s to %s and back".formatted(from, via)
                    : "go from %s to %s by way of %s".formatted(from, to, via);
        }
        return detour.to() > detour.from()
                ? "go from %s straight to %s".formatted(from, to)
                : "go back from %s to %s".formatted(from, to);
    }

    /// What a detour does, beside its arc.
    static String brief(Detour detour, List<Step> steps) {
        String via = via(detour);
        if (!via.isEmpty()) {
            return "go by way of " + via;
        }
        return detour.to() > detour.from()
                ? "go straight to " + title(detour.to(), steps)
                : "go back to " + title(detour.to(), steps);
    }

    /// The touchpoints off the journey: one of them lies between, in each case another.
    private static String via(Detour detour) {
        List<String> via = detour.via();
        return switch (via.size()) {
            case 0 -> "";
            case 1 -> via.getFirst();
            case 2 -> via.getFirst() + " or " + via.getLast();
            default -> "%s, %s or others".formatted(via.get(0), via.get(1));
        };
    }

    private static String title(int step, List<Step> steps) {
        return steps.get(step).title();
    }

    /// A share as a natural frequency: `31 in 100`.
    static String inHundred(double share) {
        long hundred = Math.round(share * 100);
        return hundred == 0 && share > 0 ? "fewer than 1 in 100" : hundred + " in 100";
    }

    /// What to do about a step, the most important first, at most two things.
    static String remedy(Step step) {
        return String.join(
                " ", step.gaps().stream().limit(2).map(gap -> remedy(gap, step)).toList());
    }

    private static String remedy(Gap gap, Step step) {
        return switch (gap) {
            case NO_OWNER -> "Name one person who answers for “%s”.".formatted(step.place());
            case NO_DESIGN ->
                "Write down what good looks like at “%s”, and a standard with a target.".formatted(step.place());
            case SHARED ->
                "Agree which one of %s answers for “%s”.".formatted(Wording.names(step.owners(), 3), step.place());
            case BELOW_STANDARD ->
                step.missed().stream()
                        .filter(Level::isSure)
                        .findFirst()
                        .map(l -> "Bring it to its standard. %s: %s where it should be %s."
                                .formatted(LevelWords.name(l), LevelWords.value(l), LevelWords.goal(l)))
                        .orElse("");
            case NOT_MEASURED ->
                step.standards().stream()
                        .filter(l -> l.rows() == 0)
                        .findFirst()
                        .map(l -> "Measure it: %s.".formatted(LevelWords.name(l)))
                        .orElse("");
            case FEELS_WORSE ->
                "Ask customers at “%s” what is worse there than at the other steps.".formatted(step.place());
        };
    }
}
