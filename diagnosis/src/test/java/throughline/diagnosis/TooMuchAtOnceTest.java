package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TooMuchAtOnceTest {

    private final Detector detector = new TooMuchAtOnce();

    private static SmallWorld stations() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28").unit("board", Layer.BOARD, null);
        for (String station : new String[] {"Westgate", "Eastgate", "Harbour"}) {
            world.unit(station, Layer.FRONTLINE, "board");
        }
        return world;
    }

    /// Steps at the stations, so many days apart.
    private static SmallWorld every(int days, String... places) {
        var world = stations();
        for (String station : places) {
            LocalDate start = LocalDate.parse("2025-01-20");
            for (int n = 1; start.isBefore(LocalDate.parse("2025-12-01")); n++, start = start.plusDays(days)) {
                world.step(station + " " + n, start.toString(), null, station, null);
            }
        }
        return world;
    }

    @Test
    void is_present_where_a_step_starts_every_three_weeks() {
        Verdict verdict = detector.examine(every(21, "Westgate", "Eastgate").dossier());

        assertThat(verdict.side()).isEqualTo(Side.PRESENT);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .containsExactly(
                        "Two or more unproven steps ran at once in 90 of 98 unit-weeks with any step, 92 % of them.",
                        "The next step began after 21 days at the median; 28 of 28 began before the last had bedded in.");
        assertThat(verdict.next())
                .isEqualTo("Start nothing new at Eastgate before “Step Eastgate 15” has had its 60 days; by"
                        + " 28 December 2025 it had had 48.");
        assertThat(verdict.trend().orElseThrow().points()).hasSizeGreaterThanOrEqualTo(26);
    }

    @Test
    void is_absent_where_each_step_has_bedded_in_before_the_next() {
        Verdict verdict =
                detector.examine(every(75, "Westgate", "Eastgate", "Harbour").dossier());

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains("No unit had two unproven steps at once in 123 unit-weeks with a step.");
    }

    @Test
    void is_not_absent_from_eight_quarters_that_are_all_alike() {
        Verdict verdict = detector.examine(every(75, "Westgate", "Eastgate").dossier());

        Statistic share = verdict.evidence().getFirst().indicator().statistic();
        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(share.value()).isZero();
        // Wilson's interval of 0 in 8: 1.96^2 / (8 + 1.96^2).
        assertThat(share.interval().high()).isCloseTo(0.324, within(0.001));
        assertThat(share.counted()).isFalse();
        assertThat(verdict.missing()).isNotEmpty();
    }

    @Test
    void takes_the_bedding_in_from_the_step() {
        var world = stations();
        for (String station : new String[] {"Harbour", "Eastgate", "Westgate"}) {
            LocalDate start = LocalDate.parse("2025-01-20");
            for (int n = 1; n <= 12; n++, start = start.plusDays(25)) {
                var plain = SmallWorld.step(station + n, start.toString(), null, station, null, null, null);
                world.step(new throughline.organisation.Register.Step(
                        plain.source(),
                        plain.id(),
                        plain.name(),
                        plain.startedOn(),
                        plain.unit(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        20,
                        null,
                        null));
            }
        }

        assertThat(detector.examine(world.dossier()).side()).isEqualTo(Side.ABSENT);
    }

    @Test
    void is_not_misled_by_steps_that_run_at_once_in_different_units() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28");
        for (int n = 1; n <= 20; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null)
                    .step("a" + n, "2025-02-03", null, "Station " + n, null)
                    .step("b" + n, "2025-06-02", null, "Station " + n, null);
        }

        assertThat(detector.examine(world.dossier()).side()).isEqualTo(Side.ABSENT);
    }

    @Test
    void is_unknown_between_the_margins_and_says_what_settles_it() {
        Verdict verdict = detector.examine(every(48, "Westgate", "Eastgate").dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.statement())
                .isEqualTo("The steps on record do not settle whether there are too many at once.");
        assertThat(verdict.missing()).isNotEmpty();
    }

    @Test
    void does_not_take_one_company_wide_programme_for_many_units() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28");
        for (int n = 1; n <= 12; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null);
        }
        LocalDate start = LocalDate.parse("2025-01-20");
        for (int n = 1; n <= 6; n++, start = start.plusDays(45)) {
            world.step("s" + n, start.toString(), null, null, Layer.FRONTLINE);
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .anyMatch(s -> s.matches("Two or more unproven steps ran at once in \\d+ of \\d+ unit-weeks .*"));
        assertThat(verdict.missing())
                .contains(new Missing(
                        "Quarters of a year with steps, units under the same step counting once: 4, 5 are needed.",
                        "steps"));
    }

    @Test
    void counts_the_weeks_of_each_unit_as_the_verdict_does() {
        var world = every(48, "Westgate", "Eastgate");
        for (int n = 1; n <= 8; n++) {
            world.step("h" + n, "2025-0%d-1%d".formatted(n, n), null, "Harbour", null);
        }
        var dossier = world.dossier();
        var log = StepLog.of(dossier);
        var load = StepLoad.of(dossier, log, ProvenSteps.of(dossier, log));

        UnitFindings found =
                new WhereItShows(dossier).of(Cause.TOO_MUCH_AT_ONCE).orElseThrow();

        assertThat(found.units()).hasSize(3).allSatisfy(unit -> {
            int[] running = load.byUnit().get(unit.unit());
            assertThat(unit.n())
                    .isEqualTo(Arrays.stream(running).filter(n -> n >= 1).count());
            assertThat(unit.figure() * unit.n())
                    .isCloseTo(
                            (double) Arrays.stream(running).filter(n -> n >= 2).count(), within(1e-9));
        });
    }

    @Test
    void is_unknown_with_four_steps() {
        var world = stations();
        for (int n = 1; n <= 4; n++) {
            world.step("s" + n, "2025-0%d-03".formatted(n + 1), null, "Harbour", null);
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(new Missing("1 more step, about 13 weeks at the present rate.", "steps"));
    }

    @Test
    void is_unknown_while_the_log_of_steps_is_six_weeks_old() {
        var world = SmallWorld.from("2024-01-01", "2025-02-28");
        for (int n = 1; n <= 8; n++) {
            world.step("s" + n, "2025-01-%02d".formatted(n + 16), null, "Harbour", null);
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(new Missing(
                        "6 weeks more of the log of steps: it began 43 days before the end of the facts, and 84 are needed.",
                        "steps"));
    }

    @Test
    void is_unknown_with_sixty_days_of_facts() {
        var world = SmallWorld.from("2025-01-06", "2025-03-06");
        for (int n = 1; n <= 8; n++) {
            world.step("s" + n, "2025-01-%02d".formatted(n + 10), null, "Harbour", null);
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(
                        new Missing("4 weeks more of facts; there are 60 days and a step needs 84 to show.", "steps"));
    }

    @Test
    void is_unknown_without_a_log() {
        assertThat(detector.examine(stations().dossier()).missing())
                .containsExactly(new Missing(
                        "A log of the changes made to improve service, at least 5 of them with start and unit.",
                        "steps"));
    }

    /// Seven stations that begin a step every 31 days, which is just over half of the bedding-in, and five leaders who
    /// begin one every half year.
    @Test
    void is_present_where_the_front_line_is_crowded_and_its_leaders_are_not() {
        var world = SmallWorld.from("2024-01-01", "2025-06-29");
        for (int n = 1; n <= 12; n++) {
            boolean leader = n > 7;
            String unit = (leader ? "Office " : "Station ") + n;
            world.unit(unit, leader ? Layer.MANAGEMENT : Layer.FRONTLINE, null);
            for (int k = 0; k < (leader ? 3 : 16); k++) {
                LocalDate start = LocalDate.parse("2024-01-15").plusDays(k * (leader ? 170L : 31L) + n);
                world.step("s" + n + "-" + k, start.toString(), null, unit, null);
            }
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.PRESENT);
        assertThat(verdict.evidence())
                .filteredOn(e -> e.indicator().id().equals("gap-between-starts"))
                .singleElement()
                .satisfies(e -> assertThat(e.supports()).isEqualTo(Side.UNKNOWN));
    }

    /// Two programmes of five stations each, crowded for most of the year, and ten leaders who are not.
    @Test
    void is_unknown_with_two_programmes_of_stations_however_many_leaders_there_are() {
        var world = SmallWorld.from("2024-01-01", "2025-06-29");
        for (int n = 1; n <= 20; n++) {
            boolean leader = n > 10;
            String unit = (leader ? "Office " : "Station ") + n;
            world.unit(unit, leader ? Layer.MANAGEMENT : Layer.FRONTLINE, null);
            for (int k = 0; k < (leader ? 3 : 16); k++) {
                LocalDate start =
                        LocalDate.parse("2024-01-15").plusDays(k * (leader ? 170L : 31L) + (leader ? n : n % 2));
                world.step((leader ? "o" + n : "p" + n % 2) + "-" + k, start.toString(), null, unit, null);
            }
        }

        assertThat(detector.examine(world.dossier()).side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void does_not_take_three_short_gaps_for_the_usual_one() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28");
        for (int n = 1; n <= 12; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null).step("a" + n, "2025-02-03", null, "Station " + n, null);
        }
        for (int n = 1; n <= 3; n++) {
            world.step("b" + n, "2025-03-20", null, "Station " + n, null);
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .contains(new Missing(
                        "Steps that follow each other in a unit: 3 pairs, 6 are needed to tell the usual gap.",
                        "steps"));
    }

    /// One station tries a step every three weeks, for all the others, which start one every four months.
    @Test
    void does_not_take_a_pilot_for_the_usual_unit() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28");
        for (int n = 1; n <= 8; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null);
            for (int k = 0; k < (n == 1 ? 15 : 3); k++) {
                LocalDate start = LocalDate.parse("2025-01-20").plusDays((long) k * (n == 1 ? 21 : 120) + n);
                world.step(
                        "s" + n + "-" + k, start.toString(), start.plusDays(40).toString(), "Station " + n, null);
            }
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isNotEqualTo(Side.PRESENT);
        assertThat(verdict.evidence())
                .filteredOn(e -> e.indicator().id().equals("gap-between-starts"))
                .singleElement()
                .satisfies(e -> assertThat(e.statement())
                        .isEqualTo("The next step began after 120 days at the median;"
                                + " 14 of 28 began before the last had bedded in."))
                .satisfies(e -> assertThat(e.supports()).isEqualTo(Side.ABSENT));
    }

    /// The others start one step each, so the usual unit has no gap at all.
    @Test
    void hears_no_gap_from_a_pilot_alone() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28");
        for (int n = 1; n <= 8; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null);
            for (int k = 0; k < (n == 1 ? 15 : 1); k++) {
                LocalDate start = LocalDate.parse("2025-01-20").plusDays(21L * k + n);
                world.step("s" + n + "-" + k, start.toString(), null, "Station " + n, null);
            }
        }

        asksForPairs(detector.examine(world.dossier()), 2);
    }

    @Test
    void hears_no_usual_gap_from_two_units_one_of_which_has_one() {
        var world = stations();
        for (int k = 0; k < 15; k++) {
            world.step("w" + k, LocalDate.parse("2025-01-20").plusDays(21L * k).toString(), null, "Westgate", null);
        }
        world.step("e1", "2025-02-03", null, "Eastgate", null).step("e2", "2025-07-07", null, "Eastgate", null);

        asksForPairs(detector.examine(world.dossier()), 3);
    }

    private static void asksForPairs(Verdict verdict, int pairs) {
        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.evidence())
                .filteredOn(e -> e.indicator().id().equals("gap-between-starts"))
                .singleElement()
                .satisfies(e -> assertThat(e.supports()).isEqualTo(Side.UNKNOWN));
        assertThat(verdict.missing())
                .contains(new Missing(
                        "Steps that follow each other in a unit: %s pairs, 6 are needed to tell the usual gap."
                                .formatted(pairs),
                        "steps"));
    }

    @Test
    void is_absent_with_three_gaps_that_are_long() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28");
        for (int n = 1; n <= 12; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null).step("a" + n, "2025-02-03", null, "Station " + n, null);
        }
        for (int n = 1; n <= 3; n++) {
            world.step("b" + n, "2025-06-20", null, "Station " + n, null);
        }

        assertThat(detector.examine(world.dossier()).side()).isEqualTo(Side.ABSENT);
    }

    @Test
    void says_how_many_steps_had_stuck_before_the_next_and_who_varies() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28").item("empathy", Kind.PERCEPTION, FactKind.RESPONSES);
        for (int n = 1; n <= 6; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null)
                    .step(SmallWorld.step(
                            "a" + n, "2025-05-05", null, "Station " + n, null, n <= 3 ? "empathy" : null, null))
                    .step("b" + n, "2025-10-06", null, "Station " + n, null);
        }
        world.table(FactKind.RESPONSES, "response_id", "unit", "agent", "empathy:n");
        var random = new java.util.SplittableRandom(5);
        for (LocalDate week = LocalDate.parse("2025-01-06");
                week.isBefore(LocalDate.parse("2025-12-22"));
                week = week.plusWeeks(1)) {
            for (int n = 1; n <= 6; n++) {
                boolean better = n <= 2 && !week.isBefore(LocalDate.parse("2025-05-05"));
                for (int answer = 0; answer < 8; answer++) {
                    world.row(
                            week.plusDays(answer % 5),
                            week + "-" + n + "-" + answer,
                            "Station " + n,
                            "a-" + n + "-" + answer % 4,
                            3 + (better ? 0.8 : 0) + 0.3 * (answer % 4) + 0.4 * random.nextGaussian());
                }
            }
        }

        assertThat(detector.examine(world.dossier()).evidence())
                .extracting(Evidence::statement)
                .contains("2 of 3 steps had stuck on their own chart when the next began in the same unit; "
                        + "3 others have no chart.")
                .anyMatch(s -> s.matches("Of the differences in “empathy”, \\d+ % lie between people; "
                        + "\\d+ % lie from one contact to the next\\. Too few answers know the hour of their contact and "
                        + "the system it took\\."))
                .anyMatch(s -> s.matches("\\d+ of 300 weekly means of “empathy” stayed within their unit's usual range,"
                        + " in 6 units\\."));
    }
}
