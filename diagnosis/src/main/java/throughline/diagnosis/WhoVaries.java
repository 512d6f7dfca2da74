package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Days;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.consistency.VarianceComponents;

/// Who varies: how much of the differences in one measure lies between units, people, touchpoints, hours of the day,
/// systems and months, and how much from one contact to the next.
///
/// The hour is that of the contact on the organisation's own clocks, never that of the answer. The system is the one
/// that the contact names (a column `system`), else how many systems it took. Either is a factor only where most
/// answers know it, and of those without it none counts then.
final class WhoVaries {

    private static final double LEVEL = 0.95;
    private static final int FEWEST_LEVELS = 3;

    /// Share of the answers that must know the hour or the system (ours).
    private static final double MOST = 0.8;

    /// Answers that are looked at: the newest months that hold no more. Each may be a cell of its own, and more would
    /// not make shares of differences any surer.
    private static final long ANSWERS = 500_000;

    /// Levels (units, people ...) beside those of the largest factor, of one factor and together: the time to tell
    /// them apart grows with the cube of their number.
    private static final int MOST_LEVELS = 120;

    private static final int MOST_TOGETHER = 200;

    private static final Scale EVEN = new Scale(0, 0.1, 0.1, 0.5);

    private final Dossier dossier;
    private final Entry item;
    private final List<String> unknown = new ArrayList<>();
    private Optional<LocalDate> since = Optional.empty();

    private WhoVaries(Dossier dossier, Entry item) {
        this.dossier = dossier;
        this.item = item;
    }

    /// Something that differences may lie between.
    ///
    /// @param many its levels, such as `people`
    /// @param between where a difference lies that is theirs
    private record Factor(Key key, String many, String between) {}

    /// The card of a measure that answers hold; empty where nothing can be told apart.
    static Optional<Indicator> of(Dossier dossier, Entry item) {
        return new WhoVaries(dossier, item).card();
    }

    private Optional<Indicator> card() {
        CubeQuery base = CubeQuery.of(FactKind.RESPONSES).sum(item.id()).where(new Known(item.id()));
        List<Factor> factors = new ArrayList<>();
        factors.add(new Factor(new Key.Month(), key("months"), key("between months")));
        for (String column : List.of("agent", "touchpoint", "unit")) {
            if (dossier.has(FactKind.RESPONSES, column)) {
                base = base.where(new Known(column));
                factors.add(column(column));
            }
        }
        base = newest(base);
        factors.addAll(known(base, hour(), say("hour of their contact")));
        factors.addAll(known(base, system(), say("system it took")));
        CubeQuery counted = base;
        int[] sizes = factors.stream()
                .mapToInt(f -> Math.toIntExact(dossier.scan(counted.by(f.key())).stream()
                        .filter(cell -> cell.text(0) != null)
                        .count()))
                .toArray();
        List<Factor> used = Arrays.stream(kept(sizes)).mapToObj(factors::get).toList();
        List<String> leftOut = IntStream.range(0, sizes.length)
                .filter(k -> sizes[k] >= FEWEST_LEVELS && !used.contains(factors.get(k)))
                .mapToObj(k -> say(factors.get(k).many()))
                .toList();
        CubeQuery query = base.by(used.stream().map(Factor::key).toArray(Key[]::new));
        try {
            return Optional.of(worded(query, used, leftOut, VarianceComponents.of(used.size(), cells(query), LEVEL)));
        } catch (IllegalArgumentException | ArithmeticException tooFew) {
            return Optional.empty();
        }
    }

    /// The query of no more answers than are looked at.
    private CubeQuery newest(CubeQuery base) {
        List<Cell> months = dossier.scan(base.by(new Key.Month())).stream().toList();
        int first = months.size() - 1;
        long rows = first < 0 ? 0 : months.get(first).rows();
        while (first > 0 && rows + months.get(first - 1).rows() <= ANSWERS) {
            rows += months.get(--first).rows();
        }
        if (first > 0) {
            LocalDate from = months.get(first).day(0);
            since = Optional.of(from);
            return base.where(new Days(from, dossier.period().to()));
        }
        return base;
    }

    private static Factor column(String name) {
        Key key = new Key.By(name);
        return switch (name) {
            case "agent" -> new Factor(key, key("people"), key("between people"));
            case "touchpoint" -> new Factor(key, key("touchpoints"), key("between touchpoints"));
            default -> new Factor(key, key("units"), key("between units"));
        };
    }

    private Optional<Factor> hour() {
        return Optional.of("contact_started_at")
                .filter(column -> dossier.has(FactKind.RESPONSES, column))
                .map(column -> new Factor(
                        new Key.Hour(column, dossier.organisation().timezone()),
                        key("hours of the day"),
                        key("between hours of the day")));
    }

