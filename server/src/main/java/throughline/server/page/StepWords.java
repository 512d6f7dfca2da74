package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

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
            key("none"),
            key("one"),
            key("two"),
            key("three"),
            key("four"),
            key("five"),
            key("six"),
            key("seven"),
            key("eight"),
            key("nine"),
            key("ten"),
            key("eleven"),
            key("twelve"));

    private StepWords() {}

    /// A number in a sentence: a word up to twelve.
    static String number(long n) {
        return n < SMALL.size() ? say(SMALL.get((int) n)) : Words.count(n);
    }

    /// What a step waits for.
    ///
    /// @param day the last day of the facts
    static String waits(StepStanding step, LocalDate day) {
        return switch (step.phase()) {
            case BASELINE ->
                say(
                        "Its baseline has %s; %s are needed",
                        Wording.count(step.weeks().map(StepWeeks::baselineWeeks).orElse(0), "week", "weeks"),
                        HoldingGate.MINIMUM_BASELINE);
            case CHANGE, BEDDING_IN ->
                step.decides()
                        .filter(d -> d.isAfter(day))
                        .map(d -> say(
                                "%s, then %s",
                                weeks(day, d),
                                step.weeks().isPresent() ? say("it is decided") : say("its bedding-in is over")))
                        .orElse(say("More weeks of its measure"));
            case STUCK ->
                held(step) == 0
                        ? say("Worse in its latest week")
                        : say("Held %s", Wording.count(held(step), "week", "weeks"));
            case SLIPPED ->
                say(
                        "Slipped in the week to %s. Find out why",
                        step.weeks().flatMap(StepWeeks::slipped).map(Words::day).orElse(""));
            case NOT_STUCK -> say("Not stuck. End it, and say what was learnt");
            case ENDED -> say("Ended without having stuck");
            case UNMEASURED -> say("Nothing measures it");
        };
    }

    private static String weeks(LocalDate from, LocalDate to) {
        long days = to.toEpochDay() - from.toEpochDay();
        return days < 7 ? say("Less than a week") : Wording.count((days + 6) / 7, "more week", "more weeks");
    }

    /// When something opens. A day that the facts have passed opened nothing: weeks of the measure are missing.
    ///
    /// @param opens the day
    /// @param day the last day of the facts
    /// @param today that day as well, where it is told as of then
    public static String opens(LocalDate opens, LocalDate day, LocalDate today) {
        if (!opens.isAfter(day)) {
            return say("with more weeks of its measure");
        }
        return opens.isBefore(today) ? say("when the facts reach %s", Words.date(opens)) : Words.date(opens);
    }

    /// The next step, and whether it may start, in short.
    ///
    /// @param planned what was chosen
    /// @param day the last day of the facts
    static String next(StepStanding step, Optional<PlannedStep> planned, LocalDate day) {
        String gate = planned.map(PlannedStep::locked)
                .orElseGet(() -> StepOrder.next(step)
                        .map(wait -> wait.opens()
                                .map(d -> say("Opens %s", opens(d, day, day)))
                                .orElse(say("Locked")))
                        .orElse(""));
        return "%s. %s"
                .formatted(
                        planned.map(PlannedStep::name).orElse(say("Next not chosen")),
                        gate.isEmpty() ? say("May start") : gate);
    }

    /// What the measure of a step did, as a headline.
    static String headline(StepStanding step) {
        Optional<StepWeeks> measured = step.weeks();
        if (measured.isEmpty()) {
            return say("Nothing measures “%s” in its units", step.title());
        }
        StepWeeks weeks = measured.get();
        Optional<Double> after = weeks.after();
        if (after.isEmpty() || weeks.baselineWeeks() == 0) {
            return say("%s was %s before it", weeks.measure(), StepChart.words(weeks, weeks.before()));
        }
        String from = StepChart.words(weeks, weeks.before());
        String to = StepChart.words(weeks, after.get());
        String moved = from.equals(to)
                ? say("%s stayed at %s", weeks.measure(), to)
                : say(weeks.rose() ? "%s rose from %s to %s" : "%s fell from %s to %s", weeks.measure(), from, to);
        return switch (step.phase()) {
            case STUCK ->
                weeks.held() == 0
                        ? say("%s and has stuck, but its latest week is worse", moved)
                        : say("%s and has held for %s", moved, heldWeeks(weeks.held()));
            case SLIPPED -> say("%s, and is slipping back", moved);
            case NOT_STUCK -> say("%s, which may be chance or the same elsewhere", moved);
            case CHANGE, BEDDING_IN -> say("%s, and it is not decided yet", moved);
            case BASELINE -> say("%s, and the baseline is too short to say why", moved);
            case ENDED -> say("%s, and it was ended without having stuck", moved);
            case UNMEASURED -> moved;
        };
    }

    private static int held(StepStanding step) {
        return step.weeks().map(StepWeeks::held).orElse(0);
    }

    private static String heldWeeks(int weeks) {
        return weeks == 1 ? say("one week") : say("%s weeks", number(weeks));
    }

    /// Where a step is, in a table.
    static String phase(Phase phase) {
        return switch (phase) {
            case BASELINE -> say("Baseline too short");
            case CHANGE -> say("Change");
            case BEDDING_IN -> say("Bedding in");
            case STUCK -> say("Stuck");
            case SLIPPED -> say("Slipped back");
            case NOT_STUCK -> say("Not stuck");
            case ENDED -> say("Ended");
            case UNMEASURED -> say("Not measured");
        };
    }

    /// A change with its sign: of shares in percentage points.
    static String change(StepWeeks weeks, double value) {
        double shown = weeks.share() ? value * 100 : value;
        String digits = Words.decimals(Math.abs(shown), weeks.share() ? 1 : 2);
        return (shown < 0 ? "−" : "+") + digits;
    }
}
