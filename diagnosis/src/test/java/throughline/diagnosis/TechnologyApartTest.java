package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.missing;
import static throughline.diagnosis.Northgate.station;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TechnologyApartTest {

    private final Northgate world = new Northgate();
    private final SplittableRandom random = new SplittableRandom(6);

    @Test
    void is_present_where_many_cases_cross_and_customers_are_worse_off() {
        cases(1200, 0.4, 0.05);
        answers(1200, 0.4, 0.8, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.evidence())
                .extracting(e -> e.indicator().id(), Evidence::supports)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("crossing", Side.PRESENT),
                        org.assertj.core.groups.Tuple.tuple("crossing-gap", Side.PRESENT));
        assertThat(verdict.next()).startsWith("Join up what follows Telephone for refund first: ");
        assertThat(verdict.trend())
                .hasValueSatisfying(t -> assertThat(t.points()).hasSizeGreaterThan(26));
    }

    @Test
    void is_present_where_customers_say_it_twice() {
        cases(1200, 0.1, 0.5);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .matches("Customers had to repeat themselves in \\d+ of \\d+ cases with several contacts\\.");
    }

    @Test
    void is_absent_where_few_cases_cross_and_few_customers_repeat_themselves() {
        cases(1500, 0.08, 0.06);

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void is_not_shown_by_crossings_for_reasons_that_please_nobody() {
        // Refunds cross more often and are rated lower, crossing or not.
        cases(2000, 0.35, 0.05);
        answers(3000, 0.35, 0.0, 1.0);

        assertThat(examine()).isNotInstanceOf(Verdict.Present.class);
    }

    /// A size and its interval are told in the sense of the word that stands between them.
    @Test
    void says_how_much_better_a_crossing_is_as_an_interval_of_better() {
        cases(1200, 0.4, 0.05);
        answers(1200, 0.4, -0.8, 0);

        assertThat(examine().evidence())
                .extracting(Evidence::statement)
                .anyMatch(s ->
                        s.matches("After a crossing perception is 0\\.[78]\\d standard deviations better than in like"
                                + " cases without one \\(likely 0\\.\\d\\d to 0\\.\\d\\d\\)\\."));
    }

    @Test
    void is_left_open_by_many_crossings_that_cost_the_customer_nothing() {
        cases(2000, 0.27, 0.03);
        answers(6000, 0.27, 0, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.evidence())
                .extracting(e -> e.indicator().id(), Evidence::supports)
                .contains(org.assertj.core.groups.Tuple.tuple("crossing-gap", Side.ABSENT));
        assertThat(missing(verdict)).anyMatch(m -> m.matches("Fewer crossings: 2\\d % of cases cross, and only .*"));
    }

    @Test
    void is_absent_where_hardly_any_case_needs_a_second_contact() {
        world.table(FactKind.CASES, "case_id", "unit", "touchpoint", "intent", "contacts:n", "crossed:f", "repeats:n");
        for (int i = 0; i < 1000; i++) {
            world.row(
                    FIRST.plusDays(i % 364),
                    "c" + i,
                    station(i % 10),
                    "phone",
                    "refund",
                    i % 50 == 0 ? 2 : 1,
                    false,
                    0);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(verdict.statement()).isEqualTo("Only 20 of 1,000 cases needed more than one contact.");
    }

    @Test
    void is_unknown_with_too_few_cases_of_several_contacts_whatever_staff_say() {
        cases(150, 0.4, 0.5);
        world.table(FactKind.PULSE, "unit", "tools_help:n");
        for (int i = 0; i < 100; i++) {
            world.row(FIRST.plusDays(3L * i), station(i % 10), 1 + i % 2);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict).getFirst())
                .matches(
                        "\\d+ more cases with several contacts, about \\d+ (weeks|months|years?) at the present rate\\.");
    }

    @Test
    void is_unknown_where_every_contact_has_a_case_id_of_its_own() {
        world.table(FactKind.CASES, "case_id", "unit", "contacts:n", "crossed:f");
        for (int i = 0; i < 1000; i++) {
            world.row(FIRST.plusDays(i % 364), "c" + i, station(i % 10), 1, false);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .containsExactly(
                        "A case_id that contacts about one matter share: each of 1,000 cases here has one contact.");
        assertThat(verdict.next())
                .isEqualTo("Record which contacts belong to one case, and ask what it took the customer.");
    }

    @ParameterizedTest
    @CsvSource({"0.22, UNKNOWN", "0.05, ABSENT"})
    void takes_coming_back_for_repeating_where_nobody_counts_that(double back, Side side) {
        world.table(FactKind.CASES, "case_id", "unit", "touchpoint", "contacts:n", "crossed:f", "repeat_72h:f");
        for (int i = 0; i < 2000; i++) {
            world.row(
                    FIRST.plusDays(random.nextInt(364)),
                    "c" + i,
                    station(random.nextInt(10)),
                    "phone",
                    1 + i % 2,
                    random.nextDouble() < 0.1,
                    random.nextDouble() < back);
        }

        Verdict verdict = examine();

        assertThat(verdict.side()).isEqualTo(side);
        assertThat(missing(verdict)).contains("How often customers repeat themselves (repeats), contact by contact.");
    }

    @Test
    void is_unknown_without_cases() {
        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .containsExactly(
                        "A case_id on each contact, so that contacts about one matter can be followed; 200 cases with several contacts are needed.");
    }

    @Test
    void is_cleared_but_never_shown_by_an_event_log_alone() {
        world.table(FactKind.EVENTS, "case_id", "activity", "at", "resource");
        world.row(FIRST, "c0", "step", FIRST.toString(), "desk");
        world.table(FactKind.TRACES, "case_id", "unit", "resource_changed:f");
        for (int i = 0; i < 300; i++) {
            world.row(FIRST.plusDays(i % 364), "c" + i, station(i % 10), true);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.evidence().getFirst().statement())
                .isEqualTo("300 of 300 cases passed from one resource to another.");
    }

    @Test
    void shows_how_long_hand_overs_take_and_where_most_time_is_lost() {
        cases(1500, 0.08, 0.06);
        world.table(FactKind.EVENTS, "case_id", "activity", "at", "touchpoint", "from_touchpoint", "since_s:n");
        for (int i = 0; i < 600; i++) {
            boolean passed = i % 2 == 0;
            String to = passed ? i % 4 == 0 ? "email" : "store" : "phone";
            double wait = passed ? i % 4 == 0 ? 7200 : 600 : 60;
            world.row(FIRST.plusDays(i % 364), "c" + i, "step", FIRST.toString(), to, "phone", wait);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        var waits = verdict.evidence().stream()
                .map(Evidence::indicator)
                .filter(i -> i.id().equals("hand-over-waits"))
                .findFirst()
                .orElseThrow();
        assertThat(waits.statement())
                .matches("Half of 300 hand-overs between touchpoints take over .* \\(likely .*\\), one in ten over .*");
        assertThat(waits.figure())
                .hasValueSatisfying(f -> assertThat(((Figure.Bars) f).bars())
                        .extracting(Figure.Bars.Bar::label)
                        .containsExactly("Telephone → email (150)", "Telephone → store (150)"));
    }

    private Verdict examine() {
        return new TechnologyApart().examine(world.dossier());
    }

    private void cases(int n, double crossing, double repeating) {
        world.table(FactKind.CASES, "case_id", "unit", "touchpoint", "intent", "contacts:n", "crossed:f", "repeats:n");
        for (int i = 0; i < n; i++) {
            boolean crossed = random.nextDouble() < crossing;
            boolean several = crossed || random.nextDouble() < 0.5;
            boolean repeated = several && random.nextDouble() < repeating;
            world.row(
                    FIRST.plusDays(random.nextInt(364)),
                    "c" + i,
                    station(random.nextInt(10)),
                    "phone",
                    crossed || random.nextBoolean() ? "refund" : "timetable",
                    several ? 2 + random.nextInt(2) : 1,
                    crossed,
                    repeated ? 1 : 0);
        }
    }

    private void answers(int n, double crossing, double cost, double ofRefunds) {
        world.measure("empathy", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES);
        world.table(FactKind.RESPONSES, "response_id", "unit", "touchpoint", "intent", "case_crossed:f", "empathy:n");
        for (int i = 0; i < n; i++) {
            boolean refund = random.nextBoolean();
            boolean crossed = random.nextDouble() < (refund ? 1.6 : 0.4) * crossing;
            world.row(
                    FIRST.plusDays(random.nextInt(364)),
                    "r" + i,
                    station(random.nextInt(10)),
                    "phone",
                    refund ? "refund" : "timetable",
                    crossed,
                    4 + random.nextGaussian() - (crossed ? cost : 0) - (refund ? ofRefunds : 0));
        }
    }
}
