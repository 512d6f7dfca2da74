package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;
import throughline.statistics.regression.FixedEffectsRegression;
import throughline.statistics.regression.FixedEffectsRegression.Row;

/// What the state of the infrastructure at a contact does to how it felt.
///
/// The effect is a slope within the same agent (the same unit where no agent is known), the same touchpoint, the same
/// week and the same weekday, in standard deviations of the answer, turned so that above zero is better. A bad day is
/// shared by all who are asked on it, so errors are clustered by unit-day and again by day, and the larger of the two
/// counts. Of very many answers the most recent 60,000 are enough.
final class StateEffects {

    /// Answers beyond this many, counted back from the newest, add time and no precision that matters (ours).
    static final long ENOUGH = 60_000;

    /// An effect with its interval.
    ///
    /// @param item the question
    /// @param estimate slope in standard deviations, below zero is worse
    /// @param freedom degrees of freedom of its error, at least 1
    record Effect(Entry item, Estimate estimate, int freedom) {
        /// The size of the effect, whatever its direction, with the interval of one that is shown beside others: it
        /// holds for all of them at once (Bonferroni).
        ///
        /// @param effects how many are looked at
        Interval size(int effects) {
            double centre = Math.abs(estimate.value());
            double errors = TDistribution.of(freedom).inverseCumulativeProbability(1 - 0.025 / effects);
            double half = errors * estimate.standardError();
            return new Interval(Math.max(0, centre - half), centre + half);
        }
    }

    private final List<Entry> items;
    private final List<String> states;
    private final boolean flagged;
    private final CubeQuery query;
    private final Dossier scanned;
    private final Cube cells;
    private final int day;
    private final int unit;
    private final int touchpoint;
    private final int agent;
    private final List<Whereabouts> whereabouts;

    /// Numbers of what a cell belongs to, made once for all questions and states.
    ///
    /// @param groups of the person, the touchpoint, the week and the weekday
    @SuppressWarnings("ArrayRecordComponent")
    private record Whereabouts(int[] groups, int date, int unitDay) {}

    /// Reads the cells.
    ///
    /// @param items questions, columns of the answers
    /// @param states `state_` columns of the answers
    /// @param byWeek answers of known state by week, oldest first
    StateEffects(Dossier dossier, List<Entry> items, List<String> states, Map<LocalDate, Long> byWeek) {
        this.items = items;
        this.states = states;
        this.flagged = dossier.has(FactKind.RESPONSES, "degraded");
        var keys = new ArrayList<Key>();
        this.day = 0;
        keys.add(new Key.Day());
        this.unit = key(dossier, keys, "unit");
        this.touchpoint = key(dossier, keys, "touchpoint");
        this.agent = key(dossier, keys, "agent");
        if (flagged) {
            keys.add(new Key.By("degraded"));
        }
        this.query = CubeQuery.of(FactKind.RESPONSES)
                .by(keys.toArray(Key[]::new))
                .sum(items.stream().map(Entry::id).toArray(String[]::new))
                .sum(states.toArray(String[]::new))
                .where(known(flagged, states));
        this.scanned = dossier.during(recent(dossier.period(), byWeek));
        this.cells = scanned.scan(query);
        this.whereabouts = whereabouts();
    }

    private List<Whereabouts> whereabouts() {
        Map<String, Integer> ids = new HashMap<>();
        var list = new ArrayList<Whereabouts>();
        for (Cell cell : cells) {
            int[] groups = {
                id(ids, "who " + who(cell)),
                id(ids, "where " + Objects.requireNonNullElse(touchpoint < 0 ? null : cell.text(touchpoint), "")),
                id(ids, "week " + week(cell)),
                id(ids, "weekday " + cell.day(day).getDayOfWeek())
            };
            int date = id(ids, "day " + cell.day(day));
            list.add(new Whereabouts(groups, date, id(ids, "day " + cell.day(day) + " of " + place(cell))));
        }
        return list;
    }

    private static int key(Dossier dossier, List<Key> keys, String column) {
        if (!dossier.has(FactKind.RESPONSES, column)) {
            return -1;
        }
        keys.add(new Key.By(column));
        return keys.size() - 1;
    }

    /// Answers whose state is known.
    static Filter known(boolean flagged, List<String> states) {
        return new Filter.Any(Stream.concat(flagged ? Stream.of("degraded") : Stream.<String>empty(), states.stream())
                .map(c -> (Filter) new Filter.Known(c))
                .toList());
    }

