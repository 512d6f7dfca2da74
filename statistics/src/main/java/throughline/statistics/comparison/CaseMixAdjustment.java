package throughline.statistics.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import throughline.statistics.Summary;

/// What each person or team would have reached with the same work as everybody else: expected values that
/// allow for the mix of reasons, hours, touchpoints and states they were given.
///
/// ```text
/// DIFFERENCE: y = own level + effect of reason + effect of hour + ...   (least squares)
/// RATIO:      rate = own level * factor of reason * factor of hour * ... (Poisson, iterative fitting)
/// expected    = level of all it is compared with, moved by its own mix
/// ```
///
/// Effects are those within people: everybody has a level of their own in the fit, so a poor night team does
/// not make nights look hard. Expected and observed add up to the same total. Two people are compared only
/// where their work overlaps in every factor, directly or through others; somebody alone with a touchpoint is
/// compared with nobody. Assumes that effects add up (or multiply) and are the same for all; what is not
/// among
/// the factors is not allowed for.
///
/// - Deming, Stephan (1940). Annals of Mathematical Statistics 11, 427-444.
///   [doi:10.1214/aoms/1177731829](https://doi.org/10.1214/aoms/1177731829)
/// - Iezzoni (2013). Risk Adjustment for Measuring Health Care Outcomes, 4th ed. Health Administration Press.
public final class CaseMixAdjustment {

    private static final int ITERATIONS = 300;

    /// Change of an effect, relative to the spread of values (or to itself), at which the fit is found.
    private static final double PRECISE = 1e-8;

    private CaseMixAdjustment() {}

    /// How the mix acts.
    public enum Form {
        /// Effects add up: for means.
        DIFFERENCE,
        /// Factors multiply: for counts, shares and other figures from 0.
        RATIO
    }

    /// The rows of one person or team that share the level of every factor.
    ///
    /// @param entity person or team, from 0
    /// @param levels level of each factor, from 0
    /// @param values the rows; 1 and 0 for a share
    @SuppressWarnings("ArrayRecordComponent")
    public record Cell(int entity, int[] levels, Summary values) {}

    /// One person or team.
    ///
    /// @param observed its rows as they are
    /// @param expected mean expected of its mix
    /// @param adjusted its rows as if its mix were that of those it is compared with: their mean moved by
    ///     observed less expected, the squares those that the mix does not explain
    /// @param compared number of people or teams it is compared with, itself included, at least 1
    public record Entity(Summary observed, double expected, Summary adjusted, int compared) {

        /// Sum of the observed values over the sum expected.
        public double ratio() {
            return expected == 0 ? 1 : observed.mean() / expected;
        }
    }

    /// Expected values of all people or teams.
    ///
    /// @param form how the mix acts
    /// @param cells cells without rows are left out
    /// @return one a person or team, in the order of their numbers; those without rows expect 0
    /// @throws IllegalArgumentException if there are no rows, cells differ in the number of factors, or a
    ///     mean
    ///     is negative in the form of a ratio
    public static List<Entity> of(Form form, List<Cell> cells) {
        List<Cell> filled = cells.stream().filter(c -> c.values().count() > 0).toList();
        check(form, filled);
        double[][] effects = form == Form.RATIO ? factors(filled) : differences(filled);
        int entities = filled.stream().mapToInt(Cell::entity).max().orElse(0) + 1;
        Summary[] observed = new Summary[entities];
        Arrays.fill(observed, Summary.EMPTY);
        double[] mix = new double[entities];
        for (Cell cell : filled) {
            observed[cell.entity()] = observed[cell.entity()].plus(cell.values());
            mix[cell.entity()] += cell.values().count() * effect(form, effects, cell);
        }
        int[] peers = new Peers(entities, filled).classes();
        double[][] totals = new double[entities][4];
        for (int e = 0; e < entities; e++) {
            double[] total = totals[peers[e]];
            total[0] += observed[e].sum();
            total[1] += mix[e];
            total[2] += observed[e].count();
            total[3] += observed[e].count() > 0 ? 1 : 0;
        }
        var result = new ArrayList<Entity>();
        for (int e = 0; e < entities; e++) {
            double[] total = totals[peers[e]];
            double n = observed[e].count();
            double expected = 0;
            if (n > 0) {
                expected = form == Form.RATIO
                        ? (total[1] == 0 ? 0 : mix[e] / n * total[0] / total[1])
                        : mix[e] / n + (total[0] - total[1]) / total[2];
            }
            result.add(new Entity(observed[e], expected, Summary.EMPTY, (int) total[3]));
        }
        return adjusted(form, filled, effects, result, peers, totals);
    }

