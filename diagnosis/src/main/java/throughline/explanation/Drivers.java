package throughline.explanation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.diagnosis.ScaleReliability;
import throughline.explanation.CauseMap.LeftOut;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// What goes with an outcome, and how well each of it is done.
public sealed interface Drivers {

    /// Outcomes to choose from, by id.
    Map<String, String> outcomes();

    /// Measures that are not among the drivers, with the reason.
    List<LeftOut> leftOut();

    /// Nothing can be told yet.
    ///
    /// @param outcome id of the one that was looked at; empty where there is none
    /// @param missing what is needed, one sentence each
    record TooLittle(Map<String, String> outcomes, String outcome, List<String> missing, List<LeftOut> leftOut)
            implements Drivers {

        /// Copies the collections.
        public TooLittle {
            outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
            missing = List.copyOf(missing);
            leftOut = List.copyOf(leftOut);
        }
    }

    /// The drivers of an outcome, the most important first.
    ///
    /// @param outcome the measure they go with
    /// @param explained share of its differences that all of them foresee together, 0 to 1
    /// @param answers answers that know the outcome and all drivers
    /// @param weeks how many weeks they are of
    /// @param stated what managers say, where enough of them ranked these measures
    record Ranked(
            Map<String, String> outcomes,
            CauseNode outcome,
            double explained,
            List<Driver> drivers,
            long answers,
            int weeks,
            Optional<Stated> stated,
            List<LeftOut> leftOut)
            implements Drivers {

        /// Copies the collections.
        public Ranked {
            outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
            drivers = List.copyOf(drivers);
            leftOut = List.copyOf(leftOut);
        }

        /// The driver to work on first: of those that surely explain more than an even share would, the one
        /// that is done worst on its scale.
        public Optional<Driver> first() {
            double even = explained / drivers.size();
            return drivers.stream()
                    .filter(d -> d.interval().filter(i -> i.low() > even).isPresent())
                    .filter(d -> d.performance().isPresent())
                    .min(java.util.Comparator.comparingDouble(
                            d -> d.performance().orElse(1.0)));
        }
    }

    /// A measure that goes with the outcome.
    ///
    /// @param share of the outcome's differences that it explains, 0 to 1
    /// @param interval of the share, where it can be told
    /// @param performance where its mean lies between the worse and the better end of its scale, 0 to 1;
    ///     empty without a scale
    /// @param mean in its own units
    /// @param agrees whether its questions agree with each other; empty for a single question
    /// @param apart the scale it is least told apart from, with how alike they are; empty where that cannot
    ///     be told
    /// @param place among these drivers by what managers say, 1 for the most
    record Driver(
            CauseNode node,
            double share,
            Optional<Interval> interval,
            Optional<Double> performance,
            double mean,
            Optional<ScaleReliability> agrees,
            Optional<Alike> apart,
            Optional<Double> place) {}

    /// How alike two scales are.
    ///
    /// @param other title of the other scale
    /// @param ratio heterotrait-monotrait ratio; 1 is one and the same thing
    record Alike(String other, Estimate ratio) {

        /// Ratio from which two scales are taken for one (Henseler, Ringle, Sarstedt 2015).
        public static final double SAME = 0.85;

        /// Whether they are surely two things.
        public boolean surelyApart() {
            return ratio.high() < SAME;
        }

        /// Whether they are surely one.
        public boolean surelySame() {
            return ratio.low() > SAME;
        }
    }

    /// What managers say, held against the answers.
    ///
    /// @param managers how many of them ranked all of the measures
    /// @param measures how many measures they ranked
    /// @param agreement Kendall's tau-b of the managers' mean places with those of the answers, -1 to 1
    record Stated(int managers, int measures, double agreement) {}
}
