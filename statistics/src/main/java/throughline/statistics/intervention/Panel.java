package throughline.statistics.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import throughline.statistics.Summary;
import throughline.statistics.intervention.DifferenceInDifferences.Observation;

/// Cells of units and periods, and the unit and period levels that their untreated cells have.
final class Panel {

    private static final int UNTREATED = Integer.MIN_VALUE;

    /// Share of an equation that must be left for it not to follow from others.
    private static final double FOLLOWS = 1e-10;

    private final List<Observation> cells;
    private final double[] means;
    private final double[] counts;
    private final int units;
    private final int periods;
    private final int[] unit;
    private final int[] period;
    private final int[] age;

    private Panel(List<Observation> cells, int units, int periods, int[] unit, int[] period, int[] age) {
        this.cells = cells;
        this.means = cells.stream().mapToDouble(c -> c.outcome().mean()).toArray();
        this.counts = cells.stream().mapToDouble(c -> c.outcome().count()).toArray();
        this.units = units;
        this.periods = periods;
        this.unit = unit;
        this.period = period;
        this.age = age;
    }

    /// The panel in which treatment began `earlier` periods before it did.
    static Panel of(List<Observation> observations, Map<String, Integer> firstTreated, int earlier) {
        var sums = new TreeMap<String, TreeMap<Integer, Summary>>();
        var times = new TreeSet<Integer>();
        for (Observation observation : observations) {
            if (observation.outcome().count() > 0) {
                times.add(observation.period());
                sums.computeIfAbsent(observation.unit(), name -> new TreeMap<>())
                        .merge(observation.period(), observation.outcome(), Summary::plus);
            }
        }
        var order = new ArrayList<>(times);
        var cells = new ArrayList<Observation>();
        sums.forEach((name, own) -> own.forEach((time, sum) -> cells.add(new Observation(name, time, sum))));
        int[] unit = new int[cells.size()];
        int[] period = new int[cells.size()];
        int[] age = new int[cells.size()];
        var names = new ArrayList<>(sums.keySet());
        for (int c = 0; c < unit.length; c++) {
            Observation cell = cells.get(c);
            unit[c] = Collections.binarySearch(names, cell.unit());
            period[c] = Collections.binarySearch(order, cell.period());
            Integer first = firstTreated.get(cell.unit());
            age[c] = first == null || cell.period() < first - earlier ? UNTREATED : cell.period() - first + earlier;
        }
        return new Panel(cells, names.size(), order.size(), unit, period, age);
    }

    int units() {
        return units;
    }

    /// Cells before treatment, and those of units never treated.
    List<Observation> untreated() {
        var untreated = new ArrayList<Observation>();
        for (int c = 0; c < age.length; c++) {
            if (age[c] == UNTREATED) {
                untreated.add(cells.get(c));
            }
        }
        return untreated;
    }

    /// Units that have cells after treatment which can be compared.
    int treatedUnits() {
        double[] rows = rows(ones());
        int[] component = components(rows);
        return unitsWith(c -> age[c] != UNTREATED && told(component, c));
    }

    /// Units that have cells before or without treatment.
    int comparisonUnits() {
        return unitsWith(c -> age[c] == UNTREATED);
    }

    /// Periods since the first treated one that are seen, ascending.
    int[] ages() {
        return Arrays.stream(age)
                .filter(a -> a != UNTREATED)
                .distinct()
                .sorted()
                .toArray();
    }

    /// The mean effect over all treated cells, then by age, when unit `u` counts `weights[u]` times; NaN:
    /// cannot be told.
    double[] effects(double[] weights, int[] ages) {
        double[] rows = rows(weights);
        double[] level = new double[units + periods];
        int[] component = components(rows);
        settle(rows, level);
        double[] sums = new double[ages.length + 1];
        double[] counts = new double[ages.length + 1];
        for (int c = 0; c < rows.length; c++) {
            if (age[c] != UNTREATED && rows[c] > 0 && told(component, c)) {
                double effect = means[c] - level[unit[c]] - level[units + period[c]];
                int place = 1 + Arrays.binarySearch(ages, age[c]);
                sums[0] += rows[c] * effect;
                counts[0] += rows[c];
                sums[place] += rows[c] * effect;
                counts[place] += rows[c];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] > 0 ? sums[i] / counts[i] : Double.NaN;
        }
        return sums;
    }