    private static Period recent(Period period, Map<LocalDate, Long> byWeek) {
        var weeks = new ArrayList<>(byWeek.keySet());
        long sum = 0;
        for (int i = weeks.size() - 1; i >= 0; i--) {
            sum += byWeek.getOrDefault(weeks.get(i), 0L);
            if (sum >= ENOUGH) {
                LocalDate from = weeks.get(i);
                return new Period(from.isBefore(period.from()) ? period.from() : from, period.to());
            }
        }
        return period;
    }

    /// How the cells were asked for.
    CubeQuery query() {
        return query;
    }

    /// The cells.
    Cube cells() {
        return cells;
    }

    /// Cells of the same answers with the same keys, of those only whose answer to the question lies in
    /// `[from, below)`.
    Cube within(Entry item, double from, double below) {
        return scanned.scan(query.where(new Filter.Range(item.id(), from, below)));
    }

    /// Answers to the question in the cell.
    Summary answers(Cell cell, Entry item) {
        return cell.sum(items.indexOf(item));
    }

    /// What tells the cell from others.
    String name(Cell cell) {
        return IntStream.range(0, query.keys().size())
                .mapToObj(cell::text)
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }

    /// Whether readings say what is degraded; else the states themselves are compared.
    boolean flagged() {
        return flagged;
    }

    /// Days of a unit (or touchpoint) with an answer given while it was degraded.
    int degradedUnitDays() {
        var days = new HashSet<String>();
        for (Cell cell : cells) {
            if (degraded(cell) == 1) {
                days.add(cell.day(day) + "/" + place(cell));
            }
        }
        return days.size();
    }

    /// Answers given while it was degraded, a week.
    double degradedAnswersAWeek() {
        long rows = 0;
        var weeks = new HashSet<LocalDate>();
        for (Cell cell : cells) {
            weeks.add(week(cell));
            rows += degraded(cell) == 1 ? cell.rows() : 0;
        }
        return weeks.isEmpty() ? 0 : (double) rows / weeks.size();
    }

    double degraded(Cell cell) {
        String text = flagged ? cell.text(query.keys().size() - 1) : null;
        return text == null ? Double.NaN : text.equals("true") ? 1 : 0;
    }

