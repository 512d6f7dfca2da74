package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.diagnosis.LikeWithLike.Apart;
import throughline.diagnosis.ScorecardBalance.Group;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Unit;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Summary;
import throughline.statistics.comparison.FunnelPlot;

/// The teams of the front line: what their customers got beside what the job is measured on, compared like with like.
/// A team is a unit of the facts with none below it. People are not in it ([PersonalCards]).
///
/// @param teams those with at least 60 contacts, by title
/// @param comparisons one a measure that can be compared, in the order of the cards
/// @param practice which skill each gains most from, the largest gain first
/// @param people size of the front line
/// @param few teams that are not shown, because they have fewer than 60 contacts
/// @param base what contacts are: `contacts`, or `answers` where no contacts are known
public record Teams(
        List<FrontLineCard> teams,
        List<LikeWithLike> comparisons,
        List<Practice> practice,
        int people,
        long few,
        String base) {

    /// No team.
    public static final Teams NONE = new Teams(List.of(), List.of(), List.of(), 0, 0, key("contacts"));

    /// Weeks that a card shows.
    private static final int WEEKS = 26;

    private static final double LEVEL = 0.95;

    /// Copies the lists.
    public Teams {
        teams = List.copyOf(teams);
        comparisons = List.copyOf(comparisons);
        practice = List.copyOf(practice);
    }

    /// What contacts are, in the language that is spoken.
    @Override
    public String base() {
        return say(base);
    }

    /// The skill a team gains most from.
    ///
    /// @param importance share of what customers think in the end that it explains, 0 to 1
    /// @param gap standard deviations below the best quarter of teams
    public record Practice(String id, String team, String skill, double importance, Estimate gap) {}

    /// The teams of all that the dossier covers.
    public static Teams of(Dossier dossier) {
        return new Making(dossier).teams();
    }

    /// The team of an id, where it is shown.
    public Optional<FrontLineCard> find(String id) {
        return teams.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    /// The names of the teams that are shown, by id.
    public Map<String, String> titles() {
        return teams.stream().collect(Collectors.toMap(FrontLineCard::id, FrontLineCard::title));
    }

    /// The team a reader should see first: one that meets its targets at the customers' cost, else one that is served
    /// worse or better than chance explains, else the one with most contacts.
    public Optional<FrontLineCard> first() {
        return teams.stream()
                .min(Comparator.comparing(FrontLineCard::says)
                        .thenComparing(Comparator.comparingLong(FrontLineCard::contacts)
                                .reversed())
                        .thenComparing(FrontLineCard::id));
    }

    /// The same for a reader of some units: their teams only. What the others came to is in the figures of all, of
    /// which there are at least five; where there are fewer, nothing of all is shown.
    public Teams only(Set<String> units) {
        boolean apart = teams.size() < FunnelPlot.MINIMUM_POINTS;
        return new Teams(
                teams.stream()
                        .filter(t -> units.contains(t.id()))
                        .map(t -> apart ? t.alone() : t)
                        .toList(),
                comparisons.stream()
                        .map(c -> c.only(units))
                        .filter(c -> !c.compared().isEmpty())
                        .toList(),
                practice.stream().filter(p -> !apart && units.contains(p.id())).toList(),
                people,
                0,
                base);
    }

    private static final class Making {

        private final Dossier dossier;
        private final Period days;
        private final String base;
        private final Map<String, Long> contacts = new TreeMap<>();
        private final Map<String, MeasureMeans> means = new HashMap<>();

        Making(Dossier dossier) {
            this.dossier = dossier;
            LocalDate monday = dossier.period().from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            this.days = new Period(monday, dossier.period().to());
            FactKind kind = dossier.has(FactKind.INTERACTIONS, "unit") ? FactKind.INTERACTIONS : FactKind.RESPONSES;
            this.base = kind == FactKind.INTERACTIONS ? key("contacts") : key("answers");
            if (dossier.has(kind, "unit")) {
                Set<String> above = dossier.organisation().units().stream()
                        .map(Unit::parent)
                        .filter(p -> p != null)
                        .map(String::valueOf)
                        .collect(Collectors.toSet());
                for (Cell cell : dossier.scan(CubeQuery.of(kind).by("unit").where(new Known("unit")))) {
                    String unit = String.valueOf(cell.text(0));
                    if (!above.contains(unit)) {
                        contacts.merge(unit, cell.rows(), Long::sum);
                    }
                }
            }
        }

        Teams teams() {
            List<String> shown = contacts.entrySet().stream()
                    .filter(e -> e.getValue() >= LikeWithLike.FEWEST)
                    .map(Map.Entry::getKey)
                    .toList();
            if (shown.isEmpty()) {
                return new Teams(
                        List.of(), List.of(), List.of(), FrontLine.of(dossier).size(), contacts.size(), base);
            }
            List<CardMeasure> service = CardMeasure.service(dossier, "unit");
            Map<String, LikeWithLike> compared = new TreeMap<>();
            for (CardMeasure measure : service) {
                LikeWithLike.of(
                                dossier,
                                measure,
                                "unit",
                                Set.copyOf(shown),
                                LikeWithLike.Ranking.RANKS,
                                unit -> weeks(measure, unit))
                        .ifPresent(c -> compared.put(measure.id(), c));
            }
            List<Group> groups =
                    ScorecardBalance.of(dossier).map(ScorecardBalance::groups).orElse(List.of());
            var teams = new ArrayList<FrontLineCard>();
            for (String unit : shown) {
                CardLines lines = CardLines.of(groups, unit, null);
                teams.add(new FrontLineCard(
                        unit,
                        HandlingTime.unitTitle(dossier, unit),
                        Optional.empty(),
                        contacts.getOrDefault(unit, 0L),
                        service.stream()
                                .map(m -> gauge(m, unit, lines, Optional.ofNullable(compared.get(m.id()))))
                                .toList(),
                        lines.operations(dossier, "unit").stream()
                                .map(m -> gauge(m, unit, lines, Optional.empty()))
                                .toList(),
                        lines.service()));
            }
            teams.sort(Comparator.comparing(FrontLineCard::title).thenComparing(FrontLineCard::id));
            return new Teams(
                    teams,
                    service.stream()
                            .map(CardMeasure::id)
                            .filter(compared::containsKey)
                            .map(compared::get)
                            .toList(),
                    practice(shown),
                    FrontLine.of(dossier).size(),
                    (long) contacts.size() - shown.size(),
                    base);
        }

        private Gauge gauge(CardMeasure measure, String unit, CardLines lines, Optional<LikeWithLike> compared) {
            Optional<MeasureMeans> found = measured(measure);
            Summary own = found.map(m -> m.over(days, unit, null)).orElse(Summary.EMPTY);
            Summary all = found.map(m -> m.over(days, null, null)).orElse(Summary.EMPTY);
            double effect = UnitFindings.effect(List.of(weeks(measure, unit)));
            return new Gauge(
                    measure,
                    own.count(),
                    own.count() < LikeWithLike.FEWEST
                            ? Optional.empty()
                            : Optional.of(mean(UnitFindings.effective(own, effect), measure)),
                    all.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(all.mean()),
                    compared.flatMap(c -> c.find(unit)),
                    lines.weight(measure.id()),
                    lines.target(measure.id()),
                    trend(measure, unit));
        }

        private Optional<MeasureMeans> measured(CardMeasure measure) {
            return measure.table()
                    .map(t ->
                            means.computeIfAbsent(measure.id(), id -> MeasureMeans.of(dossier, t, id, new Key.Week())));
        }

        private List<Summary> weeks(CardMeasure measure, String unit) {
            return measured(measure).map(m -> m.byDay(unit)).orElse(Map.of()).values().stream()
                    .toList();
        }

        private Trend trend(CardMeasure measure, String unit) {
            LocalDate first = days.to().minusWeeks(WEEKS);
            return new Trend(
                    measure.title(),
                    measure.sign() < 0,
                    measured(measure).map(m -> m.byDay(unit)).orElse(Map.of()).entrySet().stream()
                            .filter(w ->
                                    w.getKey().isAfter(first) && w.getValue().count() > 0)
                            .map(w -> new Trend.Point(w.getKey(), w.getValue().mean()))
                            .toList());
        }

        private List<Practice> practice(List<String> shown) {
            return NextSkill.of(dossier)
                    .map(next -> next.teams().stream()
                            .filter(t -> shown.contains(t.unit()))
                            .map(t -> new Practice(
                                    t.unit(),
                                    HandlingTime.unitTitle(dossier, t.unit()),
                                    Wording.sentence(t.skill().title()),
                                    t.importance(),
                                    t.gap()))
                            .toList())
                    .orElse(List.of());
        }
    }

    /// A mean with its interval; a share stays within 0 and 1.
    static Estimate mean(Summary rows, CardMeasure measure) {
        Estimate mean = Mean.of(rows, LEVEL);
        return measure.share()
                ? new Estimate(
                        mean.value(),
                        new Interval(Math.max(0, mean.low()), Math.min(1, mean.high())),
                        mean.standardError(),
                        mean.n())
                : mean;
    }

    /// How many teams stand apart so on the measure shown first.
    public long apart(Apart apart) {
        return comparisons.isEmpty() ? 0 : comparisons.getFirst().count(apart);
    }
}
