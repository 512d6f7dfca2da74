package throughline.statistics.causal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import throughline.statistics.Moments;

/// Cells of two crossed groups, such as units and weeks, with what each unit and what each week shares taken
/// out.
///
/// ```text
/// x~ = x - a(unit) - b(week)        a, b: the weighted least-squares fit of the cells' means
/// ```
///
/// What is left are the differences inside cells and those between cells that neither the unit nor the week
/// explains: a season, a campaign or a good unit can pass for no effect. It is what a regression with fixed
/// effects of units and weeks sees, found from the cells alone: the products inside a cell stay, its mean is
/// moved. `a` and `b` are found by turns. The rows that the groups cost are taken off the count, cell by
/// cell.
///
/// - Wooldridge (2010). Econometric Analysis of Cross Section and Panel Data, 2nd ed. MIT Press, section
///   10.5.
/// - Guimarães, Portugal (2010). A simple feasible procedure to fit models with high-dimensional fixed
///   effects. Stata Journal 10, 628-649.
///   [doi:10.1177/1536867X1101000406](https://doi.org/10.1177/1536867X1101000406)
public final class TwoWayCells {

    private static final int MOST_TURNS = 500;

    /// How exactly the groups' means are found, as a share of the spread of the cells' means.
    private static final double EXACT = 1e-9;

    private final int p;
    private final double[][] units;
    private final double[][] weeks;

    private TwoWayCells(int p, double[][] units, double[][] weeks) {
        this.p = p;
        this.units = units;
        this.weeks = weeks;
    }

    /// Takes both groups out.
    ///
    /// @param cells moments of the same variables, each with at least one row
    /// @param unit of each cell, from 0 without gaps
    /// @param week likewise
    /// @throws IllegalArgumentException if there are no cells, a cell is empty, or the groups cost all rows
    public static TwoWayCells of(List<Moments> cells, int[] unit, int[] week) {
        if (cells.isEmpty()
                || unit.length != cells.size()
                || week.length != cells.size()
                || cells.stream().anyMatch(c -> !(c.count() > 0))) {
            throw new IllegalArgumentException(
                    "Two groups are taken out of cells with rows, each of one unit and one week, got %s cells"
                            .formatted(cells.size()));
        }
        return of(
                cells,
                unit,
                week,
                Arrays.stream(unit).max().orElseThrow() + 1,
                Arrays.stream(week).max().orElseThrow() + 1);
    }

    /// Takes both groups out of a part of the rows, which need not have all units and weeks: blocks of several parts
    /// then go together.
    ///
    /// @param unitCount units of all parts
    /// @param weekCount weeks of all parts
    /// @throws IllegalArgumentException if the groups cost all rows
    public static TwoWayCells of(List<Moments> cells, int[] unit, int[] week, int unitCount, int weekCount) {
        long units = Arrays.stream(unit).distinct().count();
        long weeks = Arrays.stream(week).distinct().count();
        double rows = cells.stream().mapToDouble(Moments::count).sum();
        double kept = (rows - (units + weeks - 1)) / rows;
        if (!(kept > 0)) {
            throw new IllegalArgumentException(
                    "%s units and %s weeks cost all of %s rows".formatted(units, weeks, Math.round(rows)));
        }
        int p = cells.getFirst().variables();
        double[][] means = means(cells, p);
        double[] sizes = cells.stream().mapToDouble(Moments::count).toArray();
        for (int v = 0; v < p; v++) {
            takeOut(means[v], sizes, unit, week, unitCount, weekCount);
        }
        int width = 1 + p + p * (p + 1) / 2;
        var byUnit = new double[unitCount][width];
        var byWeek = new double[weekCount][width];
        double[] packed = new double[width];
        for (int c = 0; c < sizes.length; c++) {
            pack(cells.get(c), means, c, kept, packed);
            add(packed, byUnit[unit[c]]);
            add(packed, byWeek[week[c]]);
        }
        return new TwoWayCells(p, byUnit, byWeek);
    }

    private static double[][] means(List<Moments> cells, int p) {
        double[][] means = new double[p][cells.size()];
        for (int c = 0; c < cells.size(); c++) {
            for (int v = 0; v < p; v++) {
                means[v][c] = cells.get(c).mean(v);
            }
        }
        return means;
    }

    /// Leaves of one variable's means what neither group explains.
    private static void takeOut(double[] means, double[] sizes, int[] unit, int[] week, int units, int weeks) {
        double least = EXACT * spread(means, sizes);
        double moved = Double.POSITIVE_INFINITY;
        for (int turn = 0; turn < MOST_TURNS && moved > least; turn++) {
            moved = Math.max(centre(means, sizes, unit, units), centre(means, sizes, week, weeks));
        }
    }

