package throughline.diagnosis;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Key;
import throughline.organisation.Layer;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Register.Forecast;
import throughline.statistics.Summary;
import throughline.statistics.forecast.ForecastSkill;

/// Forecasts held against what happened, made comparable over measures.
///
/// Errors are counted in standard deviations of what the measure really was over units and periods, at least a fifth
/// of the spread of single answers (ours): where nothing ever changes, a hair's breadth is no error. Above 0 is too
/// rosy. A forecast counts once its period is over within the data and rests on ten rows or more, and only if it was
/// made before half of its period was over (ours): later, what is said is mostly known already.
///
/// @param list the forecasts that can be scored, in the order of the register
/// @param late how many have come true but were made too late to count
record ScoredForecasts(List<Item> list, long late) {

    private static final long ROWS = 10;
    private static final double LEAST_SPREAD = 0.2;

    ScoredForecasts {
        list = List.copyOf(list);
    }

    /// One forecast in standard deviations of its measure, larger being better for the customer.
    ///
    /// @param naive what the period before, of equal length, would have said; null where it is not known
    /// @param layer layer of the manager, where known
    /// @param raw the same in the measure's own unit
    record Item(
            Forecast forecast,
            double predicted,
            double actual,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double naive,
            @Nullable Layer layer,
            Raw raw) {

        double error() {
            return predicted - actual;
        }

        /// The forecast for scoring; where there was no period before, the naive forecast is given as right.
        ForecastSkill.Scored scored() {
            return new ForecastSkill.Scored(
                    predicted, actual, low, high, naive == null ? actual : naive, forecast.person());
        }
    }

    /// A forecast and what happened in the measure's own unit; shares are 0 to 1.
    record Raw(double predicted, double actual) {

        double error() {
            return predicted - actual;
        }
    }

    /// The forecasts of the register.
    static ScoredForecasts of(Dossier dossier) {
        Map<String, List<Forecast>> byMeasure = new TreeMap<>();
        dossier.register()
                .forecasts()
                .forEach(f -> byMeasure
                        .computeIfAbsent(f.measure(), m -> new ArrayList<>())
                        .add(f));
        Map<Forecast, Item> scored = new HashMap<>();
        byMeasure.forEach((measure, forecasts) -> {
            boolean months = forecasts.stream().allMatch(ScoredForecasts::wholeMonths);
            MeasureMeans.of(dossier, measure, months ? new Key.Month() : new Key.Day())
                    .ifPresent(means -> score(dossier, means, forecasts, scored));
        });
        List<Item> list = new ArrayList<>();
        for (Forecast forecast : new LinkedHashSet<>(dossier.register().forecasts())) {
            Optional.ofNullable(scored.get(forecast)).ifPresent(list::add);
        }
        long late = dossier.register().forecasts().stream()
                .filter(f -> over(dossier, f) && !ahead(f))
                .count();
        return new ScoredForecasts(list, late);
    }

    private static boolean wholeMonths(Forecast forecast) {
        return forecast.from().getDayOfMonth() == 1 && forecast.to().plusDays(1).getDayOfMonth() == 1;
    }

    /// The period of equal length just before: whole months before whole months, else as many days.
    private static Period before(Forecast forecast) {
        LocalDate end = forecast.from().minusDays(1);
        if (wholeMonths(forecast)) {
            long months =
                    ChronoUnit.MONTHS.between(forecast.from(), forecast.to().plusDays(1));
            return new Period(forecast.from().minusMonths(months), end);
        }
        return new Period(end.minusDays(new Period(forecast.from(), forecast.to()).days() - 1), end);
    }

    private record Truth(
            Forecast forecast, double actual, @Nullable Double naive) {}

