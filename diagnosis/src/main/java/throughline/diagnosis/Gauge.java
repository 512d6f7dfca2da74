package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import throughline.diagnosis.LikeWithLike.Apart;
import throughline.diagnosis.LikeWithLike.Compared;
import throughline.statistics.Estimate;

/// One measure on the card of a team or a person.
///
/// @param n rows it rests on
/// @param value its mean with a 95 % interval; empty below [LikeWithLike#FEWEST] rows
/// @param all the mean of all teams or people; empty where nobody was measured
/// @param like what the same work would have given others; empty where it is compared with nobody
/// @param weight its share of the scorecard, 0 to 1; empty where it is not on it
/// @param target what is asked; empty where nothing is
/// @param trend its weeks
public record Gauge(
        CardMeasure measure,
        long n,
        Optional<Estimate> value,
        OptionalDouble all,
        Optional<Compared> like,
        OptionalDouble weight,
        OptionalDouble target,
        Trend trend) {

    /// The same without what all came to.
    Gauge alone() {
        return new Gauge(measure, n, value, OptionalDouble.empty(), like, weight, target, trend);
    }

    /// Whether it meets its target.
    public enum Met {
        YES,
        NO,
        /// There is no target, or nothing to hold against it.
        UNKNOWN
    }

    /// Whether it meets its target.
    public Met met() {
        if (target.isEmpty() || value.isEmpty()) {
            return Met.UNKNOWN;
        }
        return measure.sign() * (value.get().value() - target.getAsDouble()) >= 0 ? Met.YES : Met.NO;
    }

    /// How it lies to the others with the same work.
    public Apart apart() {
        return like.map(Compared::apart).orElse(Apart.ORDINARY);
    }

    /// Whether any of the gauges lies so.
    static boolean any(List<Gauge> gauges, Apart apart) {
        return gauges.stream().anyMatch(g -> g.apart() == apart);
    }
}
