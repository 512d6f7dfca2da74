package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.LAST;
import static throughline.diagnosis.Northgate.station;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.SaidAndDone.Promised;
import throughline.diagnosis.SaidAndDone.Undone;
import throughline.diagnosis.SaidAndDone.Word;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register.Announcement;
import throughline.organisation.Register.Decision;
import throughline.organisation.Register.PromiseMade;

/// What is said and done on a railway of ten stations.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SaidAndDoneTest {

    private static final LocalDate DAY = FIRST.plusDays(120);

    private final Northgate world = new Northgate();

    @Test
    void joins_an_announcement_with_the_decision_that_cause_1_9_counts_against_it() {
        world.announced("undone", DAY, station(1)).decided("cut", DAY.plusDays(20), station(1), "worsens");
        world.decided("far", DAY.plusDays(91), station(1), "worsens");
        world.announced("free", DAY, station(2));

        SaidAndDone found = SaidAndDone.of(world.dossier());

        assertThat(found.undone()).extracting(w -> w.said().id()).containsExactly("undone");
        assertThat(found.undone().getFirst().undoes())
                .hasValueSatisfying(d -> assertThat(d.id()).isEqualTo("cut"));
        assertThat(found.undone())
                .extracting(Word::said)
                .isEqualTo(Conflicts.of(world.dossier()).found().stream()
                        .map(Conflicts.Conflict::said)
                        .toList());
    }

    @Test
    void names_the_decision_that_backs_what_no_decision_undoes() {
        world.announced("backed", DAY, station(1)).decided("more", DAY.plusDays(5), station(1), "improves");
        world.announced("both", DAY, station(2))
                .decided("better", DAY.plusDays(5), station(2), "improves")
                .decided("worse", DAY.plusDays(80), station(2), "worsens");

        List<Word> words = SaidAndDone.of(world.dossier()).words();

        assertThat(words.getFirst().backs())
                .hasValueSatisfying(d -> assertThat(d.id()).isEqualTo("more"));
        assertThat(words.getLast().backs()).isEmpty();
        assertThat(words.getLast().undoes())
                .hasValueSatisfying(d -> assertThat(d.id()).isEqualTo("worse"));
    }

    @Test
    void says_how_each_promise_stands_and_why_it_cannot_be_judged() {
        world.measure("wait_s", Kind.DELIVERY, Better.LOWER, FactKind.INTERACTIONS)
                .measure("smiles", "Smiles counted", Kind.DELIVERY, Better.HIGHER, FactKind.READINGS);
        world.table(FactKind.INTERACTIONS, "interaction_id", "wait_s:n");
        for (int i = 0; i < 364; i++) {
            world.row(FIRST.plusDays(i), "i" + i, i < 180 ? 60 : 20);
        }
        world.promised("told", FIRST.plusDays(50), null, 0, true)
                .promised("slow", FIRST.plusDays(60), "wait_s", 30, null)
                .promised("unheard", FIRST.plusDays(70), "smiles", 30, null)
                .promised("vague", FIRST.plusDays(80), null, 0, null)
                .promised("quick", FIRST.plusDays(240), "wait_s", 30, null)
                .promised("coming", LAST.plusDays(30), "wait_s", 30, null)
                .promised("told early", LAST.plusDays(30), null, 0, true);

        SaidAndDone found = SaidAndDone.of(world.dossier());

        assertThat(found.promises())
                .extracting(Promised::standing)
                .containsExactly(
                        new Standing.Kept(new Standing.Source.Ledger()),
                        new Standing.Broken(new Standing.Source.Measure(60, 31)),
                        new Standing.Unknown("There are no figures of its measure, Smiles counted."),
                        new Standing.Unknown(
                                "It names no measure with a target, and nobody has said whether it was kept."),
                        new Standing.Kept(new Standing.Source.Measure(20, 31)),
                        new Standing.NotDue(),
                        new Standing.Kept(new Standing.Source.Ledger()));
        assertThat(found.kept()).isEqualTo(2);
        assertThat(found.due()).isEqualTo(3);
    }

    @Test
    void knows_what_a_new_announcement_or_promise_would_not_fit_whatever_the_period() {
        LocalDate later = LAST.plusDays(40);
        world.decided("cut", later.minusDays(30), "west", "worsens").decided("old", DAY, "west", "worsens");
        Dossier dossier = world.dossier();

        assertThat(SaidAndDone.undoing(dossier, announcement(later, station(3))))
                .hasValueSatisfying(d -> assertThat(d.id()).isEqualTo("cut"));
        assertThat(SaidAndDone.undoing(dossier, announcement(later.plusDays(61), station(3))))
                .isEmpty();
        assertThat(SaidAndDone.undoing(dossier, promise(later, station(3))))
                .hasValueSatisfying(d -> assertThat(d.id()).isEqualTo("cut"));
    }

    @Test
    void knows_what_a_new_decision_would_undo_the_nearest_first() {
        world.announced("near", DAY, station(1))
                .announced("nearer", DAY.plusDays(8), station(1))
                .announced("elsewhere", DAY, station(2))
                .promised("made to all", DAY.plusDays(60 + 2), null, 0, null);
        Dossier dossier = world.dossier();

        assertThat(SaidAndDone.undoneBy(dossier, decision("worsens", DAY.plusDays(10), station(1))))
                .extracting(SaidAndDoneTest::id)
                .containsExactly("nearer", "near");
        assertThat(SaidAndDone.undoneBy(dossier, decision("worsens", DAY.plusDays(10), null)))
                .extracting(SaidAndDoneTest::id)
                .containsExactly("nearer", "made to all", "near", "elsewhere");
        assertThat(SaidAndDone.undoneBy(dossier, decision("improves", DAY.plusDays(10), null)))
                .isEmpty();
    }

    @Test
    void counts_against_a_new_decision_only_what_it_undoes_alone_or_what_others_undo_only_with_it() {
        world.announced("to all", DAY, null).announced("to the station", DAY, station(1));
        Decision cut = decision("worsens", DAY.plusDays(10), station(1));

        assertThat(SaidAndDone.undoneBy(world.dossier(), cut))
                .extracting(SaidAndDoneTest::id)
                .containsExactly("to the station");

        world.decided("second of ten", DAY.plusDays(20), station(2), "worsens");
        assertThat(SaidAndDone.undoneBy(world.dossier(), cut))
                .extracting(SaidAndDoneTest::id)
                .containsExactly("to all", "to the station");

        world.decided("everywhere", DAY.plusDays(3), null, "worsens");
        assertThat(SaidAndDone.undoneBy(world.dossier(), cut))
                .extracting(SaidAndDoneTest::id)
                .containsExactly("to the station");
    }

    @Test
    void shows_who_sees_one_station_nothing_of_another() {
        world.announced("all", DAY, null)
                .announced("ours", DAY, station(1))
                .announced("theirs", DAY, station(2))
                .decided("cut of theirs", DAY.plusDays(3), station(2), "worsens")
                .listened("m1", DAY, 2);
        world.forecast("m2", "csat", DAY, DAY.plusDays(29), 4, 0.2, 2);
        Dossier ours = world.dossier().only(station(1));

        SaidAndDone found = SaidAndDone.of(ours);

        assertThat(found.words()).extracting(w -> w.said().id()).containsExactly("all", "ours");
        assertThat(found.decisions()).isEmpty();
        assertThat(found.listening()).isEmpty();
        assertThat(found.predictions().made()).isZero();
        assertThat(SaidAndDone.undoing(ours, announcement(DAY, station(2)))).isEmpty();
    }

    @Test
    void counts_no_forecasts_of_other_stations_or_of_periods_that_ended_before_what_is_looked_at() {
        world.forecast("m1", "csat", DAY, DAY.plusDays(29), 4, 0.2, 2)
                .forecast("m1", "csat", LAST.plusDays(1), LAST.plusDays(30), 4, 0.2, 1);
        Dossier dossier = world.dossier();

        assertThat(Predictions.of(dossier).made()).isEqualTo(2);
        assertThat(Predictions.of(dossier.within(Set.of(station(1)))).made()).isEqualTo(1);
        assertThat(Predictions.of(dossier.during(new Period(DAY.plusDays(29), LAST)))
                        .made())
                .isEqualTo(2);
        assertThat(Predictions.of(dossier.during(new Period(DAY.plusDays(30), LAST)))
                        .made())
                .isEqualTo(1);
    }

    @Test
    void shows_managers_together_from_three_on_and_each_their_own() {
        answers();
        forecasts("m1", 1, 0.5);
        forecasts("m2", 2, 0.5);

        Predictions two = SaidAndDone.of(world.dossier()).predictions();

        assertThat(two.themes()).isEmpty();
        assertThat(two.layers()).isEmpty();

        forecasts("m3", 3, 0.5);
        Predictions three = SaidAndDone.of(world.dossier()).predictions();

        assertThat(three.themes()).hasSize(1);
        assertThat(three.themes().getFirst().title()).isEqualTo("csat");
        assertThat(three.themes().getFirst().predicted()
                        - three.themes().getFirst().actual())
                .isCloseTo(0.5, within(0.2));
        assertThat(three.layers())
                .extracting(Figure.Estimates.Row::label)
                .containsExactly("All managers", "Management");
        assertThat(three.of("m1")).hasSize(6).allSatisfy(own -> {
            assertThat(own.title()).isEqualTo("csat");
            assertThat(own.error() > 0).isEqualTo(own.told() > own.actual());
            assertThat(own.held()).isEqualTo(Optional.of(Math.abs(own.told() - own.actual()) <= 0.25));
        });
        assertThat(three.of("nobody")).isEmpty();
    }

    @Test
    void hides_what_one_manager_alone_said_of_a_month_even_between_two_spans() {
        answers();
        forecasts("m1", 1, 0.5);
        forecasts("m2", 2, 0.5);
        forecasts("m3", 3, 0.5);
        double before = SaidAndDone.of(world.dossier())
                .predictions()
                .themes()
                .getFirst()
                .predicted();
        LocalDate from = FIRST.plusMonths(7);
        world.forecast("m1", "csat", from, from.plusMonths(1).minusDays(1), 9, 0.25, 4);

        Predictions after = SaidAndDone.of(world.dossier()).predictions();

        assertThat(after.themes().getFirst().predicted()).isEqualTo(before);
        assertThat(after.of("m1")).hasSize(7);
    }

    private void answers() {
        world.table(FactKind.RESPONSES, "response_id", "unit", "csat:n");
        for (int i = 0; i < 3600; i++) {
            world.row(FIRST.plusDays(i % 360), "r" + i, station(i % 10), 3 + (i / 30) % 4 * 0.3);
        }
    }

    private void forecasts(String person, int at, double lean) {
        for (int month = 1; month <= 6; month++) {
            LocalDate from = FIRST.plusMonths(month);
            world.forecast(person, "csat", from, from.plusMonths(1).minusDays(1), 3.45 + lean, 0.25, at);
        }
    }

    private static String id(Undone undone) {
        return switch (undone) {
            case Undone.Announced announced -> announced.said().id();
            case Undone.Promised promised -> promised.promise().id();
        };
    }

    private static Announcement announcement(LocalDate at, String unit) {
        return new Announcement("typed", "new", at, unit, "staff", null, "We are there for you.");
    }

    private static PromiseMade promise(LocalDate on, String unit) {
        return new PromiseMade("typed", "new", on, null, "staff", unit, null, null, on.plusDays(60), null);
    }

    private static Decision decision(String direction, LocalDate at, @Nullable String unit) {
        return new Decision("typed", "new", at, unit, "staffing", direction, null, null, null, "Cut");
    }
}
