package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.Journeys.Step;
import throughline.diagnosis.Journeys.Studied;
import throughline.diagnosis.Travel;
import throughline.diagnosis.Travel.Detour;
import throughline.diagnosis.Travel.Known;
import throughline.diagnosis.Wording;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.chart.JourneyChart;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// A journey: where cases really go and how it feels above, what was designed, measured and owned at each step below.
///
/// @param kick which journey it is, how many cases, which days
/// @param chart path, detours and feelings
/// @param chartNote what the chart rests on
/// @param feelings the chart's steps as a table
/// @param detours the chart's detours, and those it has no room for, as a table; empty where there are none
/// @param next what to do first, where something is amiss
/// @param ways where people really go
/// @param waysNote what is known of the ways
/// @param answers who answers for the journey as a whole
/// @param derived whether a lane was derived
/// @param change the form in which steps, lanes and owner are changed, where the reader may
/// @param aside what is not narrowed to the part that is shown; may be empty
/// @param judgedIn the cause that judges the ways
public record JourneyPage(
        Shell shell,
        List<String> kick,
        String headline,
        String lede,
        String aside,
        Markup chart,
        String chartNote,
        FigureTable feelings,
        Optional<FigureTable> detours,
        List<StepCard> steps,
        String size,
        Optional<Next> next,
        List<WayLine> ways,
        String waysNote,
        Answerer answers,
        boolean derived,
        Optional<String> change,
        String judgedIn,
        String judgedHref) {

    /// Most arcs drawn; the table has all detours.
    private static final int MOST_ARCS = 5;

    /// Most ways listed; what is left is summed up.
    private static final int MOST_WAYS = 6;

    /// What to do first.
    ///
    /// @param owners the page of who answers for what, where an owner is what is missing
    /// @param touchpoint the page of the touchpoint
    public record Next(String title, String say, Optional<String> owners, Optional<String> touchpoint, String place) {}

    /// A way that cases took.
    ///
    /// @param designed whether it is the design
    public record WayLine(String words, boolean designed, String share) {}

    /// The page of a journey.
    public static JourneyPage of(Examination examination, Studied studied, Shell shell) {
        List<Step> steps = studied.steps();
        return new JourneyPage(
                shell,
                kick(examination, studied),
                JourneyWords.headline(studied),
                JourneyWords.lede(studied),
                examination
                        .part()
                        .map(u -> say(
                                "Steps, owners and standards are those of the whole organisation, figures those of %s.",
                                u.title()))
                        .orElse(""),
                steps.isEmpty() ? Markup.NONE : Markup.drawn(chart(studied)),
                Words.kept(chartNote(studied)),
                feelings(steps),
                detours(studied),
                IntStream.range(0, steps.size())
                        .mapToObj(i -> StepCard.of(steps.get(i), i + 1, shell.links()))
                        .toList(),
                steps.size() <= 4 ? "few" : steps.size() <= 8 ? "" : "many",
                next(studied, shell),
                studied.travel().filter(Travel::enough).map(JourneyPage::ways).orElse(List.of()),
                Words.kept(waysNote(studied)),
                Answerer.of(
                        studied.journey().accountable().stream()
                                .map(p -> examination
                                        .dossier()
                                        .registry()
                                        .person(p)
                                        .map(x -> x.title())
                                        .orElse(p))
                                .toList(),
                        say("No owner")),
                steps.stream()
                        .flatMap(s -> s.lanes().values().stream())
                        .anyMatch(t -> t.origin() == Journeys.Origin.DERIVED),
                shell.links()
                        .change(new Thing.Id(Sort.JOURNEYS, studied.journey().id())),
                Cause.NO_SERVICE_DESIGN.title(),
                shell.links().cause(Cause.NO_SERVICE_DESIGN));
    }

    private static List<String> kick(Examination examination, Studied studied) {
        var kick = new ArrayList<String>();
        List<Studied> all = examination.journeys().all();
        kick.add(studied.journey().title());
        kick.add(say("Journey %s of %s", all.indexOf(studied) + 1, all.size()));
        studied.travel().ifPresent(t -> kick.add(Wording.count(t.cases(), "case", "cases")));
        kick.add(examination.periodWords());
        return kick;
    }

    private static String chart(Studied studied) {
        List<Step> steps = studied.steps();
        List<Detour> drawn = drawn(studied);
        return JourneyChart.of(
                steps.stream()
                        .map(s -> new JourneyChart.Step(
                                s.isDesigned(),
                                s.feeling()
                                        .map(f -> new JourneyChart.Feeling(
                                                f.value(),
                                                f.interval().low(),
                                                f.interval().high(),
                                                f.worse()))))
                        .toList(),
                drawn.stream()
                        .map(d -> new JourneyChart.Arc(
                                d.from(),
                                d.to(),
                                d.share().value(),
                                JourneyWords.inHundred(d.share().value()) + " " + JourneyWords.brief(d, steps),
                                JourneyWords.inHundred(d.share().value())))
                        .toList(),
                label(steps, drawn));
    }

    /// The detours between steps that are drawn: those of most cases.
    private static List<Detour> drawn(Studied studied) {
        return studied.travel().stream()
                .flatMap(t -> t.detours().stream())
                .filter(d -> d.isBetweenSteps() && d.share().value() >= JourneyWords.NOTABLE)
                .limit(MOST_ARCS)
                .toList();
    }

    private static String label(List<Step> steps, List<Detour> drawn) {
        String felt = steps.stream()
                .filter(s -> s.feeling().isPresent())
                .map(s -> s.title() + " "
                        + Words.decimals(
                                s.feeling().map(Journeys.Feeling::value).orElse(0.0), 1))
                .collect(Collectors.joining(", "));
        var said = new ArrayList<String>();
        said.add(say("The designed path runs through %s.", Wording.count(steps.size(), "step", "steps")));
        drawn.forEach(d -> said.add(
                say("%s cases %s.", JourneyWords.inHundred(d.share().value()), JourneyWords.detour(d, steps))));
        if (!felt.isEmpty()) {
            said.add(say("Feeling by step: %s.", felt));
        }
        return String.join(" ", said);
    }

    private static String chartNote(Studied studied) {
        var said = new ArrayList<String>();
        said.add(say("Line: the design, dashed where a step has no definition or no standard."));
        if (!drawn(studied).isEmpty()) {
            said.add(say(
                    "Arcs: shares of cases from %s in 100 on, as wide as they are large.",
                    Math.round(JourneyWords.NOTABLE * 100)));
        }
        List<String> questions = studied.steps().stream()
                .flatMap(s -> s.feeling().stream())
                .flatMap(f -> f.questions().stream())
                .distinct()
                .toList();
        if (questions.isEmpty()) {
            said.add(say(
                    "How the steps feel is not asked at any of them, or answered fewer than %s times.",
                    Journeys.FEWEST_ANSWERS));
        } else {
            said.add(say(
                    studied.isAskedAlike()
                            ? "How it feels: mean of %s on a scale of 1 to 5, with its 95 %% interval; orange is surely below the mean of the steps."
                            : "How it feels: mean of %s on a scale of 1 to 5, with its 95 %% interval. Steps were asked different questions, so they are not compared.",
                    Wording.names(questions, 4)));
        }
        return String.join(" ", said);
    }

    private static FigureTable feelings(List<Step> steps) {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            rows.add(List.of(
                    "%s %s".formatted(i + 1, step.title()),
                    step.isDesigned() ? say("yes") : say("no"),
                    step.feeling().map(f -> Words.decimals(f.value(), 1)).orElse(say("not known")),
                    step.feeling().map(JourneyWords::likely).orElse(""),
                    step.feeling().map(f -> Words.count(f.answers())).orElse("")));
        }
        return new FigureTable(
                List.of(say("Step"), say("Designed"), say("Feels, 1 to 5"), say("Likely"), say("Answers")), rows);
    }

    private static Optional<FigureTable> detours(Studied studied) {
        List<List<String>> rows = studied.travel().stream()
                .flatMap(t -> t.detours().stream())
                .map(d -> List.of(
                        say("Cases that %s", JourneyWords.detour(d, studied.steps())),
                        Words.count(d.cases()),
                        Words.kept(Words.percent(d.share().value())),
                        Words.kept(Wording.percents(d.share().interval()))))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new FigureTable(List.of(say("Detour"), say("Cases"), say("Share"), say("Likely")), rows));
    }

    private static Optional<Next> next(Studied studied, Shell shell) {
        if (studied.worst().isEmpty()) {
            return Optional.empty();
        }
        int worst = studied.worst().getAsInt();
        Step step = studied.steps().get(worst);
        return Optional.of(new Next(
                say("Close the gap at step %s", worst + 1),
                Words.kept(JourneyWords.remedy(step)),
                step.hold() == throughline.diagnosis.Accountability.Hold.ONE
                        ? Optional.empty()
                        : shell.links().gaps(),
                shell.links().touchpoint(step.touchpoint()),
                step.place()));
    }

    private static List<WayLine> ways(Travel travel) {
        String between = travel.known() == Known.ORDER ? " → " : ", ";
        var lines = new ArrayList<WayLine>();
        travel.ways().stream()
                .limit(MOST_WAYS)
                .forEach(w -> lines.add(new WayLine(
                        String.join(between, w.touchpoints()),
                        w.designed(),
                        Words.kept(Words.percent(travel.share(w.cases()))))));
        long rest = travel.ways().stream()
                .skip(MOST_WAYS)
                .mapToLong(Travel.Way::cases)
                .sum();
        if (rest > 0) {
            lines.add(new WayLine(
                    Wording.count(travel.ways().size() - MOST_WAYS, "other way", "other ways"),
                    false,
                    Words.kept(Words.percent(travel.share(rest)))));
        }
        return lines;
    }

    private static String waysNote(Studied studied) {
        if (studied.travel().isEmpty()) {
            return say("Not known: no events name a case and a touchpoint, and no contacts name a case.");
        }
        Travel travel = studied.travel().get();
        if (!travel.enough()) {
            return say(
                    travel.cases() == 1
                            ? "%s case went to two of its steps in these days; %s are needed to tell shares."
                            : "%s cases went to two of its steps in these days; %s are needed to tell shares.",
                    Words.count(travel.cases()),
                    Travel.ENOUGH);
        }
        return travel.known() == Known.ORDER
                ? say(
                                "%s of the event log that went to two steps of it and keep to no other journey better.",
                                Wording.count(travel.cases(), "case", "cases"))
                        + " "
                        + travel.moves()
                                .map(m -> say(
                                        "%s of their moves are in the design (likely %s).",
                                        Words.percent(m.value()), Wording.percents(m.interval())))
                                .orElse(say("Some of their moves are in the design."))
                : say(
                        "%s of several contacts that went to two of its steps. Without an event log it is known where they went, not in which order, so no detour is drawn.",
                        Wording.count(travel.cases(), "case", "cases"));
    }
}
