package throughline.server.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.StepOrder;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.StepStanding.Phase;
import throughline.diagnosis.StepWeeks;
import throughline.diagnosis.Wording;
import throughline.server.chart.StepChart;
import throughline.server.chart.Words;
import throughline.statistics.control.HoldingGate;

/// Sentences about a step.
public final class StepWords {

    private static final List<String> SMALL = List.of(
            "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private StepWords() {}

    /// A number in a sentence: a word up to twelve.
    static String number(long n) {
        return n < SMALL.size() ? SMALL.get((int) n) : Words.count(n);
    }

    /// What a step waits for.
    ///
    /// @param day the last day of the facts
    static String waits(StepStanding step, LocalDate day) {
        return switch (step.phase()) {
            case BASELINE ->
                "Its baseline has %s; %s are needed"
                        .formatted(
                                Wording.count(
                                        step.weeks()
                                                .map(StepWeeks::baselineWeeks)
                                                .orElse(0),
                                        "week",
                                        "weeks"),
                                HoldingGate.MINIMUM_BASELINE);
            case CHANGE, BEDDING_IN ->
                step.decides()
                        .filter(d -> d.isAfter(day))
                        .map(d -> "%s, then %s"
                                .formatted(
                                        weeks(day, d),
                                        step.weeks().isPresent() ? "it is decided" : "its bedding-in is over"))
                        .orElse("More weeks of its measure");
            case STUCK ->
                held(step) == 0 ? "Worse in its latest week" : "Held " + Wording.count(held(step), "week", "weeks");
            case SLIPPED ->
                "Slipped in the week to %s. Find out why"
                        .formatted(step.weeks()
                                .flatMap(StepWeeks::slipped)
                                .map(Words::day)
                                .orElse(""));
            case NOT_STUCK -> "Not stuck. End it, and say what was learnt";
            case ENDED -> "Ended without having stuck";
            case UNMEASURED -> "Nothing measures it";
        };
    }

    private static String weeks(LocalDate from, LocalDate to) {
        long days = to.toEpochDay() - from.toEpochDay();
        return days < 7 ? "Less than a week" : Wording.count((days + 6) / 7, "more week", "more weeks");
    }

    /// When something opens. A day that the facts have passed opened nothing: weeks of the measure are missing.
    ///
    /// @param opens the day
    /// @param day the last day of the facts
    /// @param today that day as well, where it is told as of then
    public static String opens(LocalDate opens, LocalDate day, LocalDate today) {
        if (!opens.isAfter(day)) {
            return "with more weeks of its measure";
        }
        return opens.isBefore(today) ? "when the facts reach " + Words.date(opens) : Words.date(opens);
    }

    /// The next step, and whether it may start, in short.
    ///
    /// @param planned what was chosen
    /// @param day the last day of the facts
    static String next(StepStanding step, Optional<PlannedStep> planned, LocalDate day) {
        String gate = planned.map(PlannedStep::locked)
                .orElseGet(() -> StepOrder.next(step)
                        .map(wait -> wait.opens()
                                .map(d -> "Opens " + opens(d, day, day))
                                .orElse("Locked"))
                        .orElse(""));
        return "%s. %s"
                .formatted(
                        planned.map(PlannedStep::name).orElse("Next not chosen"), gate.isEmpty() ? "May start" : gate);
    }

    /// What the measure of a step did, as a headline.
    static String headline(StepStanding step) {
        Optional<StepWeeks> measured = step.weeks();
        if (measured.isEmpty()) {
            return "Nothing measures “%s” in its units".formatted(step.title());
        }
        StepWeeks weeks = measured.get();
        Optional<Double> after = weeks.after();
        if (after.isEmpty() || weeks.baselineWeeks() == 0) {
            return "%s was %s before it".formatted(weeks.measure(), StepChart.words(weeks, weeks.before()));
        }
        String from = StepChart.words(weeks, weeks.before());
        String to = StepChart.words(weeks, after.get());
        String moved = from.equals(to)
                ? "%s stayed at %s".formatted(weeks.measure(), to)
                : "%s %s from %s to %s".formatted(weeks.measure(), weeks.rose() ? "rose" : "fell", from, to);
        return moved
                + switch (step.phase()) {
                    case STUCK ->
                        weeks.held() == 0
                                ? " and has stuck, but its latest week is worse"
                                : " and has held for %s".formatted(heldWeeks(weeks.held()));
                    case SLIPPED -> ", and is slipping back";
                    case NOT_STUCK -> ", which may be chance or the same elsewhere";
                    case CHANGE, BEDDING_IN -> ", and it is not decided yet";
                    case BASELINE -> ", and the baseline is too short to say why";
                    case ENDED -> ", and it was ended without having stuck";
                    case UNMEASURED -> "";
                };
    }

    private static int held(StepStanding step) {
        return step.weeks().map(StepWeeks::held).orElse(0);
    }

    private static String heldWeeks(int weeks) {
        return weeks == 1 ? "one week" : number(weeks) + " weeks";
    }

    /// Where a step is, in a table.
    static String phase(Phase phase) {
        return switch (phase) {
            case BASELINE -> "Baseline too short";
            case CHANGE -> "Change";
            case BEDDING_IN -> "Bedding in";
            case STUCK -> "Stuck";
            case SLIPPED -> "Slipped back";
            case NOT_STUCK -> "Not stuck";
            case ENDED -> "Ended";
            case UNMEASURED -> "Not measured";
        };
    }

    /// A change with its sign: of shares in percentage points.
    static String change(StepWeeks weeks, double value) {
        double shown = weeks.share() ? value * 100 : value;
        String digits = Words.decimals(Math.abs(shown), weeks.share() ? 1 : 2);
        return (shown < 0 ? "−" : "+") + digits;
    }
}
