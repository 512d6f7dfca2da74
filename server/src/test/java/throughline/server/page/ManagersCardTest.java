package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Figure;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ManagersCardTest {

    private static final String ORDERED = "The further away, the larger the error";
    private static final String NEUTRAL = "How far forecasts miss, layer by layer";

    @Test
    void orders_layers_only_where_each_surely_misses_by_less_than_the_one_above() {
        assertThat(title(row(1.0, 0.1), row(0.7, 0.1), row(0.4, 0.1))).isEqualTo(ORDERED);
        assertThat(title(row(1.0, 0.1), row(0.9, 0.1), row(0.4, 0.1))).isEqualTo(NEUTRAL);
        assertThat(title(row(0.4, 0.1), row(0.7, 0.1))).isEqualTo(NEUTRAL);
        assertThat(title(row(1.0, 0.1))).isEqualTo(NEUTRAL);
        assertThat(title()).isEqualTo(NEUTRAL);
    }

    private static String title(Figure.Estimates.Row... layers) {
        return ManagersCard.layersTitle(
                Stream.concat(Stream.of(row(0.8, 0.05)), Arrays.stream(layers)).toList());
    }

    private static Figure.Estimates.Row row(double miss, double half) {
        return new Figure.Estimates.Row("Layer", miss, miss - half, miss + half, false);
    }
}