    private Optional<Factor> system() {
        return Stream.of(
                        new Factor(new Key.By("system"), key("systems"), key("between systems")),
                        new Factor(
                                new Key.Value("contact_systems"),
                                key("numbers of systems used"),
                                key("between numbers of systems used")))
                .filter(f -> dossier.table(FactKind.RESPONSES)
                        .flatMap(t -> t.find(f.key().label()))
                        .filter(c -> c.type() == (f.key() instanceof Key.By ? ColumnType.TEXT : ColumnType.NUMBER))
                        .isPresent())
                .findFirst();
    }

    /// The factor, where most answers know it.
    private List<Factor> known(CubeQuery base, Optional<Factor> factor, String words) {
        long all = 0;
        long known = 0;
        for (Cell cell : factor.map(f -> dossier.scan(base.by(f.key())).stream().toList())
                .orElse(List.of())) {
            all += cell.rows();
            known += cell.text(0) == null ? 0 : cell.rows();
        }
        if (known == 0 || known < MOST * all) {
            unknown.add(words);
            return List.of();
        }
        return factor.stream().toList();
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

    /// The cells that know all factors, their levels numbered.
    private List<VarianceComponents.Cell> cells(CubeQuery query) {
        int factors = query.keys().size();
        List<Map<String, Integer>> levels = Stream.generate(() -> (Map<String, Integer>) new HashMap<String, Integer>())
                .limit(factors)
                .toList();
        var cells = new ArrayList<VarianceComponents.Cell>();
        for (Cell cell : dossier.scan(query)) {
            int[] at = new int[factors];
            boolean known = true;
            for (int k = 0; k < factors; k++) {
                known &= cell.text(k) != null;
            }
            for (int k = 0; known && k < factors; k++) {
                Map<String, Integer> seen = levels.get(k);
                at[k] = seen.computeIfAbsent(String.valueOf(cell.text(k)), l -> seen.size());
            }
            if (known) {
                Summary sum = cell.sum(0);
                cells.add(new VarianceComponents.Cell(at, sum));
            }
        }
        return cells;
    }

    private Indicator worded(
            CubeQuery query, List<Factor> used, List<String> leftOut, VarianceComponents.Result result) {
        var rows = new ArrayList<Figure.Estimates.Row>();
        for (int k = 0; k < used.size(); k++) {
            Estimate share = result.components().get(k).share();
            rows.add(new Figure.Estimates.Row(
                    Wording.sentence(say(used.get(k).between())), share.value(), share.low(), share.high()));
        }
        rows.sort(Comparator.comparingDouble(Figure.Estimates.Row::value).reversed());
        String most = say(IntStream.range(0, used.size())
                .boxed()
                .max(Comparator.comparingDouble(
                        k -> result.components().get(k).share().value()))
                .map(k -> used.get(k).between())
                .orElseThrow());
        Estimate inside = result.inside().share();
        rows.add(new Figure.Estimates.Row(
                say("From one contact to the next"), inside.value(), inside.low(), inside.high()));
        Estimate share = result.components().stream()
                .map(VarianceComponents.Component::share)
                .max(Comparator.comparingDouble(Estimate::value))
                .orElse(inside);
        long answers = Math.round(result.mean().n());
        return Card.of(Cause.TOO_MUCH_AT_ONCE, "who-varies", say("Who varies"), dossier)
                .rule(Steadiness.SHOWN)
                .files(FactKind.RESPONSES)
                .rests(answers, say("answers"))
                .method(say("variance components by restricted maximum likelihood, profile intervals, 95 %"))
                .query(query)
                .rows(new RowQuery(
                        FactKind.RESPONSES,
                        List.of("response_id", "answered_at", "contact_started_at", item.id()),
                        query.filters()))
                .figure(new Figure.Estimates(
                        say("Share of the differences in “%s”; bars show 95 in 100 intervals", item.title()),
                        "%",
                        rows,
                        null))
                .says(
                        say(
                                "Of the differences in “%s”%s, [[%s lie %s]]; %s lie from one contact to the next%s.%s",
                                item.title(),
                                since.map(day -> say(" since %s", Wording.day(day)))
                                        .orElse(""),
                                Wording.percent(share.value()),
                                most,
                                Wording.percent(inside.value()),
                                leftOut.isEmpty()
                                        ? ""
                                        : say(" (left out, too many to tell apart: %s)", String.join(", ", leftOut)),
                                unknown()),
                        new Statistic(
                                say("share of differences %s", most),
                                share.value(),
                                share.interval(),
                                share.standardError(),
                                answers),
                        EVEN);
    }

    private String unknown() {
        return switch (unknown.size()) {
            case 0 -> "";
            case 1 -> say(" Too few answers know the %s.", unknown.getFirst());
            default -> say(" Too few answers know the %s and the %s.", unknown.getFirst(), unknown.getLast());
        };
    }
}
