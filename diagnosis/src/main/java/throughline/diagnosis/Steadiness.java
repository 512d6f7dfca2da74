package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;
import throughline.statistics.consistency.VarianceComponents;
import throughline.statistics.control.XmrChart;

/// How even delivery is: who varies (units, people, touchpoints, months, or one contact and the next), how many weeks
/// stay within their usual range, and what staff say of the number of changes. Shown, not counted: what is even enough
/// has no threshold.
final class Steadiness {

    private static final double LEVEL = 0.95;
    private static final long NEEDED = 200;
    private static final int FEWEST_LEVELS = 3;

    /// Levels (units, people ...) beside those of the largest factor, of one factor and together: the time to tell
    /// them apart grows with the cube of their number.
    private static final int MOST_LEVELS = 120;

    private static final int MOST_TOGETHER = 200;

    /// Weeks of a unit, and answers of a week, from which a chart is drawn.
    private static final int WEEKS = 12;

    private static final long ANSWERS = 5;
    private static final long STAFF = 30;

    private static final List<Kind> ORDER = List.of(Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME);

    private static final String SHOWN = key("shown beside the verdict, not counted");
    private static final Scale EVEN = new Scale(0, 0.1, 0.1, 0.5);
    private static final Scale CONTROL = new Scale(1, 0.95, 0.95, 0.5);
    private static final Scale AGREED = new Scale(1, 3, 3, 5);

    /// What answers may differ by.
    ///
    /// @param column the column that tells its levels apart
    /// @param many its levels in words
    /// @param between where a difference lies that is theirs
    private record Factor(String column, String many, String between) {

        private static final Factor MONTH = new Factor("month", key("months"), key("between months"));
        private static final List<Factor> COLUMNS = List.of(
                new Factor("agent", key("people"), key("between people")),
                new Factor("touchpoint", key("touchpoints"), key("between touchpoints")),
                new Factor("unit", key("units"), key("between units")));
    }

    private Steadiness() {}

    /// The cards there are facts for.
    static List<Indicator> of(Dossier dossier) {
        var cards = new ArrayList<Indicator>();
        mostAnswered(dossier).ifPresent(item -> {
            components(dossier, item).ifPresent(cards::add);
            control(dossier, item).ifPresent(cards::add);
        });
        tooMany(dossier).ifPresent(cards::add);
        return cards;
    }

