package throughline.simulation.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.Truth.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small score, so that a rule that starts to err is seen at once; the large one is docs/accuracy.md.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScoreTest {

    private static final long SEED = 1;
    private static final int ORGANISATIONS = 6;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    private static final AtomicInteger DONE = new AtomicInteger();
    private static Score score = new Score(0, java.util.List.of());

    @BeforeAll
    static void scoreOnce() {
        score = Score.of(SEED, ORGANISATIONS, done -> DONE.incrementAndGet());
    }

    @Test
    void judges_fifteen_causes_in_every_organisation_and_tells_how_far_it_is() {
        assertThat(score.trials()).extracting(Trial::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(score.outcomes()).hasSize(ORGANISATIONS * Cause.values().length);
        assertThat(DONE).hasValue(ORGANISATIONS);
    }

    @Test
    void calls_nothing_present_that_is_absent_and_nothing_absent_that_is_present() {
        Tally tally = score.tally();

        assertThat(tally.count(State.ABSENT, Side.PRESENT)).isZero();
        assertThat(tally.count(State.PRESENT, Side.ABSENT)).isZero();
        assertThat(score.falseAlarms()).isEqualTo(new Tally.Rate(0, 2));
    }

    @Test
    void leaves_few_open_where_there_is_enough() {
        assertThat(score.tally().leftOpen().share()).isLessThan(0.2);
        assertThat(score.calibration().brier()).isLessThan(0.05);
    }

    @Test
    void writes_the_table_of_every_cause_as_json() {
        JsonNode json = JsonMapper.shared().readTree(ScoreDocument.of(score, "9.9", TODAY));

        assertThat(json.get("organisations").asInt()).isEqualTo(ORGANISATIONS);
        assertThat(json.get("causes")).hasSize(15);
        JsonNode first = json.get("causes").get(0);
        assertThat(first.get("cause").asString()).isEqualTo("nobody-accountable");
        long all = 0;
        for (JsonNode truth : first.get("table")) {
            for (JsonNode count : truth) {
                all += count.asLong();
            }
        }
        assertThat(all).isEqualTo(ORGANISATIONS);
        assertThat(json.get("targets")).hasSize(9);
        assertThat(json.get("trials")).hasSize(ORGANISATIONS);
    }

    @Test
    void says_how_the_page_is_made_again() {
        assertThat(AccuracyPage.of(score, "9.9", TODAY))
                .contains("Throughline 9.9 on 6 simulated organisations")
                .contains("27 November 2026")
                .contains("./throughline score --organisations 6 --seed 1 --output docs/accuracy.md");
    }

    @Test
    void refuses_no_organisations() {
        assertThatThrownBy(() -> Score.of(1, 0, done -> {})).hasMessage("A score needs at least 1 organisation, got 0");
    }
}
