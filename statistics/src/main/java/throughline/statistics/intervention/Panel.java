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

    private static final int ITERATIONS = 10_000;

    private final List<Observation> cells;
    private final int units;
    private final int periods;
    private final int[] unit;
    private final int[] period;
    private final int[] age;

    private Panel(List<Observation> cells, int units, int periods, int[] unit, int[] period, int[] age) {
        this.cells = cells;
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
                double effect = cells.get(c).outcome().mean() - level[unit[c]] - level[units + period[c]];
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
            rows[c] = weights[unit[c]] * cells.get(c).outcome().count();
        }
        return rows;
    }

    /// Whether untreated cells say both what level the cell's unit has and what level its period has.
    private boolean told(int[] component, int cell) {
        return find(component, unit[cell]) == find(component, units + period[cell]);
    }

    /// Fits unit and period levels to the untreated cells by taking turns, each the weighted mean of what
    /// the other left.
    private void settle(double[] rows, double[] level) {
        double[] total = new double[units + periods];
        for (int c = 0; c < rows.length; c++) {
            if (age[c] == UNTREATED) {
                total[unit[c]] += rows[c];
                total[units + period[c]] += rows[c];
            }
        }
        double scale = 0;
        for (Observation cell : cells) {
            scale = Math.max(scale, Math.abs(cell.outcome().mean()));
        }
        double moved = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < ITERATIONS && moved > 1e-11 * scale; iteration++) {
            moved = Math.max(turn(rows, level, total, 0, units), turn(rows, level, total, units, units + periods));
        }
    }

    private double turn(double[] rows, double[] level, double[] total, int from, int to) {
        double[] step = new double[to - from];
        for (int c = 0; c < rows.length; c++) {
            if (age[c] == UNTREATED) {
                int own = from == 0 ? unit[c] : period[c];
                double left = cells.get(c).outcome().mean() - level[unit[c]] - level[units + period[c]];
                step[own] += rows[c] * left;
            }
        }
        double moved = 0;
        for (int i = 0; i < step.length; i++) {
            if (total[from + i] > 0) {
                double by = step[i] / total[from + i];
                level[from + i] += by;
                moved = Math.max(moved, Math.abs(by));
            }
        }
        return moved;
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
