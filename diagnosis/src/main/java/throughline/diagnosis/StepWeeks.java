package throughline.diagnosis;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import throughline.diagnosis.StepLog.Begun;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactTable;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;
import throughline.statistics.control.RelapseAlarm;
import throughline.statistics.control.SpreadChange;
import throughline.statistics.control.XmrChart;

/// The measure of a step, week by week, in the units under it, held against its frozen baseline.
///
/// The limits are those of the baseline and are never drawn anew by themselves. What the step holds has limits of its
/// own, of the eight weeks or more after its growth until it had stuck, against which a slip shows. Whether it has
/// stuck is decided on
/// the scores of [GateLooks], less what each week brought to other units; the rest is told in the measure's own unit.
///
/// @param measure its title
/// @param share whether values are shares of 0 to 1
/// @param better which way is better
/// @param weeks the weeks of the baseline and since, oldest first
/// @param baseline the baseline's limits; empty where it has fewer than 12 weeks, or never moved
/// @param since limits of the weeks held; empty of fewer than eight
/// @param sinceFrom first of those weeks
/// @param before mean of the baseline
/// @param after mean of the weeks held, else of all since the start; empty while there are none
/// @param gate what the gate shows now, in scores
/// @param change mean change, more being better, in the measure's unit less that of other units; empty of a measure
/// that
///     is scored in another way than by its mean
/// @param others mean change of the units that are not under the step, as it is; empty where there are none
/// @param spread ratio of the standard deviations after and before
/// @param quiet how many of the latest weeks since the start lie one after the other within the limits or beyond them
///     on the better side
/// @param held how many of the latest weeks from that in which it had stuck on lie so; 0 while it has not
/// @param baselineWeeks weeks of the baseline
/// @param weeksSince weeks since the start
/// @param stuck the end of the week in which the gate was first seen open
/// @param slipped the end of the week of the alarm that stands
/// @param decides when the gate is looked at next
/// @param looked how often it was looked at, 0 to 2
public record StepWeeks(
        String measure,
        boolean share,
        Better better,
        List<Week> weeks,
        Optional<XmrChart> baseline,
        Optional<XmrChart> since,
        LocalDate sinceFrom,
        double before,
        Optional<Double> after,
        Optional<HoldingGate.Result> gate,
        Optional<Estimate> change,
        Optional<Double> others,
        Optional<Estimate> spread,
        int quiet,
        int held,
        int baselineWeeks,
        int weeksSince,
        Optional<LocalDate> stuck,
        Optional<LocalDate> slipped,
        Optional<LocalDate> decides,
        int looked) {

    /// Weeks shown after the start (ours).
    private static final int SHOWN = 78;

    /// Copies the weeks.
    public StepWeeks {
        weeks = List.copyOf(weeks);
    }

    /// The mean of a week in the units under the step.
    public record Week(LocalDate at, double value, Signal signal) {}

    /// How a week lies to the limits that are drawn at it.
    public enum Signal {
        NONE,
        BETTER,
        WORSE
    }

    /// Where weeks come from: all units of a measure, scored and as they are.
    ///
    /// @param brought what weeks brought to units, in scores
    /// @param raw the same in the measure's unit
    record Source(UnitWeeks measure, Optional<Entry> entry, boolean flag, OtherUnits brought, OtherUnits raw) {

        static Source of(Dossier dossier, UnitWeeks measure) {
            Map<String, Map<LocalDate, Double>> values = new TreeMap<>();
            measure.byUnit().forEach((unit, weeks) -> {
                Map<LocalDate, Double> own = new TreeMap<>();
                weeks.forEach((week, point) -> own.put(week, point.value()));
                values.put(unit, own);
            });
            return new Source(
                    measure,
                    dossier.measures().find(measure.measure()),
                    dossier.table(measure.kind())
                            .map(t -> isFlag(t, measure.measure()))
                            .orElse(false),
                    OtherUnits.of(measure),
                    OtherUnits.of(values));
        }

        private static boolean isFlag(FactTable table, String column) {
            return table.find(column).filter(c -> c.type() == ColumnType.FLAG).isPresent();
        }
    }

    /// The weeks of a step that are over; empty where none of its measure is on record in its units.
    ///
    /// @param under the units of the roll-out it belongs to, which are no control
    /// @param day the last day of the facts
    static Optional<StepWeeks> of(Begun step, Source source, Collection<String> under, LocalDate day) {
        Better better = source.entry().filter(e -> e.sign() < 0).isPresent() ? Better.LOWER : Better.HIGHER;
        NavigableMap<LocalDate, Double> scores = new TreeMap<>();
        NavigableMap<LocalDate, Double> values = new TreeMap<>();
        pooled(step, source.measure(), scores, values);
        scores.tailMap(day.minusDays(6), false).clear();
        values.tailMap(day.minusDays(6), false).clear();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        NavigableMap<LocalDate, Double> brought = source.brought().brought(under);
        scores.replaceAll((week, score) -> score - brought.getOrDefault(week, 0.0));
        GateLooks looks = GateLooks.of(step, scores, day);
        LocalDate growth = step.step().startedOn().plusDays(Retention.GROWTH);
        NavigableMap<LocalDate, Double> own = new TreeMap<>(values);
        own.keySet().retainAll(looks.before().keySet());
        NavigableMap<LocalDate, Double> began = new TreeMap<>(values);
        began.keySet().retainAll(looks.after().keySet());
        NavigableMap<LocalDate, Double> settled = held(looks, began.tailMap(growth, true), growth);
        Optional<XmrChart> baseline = chart(own, HoldingGate.MINIMUM_BASELINE);
        Optional<XmrChart> since = baseline.flatMap(b -> chart(settled, HoldingGate.LAST));
        LocalDate first = own.isEmpty() ? step.step().startedOn() : own.firstKey();
        List<Week> weeks = values.tailMap(first, true).entrySet().stream()
                .map(w -> new Week(
                        w.getKey(),
                        w.getValue(),
                        signal(
                                w.getValue(),
                                since.filter(c -> !w.getKey().isBefore(growth)).or(() -> baseline),
                                better)))
                .toList();
        NavigableMap<LocalDate, Double> control = source.raw().brought(under);
        boolean linear = source.measure().linear();
        return Optional.of(new StepWeeks(
                source.entry().map(Entry::title).orElse(source.measure().measure()),
                source.flag(),
                better,
                weeks.stream()
                        .filter(w -> !w.at().isAfter(step.step().startedOn().plusWeeks(SHOWN)))
                        .toList(),
                baseline,
                since,
                growth,
                mean(own.isEmpty() ? values : own).orElse(0.0),
                mean(settled.isEmpty() ? began : settled),
                looks.gate(),
                linear ? change(own, began, control, better) : Optional.empty(),
                others(own, began, control),
                baseline.isPresent() && began.size() >= HoldingGate.LAST
                        ? Optional.of(SpreadChange.of(
                                GateLooks.array(own), GateLooks.array(settled.size() > 2 ? settled : began)))
                        : Optional.empty(),
                quiet(weeks, step.step().startedOn()),
                looks.stuck().map(s -> quiet(weeks, s.minusDays(6))).orElse(0),
                own.size(),
                began.size(),
                looks.stuck(),
                slipped(looks),
                looks.next(step),
                looks.looked()));
    }

    /// Whether it rose in the figure.
    public boolean rose() {
        return after.filter(a -> a > before).isPresent();
    }

    private static void pooled(
            Begun step, UnitWeeks measure, Map<LocalDate, Double> scores, Map<LocalDate, Double> values) {
        Map<LocalDate, Summary> score = new TreeMap<>();
        Map<LocalDate, Summary> value = new TreeMap<>();
        for (String unit : step.units()) {
            measure.byUnit().getOrDefault(unit, Map.of()).forEach((week, point) -> {
                score.merge(week, Summary.of(point.score()), Summary::plus);
                value.merge(week, Summary.of(point.value()), Summary::plus);
            });
        }
        score.forEach((week, s) -> scores.put(week, s.mean()));
        value.forEach((week, v) -> values.put(week, v.mean()));
    }

    /// The weeks after the growth; of a step that has stuck those up to then, and at least eight: what comes later is
    /// held against them.
    private static NavigableMap<LocalDate, Double> held(
            GateLooks looks, NavigableMap<LocalDate, Double> settled, LocalDate growth) {
        LocalDate least = growth.plusWeeks(HoldingGate.LAST);
        return looks.stuck()
                .map(stuck -> settled.headMap(stuck.isBefore(least) ? least : stuck, true))
                .orElse(settled);
    }

    private static Optional<XmrChart> chart(NavigableMap<LocalDate, Double> weeks, int fewest) {
        return weeks.size() < fewest
                ? Optional.empty()
                : Optional.of(XmrChart.of(GateLooks.array(weeks))).filter(c -> c.sigma() > 0);
    }

    private static Signal signal(double value, Optional<XmrChart> chart, Better better) {
        return chart.filter(c -> !c.inControl(value))
                .map(c -> better.sign() * (value - c.centre()) > 0 ? Signal.BETTER : Signal.WORSE)
                .orElse(Signal.NONE);
    }

    private static int quiet(List<Week> weeks, LocalDate from) {
        int quiet = 0;
        for (Week week : weeks) {
            quiet = week.at().isBefore(from) || week.signal() == Signal.WORSE ? 0 : quiet + 1;
        }
        return quiet;
    }

    private static Optional<Double> mean(Map<LocalDate, Double> weeks) {
        return weeks.isEmpty()
                ? Optional.empty()
                : Optional.of(Summary.of(GateLooks.array(weeks)).mean());
    }

    private static Optional<Estimate> change(
            Map<LocalDate, Double> before,
            Map<LocalDate, Double> after,
            Map<LocalDate, Double> control,
            Better better) {
        if (before.size() < HoldingGate.MINIMUM_BASELINE || after.size() < HoldingGate.LAST) {
            return Optional.empty();
        }
        return Optional.of(HoldingGate.of(net(before, control), net(after, control), better)
                .change());
    }

    private static double[] net(Map<LocalDate, Double> weeks, Map<LocalDate, Double> control) {
        return weeks.entrySet().stream()
                .mapToDouble(w -> w.getValue() - control.getOrDefault(w.getKey(), 0.0))
                .toArray();
    }

    private static Optional<Double> others(
            Map<LocalDate, Double> before, Map<LocalDate, Double> after, Map<LocalDate, Double> control) {
        Map<LocalDate, Double> early = new TreeMap<>(control);
        early.keySet().retainAll(before.keySet());
        Map<LocalDate, Double> late = new TreeMap<>(control);
        late.keySet().retainAll(after.keySet());
        return mean(early).flatMap(e -> mean(late).map(l -> l - e));
    }

    /// Watched on the scores that the gate is looked at with.
    private static Optional<LocalDate> slipped(GateLooks looks) {
        return looks.stuck().flatMap(stuck -> {
            double[] held = GateLooks.array(looks.after().headMap(stuck, true));
            NavigableMap<LocalDate, Double> later = looks.after().tailMap(stuck, false);
            OptionalInt alarm = RelapseAlarm.of(
                            GateLooks.array(looks.before()), held, GateLooks.array(later), Better.HIGHER)
                    .alarm();
            return alarm.isEmpty()
                    ? Optional.empty()
                    : later.keySet().stream().skip(alarm.getAsInt()).findFirst().map(week -> week.plusDays(6));
        });
    }
}
