package throughline.statistics;

import java.util.Collection;

/// What a mean and a design effect both need of clustered values.
///
/// @param all summary of all rows
/// @param filled number of clusters that have values
/// @param errorSquared jackknife variance of the mean over all rows; 0 with fewer than 2 clusters
record Clusters(Summary all, int filled, double errorSquared) {

    /// Adds the clusters up.
    static Clusters of(Collection<Summary> clusters) {
        Summary all = Summary.EMPTY;
        int filled = 0;
        for (Summary cluster : clusters) {
            all = all.plus(cluster);
            filled += cluster.count() > 0 ? 1 : 0;
        }
        if (filled < 2) {
            return new Clusters(all, filled, 0);
        }
        double squares = 0;
        double n = all.count();
        for (Summary cluster : clusters) {
            double moved = cluster.count() * (cluster.mean() - all.mean()) / (n - cluster.count());
            squares += moved * moved;
        }
        return new Clusters(all, filled, squares * (filled - 1.0) / filled);
    }

    /// Variance of the mean over the variance that as many independent rows would give, at least 1.
    double designEffect() {
        if (all.count() < 2 || all.squares() == 0) {
            return 1;
        }
        return Math.max(1, errorSquared / (all.variance() / all.count()));
    }
}
