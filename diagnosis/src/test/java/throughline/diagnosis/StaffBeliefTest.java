package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Register;
import throughline.organisation.Registry;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StaffBeliefTest {

    /// A Monday on which a season of twelve weeks begins.
    private static final LocalDate MONDAY = LocalDate.of(2025, 6, 9);

    private static final double[] NORTH = {2, 2, 3, 3, 3, 4};

    @Test
    void counts_a_unit_as_the_people_of_its_fullest_week_not_as_their_answers() {
        UnitFindings found = new WhereItShows(dossier()).of(Cause.SAY_DO_GAP).orElseThrow();

        assertThat(found.units()).extracting(UnitFindings.UnitFinding::n).containsOnly(6L);
        assertThat(found.units())
                .as("72 answers a unit would flag north, whose six people give 2.83")
                .noneMatch(UnitFindings.UnitFinding::flagged);
    }

    @Test
    void keeps_the_mean_of_all_weeks() {
        Summary people = StaffItem.people(List.of(Summary.of(1, 2, 3), Summary.of(4, 4), Summary.of(4)));

        assertThat(people.count()).isEqualTo(3);
        assertThat(people.mean()).isEqualTo(3);
        assertThat(people.squares()).as("half of those of six answers").isEqualTo(4);
    }

    @Test
    void takes_units_as_clusters_from_two_on() {
        Estimate mean =
                StaffItem.of(dossier(), "believes_promise", 5).orElseThrow().estimate();

        assertThat(mean.n()).as("three units of 72 answers each").isLessThan(100);
    }

    @Test
    void leaves_out_units_that_never_answered_the_item() {
        var pulse = InMemoryLake.of(FactKind.PULSE).columns("unit", "layer", "believes_promise:n");
        for (int week = 0; week < 12; week++) {
            for (int person = 0; person < NORTH.length; person++) {
                String day = MONDAY.plusWeeks(week).plusDays(person).toString();
                pulse.row(day, "north", "frontline", NORTH[person]);
                pulse.row(day, "south", "frontline", null);
                pulse.row(day, "board", "board", NORTH[person] + 1);
            }
        }

        assertThat(BeliefByLayer.of(dossier(pulse), "believes_promise")
                        .orElseThrow()
                        .statement())
                .contains("(likely");
    }

    private static Dossier dossier() {
        var pulse = InMemoryLake.of(FactKind.PULSE).columns("unit", "believes_promise:n");
        for (int week = 0; week < 12; week++) {
            for (int person = 0; person < NORTH.length; person++) {
                String day = MONDAY.plusWeeks(week).plusDays(person).toString();
                pulse.row(day, "north", NORTH[person]);
                pulse.row(day, "south", NORTH[person] + 0.5);
                pulse.row(day, "west", NORTH[person] + 1);
            }
        }
        return dossier(pulse);
    }

    private static Dossier dossier(InMemoryLake.Sheet pulse) {
        return new Dossier(
                new Registry(Organisation.unrecorded("Northgate")),
                Register.EMPTY,
                new Measures(List.of()),
                pulse.engine(),
                Map.of(),
                new Period(MONDAY, MONDAY.plusWeeks(12).minusDays(1)),
                Set.of());
    }
}
