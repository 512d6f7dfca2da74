package throughline.statistics;

import java.util.Arrays;

/// Joint moments of `p` variables over complete rows: count, means and centred sums of products. An
/// additive cell.
///
/// ```text
/// products(i, j) = sum over rows of (x_i - mean_i)(x_j - mean_j)
/// ```
///
/// Cells of disjoint rows merge with [#plus] by the pairwise update of Chan, Golub and LeVeque (1983),
/// extended to products by Pébay (2008); nothing cancels, however far the numbers are from zero. [#times]
/// gives a cell a weight, which is how a block bootstrap re-weights unit-weeks without touching rows.
///
/// - Pébay (2008). Formulas for robust, one-pass parallel computation of covariances. Sandia report
///   SAND2008-6212. [doi:10.2172/1028931](https://doi.org/10.2172/1028931)
public final class Moments {

    private final double count;
    private final double[] means;
    private final double[] products;

    private Moments(double count, double[] means, double[] products) {
        this.count = count;
        this.means = means;
        this.products = products;
    }

    /// The moments of no rows of `variables` variables.
    public static Moments empty(int variables) {
        return new Moments(0, new double[variables], new double[variables * (variables + 1) / 2]);
    }

    /// Moments of the rows, one array of `p` finite values a row.
    ///
    /// @throws IllegalArgumentException if there are no rows, or rows differ in length
    public static Moments of(double[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("Moments need at least 1 row to know how many variables there are");
        }
        var builder = new Builder(rows[0].length);
        for (double[] row : rows) {
            builder.add(row);
        }
        return builder.build();
    }

    /// Moments of `count` rows with means of 0 and these unbiased covariances, such as published correlations.
    ///
    /// @param covariance a symmetric matrix; the upper triangle is read
    /// @param count number of rows, at least 2; not whole after weighting
    /// @throws IllegalArgumentException if the matrix is not square, not finite, or there are fewer than 2 rows
    public static Moments ofCovariance(double[][] covariance, double count) {
        int p = covariance.length;
        if (!(count >= 2)) {
            throw new IllegalArgumentException("A covariance needs at least 2 rows, got " + count);
        }
        double[] products = new double[p * (p + 1) / 2];
        for (int i = 0, k = 0; i < p; i++) {
            for (int j = i; j < p; j++, k++) {
                if (covariance[i].length != p || !Double.isFinite(covariance[i][j])) {
                    throw new IllegalArgumentException(
                            "A covariance is a square matrix of finite numbers, row %d is not".formatted(i));
                }
                products[k] = covariance[i][j] * (count - 1);
            }
        }
        return new Moments(count, new double[p], products);
    }

    /// Adds the moments of other rows of the same variables.
    ///
    /// @throws IllegalArgumentException if the numbers of variables differ
    public Moments plus(Moments other) {
        if (other.variables() != variables()) {
            throw new IllegalArgumentException(
                    "Moments of %d and of %d variables do not add up".formatted(variables(), other.variables()));
        }
        var builder = new Builder(variables());
        builder.add(this);
        builder.add(other);
        return builder.build();
    }

