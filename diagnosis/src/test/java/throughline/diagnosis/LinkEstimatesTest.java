package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinkEstimatesTest {

    private final SplittableRandom random = new SplittableRandom(11);
    private final TinyWorld world = new TinyWorld()
            .link("faults", "csat")
            .measure("faults", "System faults", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS)
            .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES);

    private Figure.Estimates.Row link() {
        var figure = LinkEstimates.of(world.dossier()).indicator().orElseThrow().figure();
        return ((Figure.Estimates) figure.orElseThrow()).rows().getFirst();
    }

    @Test
    void count_readings_of_all_units_once_a_week() {
        // Good and bad weeks for all twelve units at once, whatever the faults.
        var readings = InMemoryLake.of(FactKind.READINGS).columns("measure", "value");
        var rows = new ArrayList<Object[]>();
        weeks((day, mood) -> {
            readings.row(day, "faults", random.nextGaussian());
            for (int unit = 0; unit < 12; unit++) {
                rows.add(new Object[] {day, "u" + unit, 5 + mood + 0.2 * random.nextGaussian()});
            }
        });
        world.facts(answers(readings, rows));

        Figure.Estimates.Row link = link();

        assertThat(link.high() - link.low()).isBetween(0.4, 2.0);
        assertThat(link.low()).isNegative();
        assertThat(link.high()).isPositive();
    }

    @Test
    void hold_still_what_moves_all_units_in_a_week() {
        // In bad weeks there are more faults and worse answers; within a week the two have nothing to do with each
        // other.
        var readings = InMemoryLake.of(FactKind.READINGS).columns("measure", "value", "unit");
        var rows = new ArrayList<Object[]>();
        weeks((day, mood) -> {
            for (int unit = 0; unit < 12; unit++) {
                readings.row(day, "faults", random.nextGaussian() - mood, "u" + unit);
                rows.add(new Object[] {day, "u" + unit, 5 + mood + random.nextGaussian()});
            }
        });
        world.facts(answers(readings, rows));

        Figure.Estimates.Row link = link();

        assertThat(link.low()).isNegative();
        assertThat(link.high()).isBetween(0.0, 0.3);
    }

    private static InMemoryLake.Sheet answers(InMemoryLake.Sheet readings, List<Object[]> rows) {
        var answers = readings.of(FactKind.RESPONSES).columns("response_id", "unit", "csat:n");
        for (int i = 0; i < rows.size(); i++) {
            Object[] row = rows.get(i);
            answers.row((String) row[0], "a" + i, row[1], row[2]);
        }
        return answers;
    }

    private interface Week {
        void at(String day, double mood);
    }

    private void weeks(Week week) {
        for (LocalDate day = TinyWorld.FIRST; day.isBefore(TinyWorld.LAST); day = day.plusWeeks(1)) {
            week.at(day.toString(), random.nextGaussian());
        }
    }
}
