package throughline.statistics.forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import throughline.statistics.Confidence;
import throughline.statistics.DesignEffect;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// How well people who predict know what happens: bias, error, skill against "same as last time", and hit
/// rate.
///
/// ```text
/// bias = mean (predicted - actual) / spread     skill = 1 - mean |predicted - actual| / mean |naive - actual|
/// hit rate = share of ranges that hold the actual value; 80 % ranges should hold 8 of 10
/// ```
///
/// A skill below 0 means that last period's figure would have been the better forecast. CRPS is the error
/// of a whole range in the measure's unit (a normal distribution whose 80 % range it is; without a range,
/// the absolute error): lower is better, and wide ranges pay for being wide. Forecasts of one forecaster
/// resemble each other, so errors are clustered by forecaster where one is named. Where all miss by as much, the
/// figures are not taken for certain: one forecast is taken to have missed by the spread more (ours). The interval of
/// the
/// skill is that of a ratio (linearised).
///
/// - Murphy (1988). Monthly Weather Review 116, 2417-2424.
///
/// [doi:10.1175/1520-0493(1988)116<2417:SSBOTM>2.0.CO;2](https://doi.org/10.1175/1520-0493(1988)116%3C2417:SSBOTM%3E2.0.CO;2)
/// - Gneiting, Raftery (2007). Journal of the American Statistical Association 102, 359-378.
///   [doi:10.1198/016214506000001437](https://doi.org/10.1198/016214506000001437)
public final class ForecastSkill {

    private static final double LEVEL = 0.95;

    /// Half of an 80 % range in standard deviations.
    private static final double HALF_RANGE = Confidence.normal(0.80);

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private ForecastSkill() {}

    /// A forecast that has come true, or not.
    ///
    /// @param predicted what was expected
    /// @param actual what happened
    /// @param low lower end of the 80 % range, null if none was given
    /// @param high upper end of the 80 % range, null if none was given
    /// @param naive what "same as last period" would have said
    /// @param forecaster who predicted; null if every forecast is somebody else's
    public record Scored(
            double predicted,
            double actual,
            @Nullable Double low,
            @Nullable Double high,
            double naive,
            @Nullable String forecaster) {

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if a figure is not finite or the range is the wrong way round
        public Scored {
            boolean finite = Double.isFinite(predicted) && Double.isFinite(actual) && Double.isFinite(naive);
            if (!finite || (low != null && high != null && !(low <= high))) {
                throw new IllegalArgumentException("Not a forecast: predicted %s, actual %s, range %s to %s, naive %s"
                        .formatted(predicted, actual, low, high, naive));
            }
        }

        /// A forecast of an unnamed forecaster.
        public Scored(double predicted, double actual, @Nullable Double low, @Nullable Double high, double naive) {
            this(predicted, actual, low, high, naive, null);
        }

        private double error() {
            return Math.abs(predicted - actual);
        }

        private double naiveError() {
            return Math.abs(naive - actual);
        }
    }

    /// The scores.
    ///
    /// @param bias mean of predicted minus actual, in the spread; positive is too rosy where more is
    ///     better
    /// @param mae mean absolute error, in the measure's unit
    /// @param skill 1 is perfect, 0 no better than last period; empty if last period was always right
    /// @param hitRate share of ranges that hold the actual value; empty if no ranges were given
    /// @param crps continuous ranked probability score, in the measure's unit
    /// @param spread the standard deviation in which the bias is measured, above 0
    public record Result(
            Estimate bias,
            Estimate mae,
            Optional<Estimate> skill,
            Optional<Estimate> hitRate,
            Estimate crps,
            double spread) {}

    /// Scores forecasts, the bias in standard deviations of the actual values, with 95 % intervals.
    ///
    /// @throws IllegalArgumentException if there are fewer than 3 forecasts, or all by one forecaster
    /// @throws ArithmeticException if the actual values do not vary
    public static Result of(List<Scored> forecasts) {
        if (forecasts.size() < 3) {
            throw new IllegalArgumentException("Skill needs at least 3 forecasts come true, got " + forecasts.size());
        }
        double spread = Summary.of(
                        forecasts.stream().mapToDouble(Scored::actual).toArray())
                .deviation();
        if (spread == 0) {
            throw new ArithmeticException("Skill needs actual values that vary, all %d are %s"
                    .formatted(forecasts.size(), forecasts.getFirst().actual()));
        }
        return of(forecasts, spread, LEVEL);
    }

