package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.TinyWorld.FIRST;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.explanation.CauseMap.LeftOut;
import throughline.explanation.Drivers;
import throughline.explanation.Drivers.Driver;
import throughline.explanation.Drivers.Ranked;
import throughline.explanation.Drivers.TooLittle;
import throughline.explanation.Explanations;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Interval;

/// The drivers of a simulated model of independent drivers, of which the shares are known: the square of the
/// coefficient times the variance.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DriversTest {

    private final TinyWorld world = new TinyWorld()
            .measure("care_1", "Care 1", Kind.PERCEPTION, "care", Better.HIGHER, FactKind.RESPONSES)
            .measure("care_2", "Care 2", Kind.PERCEPTION, "care", Better.HIGHER, FactKind.RESPONSES)
            .measure("calm_1", "Calm 1", Kind.PERCEPTION, "calm", Better.HIGHER, FactKind.RESPONSES)
            .measure("calm_2", "Calm 2", Kind.PERCEPTION, "calm", Better.HIGHER, FactKind.RESPONSES)
            .measure("effort", "Effort", Kind.PERCEPTION, null, Better.LOWER, FactKind.RESPONSES)
            .measure("csat", "Satisfied", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
            .measure("again", "Would return", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES);

    /// The outcome is care + 0.5 effort + noise, variances 1.05, 1 and 1; calm has nothing to do with it.
    private static InMemoryLake.Sheet answers(int n) {
        return answers(n, 0);
    }

    /// @param desk variance that the second question on care has beside that at the desk, where every other
    ///     answer is given
    private static InMemoryLake.Sheet answers(int n, double desk) {
        var random = new Random(23);
        var sheet = InMemoryLake.of(FactKind.RESPONSES)
                .columns(
                        "unit",
                        "touchpoint",
                        "care_1:n",
                        "care_2:n",
                        "calm_1:n",
                        "calm_2:n",
                        "effort:n",
                        "csat:n",
                        "again:n");
        for (int i = 0; i < n; i++) {
            double care = 3.2 + random.nextGaussian();
            double first = care + Math.sqrt(0.1) * random.nextGaussian();
            double second = care + Math.sqrt(0.1 + i % 2 * desk) * random.nextGaussian();
            double calm = 4 + random.nextGaussian();
            double effort = 2 + random.nextGaussian();
            double outcome = (first + second) / 2 - 0.5 * effort + random.nextGaussian();
            sheet.row(
                    FIRST.plusDays(i * 170L / n).toString(),
                    "w-" + i % 4,
                    i % 2 == 0 ? "phone" : "desk",
                    first,
                    second,
                    calm + random.nextGaussian(),
                    calm + random.nextGaussian(),
                    effort,
                    outcome,
                    -effort + random.nextGaussian());
        }
        return sheet;
    }

    private Drivers drivers(String outcome) {
        return new Explanations(world.dossier())
                .drivers(Optional.empty(), Optional.of(outcome).filter(o -> !o.isEmpty()));
    }

    private Ranked ranked(String outcome) {
        assertThat(drivers(outcome)).isInstanceOf(Ranked.class);
        return (Ranked) drivers(outcome);
    }

    private static Driver driver(Ranked ranked, String id) {
        return ranked.drivers().stream()
                .filter(d -> d.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void explain_the_shares_of_the_model_that_add_up_to_what_all_explain() {
        world.facts(answers(4000));

        Ranked ranked = ranked("csat");

        double variance = 1.05 + 0.25 + 1;
        assertThat(driver(ranked, "care").share()).isCloseTo(1.05 / variance, within(0.03));
        assertThat(driver(ranked, "effort").share()).isCloseTo(0.25 / variance, within(0.03));
        assertThat(driver(ranked, "calm").share()).isCloseTo(0, within(0.01));
        assertThat(driver(ranked, "care").interval().orElseThrow().contains(1.05 / variance))
                .isTrue();
        assertThat(ranked.drivers().stream().mapToDouble(Driver::share).sum())
                .isCloseTo(ranked.explained(), within(1e-12));
        assertThat(ranked.drivers()).extracting(d -> d.node().id()).containsExactly("care", "effort", "calm");
    }

    @Test
    void stand_where_their_means_lie_between_the_worse_and_the_better_end() {
        world.facts(answers(4000));

        Ranked ranked = ranked("csat");

        assertThat(driver(ranked, "care").performance().orElseThrow()).isCloseTo(0.55, within(0.02));
        assertThat(driver(ranked, "effort").performance().orElseThrow()).isCloseTo(0.75, within(0.02));
        assertThat(ranked.first().orElseThrow().node().id()).isEqualTo("care");
    }

    @Test
    void say_whether_the_questions_of_a_scale_agree_and_tell_it_apart_from_others() {
        world.facts(answers(4000));

        Ranked ranked = ranked("csat");

        // Two items with a true variance of 1 and .1 of error each: alpha = 2 * (1 / 1.1) / (1 + 1 / 1.1) = .952.
        assertThat(driver(ranked, "care").agrees().orElseThrow().alpha().value())
                .isCloseTo(0.952, within(0.01));
        assertThat(driver(ranked, "calm").agrees().orElseThrow().sure()).isFalse();
        assertThat(driver(ranked, "care").apart().orElseThrow().other()).isEqualTo("Calm");
        assertThat(driver(ranked, "care").apart().orElseThrow().surelyApart()).isTrue();
        assertThat(driver(ranked, "effort").agrees()).isEmpty();
    }

    @Test
    void are_surely_more_than_an_even_share_before_one_is_worked_on_first() {
        world.facts(answers(4000));
        Ranked ranked = ranked("csat");
        Driver care = ranked.drivers().getFirst();
        // An even share is 0.2; the driver that is done worst may be less.
        var unsure = with(care, 0.24, 0.1, 0.4, 0.1);
        var sure = with(care, 0.3, 0.25, 0.35, 0.6);
        var little = with(care, 0.06, 0, 0.12, 0.3);

        assertThat(of(ranked, sure, unsure, little).first()).contains(sure);
        assertThat(of(ranked, unsure, little, little).first()).isEmpty();
    }

    private static Driver with(Driver driver, double share, double low, double high, double performance) {
        return new Driver(
                driver.node(),
                share,
                Optional.of(new Interval(low, high)),
                Optional.of(performance),
                driver.mean(),
                driver.agrees(),
                driver.apart(),
                driver.place());
    }

    private static Ranked of(Ranked ranked, Driver... drivers) {
        return new Ranked(
                ranked.outcomes(),
                ranked.outcome(),
                0.6,
                List.of(drivers),
                ranked.answers(),
                ranked.weeks(),
                ranked.stated(),
                ranked.leftOut());
    }

    @Test
    void say_of_a_journey_whether_the_questions_agree_in_its_own_answers() {
        world.journey("call", "phone").facts(answers(4000, 9));
        var call = world.dossier().organisation().journeys().stream().findFirst();

        Drivers own = new Explanations(world.dossier()).drivers(call, Optional.of("csat"));

        assertThat(driver((Ranked) own, "care").agrees().orElseThrow().alpha().value())
                .isCloseTo(0.952, within(0.01));
        assertThat(driver(ranked("csat"), "care").agrees().orElseThrow().alpha().value())
                .isLessThan(0.7);
    }

    @Test
    void are_found_once_for_all_outcomes_that_there_are_not() {
        world.facts(answers(300));
        var explanations = new Explanations(world.dossier());

        assertThat(explanations.drivers(Optional.empty(), Optional.of("nonsense")))
                .isSameAs(explanations.drivers(Optional.empty(), Optional.of("other nonsense")))
                .isSameAs(explanations.drivers(Optional.empty(), Optional.empty()));
    }

    @Test
    void do_not_hold_what_never_differed_and_say_so() {
        world.measure("rota", "Rota filled", Kind.INFRASTRUCTURE, null, Better.HIGHER, FactKind.READINGS)
                .measure("rating", "Rating", Kind.OUTCOME, null, Better.HIGHER, FactKind.READINGS)
                .facts(readings(answers(4000)));

        assertThat(ranked("csat").leftOut())
                .containsExactly(new LeftOut("Rota filled", "It was the same in all answers that know all measures."));
        assertThat(((TooLittle) drivers("rating")).outcome()).isEqualTo("rating");
        assertThat(drivers("rating").outcomes()).as("another can be chosen").containsKeys("rating", "csat");
        assertThat(((TooLittle) drivers("rating")).missing())
                .containsExactly("Answers that differ in “Rating”: it was the same in all that know all measures.");
    }

    /// A rota that is always filled alike and a rating that is always the same.
    private static InMemoryLake.Sheet readings(InMemoryLake.Sheet answers) {
        var readings = answers.of(FactKind.READINGS).columns("measure", "value", "unit");
        for (int i = 0; i < 25 * 4; i++) {
            String monday = FIRST.plusWeeks(i / 4).toString();
            readings.row(monday, "rota", 0.8, "w-" + i % 4).row(monday, "rating", 4, "w-" + i % 4);
        }
        return readings;
    }

    @Test
    void are_of_the_outcome_that_is_asked_for() {
        world.facts(answers(4000));

        assertThat(ranked("again").outcome().id()).isEqualTo("again");
        assertThat(ranked("again").drivers().getFirst().node().id()).isEqualTo("effort");
        assertThat(ranked("nonsense").outcome().id()).isEqualTo("csat");
        assertThat(ranked("").outcomes()).containsOnlyKeys("csat", "again");
    }

    @Test
    void say_what_is_missing_instead_of_guessing() {
        world.facts(answers(90));

        assertThat(drivers("csat")).isInstanceOf(TooLittle.class);
        assertThat(((TooLittle) drivers("csat")).missing()).containsExactly("Too few answers: 90, 200 are needed.");
    }
}