    private static void check(Form form, List<Cell> cells) {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("A case-mix adjustment needs at least 1 row, got none");
        }
        int factors = cells.getFirst().levels().length;
        for (Cell cell : cells) {
            if (cell.levels().length != factors) {
                throw new IllegalArgumentException(
                        "Cells of %d and of %d factors do not go together".formatted(factors, cell.levels().length));
            }
            if (form == Form.RATIO && cell.values().mean() < 0) {
                throw new IllegalArgumentException("A ratio needs values from 0, got a mean of "
                        + cell.values().mean());
            }
        }
    }

    /// Squares that the mix does not explain, around each one's own level.
    private static List<Entity> adjusted(
            Form form, List<Cell> cells, double[][] effects, List<Entity> entities, int[] peers, double[][] totals) {
        double[] squares = new double[entities.size()];
        for (Cell cell : cells) {
            Entity own = entities.get(cell.entity());
            double[] total = totals[peers[cell.entity()]];
            double effect = effect(form, effects, cell);
            double expected = form == Form.RATIO
                    ? (total[1] == 0 ? 0 : effect * total[0] / total[1]) * own.ratio()
                    : effect + (total[0] - total[1]) / total[2] + own.observed().mean() - own.expected();
            double distance = cell.values().mean() - expected;
            squares[cell.entity()] += cell.values().squares() + cell.values().count() * distance * distance;
        }
        var result = new ArrayList<Entity>();
        for (int e = 0; e < entities.size(); e++) {
            Entity own = entities.get(e);
            double[] total = totals[peers[e]];
            double mean =
                    total[2] == 0 ? 0 : total[0] / total[2] + own.observed().mean() - own.expected();
            long n = own.observed().count();
            result.add(new Entity(
                    own.observed(),
                    own.expected(),
                    n == 0 ? Summary.EMPTY : new Summary(n, mean, squares[e]),
                    own.compared()));
        }
        return List.copyOf(result);
    }

    private static double effect(Form form, double[][] effects, Cell cell) {
        double effect = form == Form.RATIO ? 1 : 0;
        for (int k = 1; k < effects.length; k++) {
            double own = effects[k][cell.levels()[k - 1]];
            effect = form == Form.RATIO ? effect * own : effect + own;
        }
        return effect;
    }

    private static int position(Cell cell, int factor) {
        return factor == 0 ? cell.entity() : cell.levels()[factor - 1];
    }

    private static double[][] empty(List<Cell> cells, double start) {
        double[][] effects = new double[cells.getFirst().levels().length + 1][];
        for (int k = 0; k < effects.length; k++) {
            int factor = k;
            effects[k] = new double
                    [cells.stream().mapToInt(c -> position(c, factor)).max().orElse(0) + 1];
            Arrays.fill(effects[k], start);
        }
        return effects;
    }

    /// Least squares by Gauss and Seidel: each factor in turn takes the mean of what the others leave.
    private static double[][] differences(List<Cell> cells) {
        double[][] effects = empty(cells, 0);
        Summary all = Summary.EMPTY;
        for (Cell cell : cells) {
            all = all.plus(cell.values());
        }
        double spread = Math.sqrt(all.squares() / all.count());
        double[] left = new double[cells.size()];
        for (int c = 0; c < left.length; c++) {
            left[c] = cells.get(c).values().mean() - all.mean();
        }
        double moved = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ITERATIONS && moved > PRECISE * spread; i++) {
            moved = 0;
            for (int k = 0; k < effects.length; k++) {
                double[] sums = new double[effects[k].length];
                double[] weights = new double[effects[k].length];
                for (int c = 0; c < left.length; c++) {
                    double n = cells.get(c).values().count();
                    sums[position(cells.get(c), k)] += n * left[c];
                    weights[position(cells.get(c), k)] += n;
                }
                for (int l = 0; l < sums.length; l++) {
                    sums[l] = weights[l] == 0 ? 0 : sums[l] / weights[l];
                    effects[k][l] += sums[l];
                    moved = Math.max(moved, Math.abs(sums[l]));
                }
                for (int c = 0; c < left.length; c++) {
                    left[c] -= sums[position(cells.get(c), k)];
                }
            }
        }
        return effects;
    }

    /// Iterative proportional fitting: each factor in turn makes expected and observed sums of its levels
    /// agree.
    private static double[][] factors(List<Cell> cells) {
        double[][] effects = empty(cells, 1);
        double moved = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ITERATIONS && moved > PRECISE; i++) {
            moved = 0;
            for (int k = 0; k < effects.length; k++) {
                double[] observed = new double[effects[k].length];
                double[] expected = new double[effects[k].length];
                for (Cell cell : cells) {
                    double rate = effect(Form.RATIO, effects, cell) * effects[0][cell.entity()];
                    observed[position(cell, k)] += cell.values().sum();
                    expected[position(cell, k)] += cell.values().count() * rate;
                }
                for (int l = 0; l < observed.length; l++) {
                    double times = expected[l] == 0 ? 1 : observed[l] / expected[l];
                    effects[k][l] *= times;
                    moved = Math.max(moved, Math.abs(times - 1));
                }
            }
        }
        return effects;
    }
}
