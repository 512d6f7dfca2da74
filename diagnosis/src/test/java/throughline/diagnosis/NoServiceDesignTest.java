package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.TinyWorld.LAST;
import static throughline.diagnosis.TinyWorld.missing;
import static throughline.diagnosis.TinyWorld.statements;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Section;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoServiceDesignTest {

    private final TinyWorld world = new TinyWorld();

    @Test
    void is_absent_with_promise_standards_measures_and_links() {
        world.promise("p1", LAST.minusMonths(3), "welcome", "informed")
                .designed("phone", "Telephone")
                .link("wait_s", "csat")
                .facts(pulse(measured(60, 0), 40, 4));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict))
                .containsExactlyInAnyOrder(
                        "A promise is in force and names 2 feelings that customers should have.",
                        "100 % of contacts meet a touchpoint with a definition and a standard (1 of 1 touchpoints).",
                        "3 of 4 fields of touchpoint by tier have data of the last 30 days.",
                        "1 link of cause and effect and 0 journeys are on record.",
                        "40 of 44 staff picked the promise from among others (likely 79 to 96 %).",
                        "No link of the 1 on record can be estimated from the data yet.");
    }

    @Test
    void shows_how_far_cases_keep_to_the_designed_journey() {
        var traces = measured(60, 0).of(FactKind.TRACES).columns("case_id", "path");
        for (int i = 0; i < 100; i++) {
            String path = i < 60 ? "web > phone > email" : i < 90 ? "web > email" : i < 95 ? "web" : "store > kiosk";
            traces.row("2026-06-%02d".formatted(1 + i % 28), "k" + i, path);
        }
        world.promise("p1", LAST.minusMonths(3), "welcome")
                .designed("phone", "Telephone")
                .journey("refund", "web", "phone", "email")
                .link("wait_s", "csat")
                .facts(traces);

        Verdict verdict = examine();

        assertThat(statements(verdict))
                .contains(
                        "91 % of moves follow a designed journey (likely 88 to 93 %); 60 of 95 cases took one step by step.");
        assertThat(verdict.evidence().stream()
                        .filter(e -> e.indicator().id().equals("flow-fitness"))
                        .map(e -> e.indicator().figure().orElseThrow()))
                .first()
                .isInstanceOfSatisfying(
                        Figure.Bars.class,
                        bars -> assertThat(bars.bars())
                                .extracting(Figure.Bars.Bar::label)
                                .containsExactly("web → email"));
    }

    @Test
    void shows_what_the_drivers_on_record_foresee_and_which_links_are_tested() {
        world.promise("p1", LAST.minusMonths(3), "welcome")
                .designed("phone", "Telephone")
                .link("faults", "csat")
                .link("warmth", "csat")
                .measure("faults", "System faults", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS)
                .facts(answers());

        Verdict verdict = examine();

        assertThat(statements(verdict))
                .contains("1 of 2 links on record can be estimated from the data, each with its likely range.")
                .anyMatch(
                        s -> s.matches(
                                "The 1 driver on record foresee \\d+ % of the differences in “Satisfaction” in other weeks .*"));
        assertThat(verdict.evidence().stream()
                        .filter(e -> e.indicator().id().equals("drivers-fit"))
                        .map(e -> e.indicator().statistic()))
                .first()
                .satisfies(fit -> {
                    assertThat(fit.value()).isBetween(0.35, 0.65);
                    assertThat(fit.interval().low()).isPositive();
                });
        assertThat(verdict.evidence().stream()
                        .filter(e -> e.indicator().id().equals("links-tested"))
                        .map(e -> e.indicator().figure().orElseThrow()))
                .first()
                .isInstanceOfSatisfying(
                        Figure.Estimates.class,
                        f -> assertThat(f.rows().getFirst().low()).isPositive());
    }

    @Test
    void is_present_without_a_promise() {
        world.designed("phone", "Telephone").link("wait_s", "csat").facts(measured(60, 0));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("No promise says what customers can expect and how they should feel.");
        assertThat(verdict.next()).isEqualTo("Write the promise: what customers can expect, and how they should feel.");
    }

    @Test
    void is_present_while_the_promise_is_older_than_eighteen_months() {
        world.promise("p1", LAST.minusMonths(19), "welcome")
                .designed("phone", "Telephone")
                .link("wait_s", "csat");

        assertThat(examine().statement())
                .isEqualTo("The promise was approved on 28 November 2024, more than 18 months before the end.");
    }

    @Test
    void is_present_while_most_contacts_meet_a_touchpoint_without_a_standard() {
        world.promise("p1", LAST.minusMonths(3), "welcome")
                .designed("phone", "Telephone")
                .touchpoint("web", "Website", "p1")
                .link("wait_s", "csat")
                .facts(measured(30, 70));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(statements(verdict))
                .contains("30 % of contacts meet a touchpoint with a definition and a standard (1 of 2 touchpoints).");
        assertThat(verdict.next()).isEqualTo("Write down what good looks like at Website (70 % of contacts).");
    }

    @Test
    void is_present_while_staff_do_not_know_the_promise() {
        world.promise("p1", LAST.minusMonths(3), "welcome")
                .designed("phone", "Telephone")
                .link("wait_s", "csat")
                .facts(pulse(measured(60, 0), 9, 35));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.next()).isEqualTo("Talk the promise through in every team, and ask again after 60 days.");
    }

    @Test
    void takes_a_part_that_the_record_leaves_out_for_not_known_and_an_empty_one_for_none() {
        world.designed("phone", "Telephone").link("wait_s", "csat").facts(pulse(measured(60, 0), 40, 4));

        assertThat(examine().statement())
                .isEqualTo("No promise says what customers can expect and how they should feel.");

        world.withoutPromise();

        assertThat(examine()).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(examine()))
                .contains("The promise: organisation.yaml has no promise; write promise: {} if there is none.");
    }

    @Test
    void does_not_hold_links_against_a_record_that_leaves_them_out() {
        world.promise("p1", LAST.minusMonths(3), "welcome").designed("phone", "Telephone");
        world.facts(pulse(measured(60, 0), 40, 4));

        assertThat(examine().statement()).isEqualTo("Neither journeys nor links of cause and effect are on record.");

        world.without(Section.LINKS);

        assertThat(examine()).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    @Test
    void does_not_take_tables_that_are_not_there_for_empty_fields() {
        world.promise("p1", LAST.minusMonths(3), "welcome")
                .designed("phone", "Telephone")
                .link("wait_s", "csat")
                .measure("wait_s", "Waiting time", Kind.DELIVERY, null, Better.LOWER, FactKind.INTERACTIONS)
                .facts(contacts(60, 0));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("Tables of infrastructure, perception and outcome, if it is measured at all.");
    }

    /// Readings of systems say nothing of how long customers waited: the table of contacts may just not have been sent.
    @Test
    void does_not_take_readings_of_systems_for_a_table_of_delivery() {
        world.promise("p1", LAST.minusMonths(3), "welcome")
                .designed("phone", "Telephone")
                .designed("web", "Website")
                .link("faults", "csat")
                .measure("faults", "System faults", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS)
                .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(InMemoryLake.of(FactKind.READINGS)
                        .columns("measure", "value", "touchpoint")
                        .row("2026-06-20", "faults", 3, "phone")
                        .of(FactKind.RESPONSES)
                        .columns("response_id", "touchpoint", "csat:n")
                        .row("2026-06-20", "r1", "phone", 5)
                        .row("2026-06-20", "r2", "web", 5));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict)).contains("Tables of delivery, if it is measured at all.");
    }

    @Test
    void is_not_known_from_names_alone() {
        world.touchpoint("phone", "Telephone").facts(contacts(60, 0));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("The promise, the standards of each touchpoint, and the links; none is on record.");
    }

    @Test
    void is_not_known_without_a_record() {
        world.unrecorded().facts(contacts(60, 0));

        assertThat(examine()).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    private Verdict examine() {
        return new NoServiceDesign().examine(world.dossier());
    }

    private InMemoryLake.Sheet measured(int phone, int web) {
        world.measure("wait_s", "Waiting time", Kind.DELIVERY, null, Better.LOWER, FactKind.INTERACTIONS)
                .measure("empathy", "They understood me", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES);
        return contacts(phone, web)
                .of(FactKind.RESPONSES)
                .columns("response_id", "touchpoint", "empathy:n", "csat:n")
                .row("2026-06-20", "r1", "phone", 4, 5);
    }

    /// A year's half of answers in four units, satisfied where the day's system faults are few.
    private InMemoryLake.Sheet answers() {
        var random = new java.util.SplittableRandom(5);
        var readings = measured(60, 0).of(FactKind.READINGS).columns("measure", "value", "unit");
        var rows = new java.util.ArrayList<Object[]>();
        for (int i = 0; i < 600; i++) {
            String day = TinyWorld.FIRST.plusDays(i % 170).toString();
            double faults = 5 + random.nextGaussian();
            readings.row(day, "faults", faults, "w-" + i % 4);
            rows.add(new Object[] {day, faults, 4 - faults + random.nextGaussian(), "w-" + i % 4});
        }
        var answers = readings.of(FactKind.RESPONSES)
                .columns("response_id", "unit", "touchpoint", "state_faults:n", "csat:n");
        for (int i = 0; i < rows.size(); i++) {
            Object[] row = rows.get(i);
            answers.row((String) row[0], "a" + i, row[3], "phone", row[1], row[2]);
        }
        return answers;
    }

    private static InMemoryLake.Sheet contacts(int phone, int web) {
        var sheet = InMemoryLake.of(FactKind.INTERACTIONS).columns("interaction_id", "touchpoint", "wait_s:n");
        for (int i = 0; i < phone + web; i++) {
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "i" + i, i < phone ? "phone" : "web", 20 + i);
        }
        return sheet;
    }

    private static InMemoryLake.Sheet pulse(InMemoryLake.Sheet before, int right, int wrong) {
        var sheet = before.of(FactKind.PULSE).columns("unit", "knows_promise");
        for (int i = 0; i < right + wrong; i++) {
            sheet.row("2026-06-01", "w-" + i % 4, i < right);
        }
        return sheet;
    }
}
