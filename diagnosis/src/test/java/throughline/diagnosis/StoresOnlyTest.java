package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Kind;

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
    void is_not_misled_by_customers_who_answer_less_often_on_the_web() {
        Verdict verdict = detector.examine(weekly(shop(), new int[] {40, 40, 60, 60}, new int[] {6, 6, 4, 6}));

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
    }

    @Test
    void is_unknown_when_contacts_are_counted_in_the_store_only() {
        Verdict verdict = detector.examine(weekly(shop(), new int[] {40, 0, 0, 0}, new int[] {9, 0, 0, 0}));

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(new Missing(
                        "Contacts outside Store; two weeks of a tally at every other touchpoint are enough.",
                        "interactions"));
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
