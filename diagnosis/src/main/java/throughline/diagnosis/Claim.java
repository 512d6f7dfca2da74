package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import throughline.statistics.Interval;

/// Something that speaks for or against a cause: an indicator, or several that count together.
public sealed interface Claim {

    /// What the claim says.
    Side side();

    /// Strength, 0 to 1, above 0.5 the bad side.
    double strength();

    /// Interval of the strength.
    Interval strengthInterval();

    /// Probability that the truth lies on the present side of the margin.
    double probabilityPresent();

    /// Probability that the truth lies on the absent side of the margin.
    double probabilityAbsent();

    /// The indicators inside.
    Stream<Indicator> indicators();

    /// One figure held against its scale.
    ///
    /// @param id id of the indicator, such as `ownership-coverage`
    /// @param title heading of its evidence card, such as `Who answers for what`
    /// @param statement a full sentence with its figure; one phrase may stand between `[[` and `]]` to be marked
    /// @param statistic the figure and its interval
    /// @param scale how it is read
    /// @param threshold the setting it is held against
    /// @param lineage where it comes from
    /// @param figure a chart, where one helps
    record Indicator(
            String id,
            String title,
            String statement,
            Statistic statistic,
            Scale scale,
            Threshold threshold,
            Lineage lineage,
            Optional<Figure> figure)
            implements Claim {

        /// Probability that a full count is right: the record itself may be out of date (ours).
        public static final double COUNTED = 0.98;

        @Override
        public Side side() {
            return scale.side(statistic.interval());
        }

        @Override
        public double strength() {
            return scale.strength(statistic.value());
        }

        @Override
        public Interval strengthInterval() {
            return scale.strength(statistic.interval());
        }

        @Override
        public double probabilityPresent() {
            return beyond(scale.present(), scale.rising() ? 1 : -1);
        }

        @Override
        public double probabilityAbsent() {
            return beyond(scale.absent(), scale.rising() ? -1 : 1);
        }

        /// Probability that the truth lies beyond the limit, normal around the estimate with the interval's own spread.
        ///
        /// @param sign 1 for above the limit, -1 for below it
        private double beyond(double limit, int sign) {
            Interval interval = statistic.interval();
            double distance = (statistic.value() - limit) * sign;
            boolean upper = statistic.value() < limit;
            double spread =
                    (upper ? interval.high() - statistic.value() : statistic.value() - interval.low()) / 1.959964;
            if (!(spread > 0)) {
                return distance > 0 ? COUNTED : 1 - COUNTED;
            }
            return Math.clamp(
                    NormalDistribution.of(0, 1).cumulativeProbability(distance / spread), 1 - COUNTED, COUNTED);
        }

        @Override
        public Stream<Indicator> indicators() {
            return Stream.of(this);
        }
    }

    /// Claims that count together: one of them decides, and lends its strength.
    sealed interface Several extends Claim {

        /// The claims inside, at least one.
        List<Claim> claims();

        /// The claim that decides.
        Claim deciding();

        @Override
        default double strength() {
            return deciding().strength();
        }

        @Override
        default Interval strengthInterval() {
            return deciding().strengthInterval();
        }

        @Override
        default Stream<Indicator> indicators() {
            return claims().stream().flatMap(Claim::indicators);
        }
    }

    /// Present if one of the claims is; absent only if all are.
    record AnyOf(List<Claim> claims) implements Several {

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if there are no claims
        public AnyOf {
            claims = List.copyOf(claims);
            if (claims.isEmpty()) {
                throw new IllegalArgumentException("A claim made of claims needs at least one");
            }
        }

        @Override
        public Side side() {
            if (claims.stream().anyMatch(c -> c.side() == Side.PRESENT)) {
                return Side.PRESENT;
            }
            return claims.stream().allMatch(c -> c.side() == Side.ABSENT) ? Side.ABSENT : Side.UNKNOWN;
        }

        /// The claim that decides: of the side, the strongest.
        @Override
        public Claim deciding() {
            Side side = side();
            return claims.stream()
                    .filter(c -> c.side() == side)
                    .max(java.util.Comparator.comparingDouble(Claim::strength))
                    .orElseGet(claims::getFirst);
        }

        @Override
        public double probabilityPresent() {
            return claims.stream().mapToDouble(Claim::probabilityPresent).max().orElseThrow();
        }

        @Override
        public double probabilityAbsent() {
            return claims.stream().mapToDouble(Claim::probabilityAbsent).min().orElseThrow();
        }
    }

    /// Present only if all the claims are; absent if one is.
    record AllOf(List<Claim> claims) implements Several {

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if there are no claims
        public AllOf {
            claims = List.copyOf(claims);
            if (claims.isEmpty()) {
                throw new IllegalArgumentException("A claim made of claims needs at least one");
            }
        }

        @Override
        public Side side() {
            if (claims.stream().anyMatch(c -> c.side() == Side.ABSENT)) {
                return Side.ABSENT;
            }
            return claims.stream().allMatch(c -> c.side() == Side.PRESENT) ? Side.PRESENT : Side.UNKNOWN;
        }

        /// The claim that decides: of the side, the weakest.
        @Override
        public Claim deciding() {
            Side side = side();
            return claims.stream()
                    .filter(c -> c.side() == side)
                    .min(java.util.Comparator.comparingDouble(Claim::strength))
                    .orElseGet(claims::getFirst);
        }

        @Override
        public double probabilityPresent() {
            return claims.stream().mapToDouble(Claim::probabilityPresent).min().orElseThrow();
        }

        @Override
        public double probabilityAbsent() {
            return claims.stream().mapToDouble(Claim::probabilityAbsent).max().orElseThrow();
        }
    }

    /// Present only if all the claims are; absent only if all are. For a rule that asks for both on either side.
    record Together(List<Claim> claims) implements Several {

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if there are no claims
        public Together {
            claims = List.copyOf(claims);
            if (claims.isEmpty()) {
                throw new IllegalArgumentException("A claim made of claims needs at least one");
            }
        }

        @Override
        public Side side() {
            Side first = claims.getFirst().side();
            return claims.stream().allMatch(c -> c.side() == first) ? first : Side.UNKNOWN;
        }

        /// The weakest of several that are present, the strongest of several that are absent; else the one that is
        /// nearest to the middle.
        @Override
        public Claim deciding() {
            var byStrength = java.util.Comparator.comparingDouble(Claim::strength);
            return switch (side()) {
                case PRESENT -> claims.stream().min(byStrength).orElseThrow();
                case ABSENT -> claims.stream().max(byStrength).orElseThrow();
                case UNKNOWN ->
                    claims.stream()
                            .min(java.util.Comparator.comparingDouble(c -> Math.abs(c.strength() - 0.5)))
                            .orElseThrow();
            };
        }

        @Override
        public double probabilityPresent() {
            return claims.stream().mapToDouble(Claim::probabilityPresent).min().orElseThrow();
        }

        @Override
        public double probabilityAbsent() {
            return claims.stream().mapToDouble(Claim::probabilityAbsent).min().orElseThrow();
        }
    }
}
