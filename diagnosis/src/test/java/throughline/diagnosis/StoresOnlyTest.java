package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Standard;
import throughline.statistics.Estimate;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoresOnlyTest {

    private static final LocalDate MONDAY = LocalDate.parse("2025-01-06");
    private static final String[] PLACES = {"store", "phone", "web", "delivery"};

    private final Detector detector = new StoresOnly();

    private static SmallWorld shop() {
        return SmallWorld.from("2025-01-06", "2025-03-30")
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES)
                .touchpoint("store", "Store", "store")
                .touchpoint("phone", "Telephone enquiries", "phone")
                .touchpoint("web", "Web shop", "web")
                .touchpoint("delivery", "Delivery to the door", "delivery");
    }

    /// So many contacts and answers at each of the four places in each of twelve weeks.
    private static Dossier weekly(SmallWorld world, int[] contacts, int[] answers) {
        world.table(FactKind.INTERACTIONS, "touchpoint");
        for (int week = 0; week < 12; week++) {
            for (int p = 0; p < PLACES.length; p++) {
                world.rows(contacts[p], MONDAY.plusWeeks(week), PLACES[p]);
            }
        }
        world.table(FactKind.RESPONSES, "touchpoint", "empathy:n");
        for (int week = 0; week < 12; week++) {
            for (int p = 0; p < PLACES.length; p++) {
                // The trickle of a few weeks only.
                world.rows(answers[p] < 0 ? week % 4 / 3 : answers[p], MONDAY.plusWeeks(week), PLACES[p], 4);
            }
        }
        return world.dossier();
    }

    @Test
    void is_present_when_only_store_and_telephone_are_measured() {
        Verdict verdict = detector.examine(weekly(shop(), new int[] {40, 40, 80, 40}, new int[] {12, 12, -1, -1}));

        assertThat(verdict.side()).isEqualTo(Side.PRESENT);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains(
                        "0 % of contacts outside store and telephone are at a touchpoint that is measured.",
                        "Measurement and contacts overlap by 42 %; Web shop has 40 % of contacts and 1 % of"
                                + " measurement.",
                        "Web shop and Delivery to the door are not measured although customers come there.");
        assertThat(verdict.next()).isEqualTo("Start measuring Web shop: 40 % of contacts and no measure.");
    }

    @Test
    void is_absent_when_answers_come_from_where_customers_come() {
        Verdict verdict = detector.examine(weekly(shop(), new int[] {40, 40, 80, 40}, new int[] {5, 4, 8, 4}));

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains("All 4 touchpoints with at least 1 % of contacts are measured.");
    }

    @Test
    void counts_standards_and_steps_as_measurement_too() {
        var world = SmallWorld.from("2025-01-06", "2025-03-30")
                .unit("s", Layer.FRONTLINE, null)
                .unit("w", Layer.FRONTLINE, null)
                .touchpoint("store", "Store", "store", new Standard("wait_s", 60.0, null, 0.8, null, false))
                .touchpoint("web", "Web shop", "web")
                .step("a", "2025-01-13", null, "w", null)
                .step("b", "2025-02-10", null, "w", null);
        world.table(FactKind.INTERACTIONS, "unit", "touchpoint");
        world.rows(100, MONDAY, "s", "store").rows(100, MONDAY, "w", "web");
        world.table(FactKind.RESPONSES, "touchpoint", "empathy:n");
        world.rows(10, MONDAY.plusWeeks(8), "store", 4).rows(10, MONDAY.plusWeeks(8), "web", 4);

        // Web: 10 answers and 2 steps; store: 10 answers and 1 standard.
        assertThat(Attention.of(world.dossier()).places())
                .extracting(Attention.Place::touchpoint, Attention.Place::voices, Attention.Place::attentionShare)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("store", 10L, 11.0 / 23),
                        org.assertj.core.groups.Tuple.tuple("web", 10L, 12.0 / 23));
    }

    @Test
    void is_not_misled_by_customers_who_answer_less_often_on_the_web() {
        Verdict verdict = detector.examine(weekly(shop(), new int[] {40, 40, 60, 60}, new int[] {6, 6, 4, 6}));

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
    }

    /// Forty answers of January, and evaluations of all touchpoints until the end of March.
    @Test
    void is_no_surer_once_old_answers_are_deleted() {
        Verdict without = detector.examine(evaluated().dossier());
        var world = evaluated();
        world.table(FactKind.RESPONSES, "touchpoint", "empathy:n").rows(40, MONDAY, "store", 4);
        Verdict with = detector.examine(world.dossier());

        assertThat(without.side()).isEqualTo(Side.ABSENT);
        assertThat(with.side()).isEqualTo(Side.ABSENT);
        assertThat(with.missing())
                .extracting(Missing::what)
                .containsExactly("The newest rows of responses are of the week of 6 January 2025, 11 weeks before the"
                        + " end; newer ones are needed.");
    }

    private static SmallWorld evaluated() {
        var world = shop();
        fill(world.table(FactKind.INTERACTIONS, "touchpoint"), 40);
        fill(world.table(FactKind.EVALUATIONS, "touchpoint"), 6);
        return world;
    }

    private static void fill(SmallWorld world, int rows) {
        for (int week = 0; week < 12; week++) {
            for (String place : PLACES) {
                world.rows(rows, MONDAY.plusWeeks(week), place);
            }
        }
    }

    /// So many touchpoints with contacts in random shares; answers in shares that overlap with them as asked.
    ///
    /// @param mixed share of the answers that comes in shares of its own
    private static double[] overlapOf(int touchpoints, double mixed, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] contacts = new double[touchpoints];
        double[] answers = new double[touchpoints];
        for (int p = 0; p < touchpoints; p++) {
            contacts[p] = 5 + random.nextInt(60);
            answers[p] = contacts[p] * (1 - mixed);
        }
        double all = Arrays.stream(contacts).sum();
        int favoured = touchpoints / 3;
        for (int p = 0; p < favoured; p++) {
            answers[p] += mixed * all / favoured;
        }
        double truth = 0;
        var world = SmallWorld.from("2025-01-06", "2025-06-29").item("empathy", Kind.PERCEPTION, FactKind.RESPONSES);
        world.table(FactKind.INTERACTIONS, "touchpoint");
        for (int p = 0; p < touchpoints; p++) {
            truth += Math.min(contacts[p], answers[p]) / all;
            world.rows((int) contacts[p], MONDAY, "place " + p);
        }
        world.table(FactKind.RESPONSES, "touchpoint", "empathy:n");
        for (int n = 0; n < 250; n++) {
            double at = random.nextDouble() * all;
            int place = 0;
            while (place < touchpoints - 1 && at >= answers[place]) {
                at -= answers[place++];
            }
            world.row(MONDAY.plusWeeks(n % 25), "place " + place, 4);
        }
        Estimate overlap = Attention.of(world.dossier()).overlap();
        return new double[] {overlap.value() - truth, overlap.interval().contains(truth) ? 1 : 0};
    }

    @Test
    void reads_the_overlap_of_few_answers_over_many_touchpoints_without_bias() {
        for (double mixed : new double[] {0.35, 0.65}) {
            double off = 0;
            double held = 0;
            for (int seed = 0; seed < 40; seed++) {
                double[] world = overlapOf(20, mixed, seed);
                off += world[0] / 40;
                held += world[1];
            }
            assertThat(off).as("mean error of the overlap, %s mixed", mixed).isBetween(-0.012, 0.012);
            assertThat(held)
                    .as("intervals of 40 that hold the overlap, %s mixed", mixed)
                    .isGreaterThanOrEqualTo(36);
        }
    }

    @Test
    void lets_full_overlap_be_possible_where_answers_merely_scatter() {
        double held = 0;
        for (int seed = 0; seed < 20; seed++) {
            held += overlapOf(20, 0, seed)[1];
        }

        assertThat(held).isGreaterThanOrEqualTo(16);
    }

    @Test
    void says_which_department_comes_next_and_who_is_heard() {
        var world = SmallWorld.from("2025-01-06", "2025-03-30")
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES)
                .touchpoint(place("store", "Sales", List.of("customer")))
                .touchpoint(place("phone", "Sales", List.of("customer")))
                .touchpoint(place("web", "Online", List.of("applicant")))
                .touchpoint(place("delivery", "Logistics", List.of("customer", "supplier")));

        Verdict verdict = detector.examine(weekly(world, new int[] {40, 40, 80, 40}, new int[] {12, 12, -1, 6}));

        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains(
                        "The widest gap is Online: 40 % of contacts, 0.8 % of answers and evaluations.",
                        "2 of 3 kinds of customers have a touchpoint that is measured; applicants have none.");
    }

    private static Organisation.Touchpoint place(String id, String department, List<String> customers) {
        return new Organisation.Touchpoint(
                id, null, id, department, customers, List.of(), null, List.of(), null, List.of());
    }

    @Test
    void is_unknown_when_contacts_are_counted_in_the_store_only() {
        Verdict verdict = detector.examine(weekly(shop(), new int[] {40, 0, 0, 0}, new int[] {9, 0, 0, 0}));

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(new Missing(
                        "Contacts outside Store; two weeks of a tally at every other touchpoint are enough.",
                        "interactions"));
        assertThat(verdict.statement()).isEqualTo("Contacts are on record for one touchpoint only.");
        assertThat(verdict.next()).isEqualTo("Count contacts at every touchpoint for two weeks.");
    }

    @Test
    void is_unknown_with_too_few_answers() {
        Verdict verdict = detector.examine(weekly(shop(), new int[] {40, 40, 40, 40}, new int[] {1, 1, 1, 1}));

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(new Missing(
                        "Answers at the touchpoints, to compare with where customers come: 152 more answers, about"
                                + " 9 months at the present rate.",
                        "responses"));
    }

    @Test
    void needs_no_record_of_the_touchpoints() {
        var world = SmallWorld.from("2025-01-06", "2025-03-30").item("empathy", Kind.PERCEPTION, FactKind.RESPONSES);

        assertThat(detector.examine(weekly(world, new int[] {40, 40, 80, 40}, new int[] {12, 12, 0, 0}))
                        .side())
                .isEqualTo(Side.PRESENT);
    }

    @Test
    void is_unknown_without_contacts() {
        assertThat(detector.examine(shop().dossier()).side()).isEqualTo(Side.UNKNOWN);
    }
}