    private static void score(
            Dossier dossier, MeasureMeans means, List<Forecast> forecasts, Map<Forecast, Item> scored) {
        Summary overall = means.overall();
        // Shares that managers state in per cent.
        boolean percent = overall.count() > 0
                && overall.mean() >= 0
                && overall.mean() <= 1
                && dossier.measures()
                        .find(forecasts.getFirst().measure())
                        .map(Entry::high)
                        .filter(h -> h > 1)
                        .isEmpty()
                && forecasts.stream().allMatch(f -> f.predicted() > 1.5);
        double unit = percent ? 0.01 : 1;
        List<Truth> truths = new ArrayList<>();
        for (Forecast forecast : forecasts) {
            truth(dossier, means, forecast).ifPresent(truths::add);
        }
        Map<Object, Double> distinct = new LinkedHashMap<>();
        truths.forEach(t -> distinct.put(
                List.of(
                        t.forecast().from(),
                        t.forecast().to(),
                        String.valueOf(t.forecast().unit()),
                        String.valueOf(t.forecast().touchpoint())),
                t.actual()));
        Summary spread = Summary.of(
                distinct.values().stream().mapToDouble(Double::doubleValue).toArray());
        double single = overall.count() > 1 ? overall.deviation() : 0;
        double size = Math.max(spread.count() > 2 ? spread.deviation() : 0, LEAST_SPREAD * single);
        if (!(size > 0)) {
            return;
        }
        double scale = means.sign() / size;
        for (Truth truth : truths) {
            Forecast f = truth.forecast();
            Double low = f.low();
            Double high = f.high();
            boolean ranged = low != null && high != null && low <= high;
            @Nullable Double a = ranged && low != null ? low * unit * scale : null;
            @Nullable Double b = ranged && high != null ? high * unit * scale : null;
            scored.put(
                    f,
                    new Item(
                            f,
                            f.predicted() * unit * scale,
                            truth.actual() * scale,
                            a == null || b == null ? null : Double.valueOf(Math.min(a, b)),
                            a == null || b == null ? null : Double.valueOf(Math.max(a, b)),
                            truth.naive() == null ? null : truth.naive() * scale,
                            layer(dossier, f),
                            new Raw(f.predicted() * unit, truth.actual())));
        }
    }

    /// Whether the forecast is about a period that is over within the data, of a part that counts.
    private static boolean over(Dossier dossier, Forecast forecast) {
        return Conflicts.counts(dossier, forecast.unit())
                && !forecast.from().isBefore(dossier.period().from())
                && !forecast.to().isAfter(dossier.period().to());
    }

    /// Whether it was made before half of its period was over; what is said on a day is said at its beginning.
    static boolean ahead(Forecast forecast) {
        long gone = ChronoUnit.DAYS.between(forecast.from(), forecast.madeAt());
        return 2 * gone < new Period(forecast.from(), forecast.to()).days();
    }

    private static Optional<Truth> truth(Dossier dossier, MeasureMeans means, Forecast forecast) {
        if (!over(dossier, forecast) || !ahead(forecast)) {
            return Optional.empty();
        }
        Period days = new Period(forecast.from(), forecast.to());
        String unit = forecast.unit();
        Summary actual = means.over(days, unit, forecast.touchpoint());
        if (actual.count() < ROWS && !(means.kind() == throughline.lake.fact.FactKind.READINGS && actual.count() > 0)) {
            return Optional.empty();
        }
        Period earlier = before(forecast);
        Summary naive = earlier.from().isBefore(dossier.period().from())
                ? Summary.EMPTY
                : means.over(earlier, unit, forecast.touchpoint());
        return Optional.of(
                new Truth(forecast, actual.mean(), naive.count() < ROWS ? null : Double.valueOf(naive.mean())));
    }

    private static @Nullable Layer layer(Dossier dossier, Forecast forecast) {
        return forecast.layer() != null
                ? forecast.layer()
                : dossier.registry()
                        .person(forecast.person())
                        .flatMap(dossier.registry()::layerOf)
                        .orElse(null);
    }

    /// How many managers made them.
    long managers() {
        Set<String> people = new LinkedHashSet<>();
        list.forEach(i -> people.add(i.forecast().person()));
        return people.size();
    }

    /// Mean absolute error by measure, worst first.
    List<Map.Entry<String, Summary>> byMeasure() {
        Map<String, Summary> sums = new TreeMap<>();
        list.forEach(i -> sums.merge(i.forecast().measure(), Summary.of(Math.abs(i.error())), Summary::plus));
        return sums.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> -e.getValue().mean()))
                .toList();
    }
}
