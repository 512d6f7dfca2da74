package throughline.diagnosis;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.statistics.Confidence;
import throughline.statistics.DesignEffect;
import throughline.statistics.Estimate;
import throughline.statistics.Mean;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// Answers of staff to one item of the pulse, added up by unit and by week. Colleagues answer alike, so a unit counts
/// as one cluster.
///
/// @param query how the cells were asked for
/// @param byUnit one summary a unit; answers that name none are one cluster
/// @param weeks the mean week by week; weeks of fewer than five answers are joined
record StaffAnswers(CubeQuery query, Map<String, Summary> byUnit, List<Trend.Point> weeks) {

    private static final double LEVEL = 0.95;

    /// Answers to a NUMBER or FLAG item.
    ///
    /// @param item a column that the pulse has
    static StaffAnswers of(Dossier dossier, String item) {
        return add(dossier, CubeQuery.of(FactKind.PULSE).sum(item), cell -> cell.sum(0));
    }

    /// Answers to a TEXT item: 1 where the text fits, else 0; empty answers do not count.
    ///
    /// @param item a column that the pulse has
    static StaffAnswers of(Dossier dossier, String item, Predicate<String> fits) {
        return add(dossier, CubeQuery.of(FactKind.PULSE).by(item), cell -> {
            @Nullable String text = cell.text(0);
            return text == null || text.isBlank()
                    ? Summary.EMPTY
                    : new Summary(cell.rows(), fits.test(text) ? 1 : 0, 0);
        });
    }

    private static StaffAnswers add(Dossier dossier, CubeQuery item, Function<Cell, Summary> reading) {
        int week = item.keys().size();
        CubeQuery query = item.by(new Key.Week());
        boolean placed = dossier.has(FactKind.PULSE, "unit");
        query = placed ? query.by("unit") : query;
        Map<String, Summary> byUnit = new TreeMap<>();
        Map<LocalDate, Summary> byWeek = new TreeMap<>();
        for (Cell cell : dossier.scan(query)) {
            Summary answers = reading.apply(cell);
            if (answers.count() > 0) {
                @Nullable String unit = placed ? cell.text(week + 1) : null;
                byUnit.merge(Objects.requireNonNullElse(unit, ""), answers, Summary::plus);
                byWeek.merge(cell.day(week), answers, Summary::plus);
            }
        }
        return new StaffAnswers(query, byUnit, StaffGate.points(dossier, byWeek));
    }

    /// Number of answers.
    long count() {
        return byUnit.values().stream().mapToLong(Summary::count).sum();
    }

    /// All answers together.
    Summary all() {
        return byUnit.values().stream().reduce(Summary.EMPTY, Summary::plus);
    }

    /// The share of answers that are 1, with Wilson's interval after the design effect of the units.
    Estimate share() {
        double deff = byUnit.size() < 2 ? 1 : DesignEffect.of(byUnit.values());
        double n = count() / deff;
        return Proportion.wilson(Math.clamp(all().sum() / deff, 0, n), n, LEVEL);
    }

    /// The mean, with errors clustered by unit.
    Estimate mean() {
        return mean(byUnit.values());
    }

    /// The mean of answers that come in units. Units that happen to be alike do not make it surer than as
    /// many answers of independent people would, and answers that are all alike not surer than if one of
    /// them had been a step away (ours).
    static Estimate mean(Collection<Summary> units) {
        Summary all = units.stream().reduce(Summary.EMPTY, Summary::plus);
        Estimate seen = units.size() < 2 ? Mean.of(all, LEVEL) : Mean.clustered(units, LEVEL);
        double n = all.count();
        double least = Math.max(Math.sqrt(all.variance() / n), 1 / n);
        return seen.standardError() >= least
                ? seen
                : Confidence.student(
                        seen.value(), least, Math.max(1, (units.size() < 2 ? n : units.size()) - 1), n, LEVEL);
    }

    /// The weekly means; high is good.
    Trend trend(String measure) {
        return new Trend(measure, false, weeks);
    }
}