    /// Scores forecasts, the bias in units of the given spread.
    ///
    /// @param spread standard deviation to measure the bias in, above 0
    /// @throws IllegalArgumentException if there are fewer than 3 forecasts, all by one forecaster, or no
    ///     spread
    public static Result of(List<Scored> forecasts, double spread, double level) {
        if (forecasts.size() < 3) {
            throw new IllegalArgumentException("Skill needs at least 3 forecasts come true, got " + forecasts.size());
        }
        if (!(spread > 0) || Double.isInfinite(spread)) {
            throw new IllegalArgumentException("A bias needs a spread above 0 to be measured in, got " + spread);
        }
        List<List<Scored>> people = byForecaster(forecasts);
        return new Result(
                mean(people, f -> (f.predicted() - f.actual()) / spread, 1, level),
                mean(people, Scored::error, spread, level),
                skill(people, spread, level),
                hitRate(people, level),
                mean(people, ForecastSkill::crps, spread, level),
                spread);
    }

    private static List<List<Scored>> byForecaster(List<Scored> forecasts) {
        Map<String, List<Scored>> named = new LinkedHashMap<>();
        List<List<Scored>> groups = new ArrayList<>();
        for (Scored forecast : forecasts) {
            if (forecast.forecaster() == null) {
                groups.add(List.of(forecast));
            } else {
                named.computeIfAbsent(forecast.forecaster(), name -> new ArrayList<>())
                        .add(forecast);
            }
        }
        groups.addAll(named.values());
        return groups;
    }

    private static Estimate mean(
            List<List<Scored>> people, ToDoubleFunction<Scored> score, double spread, double level) {
        long forecasts = people.stream().mapToLong(List::size).sum();
        return Mean.unlessAlike(
                Mean.clustered(summaries(people, score), level), spread, forecasts, people.size() - 1.0, level);
    }

    private static List<Summary> summaries(List<List<Scored>> people, ToDoubleFunction<Scored> score) {
        return people.stream()
                .map(own -> Summary.of(own.stream().mapToDouble(score).toArray()))
                .toList();
    }

    private static Optional<Estimate> skill(List<List<Scored>> people, double spread, double level) {
        double error =
                people.stream().flatMap(List::stream).mapToDouble(Scored::error).sum();
        double naive = people.stream()
                .flatMap(List::stream)
                .mapToDouble(Scored::naiveError)
                .sum();
        if (naive == 0) {
            return Optional.empty();
        }
        double ratio = error / naive;
        double squares = 0;
        double n = 0;
        for (List<Scored> own : people) {
            double residual = 0;
            for (Scored forecast : own) {
                residual += forecast.error() - ratio * forecast.naiveError();
            }
            squares += residual * residual;
            n += own.size();
        }
        double g = people.size();
        double standardError = Math.sqrt(squares * g / (g - 1)) / naive;
        Estimate seen = Confidence.student(1 - ratio, standardError, g - 1, n, level);
        return Optional.of(Mean.unlessAlike(seen, spread * n / naive, (long) n, g - 1, level));
    }

    private static Optional<Estimate> hitRate(List<List<Scored>> people, double level) {
        List<List<Scored>> ranged = people.stream()
                .map(own -> own.stream().filter(ForecastSkill::hasRange).toList())
                .filter(own -> !own.isEmpty())
                .toList();
        if (ranged.isEmpty()) {
            return Optional.empty();
        }
        List<Summary> hits = summaries(ranged, ForecastSkill::hit);
        Summary all = hits.stream().reduce(Summary.EMPTY, Summary::plus);
        double n =
                ranged.size() < 2 ? all.count() : DesignEffect.effective((double) all.count(), DesignEffect.of(hits));
        return Optional.of(Proportion.wilson(Math.clamp(all.mean(), 0, 1) * n, n, level));
    }

    private static boolean hasRange(Scored forecast) {
        return forecast.low() != null && forecast.high() != null;
    }

    private static double hit(Scored forecast) {
        Double low = forecast.low();
        Double high = forecast.high();
        return low != null && high != null && new Interval(low, high).contains(forecast.actual()) ? 1 : 0;
    }

    private static double crps(Scored forecast) {
        Double low = forecast.low();
        Double high = forecast.high();
        if (low == null || high == null || low.equals(high)) {
            return forecast.error();
        }
        double sigma = (high - low) / 2 / HALF_RANGE;
        double z = (forecast.actual() - (low + high) / 2) / sigma;
        return sigma * (z * (2 * NORMAL.cumulativeProbability(z) - 1) + 2 * NORMAL.density(z) - 1 / Math.sqrt(Math.PI));
    }
}
