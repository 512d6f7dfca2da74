package throughline.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.EVALUATIONS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.PULSE;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.MeasureInference.Seen;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeasureInferenceTest {

    @Test
    void follows_the_table_of_the_exchange_format() {
        Measures measures = MeasureInference.of(
                        List.of(),
                        List.of(
                                seen(READINGS, "dropped_calls"),
                                seen(READINGS, "uptime"),
                                seen(INTERACTIONS, "wait_s"),
                                seen(INTERACTIONS, "systems"),
                                item("reliability_2"),
                                item("feel_in-control"),
                                item("nps"),
                                item("csat"),
                                item("ces"),
                                item("gate"),
                                new Seen(EVALUATIONS, "greeting", 0, 1, true, 2),
                                new Seen(PULSE, "proud", 2, 4, true, 3),
                                new Seen(PULSE, "too_many_changes", 1, 5, true, 5)))
                .measures();

        assertThat(measures.list().stream().map(MeasureInferenceTest::line))
                .containsExactly(
                        "ces PERCEPTION LOWER effort 1.0-5.0",
                        "csat OUTCOME HIGHER null 1.0-5.0",
                        "dropped_calls INFRASTRUCTURE LOWER null null-null",
                        "feel_in-control FEELING HIGHER null 1.0-5.0",
                        "gate PERCEPTION HIGHER null 1.0-5.0",
                        "greeting PERCEPTION HIGHER null 0.0-1.0",
                        "nps OUTCOME HIGHER null 0.0-10.0",
                        "proud STAFF HIGHER null 1.0-5.0",
                        "reliability_2 PERCEPTION HIGHER reliability 1.0-5.0",
                        "systems INFRASTRUCTURE LOWER null null-null",
                        "too_many_changes STAFF LOWER null 1.0-5.0",
                        "uptime INFRASTRUCTURE HIGHER null null-null",
                        "wait_s DELIVERY LOWER null null-null");
    }

    @Test
    void lets_the_dictionary_speak_first_and_fills_what_it_leaves_out() {
        var dictionary = List.of(
                new Organisation.Measure("ces", "Ease", null, null, null, Better.HIGHER, null, 7.0),
                new Organisation.Measure("unseen", null, Kind.SALES, null, null, null, null, null));

        Measures measures =
                MeasureInference.of(dictionary, List.of(item("ces"))).measures();

        assertThat(measures.list().stream().map(MeasureInferenceTest::line))
                .containsExactly("ces PERCEPTION HIGHER effort 1.0-7.0", "unseen SALES HIGHER null null-null");
        assertThat(measures.find("ces").orElseThrow().title()).isEqualTo("Ease");
        assertThat(measures.find("unseen").orElseThrow().seenIn()).isEmpty();
        assertThat(measures.in(RESPONSES)).hasSize(1);
    }

    @Test
    void decides_by_the_answers_what_is_also_read_elsewhere() {
        Measures measures = MeasureInference.of(
                        List.of(), List.of(seen(READINGS, "wait_s"), seen(INTERACTIONS, "wait_s")))
                .measures();

        assertThat(measures.find("wait_s").orElseThrow().kind()).isEqualTo(Kind.DELIVERY);
        assertThat(measures.find("wait_s").orElseThrow().seenIn()).containsExactlyInAnyOrder(READINGS, INTERACTIONS);
    }

    @Test
    void keeps_ages_and_expectations_out_and_says_what_it_guessed() {
        var result = MeasureInference.of(
                List.of(),
                List.of(
                        new Seen(RESPONSES, "age", 18, 80, true, 12),
                        new Seen(RESPONSES, "share", 0, 1, false, 5),
                        item("gate"),
                        item("gate_expected")));

        assertThat(result.measures().list()).extracting(Measures.Entry::id).containsExactly("gate");
        assertThat(result.guessed()).containsExactly("gate");
        assertThat(result.attributes()).containsExactly("responses.age", "responses.share");
    }

    private static Seen seen(FactKind table, String id) {
        return new Seen(table, id, 0, 100, false, 12);
    }

    private static Seen item(String id) {
        return new Seen(RESPONSES, id, 1, 5, true, 5);
    }

    private static String line(Measures.Entry e) {
        return "%s %s %s %s %s-%s".formatted(e.id(), e.kind(), e.better(), e.dimension(), e.low(), e.high());
    }
}