    private static double spread(double[] means, double[] sizes) {
        double rows = 0;
        double sum = 0;
        for (int c = 0; c < means.length; c++) {
            rows += sizes[c];
            sum += sizes[c] * means[c];
        }
        double squares = 0;
        for (int c = 0; c < means.length; c++) {
            squares += sizes[c] * (means[c] - sum / rows) * (means[c] - sum / rows);
        }
        return Math.sqrt(squares / rows);
    }

    /// Moves each group's mean to 0; returns the farthest that one was moved.
    private static double centre(double[] means, double[] sizes, int[] group, int groups) {
        double[] rows = new double[groups];
        double[] sums = new double[groups];
        for (int c = 0; c < means.length; c++) {
            rows[group[c]] += sizes[c];
            sums[group[c]] += sizes[c] * means[c];
        }
        double farthest = 0;
        for (int g = 0; g < groups; g++) {
            sums[g] /= Math.max(rows[g], Double.MIN_NORMAL);
            farthest = Math.max(farthest, Math.abs(sums[g]));
        }
        for (int c = 0; c < means.length; c++) {
            means[c] -= sums[group[c]];
        }
        return farthest;
    }

    private static void pack(Moments cell, double[][] left, int c, double kept, double[] packed) {
        int p = left.length;
        packed[0] = cell.count() * kept;
        for (int i = 0, k = 1 + p; i < p; i++) {
            double moved = cell.count() * left[i][c];
            packed[1 + i] = moved;
            for (int j = i; j < p; j++, k++) {
                packed[k] = cell.products(i, j) + moved * left[j][c];
            }
        }
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    /// What is left, a block a week: weeks are drawn again or left out, so that what moves all units at once
    /// counts as one event.
    ///
    /// @throws IllegalArgumentException if there are fewer than [MomentBlocks#MINIMUM_BLOCKS] weeks
    public MomentBlocks byWeek() {
        return MomentBlocks.ofSums(p, weeks);
    }

    /// What is left, a block a unit: units are left out, so that what lasts in a unit counts as one event.
    ///
    /// @throws IllegalArgumentException if there are fewer than [MomentBlocks#MINIMUM_BLOCKS] units
    public MomentBlocks byUnit() {
        return MomentBlocks.ofSums(p, units);
    }

    /// What is left of a variable's differences, its sum of squares.
    public double squares(int variable) {
        int at = 1 + p + variable * p - variable * (variable - 1) / 2;
        return Arrays.stream(weeks).mapToDouble(w -> w[at]).sum();
    }

    /// How many units there are.
    public int units() {
        return units.length;
    }

    /// How many weeks there are.
    public int weeks() {
        return weeks.length;
    }

    /// In how many units the slope of the outcome on the exposure runs the same way as in all of them
    /// together.
    ///
    /// A unit's slope is found from what is left in it, the adjustment set held still in it too. Of a unit
    /// with few rows the sign is little more than a coin's, so ask for enough.
    ///
    /// @param adjustment variables held still
    /// @param fewest rows a unit must have left, at least 1
    /// @throws ArithmeticException if exposure or outcome does not vary beside those held still
    public Signs signs(int exposure, int outcome, Set<Integer> adjustment, double fewest) {
        int[] variables = IntStream.concat(
                        IntStream.of(exposure, outcome), adjustment.stream().mapToInt(v -> v))
                .toArray();
        int[] held = IntStream.range(2, variables.length).toArray();
        int q = variables.length;
        double[] total = new double[1 + q + q * (q + 1) / 2];
        double[][] own = new double[units.length][];
        for (int u = 0; u < own.length; u++) {
            own[u] = MomentBlocks.selected(units[u], p, variables);
            add(own[u], total);
        }
        double all = slope(total, held);
        int same = 0;
        int judged = 0;
        for (double[] unit : own) {
            if (unit[0] < Math.max(fewest, held.length + 3)) {
                continue;
            }
            try {
                same += slope(unit, held) * all > 0 ? 1 : 0;
                judged++;
            } catch (ArithmeticException e) {
                // In this unit the exposure never differs, so it says nothing of its effect.
            }
        }
        return new Signs(same, judged);
    }

    /// The slope of the second variable on the first.
    private static double slope(double[] sums, int[] held) {
        int q = held.length + 2;
        return new PartialRegression(Arrays.copyOfRange(sums, 1 + q, sums.length), q, 0, 1, held).slope();
    }

    /// Units in which an effect runs the same way.
    ///
    /// @param same units with the sign of the whole
    /// @param units units in which a sign could be told
    public record Signs(int same, int units) {}
}