    /// The same moments as if every row had occurred `weight` times; the weight may be a fraction, and 0
    /// empties.
    public Moments times(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("A weight is a number from 0, got " + weight);
        }
        double[] weighted = products.clone();
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] *= weight;
        }
        return new Moments(count * weight, means.clone(), weighted);
    }

    /// The moments of some of the variables, in the order asked for.
    public Moments select(int... variables) {
        double[] m = new double[variables.length];
        double[] c = new double[variables.length * (variables.length + 1) / 2];
        for (int i = 0, k = 0; i < variables.length; i++) {
            m[i] = means[variables[i]];
            for (int j = i; j < variables.length; j++, k++) {
                c[k] = products(variables[i], variables[j]);
            }
        }
        return new Moments(count, m, c);
    }

    /// The moments of means of variables: one new variable a group, in every row the mean of the group's.
    ///
    /// @param groups indices of the variables of each, at least 1 in each
    public Moments averages(int[][] groups) {
        double[] m = new double[groups.length];
        double[] c = new double[groups.length * (groups.length + 1) / 2];
        for (int i = 0, k = 0; i < groups.length; i++) {
            for (int a : groups[i]) {
                m[i] += means[a] / groups[i].length;
            }
            for (int j = i; j < groups.length; j++, k++) {
                for (int a : groups[i]) {
                    for (int b : groups[j]) {
                        c[k] += products(a, b) / (groups[i].length * groups[j].length);
                    }
                }
            }
        }
        return new Moments(count, m, c);
    }

    /// The same rows with further variables behind the others that are the same in every row.
    public Moments beside(double... constants) {
        int p = variables();
        int q = p + constants.length;
        double[] m = Arrays.copyOf(means, q);
        System.arraycopy(constants, 0, m, p, constants.length);
        double[] c = new double[q * (q + 1) / 2];
        for (int i = 0, k = 0; i < p; i++, k += constants.length) {
            for (int j = i; j < p; j++, k++) {
                c[k] = products(i, j);
            }
        }
        return new Moments(count, m, c);
    }

    /// The same rows with one further variable behind the others that is 1 in some rows and else 0.
    ///
    /// @param flagged number of rows in which it is 1, from 0 to the number of rows
    /// @param sums of each variable over those rows
    /// @throws IllegalArgumentException if there are no rows, too many flagged, or sums of other variables
    public Moments besideFlag(double flagged, double[] sums) {
        int p = variables();
        if (!(flagged >= 0 && flagged <= count && count > 0) || sums.length != p) {
            throw new IllegalArgumentException(
                    "A flag of %s of %s rows needs the sums of %d variables over them, got %d"
                            .formatted(flagged, count, p, sums.length));
        }
        double[] m = Arrays.copyOf(means, p + 1);
        m[p] = flagged / count;
        double[] c = new double[(p + 1) * (p + 2) / 2];
        int k = 0;
        for (int i = 0; i < p; i++) {
            for (int j = i; j < p; j++) {
                c[k++] = products(i, j);
            }
            c[k++] = sums[i] - flagged * means[i];
        }
        c[k] = flagged - flagged * flagged / count;
        return new Moments(count, m, c);
    }

    /// Number of variables, `p`.
    public int variables() {
        return means.length;
    }

    /// Number of rows; not whole after weighting.
    public double count() {
        return count;
    }

    /// Mean of the variable.
    public double mean(int variable) {
        return means[variable];
    }

    /// Centred sum of products of two variables.
    public double products(int i, int j) {
        return products[index(Math.min(i, j), Math.max(i, j), means.length)];
    }

    /// Unbiased covariance of two variables.
    ///
    /// @throws ArithmeticException if there are fewer than two rows
    public double covariance(int i, int j) {
        if (count < 2) {
            throw new ArithmeticException("A covariance needs at least 2 rows, got " + count);
        }
        return products(i, j) / (count - 1);
    }

    /// Pearson's correlation of two variables, -1 to 1.
    ///
    /// @throws ArithmeticException if one of them does not vary
    public double correlation(int i, int j) {
        double scale = Math.sqrt(products(i, i) * products(j, j));
        if (scale == 0) {
            throw new ArithmeticException("A correlation needs two variables that vary: %d and %d".formatted(i, j));
        }
        return Math.clamp(products(i, j) / scale, -1, 1);
    }

    /// The count, mean and squares of one variable.
    public Summary summary(int variable) {
        return new Summary(Math.round(count), means[variable], Math.max(0, products(variable, variable)));
    }

    private static int index(int i, int j, int p) {
        return i * p - i * (i - 1) / 2 + j - i;
    }

    /// Adds rows and cells up one after the other, without a new object for each.
    public static final class Builder {

        /// Rows that are added in one go, which takes a third of the time of as many by themselves.
        private static final int AT_ONCE = 4;

        private double count;
        private final double[] means;
        private final double[] products;
        private final double[][] waiting;
        private final double[] sum;
        private int waits;

        /// A builder for moments of `variables` variables.
        public Builder(int variables) {
            means = new double[variables];
            products = new double[variables * (variables + 1) / 2];
            waiting = new double[AT_ONCE][variables];
            sum = new double[variables];
        }

        /// Adds one row; the array is only read.
        ///
        /// @throws IllegalArgumentException if the row has another length or a value that is not finite
        public void add(double[] row) {
            int p = means.length;
            if (row.length != p) {
                throw new IllegalArgumentException("A row of %d values for %d variables".formatted(row.length, p));
            }
            // The first row is its own mean: from 0 the distances of large numbers would lose their digits.
            double[] from = count == 0 ? row : means;
            double[] delta = waiting[waits];
            for (int i = 0; i < p; i++) {
                delta[i] = row[i] - from[i];
                if (!Double.isFinite(delta[i])) {
                    throw new IllegalArgumentException("Moments need finite values, got " + row[i]);
                }
            }
            if (count == 0) {
                System.arraycopy(row, 0, means, 0, p);
            }
            waits++;
            if (count == 0 || waits == AT_ONCE) {
                addWaiting();
            }
        }

        /// Adds the rows that wait. With their distances `d` from the mean of the `n` rows before them, `m` rows
        /// add `sum d_i d_j - (sum d_i)(sum d_j) / (n + m)`; from one row on, at most four fifths of it cancel.
        private void addWaiting() {
            if (waits == 0) {
                return;
            }
            int p = means.length;
            for (int r = waits; r < AT_ONCE; r++) {
                Arrays.fill(waiting[r], 0);
            }
            double[] a = waiting[0];
            double[] b = waiting[1];
            double[] c = waiting[2];
            double[] d = waiting[3];
            double n = count + waits;
            for (int i = 0; i < p; i++) {
                sum[i] = a[i] + b[i] + c[i] + d[i];
            }
            for (int i = 0, k = 0; i < p; i++) {
                double ai = a[i];
                double bi = b[i];
                double ci = c[i];
                double di = d[i];
                double all = sum[i] / n;
                for (int j = i; j < p; j++, k++) {
                    products[k] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j] - all * sum[j];
                }
            }
            for (int i = 0; i < p; i++) {
                means[i] += sum[i] / n;
            }
            count = n;
            waits = 0;
        }

        /// Adds the moments of other rows.
        public void add(Moments other) {
            add(other, 1);
        }

        /// Adds the moments of other rows, each row counted `weight` times.
        public void add(Moments other, double weight) {
            double more = other.count * weight;
            if (more == 0) {
                return;
            }
            addWaiting();
            int p = means.length;
            double n = count + more;
            double factor = count * more / n;
            double[] delta = waiting[0];
            for (int i = 0; i < p; i++) {
                delta[i] = other.means[i] - means[i];
            }
            for (int i = 0, k = 0; i < p; i++) {
                double di = delta[i] * factor;
                for (int j = i; j < p; j++, k++) {
                    products[k] += other.products[k] * weight + di * delta[j];
                }
            }
            for (int i = 0; i < p; i++) {
                means[i] += delta[i] * (more / n);
            }
            count = n;
        }

        /// The moments of what was added so far.
        public Moments build() {
            addWaiting();
            return new Moments(count, means.clone(), products.clone());
        }
    }
}
