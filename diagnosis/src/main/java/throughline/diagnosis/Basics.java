package throughline.diagnosis;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Summary;
import throughline.statistics.control.HoldingGate;
import throughline.statistics.control.XmrChart;

/// Whether the service basics of a unit were in place in a month: how customers judged it in the months
/// before.
///
/// Of the twelve months before the latest weigh most: a month counts half as much as one three months
/// later. So a unit with few answers is not placed by the chance of its last fifteen, and one with many
/// is where it has been lately.
///
/// Answers after an offer are left out, and the month itself is too: otherwise selling that harms would make the unit
/// look worse, and a chance low in one month would look like a unit that is below par. Par is the customer standard of
/// the touchpoint where it has one for the item, else the organisation's mean.
///
/// The basics do not hold either where the unit was not in control: where in the last three months two weeks
/// of it or more fell below the lower limit of its own XmR chart of the weeks before them, from 12 such
/// weeks on. One week in three months does so by chance in about one unit in twenty that is as it always
/// was.
final class Basics {

    /// What the answers of a unit in the year before must be worth, some of them of its last three months, for it
    /// to be known how it stands (ours): Kish's effective number, for a mean in which old answers count little is
    /// no surer than the few that count.
    private static final double FEWEST = 15 - 1e-9;

    private static final int YEAR = 12;

    /// Months that show whether a unit is in control, and after which an answer counts half (ours).
    private static final int MONTHS = 3;

    /// Answers of a unit in a week, without which the week is no point of its chart (ours).
    private static final long FEWEST_IN_A_WEEK = 5;

    /// Weeks below the lower limit from which a unit is not in control (ours).
    private static final long WEEKS_OUT = 2;

    private final Map<String, Map<LocalDate, Double>> margins = new HashMap<>();
    private final Map<String, Set<LocalDate>> outOfControl = new HashMap<>();
    private final List<Entry> items;
    private final List<Entry> outcomes;
    private final Map<String, Summary> whole = new TreeMap<>();

    private Basics(Dossier dossier) {
        this.items = items(dossier);
        List<Entry> known = known(dossier, Kind.OUTCOME);
        this.outcomes = known.equals(items) ? List.of() : known;
    }

    /// Which of customers' judgements are looked at together.
    enum Judged {
        /// How service was delivered: what tells the basics.
        DELIVERY,
        /// What came of it: satisfaction, recommending, loyalty.
        OUTCOME
    }

    /// The items of customers' answers that say how service was delivered; outcomes where there are no others.
    static List<Entry> items(Dossier dossier) {
        List<Entry> perceived = known(dossier, Kind.PERCEPTION, Kind.FEELING);
        return perceived.isEmpty() ? known(dossier, Kind.OUTCOME) : perceived;
    }

    private static List<Entry> known(Dossier dossier, Kind... kinds) {
        return dossier.measures().in(FactKind.RESPONSES, kinds).stream()
                .filter(e -> dossier.has(FactKind.RESPONSES, e.id()))
                .toList();
    }

    /// How the units of the dossier stood, month by month; empty where answers have no unit or no such item.
    static Optional<Basics> of(Dossier dossier) {
        var basics = new Basics(dossier);
        List<Entry> items = basics.items;
        if (items.isEmpty() || !dossier.has(FactKind.RESPONSES, "unit")) {
            return Optional.empty();
        }
        boolean placed = dossier.has(FactKind.RESPONSES, "touchpoint")
                && dossier.organisation().touchpoints().stream()
                        .anyMatch(
                                t -> items.stream().anyMatch(i -> standard(t, i).isPresent()));
        var query = CubeQuery.of(FactKind.RESPONSES)
                .by(new Key.By("unit"), new Key.Month())
                .sum(basics.questions());
        query = placed ? query.by("touchpoint") : query;
        query = dossier.has(FactKind.RESPONSES, "offered")
                ? query.where(new Filter.Any(List.of(new Filter.Is("offered", false), new Filter.Missing("offered"))))
                : query;
        var cells = new ArrayList<Cell>();
        dossier.scan(query).forEach(cells::add);
        for (Cell cell : cells) {
            for (int i = 0; i < basics.questions().length; i++) {
                basics.whole.merge(basics.questions()[i], cell.sum(i), Summary::plus);
            }
        }
        basics.look(basics.margins(dossier, cells, placed), dossier.period());
        var weekly = new ArrayList<Cell>();
        var byWeek = new ArrayList<>(query.keys());
        byWeek.set(1, new Key.Week());
        dossier.scan(new CubeQuery(query.fact(), byWeek, query.measures(), query.filters()))
                .forEach(weekly::add);
        basics.chart(basics.margins(dossier, weekly, placed), dossier.period());
        return Optional.of(basics);
    }

    /// Distances from par by unit and by the month or week of the cells.
    private Map<String, NavigableMap<LocalDate, Summary>> margins(Dossier dossier, List<Cell> cells, boolean placed) {
        Map<String, NavigableMap<LocalDate, Summary>> byUnit = new TreeMap<>();
        for (Cell cell : cells) {
            @Nullable String unit = cell.text(0);
            if (unit != null) {
                Optional<Touchpoint> touchpoint = placed
                        ? Optional.ofNullable(cell.text(2)).flatMap(dossier.registry()::touchpoint)
                        : Optional.empty();
                margin(cell, touchpoint, items, 0)
                        .ifPresent(m -> byUnit.computeIfAbsent(unit, u -> new TreeMap<>())
                                .merge(cell.day(1), m, Summary::plus));
            }
        }
        return byUnit;
    }

