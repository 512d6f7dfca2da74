package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.organisation.Layer;

/// Which weeks of a unit rest on one decision to sell.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PushCalendarTest {

    /// A Monday.
    private static final LocalDate FIRST = LocalDate.of(2025, 3, 3);

    private final SmallWorld world = SmallWorld.from("2025-01-06", "2025-12-28")
            .unit("Area", Layer.MANAGEMENT, null)
            .unit("Harbour", Layer.FRONTLINE, "Area")
            .unit("Market", Layer.FRONTLINE, "Area");

    private String spell(String unit, int week) {
        return new PushCalendar(world.dossier()).spell(unit, FIRST.plusWeeks(week));
    }

    private boolean pushed(String unit, int week) {
        return new PushCalendar(world.dossier()).pushed(unit, FIRST.plusWeeks(week));
    }

    @Test
    void the_weeks_of_a_push_are_one_spell_and_the_weeks_between_two_another() {
        world.push("Harbour", "2025-03-10", "2025-03-23").push("Harbour", "2025-04-07", "2025-04-20");

        assertThat(spell("Harbour", 1)).isEqualTo(spell("Harbour", 2));
        assertThat(spell("Harbour", 3)).isEqualTo(spell("Harbour", 4));
        assertThat(spell("Harbour", 5)).isEqualTo(spell("Harbour", 6));
        assertThat(new String[] {
                    spell("Harbour", 0),
                    spell("Harbour", 1),
                    spell("Harbour", 3),
                    spell("Harbour", 5),
                    spell("Harbour", 7)
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void a_push_that_was_decided_for_several_units_is_one_spell_and_the_time_between_is_each_units_own() {
        world.push("Harbour", "2025-03-10", "2025-03-23").push("Market", "2025-03-10", "2025-03-23");

        assertThat(spell("Harbour", 1)).isEqualTo(spell("Market", 1));
        assertThat(spell("Harbour", 0)).isNotEqualTo(spell("Market", 0));
        assertThat(spell("Harbour", 4)).isNotEqualTo(spell("Market", 4));
    }

    @Test
    void a_push_of_a_unit_above_is_one_of_those_below() {
        world.push("Area", "2025-03-10", "2025-03-23");

        assertThat(pushed("Harbour", 1)).isTrue();
        assertThat(spell("Harbour", 1)).isEqualTo(spell("Market", 1));
        assertThat(pushed("Harbour", 3)).isFalse();
    }

    @Test
    void a_push_that_lies_between_the_middles_of_two_weeks_parts_nothing() {
        world.push("Harbour", "2025-03-14", "2025-03-18");

        assertThat(pushed("Harbour", 1)).isFalse();
        assertThat(spell("Harbour", 0)).isEqualTo(spell("Harbour", 4));
    }
}
