package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Estimate;
import throughline.statistics.MultipleTesting;
import throughline.statistics.Summary;
import throughline.statistics.comparison.PearsonCorrelation;

/// Whether units whose staff feel better have customers who judge better, and how many units have happy
/// customers and unhappy staff. A hypothesis to be looked at in each organisation, never assumed; it
/// informs.
///
/// A unit counts with at least five people of its staff (answers in its fullest week, as the same people
/// answer week after week) and ten answers of customers to an item. Its score is the mean of its items'
/// distances from the organisation's mean, in standard deviations.
///
/// @param units the units of which both are known, by id
/// @param byItem correlation of each item of the pulse with the customers' score, where enough units
/// answered it
record StaffAndCustomers(List<Unit> units, Map<String, Estimate> byItem) {

    private static final double LEVEL = 0.95;

    /// Units without which no link is named.
    private static final int FEWEST_UNITS = 30;

    private static final long FEWEST_CUSTOMERS = 10;

    /// Share of false discoveries among the units found (causes.md, rule 4).
    private static final double FALSE_DISCOVERIES = 0.10;

    private static final int ITEMS_SHOWN = 5;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /// A unit.
    ///
    /// @param staff score of its staff, above 0 where better than the organisation's mean
    /// @param customers score of its customers
    record Unit(Score staff, Score customers) {

        /// Probability of so happy customers, or so unhappy staff, in a unit that is like the others in one
        /// of them.
        private double chance() {
            return Math.max(customers.chance(1), staff.chance(-1));
        }
    }

    /// The mean of some items.
    ///
    /// @param value in standard deviations of one answer
    /// @param error its standard error, as if a person answered all items alike
    /// @param byItem the distances of the items
    record Score(double value, double error, Map<String, Double> byItem) {

        private double chance(int sign) {
            return NORMAL.survivalProbability(sign * value / error);
        }
    }

    /// Looks at the pulse and the answers of customers; empty where they do not name units or hold no items.
    static Optional<StaffAndCustomers> of(Dossier dossier) {
        List<Entry> staff = dossier.measures().in(FactKind.PULSE, Kind.STAFF).stream()
                .filter(e -> StaffItem.adds(dossier, e.id()))
                .toList();
        List<Entry> customers = Basics.items(dossier);
        if (staff.isEmpty()
                || customers.isEmpty()
                || !dossier.has(FactKind.PULSE, "unit")
                || !dossier.has(FactKind.RESPONSES, "unit")) {
            return Optional.empty();
        }
        Map<String, Score> ofStaff = scores(dossier, FactKind.PULSE, staff, StaffGate.FEWEST);
        Map<String, Score> ofCustomers = scores(dossier, FactKind.RESPONSES, customers, FEWEST_CUSTOMERS);
        var units = new ArrayList<Unit>();
        ofStaff.forEach((unit, score) -> {
            Score theirs = ofCustomers.get(unit);
            if (theirs != null) {
                units.add(new Unit(score, theirs));
            }
        });
        Map<String, Estimate> byItem = new TreeMap<>();
        for (Entry item : staff) {
            correlation(
                            units.stream()
                                    .filter(u -> u.staff().byItem().containsKey(item.id()))
                                    .toList(),
                            u -> u.staff().byItem().getOrDefault(item.id(), 0.0))
                    .ifPresent(r -> byItem.put(item.title(), r));
        }
        return Optional.of(new StaffAndCustomers(List.copyOf(units), byItem));
    }

    private static Map<String, Score> scores(Dossier dossier, FactKind kind, List<Entry> items, long fewest) {
        Map<String, Summary[]> cells = new TreeMap<>();
        Map<String, long[]> fullest = new TreeMap<>();
        Summary[] whole = empty(items.size());
        for (Cell cell : dossier.scan(CubeQuery.of(kind)
                .by(new Key.By("unit"), new Key.Week())
                .sum(items.stream().map(Entry::id).toArray(String[]::new)))) {
            @Nullable String unit = cell.text(0);
            Summary[] own = unit == null ? empty(items.size()) : cells.computeIfAbsent(unit, u -> empty(items.size()));
            long[] week = fullest.computeIfAbsent(unit == null ? "" : unit, u -> new long[items.size()]);
            for (int i = 0; i < whole.length; i++) {
                whole[i] = whole[i].plus(cell.sum(i));
                own[i] = own[i].plus(cell.sum(i));
                week[i] = Math.max(week[i], cell.sum(i).count());
            }
        }
        Map<String, Score> scores = new TreeMap<>();
        cells.forEach((unit, own) -> {
            Map<String, Double> byItem = new TreeMap<>();
            long[] week = fullest.getOrDefault(unit, new long[items.size()]);
            double error = 0;
            for (int i = 0; i < whole.length; i++) {
                long people = kind == FactKind.PULSE ? week[i] : own[i].count();
                if (people >= fewest && whole[i].count() > 1 && whole[i].squares() > 0) {
                    Entry item = items.get(i);
                    byItem.put(item.id(), item.sign() * (own[i].mean() - whole[i].mean()) / whole[i].deviation());
                    error += 1 / Math.sqrt((double) people);
                }
            }
            if (!byItem.isEmpty()) {
                double mean = byItem.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        / byItem.size();
                scores.put(unit, new Score(mean, error / byItem.size(), byItem));
            }
        });
        return scores;
    }

