package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register;
import throughline.organisation.Registry;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MeasureCellsTest {

    private InMemoryLake.Sheet lake = responses();
    private @Nullable CubeEngine built;

    @Test
    void say_nothing_of_fewer_than_five_rows_in_all() {
        answers(4, "2026-03-02", "north", 1, null);

        assertThat(cells("kind")).isEmpty();
        anew();
        answers(5, "2026-03-03", "north", 1, null);
        assertThat(cells("kind")).isPresent();
    }

    @Test
    void count_the_rows_of_a_dimension_not_its_values() {
        answers(4, "2026-03-02", "north", 1, 2);

        assertThat(cells("manner")).as("eight values of four customers").isEmpty();
        anew();
        answers(4, "2026-03-02", "north", 1, 2);
        answers(1, "2026-03-03", "north", 1, null);
        assertThat(cells("manner").orElseThrow().all().count()).isEqualTo(9);
        assertThat(cells("manner").orElseThrow().items()).isEqualTo(2);
    }

    @Test
    void hide_a_small_cell_and_the_next_larger_from_which_it_would_follow() {
        answers(3, "2026-03-02", "kiosk", 1, null);
        answers(7, "2026-04-02", "south", 2, null);
        answers(9, "2026-05-02", "north", 3, null);

        MeasureCells cells = cells("kind").orElseThrow();

        assertThat(cells.months())
                .extracting(MeasureCells.Month::month, m -> m.values().isPresent())
                .containsExactly(
                        tuple(YearMonth.of(2026, 3), false),
                        tuple(YearMonth.of(2026, 4), false),
                        tuple(YearMonth.of(2026, 5), true));
        assertThat(cells.units())
                .extracting(MeasureCells.OfUnit::id, u -> u.values().isPresent())
                .containsExactly(tuple("north", true), tuple("kiosk", false), tuple("south", false));
        assertThat(cells.rowsOf("south")).isEmpty();
        assertThat(cells.rowsOf("north")).isPresent();
        assertThat(cells.says(YearMonth.of(2026, 4))).isFalse();
    }

    @Test
    void hide_a_unit_from_which_few_rows_of_no_unit_would_follow() {
        answers(2, "2026-03-02", null, 1, null);
        answers(7, "2026-03-02", "south", 2, null);
        answers(9, "2026-03-02", "north", 3, null);

        assertThat(cells("kind").orElseThrow().units())
                .filteredOn(u -> u.values().isPresent())
                .extracting(MeasureCells.OfUnit::id)
                .containsExactly("north");
    }

    @Test
    void have_the_rows_in_which_the_measure_is_known() {
        answers(6, "2026-03-02", "north", 1, null);
        answers(5, "2026-03-02", "north", null, 2);
        answers(5, "2026-03-02", "north", null, null);

        assertThat(rows("kind")).isEqualTo(6);
        assertThat(rows("manner")).isEqualTo(11);
    }

    @Test
    void are_of_the_table_asked_for() {
        answers(5, "2026-03-02", "north", 1, null);
        lake = lake.of(FactKind.INTERACTIONS).columns("unit", "resolved:f");
        for (int i = 0; i < 8; i++) {
            lake = lake.row("2026-03-02", "north", i < 2);
        }

        MeasureCells contacts = MeasureCells.of(dossier(), "resolved", Optional.of(FactKind.INTERACTIONS), "")
                .orElseThrow();

        assertThat(contacts.all().mean()).isCloseTo(0.25, within(1e-12));
        assertThat(contacts.measure().title()).isEqualTo("Resolved in one contact");
        assertThat(contacts.measure().base()).isEqualTo("contacts");
        assertThat(contacts.measure().share()).isTrue();
        assertThat(cells("resolved").orElseThrow().all().mean()).isEqualTo(1);
        assertThat(MeasureCells.of(dossier(), "kind", Optional.of(FactKind.INTERACTIONS), ""))
                .as("contacts know of no kindness")
                .isEmpty();
    }

    private static InMemoryLake.Sheet responses() {
        return InMemoryLake.of(FactKind.RESPONSES).columns("unit", "resolved:f", "kind:n", "clear:n");
    }

    private void anew() {
        lake = responses();
        built = null;
    }

    private void answers(int many, String day, @Nullable String unit, @Nullable Integer kind, @Nullable Integer clear) {
        for (int i = 0; i < many; i++) {
            lake = lake.row(day, unit, true, kind, clear);
        }
    }

    private long rows(String id) {
        return dossier().rows(cells(id).orElseThrow().rows(), 0, 50).total();
    }

    private Optional<MeasureCells> cells(String id) {
        return MeasureCells.of(dossier(), id, Optional.empty(), "");
    }

    private Dossier dossier() {
        CubeEngine engine = built == null ? lake.engine() : built;
        built = engine;
        return new Dossier(
                new Registry(Organisation.unrecorded("Northgate")),
                Register.EMPTY,
                new Measures(List.of(entry("kind"), entry("clear"))),
                engine,
                Map.of(),
                new Period(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-05-31")),
                Set.of());
    }

    private static Measures.Entry entry(String id) {
        return new Measures.Entry(
                id, id, Kind.PERCEPTION, "manner", Better.HIGHER, null, null, false, Set.of(FactKind.RESPONSES));
    }
}
