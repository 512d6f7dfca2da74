package throughline.statistics.intervention;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;

/// The effect of something that reached units at different times, such as a course: staggered
/// difference-in-differences.
///
/// ```text
/// untreated cells only: mean(unit, period) = unit level + period level
/// effect(unit, period) = mean - (unit level + period level), averaged over treated cells, weighted by rows
/// ```
///
/// Units that are not yet (or never) treated say what would have happened, so nobody already treated
/// serves as a comparison; that is what goes wrong with the two-way regression once effects grow. Assumes
/// parallel trends: without the treatment all units would have moved alike. The pre-trend asks for it by
/// pretending that treatment began [Settings#leads] periods earlier: an interval that leaves 0 out says
/// that the units were moving apart already, or had seen it coming. Intervals draw whole units again.
///
/// - Borusyak, Jaravel, Spiess (2024). Review of Economic Studies 91, 3253-3285.
///   [doi:10.1093/restud/rdae007](https://doi.org/10.1093/restud/rdae007)
/// - Callaway, Sant'Anna (2021). Journal of Econometrics 225, 200-230.
///   [doi:10.1016/j.jeconom.2020.12.001](https://doi.org/10.1016/j.jeconom.2020.12.001)
public final class DifferenceInDifferences {

    private DifferenceInDifferences() {}

    /// What was seen of one unit in one period; several observations of the same cell add up.
    ///
    /// @param unit who, such as a person
    /// @param period when, such as the number of the month
    /// @param outcome the rows' outcome
    public record Observation(String unit, int period, Summary outcome) {}

    /// How the estimate is made.
    ///
    /// @param leads periods before treatment in which there should be no effect yet, at least 1
    /// @param replicates draws for the intervals, at least 100
    /// @param seed seed of the draws
    public record Settings(int leads, int replicates, long seed) {

        /// Three periods before, 500 draws.
        public static final Settings DEFAULT = new Settings(3, 500, 1);

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if a figure is out of range
        public Settings {
            if (leads < 1 || replicates < 100) {
                throw new IllegalArgumentException(
                        "Settings need at least 1 lead and 100 replicates, got %d and %d".formatted(leads, replicates));
            }
        }
    }

    /// The effect.
    ///
    /// @param overall mean effect over all rows after treatment, in the outcome's unit; its `n` is the
    ///     number of units
    /// @param byAge effect by periods since the first treated one (0), and by periods before it
    ///     (negative: should be nothing); ages that too few units reach are left out
    /// @param preTrend mean of the effects before treatment; empty if no unit was seen long enough before
    /// @param treatedUnits units whose effect is part of the overall one
    /// @param comparisonUnits units that were seen untreated
    public record Result(
            Estimate overall,
            SortedMap<Integer, Estimate> byAge,
            Optional<Estimate> preTrend,
            int treatedUnits,
            int comparisonUnits) {}

    /// Estimates the effect with the usual settings.
    ///
    /// @throws IllegalArgumentException as [#of(List, Map, double, Settings)]
    /// @throws ArithmeticException as [#of(List, Map, double, Settings)]
    public static Result of(List<Observation> observations, Map<String, Integer> firstTreated, double level) {
        return of(observations, firstTreated, level, Settings.DEFAULT);
    }

    /// Estimates the effect.
    ///
    /// @param observations cells of at least [BlockBootstrap#MINIMUM_BLOCKS] units; empty ones are left
    ///     out
    /// @param firstTreated first treated period of each unit that was ever treated
    /// @throws IllegalArgumentException if there are too few units
    /// @throws ArithmeticException if fewer than 2 treated units can be compared: seen before, and
    ///     somebody else untreated in their treated periods; or if that fails in more than a tenth of the
    ///     draws
    public static Result of(
            List<Observation> observations, Map<String, Integer> firstTreated, double level, Settings settings) {
        var actual = Panel.of(observations, firstTreated, 0);
        int treated = actual.treatedUnits();
        if (treated < 2) {
            throw new ArithmeticException(
                    "An effect needs at least 2 units seen before and after treatment, with others untreated meanwhile, got "
                            + treated);
        }
        var pretended = Panel.of(actual.untreated(), firstTreated, settings.leads());
        var bootstrap = BlockBootstrap.of(actual.units(), settings.replicates(), settings.seed());
        int[] ages = actual.ages();
        List<Optional<Estimate>> effects = bootstrap.intervals(level, weights -> actual.effects(weights, ages));
        Estimate overall = effects.getFirst()
                .orElseThrow(
                        () -> new ArithmeticException(
                                "No effect can be told: treated units need periods before treatment, and others untreated meanwhile"));
        SortedMap<Integer, Estimate> byAge = new TreeMap<>();
        collect(byAge, ages, effects);
        Optional<Estimate> preTrend = Optional.empty();
        if (pretended.treatedUnits() >= 2 && pretended.units() >= BlockBootstrap.MINIMUM_BLOCKS) {
            var again = BlockBootstrap.of(pretended.units(), settings.replicates(), settings.seed());
            int[] leads = pretended.ages();
            List<Optional<Estimate>> before = again.intervals(level, weights -> pretended.effects(weights, leads));
            preTrend = before.getFirst();
            for (int i = 0; i < leads.length; i++) {
                leads[i] -= settings.leads();
            }
            collect(byAge, leads, before);
        }
        return new Result(overall, byAge, preTrend, treated, actual.comparisonUnits());
    }

    private static void collect(SortedMap<Integer, Estimate> byAge, int[] ages, List<Optional<Estimate>> effects) {
        for (int i = 0; i < ages.length; i++) {
            int age = ages[i];
            effects.get(i + 1).ifPresent(effect -> byAge.put(age, effect));
        }
    }
}