    private int unitsWith(IntPredicate wanted) {
        boolean[] seen = new boolean[units];
        int count = 0;
        for (int c = 0; c < unit.length; c++) {
            if (wanted.test(c) && !seen[unit[c]]) {
                seen[unit[c]] = true;
                count++;
            }
        }
        return count;
    }

    private double[] ones() {
        double[] ones = new double[units];
        Arrays.fill(ones, 1);
        return ones;
    }

    private double[] rows(double[] weights) {
        double[] rows = new double[unit.length];
        for (int c = 0; c < rows.length; c++) {
            rows[c] = weights[unit[c]] * counts[c];
        }
        return rows;
    }

    /// Whether untreated cells say both what level the cell's unit has and what level its period has.
    private boolean told(int[] component, int cell) {
        return find(component, unit[cell]) == find(component, units + period[cell]);
    }

    /// Fits unit and period levels to the untreated cells by least squares. Unit levels are eliminated (cells come
    /// unit by unit), which leaves one equation a period; of periods that hang together one has level 0.
    private void settle(double[] rows, double[] level) {
        double[][] equations = new double[periods][periods + 1];
        for (int from = 0, to; from < rows.length; from = to) {
            to = from;
            double total = 0;
            double sum = 0;
            for (; to < rows.length && unit[to] == unit[from]; to++) {
                if (age[to] == UNTREATED) {
                    total += rows[to];
                    sum += rows[to] * means[to];
                }
            }
            for (int c = from; total > 0 && c < to; c++) {
                if (age[c] == UNTREATED) {
                    double[] equation = equations[period[c]];
                    equation[period[c]] += rows[c];
                    equation[periods] += rows[c] * (means[c] - sum / total);
                    for (int other = from; other < to; other++) {
                        if (age[other] == UNTREATED) {
                            equation[period[other]] -= rows[c] * rows[other] / total;
                        }
                    }
                }
            }
        }
        solve(equations, level);
        double[] total = new double[units];
        for (int c = 0; c < rows.length; c++) {
            if (age[c] == UNTREATED) {
                level[unit[c]] += rows[c] * (means[c] - level[units + period[c]]);
                total[unit[c]] += rows[c];
            }
        }
        for (int u = 0; u < units; u++) {
            level[u] = total[u] > 0 ? level[u] / total[u] : 0;
        }
    }

    /// Solves the equations of the periods; one that follows from those before it gives level 0.
    private void solve(double[][] equations, double[] level) {
        boolean[] follows = new boolean[periods];
        double[] size = new double[periods];
        Arrays.setAll(size, p -> equations[p][p]);
        for (int k = 0; k < periods; k++) {
            follows[k] = !(equations[k][k] > FOLLOWS * size[k]);
            for (int p = k + 1; !follows[k] && p < periods; p++) {
                double factor = equations[p][k] / equations[k][k];
                for (int j = k; factor != 0 && j <= periods; j++) {
                    equations[p][j] -= factor * equations[k][j];
                }
            }
        }
        for (int k = periods - 1; k >= 0; k--) {
            double left = equations[k][periods];
            for (int j = k + 1; j < periods; j++) {
                left -= equations[k][j] * level[units + j];
            }
            level[units + k] = follows[k] ? 0 : left / equations[k][k];
        }
    }

    /// Which units and periods hang together through untreated cells; only within one can levels be
    /// compared.
    private int[] components(double[] rows) {
        int[] parent = new int[units + periods];
        Arrays.setAll(parent, i -> i);
        for (int c = 0; c < rows.length; c++) {
            if (age[c] == UNTREATED && rows[c] > 0) {
                parent[find(parent, unit[c])] = find(parent, units + period[c]);
            }
        }
        return parent;
    }

    private static int find(int[] parent, int node) {
        int root = node;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
