package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.ScoredForecasts.Item;
import throughline.diagnosis.ScoredForecasts.Raw;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Register;
import throughline.organisation.Register.Forecast;
import throughline.organisation.Registry;
import throughline.statistics.forecast.ForecastSkill;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CalibrationTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    private static final Raw NO_UNIT = new Raw(4, 4);

    private final List<Item> items = new ArrayList<>();

    @Test
    void leaves_out_a_second_layer_where_one_manager_is_what_the_others_leave() {
        managers(Layer.BOARD, 1);
        managers(Layer.EXECUTIVE, 3);
        managers(Layer.MANAGEMENT, 6);

        assertThat(labels()).containsExactly("All managers", Layer.MANAGEMENT.title());
    }

    @Test
    void shows_all_layers_of_three_managers_where_nobody_is_left_over() {
        managers(Layer.EXECUTIVE, 3);
        managers(Layer.MANAGEMENT, 6);

        assertThat(labels()).containsExactly("All managers", Layer.EXECUTIVE.title(), Layer.MANAGEMENT.title());
    }

    private void managers(Layer layer, int people) {
        for (int p = 0; p < people; p++) {
            for (int i = 0; i < 5; i++) {
                var forecast = new Forecast(
                        "forecasts.csv", DAY, layer + "-" + p, "empathy", DAY, DAY, 4, null, null, null, null, layer);
                items.add(new Item(forecast, 0.1 * i + 0.2 * p, 0.3 * ((i + p) % 3), null, null, 0.2, layer, NO_UNIT));
            }
        }
    }

    private List<String> labels() {
        var dossier = new Dossier(
                new Registry(Organisation.unrecorded("Northgate")),
                Register.EMPTY,
                new Measures(List.of()),
                InMemoryLake.of(FactKind.PULSE).columns("unit").engine(),
                Map.of(),
                new Period(DAY, DAY.plusWeeks(12)),
                Set.of());
        return new Calibration(dossier, items)
                .byLayer(ForecastSkill.Result::crps).stream()
                        .map(Figure.Estimates.Row::label)
                        .toList();
    }
}
