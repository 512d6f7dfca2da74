package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register;
import throughline.organisation.Registry;

/// Eight shops below a region; the board has a goal, the region and the shops have none that leads there.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ObjectiveDraftTest {

    private static final LocalDate LAST = LocalDate.of(2026, 6, 20);

    private final List<Objective> objectives = new ArrayList<>(List.of(new Objective(
            "o1", "p1", "board", List.of(), "service", 0.3, "Customers feel looked after.", List.of("empathy"))));

    private int shops = 8;

    @Test
    void takes_words_weight_and_measure_from_the_layer_above() {
        Objective draft = draft("shop-0").orElseThrow();

        assertThat(draft.parents()).containsExactly("o1");
        assertThat(draft.unit()).isEqualTo("shop-0");
        assertThat(draft.id()).isEqualTo("service-shop-0");
        assertThat(draft.about()).isEqualTo("service");
        assertThat(draft.weight()).isEqualTo(0.3);
        assertThat(draft.measures()).containsExactly("empathy");
    }

    @Test
    void aims_at_what_the_best_quarter_of_the_layer_reach_by_a_day() {
        // Shops come to 3.0, 3.1 and so on to 3.7; the best quarter are the seventh and the eighth.
        assertThat(draft("shop-0").orElseThrow().text())
                .isEqualTo("Customers feel looked after. Empathy at least 3.60 (now 3.00) by 31 December 2026.");
    }

    @Test
    void asks_no_less_of_who_is_there_already() {
        assertThat(draft("shop-7").orElseThrow().text()).contains("Empathy at least 3.70 (now 3.70)");
    }

    @Test
    void takes_the_best_of_four_for_their_best_quarter() {
        shops = 4;

        assertThat(draft("shop-0").orElseThrow().text()).contains("Empathy at least 3.30 (now 3.00)");
    }

    @Test
    void names_who_leads_the_unit() {
        assertThat(draft("shop-0").orElseThrow().owner()).isEqualTo("p2");
        assertThat(draft("shop-1").orElseThrow().owner()).isNull();
    }

    @Test
    void follows_the_nearest_layer_that_has_one() {
        objectives.add(new Objective("o2", "p1", "west", List.of("o1"), "service", 0.2, "Be kind", List.of()));

        Objective draft = draft("shop-0").orElseThrow();

        assertThat(draft.parents()).containsExactly("o2");
        assertThat(draft.text()).startsWith("Be kind. Empathy at least 3.60");
    }

    @Test
    void is_for_units_only_to_which_no_goal_reaches() {
        objectives.add(new Objective("o3", null, "shop-0", List.of("o1"), "service", 0.2, "Be kind", List.of()));

        assertThat(draft("shop-0")).isEmpty();
        assertThat(draft("board")).isEmpty();
    }

    @Test
    void needs_a_goal_of_the_board() {
        objectives.clear();

        assertThat(draft("shop-0")).isEmpty();
    }

    private Optional<Objective> draft(String unit) {
        return Accountability.of(dossier()).units().stream()
                .filter(u -> u.unit().id().equals(unit))
                .findFirst()
                .orElseThrow()
                .draft();
    }

    private Dossier dossier() {
        var units = new ArrayList<>(List.of(
                new Unit("board", "Board", Layer.BOARD, null), new Unit("west", "West", Layer.MANAGEMENT, "board")));
        var sheet = InMemoryLake.of(FactKind.RESPONSES).columns("response_id", "unit", "empathy:n");
        for (int s = 0; s < shops; s++) {
            units.add(new Unit("shop-" + s, "Shop " + s, Layer.FRONTLINE, "west"));
            for (int i = 0; i < 100; i++) {
                sheet = sheet.row(
                        LAST.minusDays(i).toString(), "r%s-%s".formatted(s, i), "shop-" + s, i < 10 * s ? 4.0 : 3.0);
            }
        }
        var organisation = new Organisation(
                "Northgate",
                ZoneOffset.UTC,
                true,
                Optional.empty(),
                units,
                List.of(
                        person("p1", "board", null),
                        person("p2", "shop-0", "p1"),
                        person("p3", "shop-0", "p2"),
                        person("p4", "shop-1", "p1"),
                        person("p5", "shop-1", "p1")),
                List.of(),
                List.of(),
                List.of(),
                objectives,
                List.of(),
                List.of(),
                Set.of(Organisation.Section.values()));
        return new Dossier(
                new Registry(organisation),
                Register.EMPTY,
                new Measures(List.of(new Measures.Entry(
                        "empathy",
                        "Empathy",
                        Kind.PERCEPTION,
                        "empathy",
                        Better.HIGHER,
                        1.0,
                        5.0,
                        false,
                        Set.of(FactKind.RESPONSES)))),
                sheet.engine(),
                Map.of(FactKind.RESPONSES, List.of("responses.csv")),
                new Period(LAST.minusDays(120), LAST),
                Set.of());
    }

    private static Person person(String id, String unit, @Nullable String manager) {
        return new Person(id, null, unit, null, null, manager, null);
    }
}
