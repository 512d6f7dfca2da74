package throughline.statistics.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.reliability.KrippendorffAlpha.Scale;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KrippendorffAlphaTest {

    /// Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example C: 12 units, 4
    /// observers, gaps.
    private static final List<double[]> UNITS = List.of(
            new double[] {1, 1, 1},
            new double[] {2, 2, 3, 2},
            new double[] {3, 3, 3, 3},
            new double[] {3, 3, 3, 3},
            new double[] {2, 2, 2, 2},
            new double[] {1, 2, 3, 4},
            new double[] {4, 4, 4, 4},
            new double[] {1, 1, 2, 1},
            new double[] {2, 2, 2, 2},
            new double[] {5, 5, 5},
            new double[] {1, 1},
            new double[] {3});

    @Test
    void agrees_with_the_published_example() {
        // Printed: .743, .815, .849; more digits by fractions in Python from the printed coincidences.
        assertThat(KrippendorffAlpha.of(UNITS, Scale.NOMINAL)).isCloseTo(0.743421052631579, within(1e-12));
        assertThat(KrippendorffAlpha.of(UNITS, Scale.ORDINAL)).isCloseTo(0.8153875037548813, within(1e-12));
        assertThat(KrippendorffAlpha.of(UNITS, Scale.INTERVAL)).isCloseTo(0.8491071428571428, within(1e-12));
    }

    @Test
    void is_one_when_all_raters_agree() {
        List<double[]> agreed = List.of(new double[] {1, 1}, new double[] {4, 4, 4}, new double[] {2, 2});
        for (Scale scale : Scale.values()) {
            assertThat(KrippendorffAlpha.of(agreed, scale)).isEqualTo(1);
        }
    }

    @Test
    void does_not_depend_on_the_origin_of_an_interval_scale() {
        List<double[]> shifted = UNITS.stream()
                .map(unit -> Arrays.stream(unit).map(v -> 1e6 + 20 * v).toArray())
                .toList();

        assertThat(KrippendorffAlpha.of(shifted, Scale.INTERVAL))
                .isCloseTo(KrippendorffAlpha.of(UNITS, Scale.INTERVAL), within(1e-10));
    }

    @Test
    void has_an_interval_over_units() {
        List<double[]> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.addAll(UNITS);
        }
        Estimate alpha = KrippendorffAlpha.of(many, Scale.ORDINAL, 0.95, 1);

        assertThat(alpha.n()).isEqualTo(110);
        assertThat(alpha.interval().contains(alpha.value())).isTrue();
        assertThat(alpha.interval().width()).isBetween(0.05, 0.25);
        assertThat(KrippendorffAlpha.of(many, Scale.ORDINAL, 0.95, 1)).isEqualTo(alpha);
    }

    @Test
    void is_refused_without_pairs_or_differences() {
        assertThatThrownBy(() -> KrippendorffAlpha.of(List.of(new double[] {1, 2}, new double[] {1}), Scale.NOMINAL))
                .hasMessage("Agreement needs at least 2 units with 2 ratings, got 1");
        assertThatThrownBy(() -> KrippendorffAlpha.of(List.of(new double[] {3, 3}, new double[] {3, 3}), Scale.NOMINAL))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Agreement needs ratings that differ, all are 3.0");
    }
}
