package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Journeys.Gap;
import throughline.diagnosis.Journeys.Lane;
import throughline.diagnosis.Journeys.LaneText;
import throughline.diagnosis.Journeys.Origin;
import throughline.diagnosis.Journeys.Step;
import throughline.diagnosis.Journeys.Studied;
import throughline.diagnosis.Level.Form;
import throughline.diagnosis.Level.Keeping;
import throughline.diagnosis.Travel.Detour;
import throughline.diagnosis.Travel.Known;
import throughline.diagnosis.Travel.Way;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Blueprint;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Standard;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Proportion;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JourneysTest {

    private static final List<String> STEPS = List.of("web", "phone", "email");

    private final TinyWorld world = new TinyWorld()
            .person("p1", "Ada North", Layer.BOARD, null, null)
            .designed("phone", "Telephone")
            .touchpoint("web", "Website", "p1")
            .touchpoint("kiosk", "Kiosk", "p1")
            .journey("refund", STEPS.toArray(String[]::new));

    private Studied refund() {
        Dossier dossier = world.dossier();
        return Journeys.of(dossier, Accountability.of(dossier)).find("refund").orElseThrow();
    }

    private static InMemoryLake.Sheet log(String... paths) {
        var sheet = InMemoryLake.of(FactKind.TRACES).columns("case_id", "path");
        int number = 0;
        for (String path : paths) {
            int at = path.indexOf(' ');
            for (int i = 0; i < Integer.parseInt(path.substring(0, at)); i++) {
                sheet.row("2026-06-%02d".formatted(1 + i % 28), "k" + number++, path.substring(at + 1));
            }
        }
        return sheet;
    }

    @Test
    void follow_each_case_and_count_every_move_the_design_has_not_by_cases() {
        world.facts(log(
                "50 web > phone > email",
                "20 web > email",
                "15 web > phone > web > phone > email",
                "10 web > kiosk > phone > email",
                "5 phone > email > kiosk",
                "40 kiosk > bank"));

        Travel travel = refund().travel().orElseThrow();

        assertThat(travel.known()).isEqualTo(Known.ORDER);
        assertThat(travel.cases()).isEqualTo(100);
        assertThat(travel.exact()).isEqualTo(50);
        assertThat(travel.detours())
                .containsExactly(
                        detour(0, 2, 20),
                        detour(1, 0, 15),
                        detour(0, 1, 10, "Kiosk"),
                        detour(Travel.OUTSIDE, 1, 5),
                        detour(2, Travel.OUTSIDE, 5, "Kiosk"));
        assertThat(travel.ways().getFirst()).isEqualTo(new Way(List.of("Website", "Telephone", "email"), 50, true));
    }

    private static Detour detour(int from, int to, long cases, String... via) {
        return new Detour(from, to, cases, Proportion.wilson((double) cases, 100, 0.95), List.of(via));
    }

    @Test
    void share_their_moves_with_the_figure_of_cause_1_3() {
        world.promise("p1", TinyWorld.LAST.minusMonths(3), "welcome")
                .facts(log("60 web > phone > email", "30 web > email"));

        double judged = new NoServiceDesign()
                .examine(world.dossier()).evidence().stream()
                        .filter(e -> e.indicator().id().equals("flow-fitness"))
                        .map(e -> e.indicator().statistic().value())
                        .findFirst()
                        .orElseThrow();

        assertThat(refund().travel().orElseThrow().moves().orElseThrow().value())
                .isEqualTo(judged);
        assertThat(judged).isCloseTo((60.0 * 4 + 30 * 2) / (60 * 4 + 30 * 3), within(1e-12));
    }

    @Test
    void give_each_case_to_the_journey_it_keeps_to_best() {
        world.journey("question", "web", "email").facts(log("40 web > phone > email", "33 web > email"));
        Dossier dossier = world.dossier();
        Journeys journeys = Journeys.of(dossier, Accountability.of(dossier));

        assertThat(journeys.all().stream().map(s -> s.travel().orElseThrow().cases()))
                .containsExactly(40L, 33L);
        assertThat(journeys.all().stream().flatMap(s -> s.travel().orElseThrow().detours().stream()))
                .isEmpty();
    }

    @Test
    void tell_no_shares_of_fewer_than_thirty_cases() {
        world.facts(log("29 web > email"));

        Travel travel = refund().travel().orElseThrow();

        assertThat(travel.enough()).isFalse();
        assertThat(travel.cases()).isEqualTo(29);
        assertThat(travel.detours()).isEmpty();
        assertThat(travel.moves()).isEmpty();
    }

    @Test
    void know_only_the_places_of_cases_where_there_is_no_event_log() {
        var cases = InMemoryLake.of(FactKind.CASES).columns("case_id", "touchpoints", "contacts:n");
        for (int i = 0; i < 40; i++) {
            cases.row(
                    "2026-06-%02d".formatted(1 + i % 28),
                    "k" + i,
                    i < 25 ? "email + phone + web" : i < 35 ? "kiosk + phone + web" : "kiosk + web",
                    3.0);
        }
        world.facts(cases);

        Travel travel = refund().travel().orElseThrow();

        assertThat(travel.known()).isEqualTo(Known.PLACES);
        assertThat(travel.cases()).isEqualTo(35);
        assertThat(travel.exact()).isEqualTo(25);
        assertThat(travel.detours()).isEmpty();
        assertThat(travel.ways().getLast()).isEqualTo(new Way(List.of("Kiosk", "Telephone", "Website"), 10, false));
    }

    @Test
    void know_nothing_of_ways_where_neither_events_nor_contacts_name_a_case() {
        assertThat(refund().travel()).isEmpty();
    }

    @Test
    void hold_what_was_measured_at_a_step_against_its_standard() {
        world.measure("wait_s", "Waiting time", Kind.DELIVERY, null, Better.LOWER, FactKind.INTERACTIONS);
        var contacts = InMemoryLake.of(FactKind.INTERACTIONS).columns("interaction_id", "touchpoint", "wait_s:n");
        for (int i = 0; i < 400; i++) {
            contacts.row(
                    TinyWorld.LAST.minusDays(i % 100).toString(),
                    "i" + i,
                    i % 2 == 0 ? "phone" : "web",
                    i % 8 == 0 ? 20.5 : 20.0);
        }
        world.facts(contacts);

        Step phone = refund().steps().get(1);
        Level wait = phone.standards().getFirst();

        assertThat(wait.form()).isEqualTo(Form.SHARE_WITHIN);
        assertThat(wait.rows()).isEqualTo(200);
        assertThat(wait.value().orElseThrow().value()).isCloseTo(0.75, within(1e-9));
        assertThat(wait.goals()).containsExactly(0.8);
        assertThat(wait.keeping()).isEqualTo(Keeping.MISSED);
        assertThat(wait.isSure()).isFalse();
        assertThat(wait.weeks())
                .hasSizeBetween(14, 16)
                .allSatisfy(w -> assertThat(w.value()).isBetween(0.0, 1.0));
        assertThat(wait.limits().orElseThrow().centre()).isCloseTo(0.75, within(0.01));
        Level beside = refund().steps().getFirst().beside().getFirst();
        assertThat(beside.form()).isEqualTo(Form.MEAN);
        assertThat(beside.value().orElseThrow().value()).isEqualTo(20.0);
        assertThat(beside.keeping()).isEqualTo(Keeping.UNKNOWN);
    }

    @Test
    void are_sure_of_a_standard_with_two_limits_where_all_that_is_likely_is_on_one_side_of_each() {
        assertThat(fourToSix(5, 4.5, 5.5).keeping()).isEqualTo(Keeping.MET);
        assertThat(fourToSix(5, 4.5, 5.5).isSure()).isTrue();
        assertThat(fourToSix(5, 3, 7).keeping()).isEqualTo(Keeping.MET);
        assertThat(fourToSix(5, 3, 7).isSure()).isFalse();
        assertThat(fourToSix(7, 3, 11).keeping()).isEqualTo(Keeping.MISSED);
        assertThat(fourToSix(7, 3, 11).isSure()).isFalse();
        assertThat(fourToSix(8, 7, 9).isSure()).isTrue();
        assertThat(fourToSix(2, 1, 3).isSure()).isTrue();
        assertThat(fourToSix(2, 1, 3).goals()).containsExactly(4.0, 6.0);
    }

    private static Level fourToSix(double value, double low, double high) {
        return new Level(
                "degrees",
                "Warmth",
                Optional.of(Kind.DELIVERY),
                null,
                Form.MEAN,
                Optional.of(FactKind.READINGS),
                Optional.of(new Standard("degrees", 6.0, 4.0, null, null, false)),
                100,
                Optional.of(new Estimate(value, new Interval(low, high), 1, 100)),
                List.of());
    }

    @Test
    void hold_readings_against_a_standard_and_say_nothing_of_few() {
        world.measure("wait_s", "Waiting time", Kind.DELIVERY, null, Better.LOWER, FactKind.READINGS);
        var readings = InMemoryLake.of(FactKind.READINGS).columns("measure", "value", "touchpoint", "unit");
        for (int i = 0; i < 60; i++) {
            readings.row(TinyWorld.LAST.minusDays(i).toString(), "wait_s", i % 6 == 0 ? 30.0 : 12.0, "phone", "w");
            readings.row(TinyWorld.LAST.minusDays(i).toString(), "faults", 90.0, "phone", "w");
        }
        world.facts(readings);

        Level wait = refund().steps().get(1).standards().getFirst();

        assertThat(wait.table()).contains(FactKind.READINGS);
        assertThat(wait.rows()).isEqualTo(60);
        assertThat(wait.value().orElseThrow().value()).isCloseTo(50.0 / 60, within(1e-9));
        assertThat(wait.keeping()).isEqualTo(Keeping.MET);
        Level few = Journeys.levels(
                        world.dossier().during(new Period(TinyWorld.LAST.minusDays(28), TinyWorld.LAST)), "phone")
                .getFirst();
        assertThat(few.rows()).isEqualTo(29);
        assertThat(few.keeping()).isEqualTo(Keeping.UNKNOWN);
        assertThat(few.limits()).isEmpty();
    }

    @Test
    void hold_the_items_of_a_dimension_against_its_standard_where_it_has_no_column_of_its_own() {
        world.measure("empathy_1", "Was kind", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("empathy_2", "Asked me", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .designed("email", "Letters", new Standard("empathy", null, 4.0, null, null, false))
                .designed("desk", "Desk", new Standard("empathy", null, 4.0, 0.9, null, false))
                .journey("letter", "email", "desk");
        var answers =
                InMemoryLake.of(FactKind.RESPONSES).columns("response_id", "touchpoint", "empathy_1:n", "empathy_2:n");
        for (int i = 0; i < 80; i++) {
            answers.row(
                    TinyWorld.LAST.minusDays(i).toString(),
                    "r" + i,
                    i % 2 == 0 ? "email" : "desk",
                    5.0,
                    i % 4 < 2 ? 3.0 : 4.0);
        }
        world.facts(answers);

        Dossier dossier = world.dossier();
        List<Step> steps = Journeys.of(dossier, Accountability.of(dossier))
                .find("letter")
                .orElseThrow()
                .steps();
        Level mean = steps.getFirst().standards().getFirst();
        Level share = steps.getLast().standards().getFirst();

        assertThat(mean.table()).contains(FactKind.RESPONSES);
        assertThat(mean.rows()).isEqualTo(40);
        assertThat(mean.value().orElseThrow().value())
                .isCloseTo(
                        MeasureMeans.of(dossier, "empathy")
                                .orElseThrow()
                                .over(dossier.period(), null, "email")
                                .mean(),
                        within(1e-12))
                .isCloseTo(4.25, within(1e-12));
        assertThat(share.form()).isEqualTo(Form.SHARE_WITHIN);
        assertThat(share.rows()).isEqualTo(40);
        assertThat(share.value().orElseThrow().value()).isCloseTo(0.75, within(1e-12));
        assertThat(steps).allSatisfy(s -> assertThat(s.gaps()).doesNotContain(Gap.NOT_MEASURED));
    }

    @Test
    void feel_as_the_mean_of_the_questions_that_are_asked_at_every_step() {
        world.measure("feel_welcome", "Welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("ces", "How hard it was", Kind.PERCEPTION, null, Better.LOWER, FactKind.RESPONSES)
                .measure("kind", "Kind", Kind.PERCEPTION, null, Better.HIGHER, FactKind.RESPONSES);
        var answers = InMemoryLake.of(FactKind.RESPONSES)
                .columns("response_id", "touchpoint", "feel_welcome:n", "ces:n", "kind:n");
        for (int i = 0; i < 60; i++) {
            boolean web = i % 2 == 0;
            answers.row(
                    TinyWorld.LAST.minusDays(i).toString(),
                    "r" + i,
                    web ? "web" : "phone",
                    web ? 5.0 : 2.0,
                    web ? 2.0 : 4.0,
                    web ? 1.0 : null);
        }
        world.facts(answers);

        List<Step> steps = refund().steps();

        assertThat(steps.get(0).feeling().orElseThrow().value()).isCloseTo((5 + (6 - 2)) / 2.0, within(1e-12));
        assertThat(steps.get(1).feeling().orElseThrow().value()).isCloseTo((2 + (6 - 4)) / 2.0, within(1e-12));
        assertThat(steps.get(0).feeling().orElseThrow().questions())
                .containsExactlyInAnyOrder("Welcome", "How hard it was");
        assertThat(steps.get(0).feeling().orElseThrow().worse()).isFalse();
        assertThat(steps.get(1).feeling().orElseThrow().worse()).isTrue();
        assertThat(steps.get(1).feeling().orElseThrow().answers()).isEqualTo(30);
        assertThat(steps.get(2).feeling()).isEmpty();
    }

    @Test
    void feel_no_worse_than_steps_that_were_asked_other_questions() {
        world.measure("kind", "Kind", Kind.PERCEPTION, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("quick", "Quick", Kind.PERCEPTION, null, Better.HIGHER, FactKind.RESPONSES);
        var answers = InMemoryLake.of(FactKind.RESPONSES).columns("response_id", "touchpoint", "kind:n", "quick:n");
        for (int i = 0; i < 60; i++) {
            boolean web = i % 2 == 0;
            answers.row(
                    TinyWorld.LAST.minusDays(i).toString(),
                    "r" + i,
                    web ? "web" : "phone",
                    web ? 5.0 : null,
                    web ? null : 2.0);
        }
        world.facts(answers);

        Studied refund = refund();

        assertThat(refund.steps().get(0).feeling().orElseThrow().value()).isEqualTo(5);
        assertThat(refund.steps().get(1).feeling().orElseThrow().value()).isEqualTo(2);
        assertThat(refund.steps().get(1).feeling().orElseThrow().worse()).isFalse();
        assertThat(refund.steps().get(1).gaps()).doesNotContain(Gap.FEELS_WORSE);
        assertThat(refund.isAskedAlike()).isFalse();
    }

    @Test
    void find_the_step_where_most_is_amiss() {
        Studied refund = refund();

        assertThat(refund.steps().get(0).gaps()).containsExactly(Gap.NO_DESIGN);
        assertThat(refund.steps().get(1).gaps()).containsExactly(Gap.NOT_MEASURED);
        assertThat(refund.steps().get(2).gaps()).containsExactly(Gap.NO_OWNER, Gap.NO_DESIGN);
        assertThat(refund.worst()).hasValue(2);
    }

    @Test
    void have_the_lanes_that_were_written_and_derive_what_they_can() {
        world.journey(
                        "return",
                        List.of(
                                new Blueprint("web", "Ask", null, "Fills in a form", null, null, null),
                                new Blueprint("web", "Ask again", null, null, null, null, null)),
                        "web",
                        "phone",
                        "web")
                .facts(InMemoryLake.of(FactKind.READINGS)
                        .columns("measure", "value", "touchpoint", "system")
                        .row("2026-06-20", "faults", 3.0, "web", "shop")
                        .row("2026-06-20", "faults", 3.0, "web", "till")
                        .row("2026-06-21", "faults", 3.0, "web", "till"));
        Dossier dossier = world.dossier();
        List<Step> steps = Journeys.of(dossier, Accountability.of(dossier))
                .find("return")
                .orElseThrow()
                .steps();

        assertThat(steps.stream().map(Step::title)).containsExactly("Ask", "Telephone", "Ask again");
        assertThat(steps.getFirst().words(Lane.DO)).isEqualTo(new LaneText("Fills in a form", Origin.WRITTEN));
        assertThat(steps.getFirst().words(Lane.SUPPORT)).isEqualTo(new LaneText("till and shop", Origin.DERIVED));
        assertThat(steps.getFirst().words(Lane.BACK)).isEqualTo(new LaneText("", Origin.MISSING));
        assertThat(steps.getLast().words(Lane.DO)).isEqualTo(new LaneText("", Origin.MISSING));
    }
}