    /// Holds the weeks of three months against the chart of those before them.
    private void chart(Map<String, NavigableMap<LocalDate, Summary>> weeks, Period period) {
        weeks.forEach((unit, own) -> {
            own.values().removeIf(week -> week.count() < FEWEST_IN_A_WEEK);
            for (LocalDate month = period.from().withDayOfMonth(1);
                    !month.isAfter(period.to());
                    month = month.plusMonths(1)) {
                LocalDate since = month.minusMonths(MONTHS);
                double[] before = means(own.headMap(since));
                if (before.length >= HoldingGate.MINIMUM_BASELINE) {
                    double lower = XmrChart.of(before).lower();
                    // A week that begins in the month before ends in this one at the latest six days later.
                    long below = Arrays.stream(means(own.subMap(since, month.minusDays(6))))
                            .filter(week -> week < lower)
                            .count();
                    if (below >= WEEKS_OUT) {
                        outOfControl.computeIfAbsent(unit, u -> new HashSet<>()).add(month);
                    }
                }
            }
        });
    }

    private static double[] means(Map<LocalDate, Summary> weeks) {
        return weeks.values().stream().mapToDouble(Summary::mean).toArray();
    }

    /// Mean of the items' distances from par in standard deviations, counted with the cell's answers.
    private Optional<Summary> margin(Cell cell, Optional<Touchpoint> touchpoint, List<Entry> of, int first) {
        double sum = 0;
        int known = 0;
        long rows = 0;
        for (int i = 0; i < of.size(); i++) {
            Entry item = of.get(i);
            Summary here = cell.sum(first + i);
            Summary all = whole.getOrDefault(item.id(), Summary.EMPTY);
            if (here.count() > 0 && all.squares() > 0) {
                double par = touchpoint.flatMap(t -> standard(t, item)).orElse(all.mean());
                sum += item.sign() * (here.mean() - par) / all.deviation();
                rows = Math.max(rows, here.count());
                known++;
            }
        }
        return known == 0 ? Optional.empty() : Optional.of(new Summary(rows, sum / known, 0));
    }

    private static Optional<Double> standard(Touchpoint touchpoint, Entry item) {
        return touchpoint.standards().stream()
                .filter(s -> s.hasTarget() && s.measure().equals(item.id()))
                .map(Basics::target)
                .findFirst();
    }

    private static Double target(Standard standard) {
        Double atLeast = standard.atLeast();
        Double atMost = standard.atMost();
        return atLeast != null ? atLeast : atMost != null ? atMost : 0;
    }

    private void look(Map<String, NavigableMap<LocalDate, Summary>> months, Period period) {
        LocalDate first = period.from().withDayOfMonth(1);
        months.forEach((unit, own) -> {
            for (LocalDate month = first; !month.isAfter(period.to()); month = month.plusMonths(1)) {
                LocalDate at = month;
                standing(own, month)
                        .ifPresent(m -> margins.computeIfAbsent(unit, u -> new HashMap<>())
                                .put(at, m));
            }
        });
    }

    /// The mean distance from par before the month, an answer counting half as much as one three months
    /// later.
    private static Optional<Double> standing(NavigableMap<LocalDate, Summary> own, LocalDate month) {
        double sum = 0;
        double weight = 0;
        double squares = 0;
        for (var before : own.subMap(month.minusMonths(YEAR), month).entrySet()) {
            double back = ChronoUnit.MONTHS.between(before.getKey(), month);
            double each = Math.pow(0.5, back / MONTHS);
            double counted = before.getValue().count() * each;
            sum += counted * before.getValue().mean();
            weight += counted;
            squares += counted * each;
        }
        boolean lately = !own.subMap(month.minusMonths(MONTHS), month).isEmpty();
        return lately && weight * weight >= FEWEST * squares ? Optional.of(sum / weight) : Optional.empty();
    }

    /// Whether the unit was below par, or not in control, when the month of the day began; empty where too few answers
    /// say so.
    Optional<Boolean> belowPar(String unit, LocalDate day) {
        LocalDate month = day.withDayOfMonth(1);
        return Optional.ofNullable(margins.getOrDefault(unit, Map.of()).get(month))
                .map(m -> m < 0 || outOfControl.getOrDefault(unit, Set.of()).contains(month));
    }

    /// The units of which it is known in some month, by how far they fell below par on average, the worst first.
    List<String> worstFirst() {
        return margins.entrySet().stream()
                .sorted(java.util.Comparator.comparingDouble(
                                (Map.Entry<String, Map<LocalDate, Double>> e) -> e.getValue().values().stream()
                                        .sorted()
                                        .mapToDouble(Double::doubleValue)
                                        .average()
                                        .orElse(0))
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// What the questions are about: how service was delivered, and what came of it where that is asked besides.
    List<Judged> judged() {
        return outcomes.isEmpty() ? List.of(Judged.DELIVERY) : List.of(Judged.DELIVERY, Judged.OUTCOME);
    }

    /// Ids of the questions, those on how service was delivered before those on what came of it.
    String[] questions() {
        return Stream.concat(items.stream(), outcomes.stream()).map(Entry::id).toArray(String[]::new);
    }

    /// The scored mean of questions in standard deviations, more being better, and the number of answers.
    ///
    /// @param cell holds the sums of all [#questions], in their order
    Optional<Summary> score(Cell cell, Judged judged) {
        return judged == Judged.DELIVERY
                ? margin(cell, Optional.empty(), items, 0)
                : margin(cell, Optional.empty(), outcomes, items.size());
    }
}
