package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Contingency;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ItemCorrelationsTest {

    @Test
    void repair_the_published_example_of_a_matrix_that_is_none() {
        // Higham (2002), section 1: nearest to this in sum of squares are .7607 and .1573.
        NearestCorrelation.Result nearest = NearestCorrelation.of(new double[][] {{1, 1, 0}, {1, 1, 1}, {0, 1, 1}});

        assertThat(nearest.matrix()[0][1]).isCloseTo(0.7607, within(5e-5));
        assertThat(nearest.matrix()[0][2]).isCloseTo(0.1573, within(5e-5));
        assertThat(nearest.smallestEigenvalue()).isCloseTo(1 - Math.sqrt(2), within(1e-12));
        assertThat(nearest.largestChange()).isCloseTo(0.2393, within(5e-5));
        assertThat(Correlations.eigenvalues(nearest.matrix())[2]).isGreaterThanOrEqualTo(0);
    }

    @Test
    void leave_a_proper_matrix_alone() {
        double[][] proper = {{1, 0.5}, {0.5, 1}};
        NearestCorrelation.Result nearest = NearestCorrelation.of(proper);

        assertThat(nearest.matrix()).isDeepEqualTo(proper);
        assertThat(nearest.largestChange()).isZero();
        assertThat(nearest.smallestEigenvalue()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void of_complete_rows_are_the_same_by_moments_and_by_pairs() {
        double[][] rows = answers(400, 0.7, 1);
        ItemCorrelations moments = ItemCorrelations.pearson(Moments.of(rows));
        ItemCorrelations pairs = ItemCorrelations.pearson(tables(rows));

        for (int i = 0; i < 4; i++) {
            assertThat(pairs.matrix()[i]).containsExactly(moments.matrix()[i], within(1e-12));
        }
        assertThat(pairs.fewestRows()).isEqualTo(400);
        assertThat(pairs.largestChange()).isZero();
    }

    @Test
    void see_through_coarse_answers_when_polychoric() {
        ItemCorrelations coarse = ItemCorrelations.polychoric(tables(answers(5000, 0.8, 2)));

        assertThat(coarse.matrix()[2][1]).isCloseTo(0.64, within(0.03));
        assertThat(ItemCorrelations.pearson(tables(answers(5000, 0.8, 2))).matrix()[2][1])
                .isLessThan(0.58);
        // scipy 1.17.1: root of the sum over quarters of (difference of norm.pdf at the cuts)^2 / .25.
        assertThat(PolychoricCorrelation.kept(new double[] {25, 25, 25, 25}))
                .isCloseTo(0.9276629657633719, within(1e-12));
    }

    @Test
    void are_repaired_where_pairs_of_different_people_contradict_each_other() {
        var same = Contingency.of(new double[][] {{48, 2}, {2, 48}});
        var none = Contingency.of(new double[][] {{2, 48}, {48, 2}});
        ItemCorrelations odd = ItemCorrelations.polychoric(new Contingency[][] {{}, {same}, {none, same}});

        assertThat(odd.smallestEigenvalue()).isLessThan(-0.5);
        assertThat(odd.largestChange()).isGreaterThan(0.2);
        assertThat(Correlations.eigenvalues(odd.matrix())[2]).isGreaterThanOrEqualTo(0);
    }

    @Test
    void are_refused_of_an_item_that_does_not_vary_and_of_a_matrix_that_is_none() {
        Moments items = Moments.of(new double[][] {{1, 4}, {2, 4}, {3, 4}});

        assertThatThrownBy(() -> ItemCorrelations.pearson(items))
                .hasMessage("A correlation needs two variables that vary: 0 and 1");
        assertThatThrownBy(() -> NearestCorrelation.of(new double[][] {{1, 0.5}, {0.4, 1}}))
                .hasMessage("Not a correlation between items 1 and 0: 0.4 and 0.5");
        assertThatThrownBy(() -> NearestCorrelation.of(new double[][] {{1, 0.5}}))
                .hasMessage("A correlation matrix of 1 items has a row of 2");
    }

    @Test
    void tell_parallel_analysis_what_chance_gives() {
        // The long way: 95th percentiles of the polychoric eigenvalues of unrelated answers, 400 worlds.
        double[] cuts = {1.2, 0.8, 0.2};
        double[][] drawn = new double[4][400];
        for (int world = 0; world < 400; world++) {
            double[] values =
                    Correlations.eigenvalues(ItemCorrelations.polychoric(tables(answers(300, 0, 100 + world, cuts)))
                            .matrix());
            for (int i = 0; i < 4; i++) {
                drawn[i][world] = values[i];
            }
        }
        ItemCorrelations one = ItemCorrelations.polychoric(tables(answers(300, 0, 7, cuts)));
        double[] thresholds = ParallelAnalysis.of(one, 2000, 1).thresholds();

        for (int i = 0; i < 4; i++) {
            Arrays.sort(drawn[i]);
            assertThat(thresholds[i]).isCloseTo(drawn[i][379], within(0.03));
        }
        double[] plain = ParallelAnalysis.of(ItemCorrelations.pearson(tables(answers(300, 0, 7, cuts))), 2000, 1)
                .thresholds();
        assertThat(thresholds[0]).isGreaterThan(plain[0] + 0.05);
    }

    private static double[][] answers(int n, double loading, long world) {
        return answers(n, loading, world, new double[] {-0.7, 0.1, 0.9});
    }

    private static double[][] answers(int n, double loading, long world, double[] cuts) {
        RandomGenerator random = Seeds.generator(21, world);
        double[][] rows = new double[n][4];
        for (double[] row : rows) {
            double mood = random.nextGaussian();
            for (int i = 0; i < row.length; i++) {
                double feeling = loading * mood + Math.sqrt(1 - loading * loading) * random.nextGaussian();
                row[i] = Arrays.stream(cuts).filter(c -> feeling > c).count();
            }
        }
        return rows;
    }

    static Contingency[][] tables(double[][] rows) {
        int p = rows[0].length;
        var tables = new Contingency[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                var table = new Contingency.Builder();
                for (double[] row : rows) {
                    table.add(row[i], row[j], 1);
                }
                tables[i][j] = table.build();
            }
        }
        return tables;
    }
}
