package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShrunkMeansTest {

    /// The dyestuff yields of Davies (1947), table 6.3: 6 batches of 5.
    static final List<Summary> DYESTUFF = List.of(
            Summary.of(1545, 1440, 1440, 1520, 1580),
            Summary.of(1540, 1555, 1490, 1560, 1495),
            Summary.of(1595, 1550, 1605, 1510, 1560),
            Summary.of(1445, 1440, 1595, 1465, 1545),
            Summary.of(1595, 1630, 1515, 1635, 1625),
            Summary.of(1520, 1455, 1450, 1480, 1445));

    @Test
    void agree_with_lme4_on_the_dyestuff_batches() {
        // lme4 (Bates et al. 2015), lmer(Yield ~ 1 | Batch, Dyestuff): 1527.5, 1764.05, 2451.25; ranef.
        ShrunkMeans.Result result = ShrunkMeans.of(DYESTUFF);
        double[] ranef = {-17.60685, 0.39126, 28.56223, -23.08454, 56.73319, -44.99529};

        assertThat(result.mean().value()).isCloseTo(1527.5, within(1e-9));
        assertThat(result.tau2()).isCloseTo(1764.05, within(1e-7));
        assertThat(result.within()).isCloseTo(2451.25, within(1e-9));
        for (int batch = 0; batch < 6; batch++) {
            assertThat(result.groups().get(batch).shrunk().value() - 1527.5).isCloseTo(ranef[batch], within(1e-5));
        }
    }

    @Test
    void agree_with_statsmodels_on_groups_of_unequal_size() {
        // statsmodels 0.15.0, combine_effects(means, 2.25 / n, method_re="pm").
        double[] means = {3.1, 2.4, 4.0, 3.6, 1.9, 3.3};
        int[] n = {8, 40, 15, 5, 60, 22};
        List<Summary> groups = IntStream.range(0, 6)
                .mapToObj(g -> new Summary(n[g], means[g], 2.25 * (n[g] - 1)))
                .toList();
        ShrunkMeans.Result result = ShrunkMeans.of(groups);

        assertThat(result.tau2()).isCloseTo(0.49594641100420206, within(1e-9));
        assertThat(result.mean().value()).isCloseTo(2.9636640711332256, within(1e-9));
        assertThat(result.mean().standardError()).isCloseTo(0.32881370419030903, within(1e-9));
    }

    @Test
    void trust_a_group_by_its_own_data() {
        ShrunkMeans.Result result = ShrunkMeans.of(
                List.of(Summary.of(1, 3), Summary.of(8, 9, 8, 10, 9, 8, 9, 10), Summary.of(4, 6, 5, 4), Summary.EMPTY));

        assertThat(result.groups().get(1).lambda())
                .isGreaterThan(result.groups().get(0).lambda());
        assertThat(result.groups().get(3).lambda()).isZero();
        assertThat(result.groups().get(3).shrunk().value())
                .isEqualTo(result.mean().value());
        assertThat(result.groups().get(3).shrunk().interval().width())
                .isGreaterThan(result.groups().get(1).shrunk().interval().width());
    }

    @Test
    void are_all_alike_when_groups_differ_by_chance_only() {
        ShrunkMeans.Result result = ShrunkMeans.of(List.of(Summary.of(1, 5), Summary.of(2, 4), Summary.of(0, 6)));

        assertThat(result.tau2()).isZero();
        assertThat(result.groups())
                .allSatisfy(group -> assertThat(group.shrunk().value()).isEqualTo(3));
    }

    @Test
    void are_the_groups_own_when_nothing_varies_within() {
        ShrunkMeans.Result result = ShrunkMeans.of(List.of(Summary.of(1, 1), Summary.of(2, 2), Summary.of(6, 6)));

        assertThat(result.tau2()).isCloseTo(7, within(1e-12));
        assertThat(result.groups().get(2).lambda()).isEqualTo(1);
        assertThat(result.groups().get(2).shrunk().value()).isEqualTo(6);
    }

    @Test
    void are_refused_for_fewer_than_three_groups() {
        assertThatThrownBy(() -> ShrunkMeans.of(List.of(Summary.of(1, 2), Summary.of(3), Summary.EMPTY)))
                .hasMessage("Shrinking needs at least 3 groups with values and one with 2, got 2 with 3 values");
    }
}
