package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.organisation.Layer;
import throughline.organisation.Register.Step;

/// Cards that count a register show the days that the count looks at.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RegisterDaysTest {

    private static final LocalDate FIRST = LocalDate.parse("2023-02-01");

    /// Ten steps of three months each, from two years before the year that is looked at.
    private static Dossier lastYear() {
        var world = SmallWorld.from("2023-01-02", "2025-12-28")
                .unit("board", Layer.BOARD, null)
                .unit("Westgate", Layer.FRONTLINE, "board")
                .training("2023-05-02", Layer.FRONTLINE, 8)
                .training("2025-05-02", Layer.BOARD, 4);
        for (int p = 0; p < 12; p++) {
            world.person("p" + p, p < 3 ? "board" : "Westgate");
        }
        for (int n = 0; n < 10; n++) {
            LocalDate start = FIRST.plusDays(100L * n);
            world.step(SmallWorld.step(
                    "s" + n,
                    start.toString(),
                    start.plusDays(90).toString(),
                    "Westgate",
                    null,
                    null,
                    n == 9 ? "p1" : null));
        }
        return world.dossier().during(new Period(LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-28")));
    }

    private static Evidence card(Detector detector, String id) {
        return detector.examine(lastYear()).evidence().stream()
                .filter(e -> e.indicator().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Step> begunIn(Period period) {
        return lastYear().register().steps().stream()
                .filter(s -> period.contains(s.startedOn()))
                .toList();
    }

    @Test
    void show_all_the_days_of_the_ended_steps_they_count() {
        Evidence card = card(new InitiativeNotCommitment(), "steps-left-alone");

        assertThat(card.statement())
                .isEqualTo("9 of 10 ended steps have neither an owner nor an objective to keep them.");
        assertThat(card.indicator().lineage().period()).isEqualTo(new Period(FIRST, LocalDate.parse("2025-12-28")));
        assertThat(begunIn(card.indicator().lineage().period())).hasSize(10);
    }

    @Test
    void look_at_training_of_the_same_days_as_at_steps() {
        var detector = new StartsAtTheBottom();

        assertThat(card(detector, "training-by-layer").statement())
                .isEqualTo("67 % of the hours of service training went to the front line, 2 courses in all.");
        assertThat(Stream.of("steps-by-layer", "training-by-layer", "order-of-layers", "load-by-layer")
                        .map(id -> card(detector, id)
                                .indicator()
                                .lineage()
                                .period()
                                .from()))
                .containsOnly(FIRST);
    }

    @Test
    void count_only_the_steps_that_still_ran_where_they_look_at_weeks_of_the_period() {
        Lineage lineage = card(new TooMuchAtOnce(), "steps-at-once").indicator().lineage();

        // Those of 1 January 2025 to 28 December: s7 began on 1 January, and s6 had bedded in by then.
        assertThat(lineage.rows()).isEqualTo(3);
        assertThat(begunIn(lineage.period())).hasSize(3);
        assertThat(card(new TooMuchAtOnce(), "gap-between-starts")
                        .indicator()
                        .lineage()
                        .period()
                        .from())
                .isEqualTo(FIRST);
    }
}
