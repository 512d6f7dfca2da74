package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BivariateNormalTest {

    /// mpmath 1.3 with 30 digits: quad of npdf(x) * ncdf((k - r x) / sqrt(1 - r^2)) from -14 to h, split at
    /// the bend.
    private static final double[][] PRECISE = {
        {0, 0, 0.5, 0.3333333333333333},
        {1, -0.5, 0.3, 0.28313842024448094},
        {-1.3, 0.4, -0.6, 0.02077915741876755},
        {0.7, 0.2, 0.8, 0.5507118884881838},
        {1.5, 1.4, 0.92, 0.903428913322306},
        {0.5, 0.45, 0.93, 0.6286453625007927},
        {-1.1, -1.0, 0.95, 0.11673291662427136},
        {0.3, 1.2, 0.97, 0.6179092882689929},
        {2.1, 2.1, 0.99, 0.9796611285890509},
        {0.25, 0.26, 0.999, 0.5935752539385534},
        {-0.8, 0.75, -0.999, 0.0008748642748684145},
        {-0.8, 0.9, -0.94, 0.05394999092640443},
        {3.0, -2.9, -0.98, 0.0007153813299019061},
        {-2.5, -2.0, 0.99, 0.0062094396207672525},
        {1.0, 1.0, -0.93, 0.6826894933422107},
        {-2, 2.5, -0.7, 0.019739646919924917},
        {-4, -3.5, 0.9, 2.329809522934476e-5}
    };

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void agrees_with_thirty_digits() {
        for (double[] row : PRECISE) {
            assertThat(BivariateNormal.cumulative(row[0], row[1], row[2])).isCloseTo(row[3], within(2e-15));
        }
    }

    @Test
    void is_a_quarter_and_the_arc_of_the_correlation_at_the_centre() {
        // Sheppard (1899): 1/4 + asin(rho) / (2 pi).
        for (double rho = -1; rho <= 1; rho += 1.0 / 64) {
            assertThat(BivariateNormal.cumulative(0, 0, rho))
                    .isCloseTo(0.25 + Math.asin(rho) / (2 * Math.PI), within(1e-15));
        }
    }

    @Test
    void fills_the_plane_with_its_mirror_images() {
        for (double rho : new double[] {-0.999, -0.95, -0.3, 0, 0.6, 0.924, 0.926, 0.97, 0.999}) {
            for (double h = -4; h <= 4; h += 0.5) {
                for (double k = -4; k <= 4; k += 0.25) {
                    double all = BivariateNormal.cumulative(h, k, rho)
                            + BivariateNormal.cumulative(-h, k, -rho)
                            + BivariateNormal.cumulative(h, -k, -rho)
                            + BivariateNormal.cumulative(-h, -k, rho);
                    assertThat(all).isCloseTo(1, within(2e-15));
                }
            }
        }
    }

    @Test
    void grows_with_the_correlation_by_its_density() {
        for (double rho : new double[] {-0.97, -0.5, 0.2, 0.9, 0.98}) {
            double step = 1e-5;
            double grown = BivariateNormal.cumulative(0.4, -0.3, rho + step)
                    - BivariateNormal.cumulative(0.4, -0.3, rho - step);
            assertThat(BivariateNormal.density(0.4, -0.3, rho)).isCloseTo(grown / (2 * step), within(1e-7));
            double bent =
                    BivariateNormal.density(0.4, -0.3, rho + step) - BivariateNormal.density(0.4, -0.3, rho - step);
            assertThat(BivariateNormal.densitySlope(0.4, -0.3, rho)).isCloseTo(bent / (2 * step), within(1e-4));
        }
    }

    @Test
    void knows_the_ends() {
        assertThat(BivariateNormal.cumulative(INFINITE, 0, 0.5)).isEqualTo(0.5);
        assertThat(BivariateNormal.cumulative(-INFINITE, INFINITE, 0.5)).isZero();
        assertThat(BivariateNormal.cumulative(INFINITE, INFINITE, -0.5)).isEqualTo(1);
        assertThat(BivariateNormal.cumulative(0.3, 0.3, 1)).isCloseTo(0.6179114221889526, within(1e-15));
        assertThat(BivariateNormal.cumulative(0.3, -0.3, -1)).isZero();
    }

    @Test
    void is_refused_outside() {
        assertThatThrownBy(() -> BivariateNormal.cumulative(0, 0, 1.5))
                .hasMessage("A bivariate normal probability needs numbers and a correlation from -1 to 1, "
                        + "got 0.0, 0.0, 1.5");
        assertThatThrownBy(() -> BivariateNormal.cumulative(Double.NaN, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