    private static Summary[] empty(int items) {
        Summary[] sums = new Summary[items];
        java.util.Arrays.fill(sums, Summary.EMPTY);
        return sums;
    }

    private static Optional<Estimate> correlation(List<Unit> units, java.util.function.ToDoubleFunction<Unit> staff) {
        if (units.size() < FEWEST_UNITS) {
            return Optional.empty();
        }
        try {
            return Optional.of(PearsonCorrelation.of(
                    units.stream().mapToDouble(staff).toArray(),
                    units.stream().mapToDouble(u -> u.customers().value()).toArray(),
                    LEVEL));
        } catch (ArithmeticException alike) {
            return Optional.empty();
        }
    }

    /// How closely the two go together; empty with fewer than 30 units.
    Optional<Indicator> link(Dossier dossier) {
        return correlation(units, u -> u.staff().value()).map(r -> {
            var rows = new ArrayList<Figure.Estimates.Row>();
            rows.add(new Figure.Estimates.Row(say("All items of staff"), r.value(), r.low(), r.high()));
            byItem.entrySet().stream()
                    .sorted(Comparator.comparingDouble((Map.Entry<String, Estimate> e) ->
                                    -Math.abs(e.getValue().value()))
                            .thenComparing(Map.Entry::getKey))
                    .limit(ITEMS_SHOWN)
                    .forEach(e -> rows.add(new Figure.Estimates.Row(
                            e.getKey(),
                            e.getValue().value(),
                            e.getValue().low(),
                            e.getValue().high())));
            String finding = r.low() > 0
                    ? say("Units whose staff feel better have customers who judge better")
                    : r.high() < 0
                            ? say("Units whose staff feel better have customers who judge worse")
                            : say("Whether staff and customers of a unit feel alike is not known");
            return card(dossier, "staff-customer-link", say("Staff and their customers"))
                    .method(say("Pearson correlation of unit means, Fisher's interval, 95 %"))
                    .figure(new Figure.Estimates(
                            say(
                                    "Correlation of staff's and customers' answers over %s",
                                    Wording.count(units.size(), "unit", "units")),
                            "",
                            rows,
                            0.0))
                    .informs(
                            say(
                                    "%s: [[correlation %s over %s]], likely %s.",
                                    finding,
                                    Wording.change(r.value()),
                                    Wording.count(units.size(), "unit", "units"),
                                    Wording.changes(r.interval())),
                            Statistic.of(say("correlation of staff's and customers' answers"), r));
        });
    }

    /// How many units have surely happier customers and surely unhappier staff than the organisation; they
    /// are counted, never named. Empty with fewer than 30 units.
    Optional<Indicator> discordant(Dossier dossier) {
        if (units.size() < FEWEST_UNITS) {
            return Optional.empty();
        }
        boolean[] found = MultipleTesting.benjaminiHochberg(
                units.stream().mapToDouble(Unit::chance).toArray(), FALSE_DISCOVERIES);
        long count = 0;
        for (boolean unit : found) {
            count += unit ? 1 : 0;
        }
        return Optional.of(card(dossier, "happy-customers-unhappy-staff", say("Happy customers, unhappy staff"))
                .method(say("both surely off the organisation's mean, Benjamini-Hochberg at 10 %"))
                .informs(
                        say(
                                "[[%s units]] have customers above the organisation's mean and staff below it.",
                                Wording.of(count, units.size())),
                        Statistic.counted(
                                say("share of units with happy customers and unhappy staff"),
                                (double) count / units.size(),
                                units.size())));
    }

    private Card card(Dossier dossier, String id, String title) {
        return Card.of(Cause.STARTS_AT_THE_BOTTOM, id, title, dossier)
                .rests(units.size(), say("units with 5 people of staff and 10 answers of customers"))
                .files(FactKind.PULSE)
                .files(FactKind.RESPONSES);
    }
}
