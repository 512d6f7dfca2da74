package throughline.diagnosis;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.StepLog.Begun;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;

/// The weeks of a step on either side of its start, and whether the gate of causes.md, rule 8, stood open when it was
/// looked at.
///
/// It is looked at twice, 60 and 90 days after the start: looked at every week, chance alone opens it in up to 15
/// of 100 steps that changed nothing. The baseline ends before the step's run-up, in which a passing dip may have
/// called for it.
///
/// @param before the weeks of the frozen baseline, more being better
/// @param after the weeks since the start
/// @param stuck the end of the week in which the gate was first seen open
/// @param looked how often it was looked at, 0 to 2
record GateLooks(
        NavigableMap<LocalDate, Double> before,
        NavigableMap<LocalDate, Double> after,
        Optional<LocalDate> stuck,
        int looked) {

    /// Weeks before a step that make its baseline, where the step does not say which do.
    static final int BASELINE_WEEKS = 26;

    /// Days after the start on which the gate is looked at: at the end of the first week that reaches them.
    static final List<Integer> DAYS = List.of(60, 90);

    /// Of weekly scores of which more is better. A week that is not over is not known yet.
    ///
    /// @param day the last day of the facts
    static GateLooks of(Begun step, NavigableMap<LocalDate, Double> weeks, LocalDate day) {
        LocalDate start = step.step().startedOn();
        var before = new TreeMap<LocalDate, Double>();
        var after = new TreeMap<LocalDate, Double>();
        Optional<LocalDate> stuck = Optional.empty();
        int look = 0;
        for (Map.Entry<LocalDate, Double> week :
                weeks.headMap(day.minusDays(6), true).entrySet()) {
            LocalDate last = week.getKey().plusDays(6);
            if (last.isBefore(start)) {
                if (baseline(step, week.getKey())) {
                    before.put(week.getKey(), week.getValue());
                }
            } else if (!week.getKey().isBefore(start)) {
                after.put(week.getKey(), week.getValue());
                boolean looked = false;
                while (look < DAYS.size() && !last.isBefore(start.plusDays(DAYS.get(look)))) {
                    looked = true;
                    look++;
                }
                if (looked
                        && stuck.isEmpty()
                        && gate(before, after)
                                .filter(HoldingGate.Result::holding)
                                .isPresent()) {
                    stuck = Optional.of(last);
                }
            }
        }
        return new GateLooks(before, after, stuck, look);
    }

    /// Whether a week that ended before the step belongs to its baseline: as the step says, else the 26 weeks before
    /// its start but for the run-up.
    private static boolean baseline(Begun step, LocalDate week) {
        LocalDate start = step.step().startedOn();
        LocalDate from = step.step().baselineFrom();
        LocalDate to = step.step().baselineTo();
        if (from != null && to != null) {
            return !week.isBefore(from) && !week.plusDays(6).isAfter(to);
        }
        return !week.isBefore(start.minusWeeks(BASELINE_WEEKS))
                && week.plusDays(3).isBefore(start.minusDays(Retention.RUN_UP));
    }

    /// The gate as it is now; empty with too few weeks on either side.
    Optional<HoldingGate.Result> gate() {
        return gate(before, after);
    }

    private static Optional<HoldingGate.Result> gate(
            NavigableMap<LocalDate, Double> before, NavigableMap<LocalDate, Double> after) {
        return before.size() >= HoldingGate.MINIMUM_BASELINE && after.size() >= HoldingGate.LAST
                ? Optional.of(HoldingGate.of(array(before), array(after), Better.HIGHER))
                : Optional.empty();
    }

    /// Whether the baseline is long enough and there is a week to hold against it.
    boolean charted() {
        return before.size() >= HoldingGate.MINIMUM_BASELINE && !after.isEmpty();
    }

    /// The day on which the gate is looked at next: the end of the first week that reaches it; empty after the last.
    Optional<LocalDate> next(Begun step) {
        return looked >= DAYS.size()
                ? Optional.empty()
                : Optional.of(step.step()
                        .startedOn()
                        .plusDays(DAYS.get(looked))
                        .with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)));
    }

    /// The values in the order of time.
    static double[] array(Map<LocalDate, Double> weeks) {
        return weeks.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
