package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;

/// What staff answered to one item of the pulse, over all units, with the mean's interval clustered by unit.
///
/// @param item its column
/// @param estimate the mean
/// @param answers how many answered
/// @param weeks the mean week by week; weeks of fewer than five answers are joined
/// @param lineage where it comes from
record StaffItem(String item, Estimate estimate, long answers, List<Trend.Point> weeks, Lineage lineage) {

    private static final int FEW_UNITS = 2;

    /// The item, where at least `needed` answered it.
    static Optional<StaffItem> of(Dossier dossier, String item, long needed) {
        if (!adds(dossier, item)) {
            return Optional.empty();
        }
        boolean units = dossier.has(FactKind.PULSE, "unit");
        var query = CubeQuery.of(FactKind.PULSE).by(new Key.Week()).sum(item);
        var byUnit = new TreeMap<String, Summary>();
        var byWeek = new TreeMap<java.time.LocalDate, Summary>();
        Summary all = Summary.EMPTY;
        for (Cell cell : dossier.scan(units ? query.by("unit") : query)) {
            Summary sum = onFive(dossier, item, cell.sum(0));
            if (sum.count() > 0) {
                all = all.plus(sum);
                byUnit.merge(units ? String.valueOf(cell.text(1)) : "", sum, Summary::plus);
                byWeek.merge(cell.day(0), sum, Summary::plus);
            }
        }
        if (all.count() < Math.max(needed, StaffGate.FEWEST) || !(all.squares() > 0)) {
            return Optional.empty();
        }
        boolean clustered = byUnit.size() >= FEW_UNITS;
        return Optional.of(new StaffItem(
                item,
                StaffAnswers.mean(clustered ? byUnit.values() : List.of(all)),
                all.count(),
                StaffGate.points(dossier, byWeek),
                new Lineage(
                        all.count(),
                        say("answers of staff"),
                        dossier.files(FactKind.PULSE),
                        dossier.period(),
                        clustered
                                ? say("mean, t interval clustered by unit, 95 %; version 1")
                                : say("mean, t interval, one unit, answers taken as independent, 95 %; version 1"),
                        say("pulse: mean of %s by unit and week", item),
                        Optional.of(new RowQuery(FactKind.PULSE, List.of(item), List.of(new Filter.Known(item)))))));
    }

    /// Whether the pulse has the item as a number.
    static boolean adds(Dossier dossier, String item) {
        return dossier.table(FactKind.PULSE)
                .flatMap(t -> t.find(item))
                .filter(c -> c.type() == ColumnType.NUMBER || c.type() == ColumnType.FLAG)
                .isPresent();
    }

    /// The sums on the scale from 1 to 5, where the item is known to have another.
    static Summary onFive(Dossier dossier, String item, Summary sum) {
        Measures.Entry entry = dossier.measures().find(item).orElse(null);
        if (entry == null || sum.count() == 0) {
            return sum;
        }
        Double low = entry.low();
        Double high = entry.high();
        boolean other = low != null
                && high != null
                && low < high
                && (entry.declared() ? low != 1 || high != 5 : low < 1 || high > 5 || high <= 1);
        if (!other || low == null || high == null) {
            return sum;
        }
        double step = 4 / (high - low);
        return new Summary(sum.count(), 1 + step * (sum.mean() - low), sum.squares() * step * step);
    }

    /// All weeks of a unit together, counted as the people who answered at least: those of its fullest week.
    static Summary people(List<Summary> weeks) {
        Summary all = weeks.stream().reduce(Summary.EMPTY, Summary::plus);
        long people = weeks.stream().mapToLong(Summary::count).max().orElse(0);
        return people == 0 ? Summary.EMPTY : new Summary(people, all.mean(), all.squares() * people / all.count());
    }

    /// How many answered the item.
    static long answers(Dossier dossier, String item) {
        return dossier.has(FactKind.PULSE, item)
                ? dossier.scan(CubeQuery.of(FactKind.PULSE).where(new Filter.Known(item)))
                        .rows()
                : 0;
    }

    /// The item as evidence.
    ///
    /// @param statement a sentence without its full stop; the base is added
    Claim.Indicator indicator(String id, String title, String statement, Scale scale, Threshold threshold) {
        return new Claim.Indicator(
                id,
                title,
                say(
                        "%s (%s, likely %s to %s).",
                        statement,
                        Wording.count(answers, "answer", "answers"),
                        Wording.number(estimate.low()),
                        Wording.number(estimate.high())),
                new Statistic(
                        say("mean of %s", item),
                        estimate.value(),
                        estimate.interval(),
                        estimate.standardError(),
                        answers),
                scale,
                threshold,
                lineage,
                weeks.size() < 8
                        ? Optional.empty()
                        : Optional.of(new Figure.Series(
                                say("Mean of %s by week, 1 to 5; weeks of few answers joined", item),
                                weeks.stream()
                                        .map(p -> new Figure.Series.Point(p.week(), p.value()))
                                        .toList(),
                                List.of(),
                                scale.decides() ? scale.present() : null)));
    }
}
