package throughline.server.page;

import static throughline.text.Text.say;

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
            return say("%s has no steps on record", studied.journey().title());
        }
        if (studied.worst().isPresent()) {
            int worst = studied.worst().getAsInt();
            return amiss(
                    steps.get(worst),
                    say("step %s, %s", worst + 1, steps.get(worst).title()));
        }
        Optional<Detour> main = main(studied);
        if (main.isPresent()) {
            return say(
                    "Every step has an owner and a standard, but %s cases %s",
                    inHundred(main.get().share().value()), detour(main.get(), steps));
        }
        return steps.stream().flatMap(s -> s.standards().stream()).allMatch(l -> l.keeping() == Keeping.MET)
                ? say("Every step has one owner, and keeps its standards")
                : say("Every step has one owner and a standard");
    }

    /// What is amiss at a step, the worst of it.
    private static String amiss(Step step, String name) {
        Gap gap = step.gaps().getFirst();
        return switch (gap) {
            case NO_OWNER ->
                step.gaps().contains(Gap.NO_DESIGN)
                        ? say("At %s, nobody answers and nothing was designed", name)
                        : say("Nobody answers for %s", name);
            case NO_DESIGN -> say("Nothing says what good looks like at %s", name);
            case SHARED -> say("%s people answer for %s", step.owners().size(), name);
            case BELOW_STANDARD -> say("%s, does not keep its standard", Wording.sentence(name));
            case NOT_MEASURED -> say("Nobody measures whether %s, keeps its standard", name);
            case FEELS_WORSE -> say("%s, feels worse than the others", Wording.sentence(name));
        };
    }

    /// What is amiss at a step, in a few words of each.
    static String gaps(Step step) {
        return Wording.sentence(String.join(
                ", ",
                step.gaps().stream()
                        .map(gap -> switch (gap) {
                            case NO_OWNER -> say("no owner");
                            case NO_DESIGN -> say("nothing designed");
                            case SHARED -> say("%s owners", step.owners().size());
                            case BELOW_STANDARD -> say("below its standard");
                            case NOT_MEASURED -> say("a standard nobody measures");
                            case FEELS_WORSE -> say("feels worse than the others");
                        })
                        .toList()));
    }

    /// The figures behind the headline.
    static String lede(Studied studied) {
        var said = new ArrayList<String>();
        studied.travel().filter(Travel::enough).ifPresent(travel -> {
            said.add(
                    travel.known() == Known.ORDER
                            ? say(
                                    "%s cases took it as designed.",
                                    Wording.sentence(Wording.of(travel.exact(), travel.cases())))
                            : say(
                                    "%s cases went to each of its steps and nowhere else.",
                                    Wording.of(travel.exact(), travel.cases())));
            if (studied.worst().isPresent()) {
                main(studied)
                        .ifPresent(d -> said.add("%s %s."
                                .formatted(
                                        Wording.sentence(inHundred(d.share().value())), detour(d, studied.steps()))));
            }
        });
        lowest(studied)
                .ifPresent(step -> step.feeling()
                        .ifPresent(f -> said.add(say(
                                "It feels worst at %s: %s of 5 (likely %s).",
                                step.title(), Words.decimals(f.value(), 1), likely(f)))));
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
        return say(
                "%s to %s",
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
            return via.isEmpty() ? say("begin at %s", title(detour.to(), steps)) : say("begin at %s", via);
        }
        if (detour.to() == Travel.OUTSIDE) {
            return via.isEmpty()
                    ? say("end at %s", title(detour.from(), steps))
                    : say("go from %s to %s and do not come back", title(detour.from(), steps), via);
        }
        String from = title(detour.from(), steps);
        String to = title(detour.to(), steps);
        if (!via.isEmpty()) {
            return detour.from() == detour.to()
                    ? say("go from %s to %s and back", from, via)
                    : say("go from %s to %s by way of %s", from, to, via);
        }
        return detour.to() > detour.from()
                ? say("go from %s straight to %s", from, to)
                : say("go back from %s to %s", from, to);
    }

    /// What a detour does, beside its arc.
    static String brief(Detour detour, List<Step> steps) {
        String via = via(detour);
        if (!via.isEmpty()) {
            return say("go by way of %s", via);
        }
        return detour.to() > detour.from()
                ? say("go straight to %s", title(detour.to(), steps))
                : say("go back to %s", title(detour.to(), steps));
    }

    /// The touchpoints off the journey: one of them lies between, in each case another.
    private static String via(Detour detour) {
        List<String> via = detour.via();
        return switch (via.size()) {
            case 0 -> "";
            case 1 -> via.getFirst();
            case 2 -> say("%s or %s", via.getFirst(), via.getLast());
            default -> say("%s, %s or others", via.get(0), via.get(1));
        };
    }

    private static String title(int step, List<Step> steps) {
        return steps.get(step).title();
    }

    /// A share as a natural frequency: `31 in 100`.
    static String inHundred(double share) {
        long hundred = Math.round(share * 100);
        return hundred == 0 && share > 0 ? say("fewer than 1 in 100") : say("%s in 100", hundred);
    }

    /// What to do about a step, the most important first, at most two things.
    static String remedy(Step step) {
        return String.join(
                " ", step.gaps().stream().limit(2).map(gap -> remedy(gap, step)).toList());
    }

    private static String remedy(Gap gap, Step step) {
        return switch (gap) {
            case NO_OWNER -> say("Name one person who answers for “%s”.", step.place());
            case NO_DESIGN ->
                say("Write down what good looks like at “%s”, and a standard with a target.", step.place());
            case SHARED ->
                say("Agree which one of %s answers for “%s”.", Wording.names(step.owners(), 3), step.place());
            case BELOW_STANDARD ->
                step.missed().stream()
                        .filter(Level::isSure)
                        .findFirst()
                        .map(l -> say(
                                "Bring it to its standard. %s: %s where it should be %s.",
                                LevelWords.name(l), LevelWords.value(l), LevelWords.goal(l)))
                        .orElse("");
            case NOT_MEASURED ->
                step.standards().stream()
                        .filter(l -> l.rows() == 0)
                        .findFirst()
                        .map(l -> say("Measure it: %s.", LevelWords.name(l)))
                        .orElse("");
            case FEELS_WORSE -> say("Ask customers at “%s” what is worse there than at the other steps.", step.place());
        };
    }
}
