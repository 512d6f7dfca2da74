package throughline.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Corrections for having looked at many figures: among twenty true nulls one is "significant" by chance
/// alone.
///
/// - Holm keeps the chance of *any* false finding at the level: for the few indicators of one verdict.
/// - Benjamini and Hochberg keep the *share* of false findings among the findings at `q`: for many units
///   at once. It assumes tests that are independent or positively dependent.
///
/// Sources:
///
/// - Holm (1979). Scandinavian Journal of Statistics 6, 65-70.
///   [jstor.org/stable/4615733](https://www.jstor.org/stable/4615733)
/// - Benjamini, Hochberg (1995). Journal of the Royal Statistical Society B 57, 289-300.
///   [doi:10.1111/j.2517-6161.1995.tb02031.x](https://doi.org/10.1111/j.2517-6161.1995.tb02031.x)
public final class MultipleTesting {

    private MultipleTesting() {}

    /// Holm's adjusted probabilities, in the order given; compare each with the level itself.
    ///
    /// @param p probabilities, each from 0 to 1
    /// @throws IllegalArgumentException if a probability is out of range
    public static double[] holm(double[] p) {
        int[] order = ascending(p);
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int i = 0; i < order.length; i++) {
            largest = Math.max(largest, Math.min(1, (p.length - i) * p[order[i]]));
            adjusted[order[i]] = largest;
        }
        return adjusted;
    }

    /// Which of the hypotheses are rejected at the false discovery rate `q`.
    ///
    /// @param p probabilities, each from 0 to 1
    /// @param q share of false findings to live with, above 0 and below 1, such as .10
    /// @throws IllegalArgumentException if a figure is out of range
    public static boolean[] benjaminiHochberg(double[] p, double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("A false discovery rate lies between 0 and 1, such as 0.10, got " + q);
        }
        int[] order = ascending(p);
        boolean[] rejected = new boolean[p.length];
        int last = p.length - 1;
        while (last >= 0 && p[order[last]] > q * (last + 1) / p.length) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            rejected[order[i]] = true;
        }
        return rejected;
    }

    private static int[] ascending(double[] p) {
        for (double probability : p) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("A probability lies between 0 and 1, got " + probability);
            }
        }
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