    LocalDate week(Cell cell) {
        return cell.day(day).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private String place(Cell cell) {
        @Nullable String of = unit < 0 ? null : cell.text(unit);
        return of != null ? of : Objects.requireNonNullElse(touchpoint < 0 ? null : cell.text(touchpoint), "");
    }

    /// The effect of being degraded on each question that allows one.
    List<Effect> ofDegraded() {
        return items.stream()
                .flatMap(item -> effect(item, this::degraded).stream())
                .toList();
    }

    /// The effect of one standard deviation of a state towards the worse.
    Optional<Effect> ofState(Entry item, String state, int better) {
        int position = items.size() + states.indexOf(state);
        Summary all = Summary.EMPTY;
        for (Cell cell : cells) {
            all = all.plus(cell.sum(position));
        }
        if (all.count() < 2 || all.squares() == 0) {
            return Optional.empty();
        }
        double centre = all.mean();
        double scale = -better * all.deviation();
        return effect(
                item,
                cell -> cell.sum(position).count() == 0
                        ? Double.NaN
                        : (cell.sum(position).mean() - centre) / scale);
    }

    /// The states by the size of their effect on the question, the largest first.
    List<String> strongest(Entry item, Map<String, Integer> better) {
        Map<String, Double> sizes = new HashMap<>();
        for (String state : states) {
            ofState(item, state, better.getOrDefault(state, 1))
                    .ifPresent(e -> sizes.put(state, Math.abs(e.estimate().value())));
        }
        return states.stream()
                .filter(sizes::containsKey)
                .sorted(Comparator.comparingDouble((String s) -> -sizes.getOrDefault(s, 0.0)))
                .toList();
    }

    /// The card of an effect, with all of them in its chart.
    ///
    /// @param since the days that were looked at
    /// @param size interval of the size of the effect shown
    Indicator indicator(Dossier since, List<Effect> all, Effect shown, Interval size) {
        var rows = all.stream()
                .map(e -> new Figure.Estimates.Row(
                        e.item().title(),
                        e.estimate().value(),
                        e.estimate().low(),
                        e.estimate().high()))
                .toList();
        String way = shown.estimate().value() < 0 ? say("worse") : say("better");
        String statement = size.low() > FeelingsUnlinked.NEGLIGIBLE
                ? say(
                        "While the infrastructure is degraded, “%s” is [[%s standard deviations %s]] (likely %s to %s).",
                        shown.item().title(),
                        Wording.number(Math.abs(shown.estimate().value())),
                        way,
                        Wording.number(size.low()),
                        Wording.number(size.high()))
                : say(
                        "A degraded infrastructure moves “%s” by [[%s to %s standard deviations]].",
                        shown.item().title(), Wording.number(size.low()), Wording.number(size.high()));
        return Card.of(Cause.FEELINGS_UNLINKED, "state-effect", say("What it does to how it feels"), since)
                .rule(say(
                        "a link is there if the effect is surely over 0.05 standard deviations; none if all are under"))
                .rests(Math.round(shown.estimate().n()), say("answers"))
                .files(FactKind.RESPONSES)
                .files(FactKind.READINGS)
                .method(
                        say(
                                "slope within agent, touchpoint, week and weekday; errors by unit-day and by day, the larger; Bonferroni"))
                .query(query)
                .rows(new RowQuery(
                        FactKind.RESPONSES,
                        List.of(
                                "response_id",
                                "answered_at",
                                "unit",
                                "touchpoint",
                                "agent",
                                shown.item().id()),
                        List.of(new Filter.Is("degraded", true))))
                .figure(new Figure.Estimates(
                        say("Change while degraded, in standard deviations, with 95 in 100 intervals."), "", rows, 0.0))
                .says(
                        statement,
                        new Statistic(
                                say("size of the effect in standard deviations"),
                                Math.abs(shown.estimate().value()),
                                size,
                                shown.estimate().standardError(),
                                Math.round(shown.estimate().n())),
                        new Scale(0, FeelingsUnlinked.NEGLIGIBLE, FeelingsUnlinked.NEGLIGIBLE, 0.5));
    }

    private Optional<Effect> effect(Entry item, ToDoubleFunction<Cell> regressor) {
        int position = items.indexOf(item);
        Summary all = Summary.EMPTY;
        for (Cell cell : cells) {
            all = all.plus(cell.sum(position));
        }
        if (all.count() < 2 || all.squares() == 0) {
            return Optional.empty();
        }
        double scale = item.sign() * all.deviation();
        return slope(item, cell -> cell.sum(position).mean() / scale, regressor);
    }

    /// The slope of what is asked of the answers to the question in each cell.
    Optional<Effect> slope(Entry item, ToDoubleFunction<Cell> outcome, ToDoubleFunction<Cell> regressor) {
        int position = items.indexOf(item);
        var byUnitDay = new ArrayList<Row>();
        var byDay = new ArrayList<Row>();
        Set<Integer> worse = new HashSet<>();
        Set<Integer> other = new HashSet<>();
        Iterator<Whereabouts> places = whereabouts.iterator();
        for (Cell cell : cells) {
            Whereabouts place = places.next();
            Summary answers = cell.sum(position);
            double x = regressor.applyAsDouble(cell);
            if (answers.count() == 0 || Double.isNaN(x)) {
                continue;
            }
            double[] xs = {x};
            double y = outcome.applyAsDouble(cell);
            (x > 0 ? worse : other).add(place.date());
            byUnitDay.add(new Row(answers.count(), y, xs, place.groups(), place.unitDay()));
            byDay.add(new Row(answers.count(), y, xs, place.groups(), place.date()));
        }
        try {
            Estimate first = FixedEffectsRegression.of(byUnitDay, 0.95).getFirst();
            Estimate second = FixedEffectsRegression.of(byDay, 0.95).getFirst();
            Estimate wider = second.standardError() > first.standardError() ? second : first;
            return Optional.of(cautious(item, wider, Math.min(worse.size(), other.size())));
        } catch (ArithmeticException | IllegalArgumentException nothingToCompare) {
            return Optional.empty();
        }
    }

    /// Clustered errors are too small where few clusters make the difference, however many there are in all: the error
    /// grows and its freedom shrinks with the number of days of the rarer state (MacKinnon, Webb 2017,
    /// doi:10.1002/jae.2508).
    private static Effect cautious(Entry item, Estimate estimate, int days) {
        int freedom = Math.max(1, days - 1);
        double error = estimate.standardError() * Math.sqrt((freedom + 1.0) / freedom);
        double half = TDistribution.of(freedom).inverseCumulativeProbability(0.975) * error;
        var interval = new Interval(estimate.value() - half, estimate.value() + half);
        return new Effect(item, new Estimate(estimate.value(), interval, error, estimate.n()), freedom);
    }

    private String who(Cell cell) {
        @Nullable String person = agent < 0 ? null : cell.text(agent);
        return person != null ? person : "of " + place(cell);
    }

    private static int id(Map<String, Integer> ids, String name) {
        Integer next = ids.size();
        Integer known = ids.putIfAbsent(name, next);
        return known == null ? next : known;
    }
}
