package throughline.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// The share that is still going at each age, where some were not watched to the end.
///
/// ```text
/// S(t) = product over ages s <= t of (1 - ended(s) / at risk(s))
/// Greenwood: var S(t) = S(t)^2 * sum of ended / (at risk * (at risk - ended))
/// ```
///
/// Assumes that who went out of sight is like who stayed: censoring says nothing of the life that was
/// left. Where it does (customers who are cut off because they are about to leave), the curve is too high.
/// At one age, those who end count before those who are censored. The curve says nothing after the last
/// age; a mean is therefore given up to a stated age ([#restrictedMean]), and a median only where the
/// curve comes down to a half.
///
/// - Kaplan, Meier (1958). Journal of the American Statistical Association 53, 457-481.
///   [doi:10.1080/01621459.1958.10501452](https://doi.org/10.1080/01621459.1958.10501452)
/// - Greenwood (1926). Reports on Public Health and Medical Subjects 33, 1-26.
/// - Borgan, Liestøl (1990). Scandinavian Journal of Statistics 17, 35-41 (the interval on the log-log
///   scale).
///
/// @param points one for each different age, ascending
/// @param count number of lives
/// @param events number of lives that ended
public record KaplanMeier(List<Point> points, long count, long events) {

    /// R's tolerance for a curve that runs level at exactly the share asked for.
    private static final double LEVEL_RUN = Math.sqrt(Math.ulp(1.0));

    /// Copies the list.
    public KaplanMeier {
        points = List.copyOf(points);
    }

    /// On which scale the interval is symmetric.
    public enum Scale {
        /// Of `log(-log S)`: stays between 0 and 1 and holds its level with few lives. Prefer it.
        LOG_LOG,
        /// Of `S`, cut at 0 and 1.
        PLAIN
    }

    /// The curve at an age.
    ///
    /// @param time the age
    /// @param atRisk how many were still going just before
    /// @param ended how many ended at it
    /// @param survival share still going after it, 0 to 1
    /// @param standardError Greenwood's; 0 where the share is 0 or 1
    /// @param interval of the share; from the share 1 only 1, and to the share 0 from 0 to the high end
    ///     before it
    public record Point(
            double time, long atRisk, long ended, double survival, double standardError, Interval interval) {}

    /// An age by which a share has ended, with its interval; empty where the curve does not come down so
    /// far.
    public record Age(OptionalDouble value, OptionalDouble low, OptionalDouble high) {}

    /// The curve of the lives.
    ///
    /// @param level of the intervals, such as .95
    /// @throws IllegalArgumentException if there is no life or the level is out of range
    public static KaplanMeier of(Lifetimes lives, double level, Scale scale) {
        if (lives.count() == 0) {
            throw new IllegalArgumentException("A survival curve needs at least 1 life, got 0");
        }
        double z = Confidence.normal(level);
        long atRisk = lives.count();
        double survival = 1;
        double greenwood = 0;
        var interval = new Interval(1, 1);
        var points = new ArrayList<Point>();
        for (int i = 0; i < lives.size(); i++) {
            long ended = lives.ended(i);
            if (ended > 0) {
                survival = ended == atRisk ? 0 : survival * ((double) (atRisk - ended) / atRisk);
                if (survival > 0) {
                    greenwood += (double) ended / atRisk / (atRisk - ended);
                    interval = interval(survival, Math.sqrt(greenwood), z, scale);
                } else {
                    greenwood = 0;
                    interval = new Interval(0, interval.high());
                }
            }
            points.add(new Point(lives.time(i), atRisk, ended, survival, survival * Math.sqrt(greenwood), interval));
            atRisk -= ended + lives.censored(i);
        }
        return new KaplanMeier(points, lives.count(), lives.events());
    }

    private static Interval interval(double survival, double error, double z, Scale scale) {
        return switch (scale) {
            case PLAIN -> {
                double half = z * survival * error;
                yield new Interval(Math.max(0, survival - half), Math.min(1, survival + half));
            }
            case LOG_LOG -> {
                double log = Math.log(survival);
                double factor = Math.exp(z * error / Math.abs(log));
                yield new Interval(Math.exp(log * factor), Math.exp(log / factor));
            }
        };
    }

    /// Share still going after the age, with its interval.
    ///
    /// @param time at least 0
    /// @throws IllegalArgumentException if the age is below 0
    public Estimate at(double time) {
        if (!(time >= 0)) {
            throw new IllegalArgumentException("An age is at least 0, got " + time);
        }
        var before = new Estimate(1, new Interval(1, 1), 0, count);
        for (Point point : points) {
            if (point.time() > time) {
                break;
            }
            before = new Estimate(point.survival(), point.interval(), point.standardError(), count);
        }
        return before;
    }

    /// The age by which half have ended: the half-life.
    public Age median() {
        return quantile(0.5);
    }

    /// The age by which a share has ended. Where the curve runs level at that share, it is the middle of
    /// the run. The interval holds the ages at which the share lies in the curve's interval (Brookmeyer
    /// and Crowley 1982).
    ///
    /// @param share above 0 and below 1
    /// @throws IllegalArgumentException if the share is out of range
    public Age quantile(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("A share that has ended lies between 0 and 1, got " + share);
        }
        return new Age(
                first(1 - share, Point::survival),
                first(1 - share, p -> p.interval().low()),
                first(1 - share, p -> p.interval().high()));
    }

    private OptionalDouble first(double share, ToDoubleFunction<Point> curve) {
        for (int i = 0; i < points.size(); i++) {
            double here = curve.applyAsDouble(points.get(i));
            if (here < share + LEVEL_RUN) {
                double time = points.get(i).time();
                for (int j = i + 1; j < points.size() && Math.abs(here - share) < LEVEL_RUN; j++) {
                    if (curve.applyAsDouble(points.get(j)) < here) {
                        return OptionalDouble.of((time + points.get(j).time()) / 2);
                    }
                }
                return OptionalDouble.of(time);
            }
        }
        return OptionalDouble.empty();
    }

    /// Mean time up to an age: the area under the curve as far as that, with a symmetric interval.
    ///
    /// @param until above 0, at most the last age unless the curve has come down to 0
    /// @param level of the interval, such as .95
    /// @throws IllegalArgumentException if the age is out of range
    public Estimate restrictedMean(double until, double level) {
        double last = points.getLast().time();
        if (!(until > 0)
                || Double.isInfinite(until)
                || (until > last && points.getLast().survival() > 0)) {
            throw new IllegalArgumentException(
                    "A mean goes up to an age above 0 and at most %s, the last that is known, got %s"
                            .formatted(last, until));
        }
        double[] after = new double[points.size()];
        double area = 0;
        double end = until;
        for (int i = points.size() - 1; i >= 0; i--) {
            Point point = points.get(i);
            if (point.time() < until) {
                area += point.survival() * (end - point.time());
                end = point.time();
            }
            after[i] = area;
        }
        area += end;
        double variance = 0;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.time() < until && point.ended() < point.atRisk()) {
                variance += after[i] * after[i] * point.ended() / point.atRisk() / (point.atRisk() - point.ended());
            }
        }
        double error = Math.sqrt(variance);
        double half = Confidence.normal(level) * error;
        return new Estimate(area, new Interval(area - half, area + half), error, count);
    }
}