    /// The perception, else the feeling, else the outcome, that most customers answered.
    static Optional<Entry> mostAnswered(Dossier dossier) {
        List<Entry> items = ORDER.stream()
                .flatMap(kind -> dossier.measures().in(FactKind.RESPONSES, kind).stream())
                .filter(e -> dossier.has(FactKind.RESPONSES, e.id()))
                .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        Cube cube = dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                .sum(items.stream().map(Entry::id).toArray(String[]::new)));
        long[] answers = new long[items.size()];
        cube.forEach(cell -> Arrays.setAll(answers, i -> cell.sum(i).count()));
        for (Kind kind : ORDER) {
            int most = -1;
            for (int i = 0; i < answers.length; i++) {
                boolean asked = items.get(i).kind() == kind && answers[i] >= NEEDED;
                most = asked && (most < 0 || answers[i] > answers[most]) ? i : most;
            }
            if (most >= 0) {
                return Optional.of(items.get(most));
            }
        }
        return Optional.empty();
    }

    private static Optional<Indicator> components(Dossier dossier, Entry item) {
        var factors = new ArrayList<>(List.of(Factor.MONTH));
        var query = CubeQuery.of(FactKind.RESPONSES)
                .by(new Key.Month())
                .sum(item.id())
                .where(new Known(item.id()));
        for (Factor factor : Factor.COLUMNS) {
            if (dossier.has(FactKind.RESPONSES, factor.column())) {
                query = query.by(factor.column()).where(new Known(factor.column()));
                factors.add(factor);
            }
        }
        List<Map<String, Integer>> levels = new ArrayList<>();
        factors.forEach(f -> levels.add(new HashMap<>()));
        List<Cell> cells = new ArrayList<>();
        dossier.scan(query).forEach(cells::add);
        for (Cell cell : cells) {
            for (int k = 0; k < factors.size(); k++) {
                Map<String, Integer> seen = levels.get(k);
                seen.computeIfAbsent(String.valueOf(cell.text(k)), l -> seen.size());
            }
        }
        int[] sizes = levels.stream().mapToInt(Map::size).toArray();
        int[] used = kept(sizes);
        List<String> leftOut = IntStream.range(0, factors.size())
                .filter(k -> sizes[k] >= FEWEST_LEVELS && Arrays.stream(used).noneMatch(u -> u == k))
                .mapToObj(k -> say(factors.get(k).many()))
                .toList();
        List<VarianceComponents.Cell> facts = cells.stream()
                .map(cell -> new VarianceComponents.Cell(
                        Arrays.stream(used)
                                .map(k -> levels.get(k).getOrDefault(String.valueOf(cell.text(k)), 0))
                                .toArray(),
                        cell.sum(0)))
                .toList();
        VarianceComponents.Result result;
        try {
            result = VarianceComponents.of(used.length, facts, LEVEL);
        } catch (IllegalArgumentException | ArithmeticException tooFew) {
            return Optional.empty();
        }
        return Optional.of(card(
                dossier, item, query, Arrays.stream(used).mapToObj(factors::get).toList(), leftOut, result));
    }

    /// The factors that can be told apart in a moment: the largest, and of the others the smallest first.
    static int[] kept(int[] levels) {
        List<Integer> bySize = IntStream.range(0, levels.length)
                .filter(k -> levels[k] >= FEWEST_LEVELS)
                .boxed()
                .sorted(Comparator.comparingInt(k -> levels[k]))
                .toList();
        var kept = new ArrayList<Integer>();
        int together = 0;
        for (int k : bySize.subList(0, Math.max(0, bySize.size() - 1))) {
            if (levels[k] <= MOST_LEVELS && together + levels[k] <= MOST_TOGETHER) {
                kept.add(k);
                together += levels[k];
            }
        }
        if (!bySize.isEmpty()) {
            kept.add(bySize.getLast());
        }
        return kept.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static Indicator card(
            Dossier dossier,
            Entry item,
            CubeQuery query,
            List<Factor> used,
            List<String> leftOut,
            VarianceComponents.Result result) {
        var rows = new ArrayList<Figure.Estimates.Row>();
        Factor most = used.getFirst();
        for (int k = 0; k < used.size(); k++) {
            Estimate share = result.components().get(k).share();
            most = share.value()
                            > result.components()
                                    .get(used.indexOf(most))
                                    .share()
                                    .value()
                    ? used.get(k)
                    : most;
            rows.add(new Figure.Estimates.Row(
                    Wording.sentence(say(used.get(k).between())), share.value(), share.low(), share.high()));
        }
        rows.sort(Comparator.comparingDouble(Figure.Estimates.Row::value).reversed());
        Estimate inside = result.inside().share();
        rows.add(new Figure.Estimates.Row(
                say("From one contact to the next"), inside.value(), inside.low(), inside.high()));
        Estimate share = result.components().stream()
                .map(VarianceComponents.Component::share)
                .max(Comparator.comparingDouble(Estimate::value))
                .orElse(inside);
        long answers = Math.round(result.mean().n());
        return Card.of(Cause.TOO_MUCH_AT_ONCE, "who-varies", say("Who varies"), dossier)
                .rule(SHOWN)
                .files(FactKind.RESPONSES)
                .rests(answers, say("answers"))
                .method(say("variance components by restricted maximum likelihood, profile intervals, 95 %"))
                .query(query)
                .rows(new RowQuery(
                        FactKind.RESPONSES,
                        List.of("response_id", "answered_at", item.id()),
                        List.of(new Known(item.id()))))
                .figure(new Figure.Estimates(
                        say("Share of the differences in “%s”; bars show 95 in 100 intervals", item.title()),
                        "%",
                        rows,
                        null))
                .says(
                        say(
                                "Of the differences in “%s”, [[%s lie %s]]; %s lie from one contact to the next%s.",
                                item.title(),
                                Wording.percent(share.value()),
                                say(most.between()),
                                Wording.percent(inside.value()),
                                leftOut.isEmpty()
                                        ? ""
                                        : say(" (left out, too many to tell apart: %s)", String.join(", ", leftOut))),
                        new Statistic(
                                say("share of differences %s", say(most.between())),
                                share.value(),
                                share.interval(),
                                share.standardError(),
                                answers),
                        EVEN);
    }

    /// Weekly means of each unit against the unit's own usual range.
    private static Optional<Indicator> control(Dossier dossier, Entry item) {
        UnitWeeks weeks = UnitWeeks.of(dossier, List.of(item.id())).get(item.id());
        if (weeks == null) {
            return Optional.empty();
        }
        long inside = 0;
        long all = 0;
        int units = 0;
        for (Map<java.time.LocalDate, UnitWeeks.Point> unit : weeks.byUnit().values()) {
            double[] points = unit.entrySet().stream()
                    .filter(e -> e.getValue().rows() >= ANSWERS)
                    .sorted(Map.Entry.comparingByKey())
                    .mapToDouble(e -> e.getValue().score())
                    .toArray();
            if (points.length >= WEEKS) {
                XmrChart chart = XmrChart.of(points);
                inside += Arrays.stream(points).filter(chart::inControl).count();
                all += points.length;
                units++;
            }
        }
        if (all == 0) {
            return Optional.empty();
        }
        return Optional.of(Card.of(Cause.TOO_MUCH_AT_ONCE, "weeks-in-control", say("How steady the weeks are"), dossier)
                .rule(SHOWN)
                .files(FactKind.RESPONSES)
                .rests(all, say("weekly means"))
                .method(say("XmR chart of each unit, limits from neighbouring weeks; Wilson interval, 95 %"))
                .says(
                        say(
                                "[[%s weekly means]] of “%s” stayed within their unit's usual range, in %s.",
                                Wording.of(inside, all), item.title(), Wording.count(units, "unit", "units")),
                        Statistic.of(
                                say("share of weeks in control"),
                                Proportion.wilson((double) inside, (double) all, LEVEL)),
                        CONTROL));
    }

    private static Optional<Indicator> tooMany(Dossier dossier) {
        return StaffItem.of(dossier, "too_many_changes", STAFF).map(item -> {
            Card card = Card.of(
                            Cause.TOO_MUCH_AT_ONCE, "too-many-changes", say("What staff say of the changes"), dossier)
                    .rule(SHOWN)
                    .files(FactKind.PULSE)
                    .rests(item.answers(), say("answers of staff"))
                    .method(say("mean, t interval, 95 %"));
            item.lineage().behind().ifPresent(card::rows);
            return card.says(
                    say(
                            "Staff answered [[%s of 5]] on average to “too many changes” (%s).",
                            Wording.number(item.estimate().value()),
                            Wording.count(item.answers(), "answer", "answers")),
                    Statistic.of(say("mean of too_many_changes"), item.estimate()),
                    AGREED);
        });
    }
}
