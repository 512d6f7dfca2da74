package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register;
import throughline.organisation.Registry;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StaffGateTest {

    /// A Monday on which a season of twelve weeks begins.
    private static final LocalDate MONDAY = LocalDate.of(2025, 6, 9);

    private static final LocalDate LAST = MONDAY.plusWeeks(24).minusDays(1);
    private static final String ITEM = "believes_promise";
    private static final CubeQuery ALL = CubeQuery.of(FactKind.PULSE).sum(ITEM);

    private InMemoryLake.Sheet pulse =
            InMemoryLake.of(FactKind.PULSE).columns("unit", ITEM + ":n", "names_owner", "heard:n");
    private final List<LocalDate> days = new ArrayList<>();

    /// The week of each answer.
    private final List<Integer> weeks = new ArrayList<>();

    private @Nullable CubeEngine built;

    @Test
    void joins_weeks_up_to_one_in_which_five_people_answered() {
        answers(0, "north", 3);
        answers(1, "north", 2);
        answers(2, "north", 6);
        answers(3, "north", 4);

        assertThat(count(dossier(), ALL)).as("the last four wait for a fifth").isEqualTo(11);
        assertThat(count(during(0, 2), ALL)).isEqualTo(11);
        assertThat(count(during(0, 1), ALL))
                .as("five answers of perhaps three people")
                .isZero();
        assertThat(StaffGate.points(
                        dossier(),
                        Map.of(
                                MONDAY,
                                Summary.of(3, 3, 3),
                                MONDAY.plusWeeks(1),
                                Summary.of(4, 4),
                                MONDAY.plusWeeks(2),
                                Summary.of(1, 1, 1, 1, 1, 1))))
                .containsExactly(new Trend.Point(MONDAY.plusWeeks(2), 23 / 11.0));
    }

    @Test
    void never_shows_one_person_who_answers_every_week() {
        for (int week = 0; week < 12; week++) {
            answers(week, "north", 9);
            answers(week, "south", 6);
            answers(week, "kiosk", 1);
        }

        assertThat(shown(dossier()))
                .as("twelve answers of one person; south goes as well, as the kiosk is what the others leave")
                .containsExactly("north");
        assertThat(count(dossier().within(Set.of("kiosk")), ALL)).isZero();
    }

    @Test
    void counts_a_week_only_once_it_is_over() {
        answers(0, "north", 8);
        answers(1, "north", 8);

        assertThat(count(new Period(MONDAY, MONDAY.plusDays(12)), ALL)).isEqualTo(8);
        assertThat(count(new Period(MONDAY, MONDAY.plusDays(13)), ALL)).isEqualTo(16);
    }

    @Test
    void gathers_lots_by_those_who_answered_the_item() {
        answers(0, "north", 8);
        pulse = pulse.row(MONDAY.toString(), "north", null, null, 3);

        assertThat(count(dossier(), CubeQuery.of(FactKind.PULSE).sum("heard"))).isZero();
        assertThat(count(
                        dossier(),
                        CubeQuery.of(FactKind.PULSE).where(new Filter.Known("heard"), new Filter.Known(ITEM))))
                .isZero();
    }

    @Test
    void tells_units_apart_by_season_and_holds_back_a_small_one_with_a_second() {
        for (int week = 0; week < 12; week++) {
            answers(week, "north", 9);
            answers(week, "south", 6);
            answers(week, "west", 5);
        }
        answers(3, "kiosk", 3);

        assertThat(shown(dossier()))
                .as("the kiosk is the total less the rest, so west goes as well")
                .containsExactly("north", "south");
        assertThat(count(dossier().within(Set.of("kiosk")), ALL)).isZero();
        assertThat(count(dossier().within(Set.of("north", "west")), ALL)).isEqualTo(108);
        assertThat(count(during(0, 10).within(Set.of("north")), ALL))
                .as("no whole season")
                .isZero();
    }

    @Test
    void shows_a_tally_in_place_of_rows() {
        for (int i = 0; i < 40; i++) {
            pulse = pulse.row(MONDAY.plusDays(i % 7).toString(), "north", i < 3 ? 1 : i < 10 ? 2 : 4, owner(i), null);
        }

        Rows rows = dossier().rows(query("answered_at", "unit", ITEM), 0, 50);
        assertThat(rows.columns()).containsExactly(ITEM, "answers");
        assertThat(rows.values()).containsExactly(List.of("4", "30"), Arrays.asList(StaffTally.OTHER, "10"));
        assertThat(dossier().rows(query("names_owner"), 0, 50).values())
                .as("written answers need ten")
                .containsExactly(List.of("p-1", "25"), Arrays.asList(StaffTally.OTHER, "15"));
        assertThat(dossier().rows(query("unit", "file", "line"), 0, 50).values())
                .isEmpty();
    }

    /// The attack: whoever reads all pages knows the sums of every period and part, and how many answered
    /// where and when. The smallest group to be found is the smallest difference of two sets of answers
    /// behind figures, so it is tried for all pairs. [CellSuppression] is tested for sums of more than two.
    @Test
    void lets_no_difference_of_two_pages_be_what_fewer_than_five_said() {
        for (long seed = 1; seed <= 4; seed++) {
            var random = new SplittableRandom(seed);
            pulse = InMemoryLake.of(FactKind.PULSE).columns("unit", ITEM + ":n", "names_owner", "heard:n");
            days.clear();
            weeks.clear();
            built = null;
            for (int w = 0; w < 24; w++) {
                for (String unit : List.of("north", "south", "west", "kiosk")) {
                    answers(w, unit, random.nextInt(unit.equals("kiosk") ? 2 : 12));
                }
            }
            Dossier whole = dossier();
            Set<Set<LocalDate>> seen = new java.util.LinkedHashSet<>();
            for (int from = 0; from < 24; from++) {
                for (int days = 1; days < 24 * 7 - from * 7; days += 13) {
                    LocalDate first = MONDAY.plusWeeks(from);
                    var period = new Period(first, first.plusDays(days));
                    for (Set<String> part : List.of(
                            Set.<String>of(),
                            Set.of("north"),
                            Set.of("south"),
                            Set.of("north", "west"),
                            Set.of("north", "south", "west"),
                            Set.of("kiosk"))) {
                        seen.add(behind(whole.during(period).within(part)));
                    }
                }
            }
            for (Set<LocalDate> one : seen) {
                assertThat(people(one)).as("seed " + seed).matches(n -> n == 0 || n >= StaffGate.FEWEST);
                for (Set<LocalDate> other : seen) {
                    if (one.containsAll(other)) {
                        var more = new TreeSet<>(one);
                        more.removeAll(other);
                        assertThat(people(more))
                                .as("seed " + seed + ": what one page has more than another")
                                .matches(n -> n == 0 || n >= StaffGate.FEWEST);
                    }
                }
            }
        }
    }

    @Test
    void never_changes_what_it_has_shown_when_newer_answers_come() {
        for (int week = 0; week < 20; week++) {
            answers(week, week % 3 == 0 ? "north" : "south", 2 + week % 6);
        }
        Map<Long, Long> counts = new TreeMap<>();
        for (int day = 1; day < 140; day++) {
            counts.merge(count(new Period(MONDAY, MONDAY.plusDays(day)), ALL), 1L, Long::sum);
        }
        List<Long> steps = List.copyOf(counts.keySet());
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i) - steps.get(i - 1)).isGreaterThanOrEqualTo(StaffGate.FEWEST);
        }
    }

    /// How many people gave the answers at least: those of the largest week.
    private long people(Set<LocalDate> answers) {
        Map<Integer, Long> each = new TreeMap<>();
        answers.forEach(own -> each.merge(weeks.get((int) own.toEpochDay()), 1L, Long::sum));
        return each.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /// Each answer has its own day as its value, so that the cells say whose answers are behind a sum.
    private static Set<LocalDate> behind(Dossier dossier) {
        Set<LocalDate> found = new java.util.TreeSet<>();
        dossier.scan(CubeQuery.of(FactKind.PULSE).by(new Key.Value(ITEM)))
                .forEach(cell -> found.add(LocalDate.ofEpochDay((long) cell.number(0))));
        return found;
    }

    /// The attack on tallies: two periods that differ by one week, one taken from the other.
    @Test
    void lets_no_difference_of_two_tallies_be_what_fewer_than_five_said() {
        for (int week = 0; week < 12; week++) {
            for (int i = 0; i < 12; i++) {
                int said = i < 1 + week % 3 ? 1 : i < 6 ? 2 : 4;
                pulse = pulse.row(MONDAY.plusWeeks(week).toString(), "north", said, null, null);
            }
        }
        for (int week = 1; week < 12; week++) {
            Map<String, Long> less = tally(during(0, week - 1));
            Map<String, Long> more = tally(during(0, week));
            for (String answer : more.keySet()) {
                assertThat(more.get(answer) - less.getOrDefault(answer, 0L))
                        .as("week %s more says of answer %s", week, answer)
                        .matches(n -> n == 0 || n >= StaffGate.FEWEST);
            }
            assertThat(more).doesNotContainKey("1").containsKey("4");
        }
    }

    @Test
    void tallies_no_part_of_the_organisation_nor_two_items_at_once() {
        for (int i = 0; i < 24 * 12; i++) {
            pulse = pulse.row(MONDAY.plusDays(i / 2).toString(), "north", 4, null, 3);
        }

        assertThat(dossier().within(Set.of("north")).rows(query(ITEM), 0, 50).values())
                .isEmpty();
        assertThat(dossier().rows(query(ITEM, "heard"), 0, 50).values())
                .containsExactly(Arrays.asList("4", null, "288"), Arrays.asList(null, "3", "288"));
    }

    @Test
    void adds_up_a_dimension_item_by_item_each_of_five_people() {
        for (int i = 0; i < 12; i++) {
            pulse = pulse.row(MONDAY.toString(), "north", 4, null, i < 3 ? 1 : null);
        }
        Dossier dossier = asked();

        assertThat(MeasureMeans.of(dossier, FactKind.PULSE, "belief", new Key.Day())
                        .overall()
                        .count())
                .as("three answered the second item, which are no three more")
                .isEqualTo(12);
        assertThat(MeasureMeans.of(dossier, FactKind.PULSE, ITEM, new Key.Day())
                        .over(new Period(MONDAY, MONDAY.plusDays(3)), null, null)
                        .count())
                .as("four days of a week")
                .isZero();
        assertThat(MeasureCells.of(dossier, ITEM, Optional.empty(), "")).isPresent();
        assertThat(MeasureCells.of(dossier, ITEM, Optional.empty(), "shop")).isEmpty();
    }

    private static Map<String, Long> tally(Dossier dossier) {
        Map<String, Long> tally = new TreeMap<>();
        dossier.rows(query(ITEM), 0, 50)
                .values()
                .forEach(line -> tally.put(String.valueOf(line.get(0)), Long.valueOf(String.valueOf(line.get(1)))));
        return tally;
    }

    private static String owner(int i) {
        return i < 25 ? "p-1" : i < 33 ? "p-2" : "the one with the red scarf";
    }

    private static RowQuery query(String... columns) {
        return new RowQuery(FactKind.PULSE, List.of(columns), List.of());
    }

    private void answers(int week, String unit, int people) {
        for (int i = 0; i < people; i++) {
            LocalDate own = LocalDate.ofEpochDay(days.size());
            days.add(own);
            weeks.add(week);
            pulse = pulse.row(MONDAY.plusWeeks(week).plusDays(i % 7).toString(), unit, own.toEpochDay(), null, null);
        }
    }

    private Dossier dossier() {
        return dossier(new Period(MONDAY, LAST));
    }

    /// The items as those of one dimension.
    private Dossier asked() {
        return dossier(new Period(MONDAY, LAST), new Measures(List.of(entry(ITEM), entry("heard"))));
    }

    private static Measures.Entry entry(String item) {
        return new Measures.Entry(
                item, item, Kind.STAFF, "belief", Better.HIGHER, null, null, false, Set.of(FactKind.PULSE));
    }

    private Dossier dossier(Period known) {
        return dossier(known, new Measures(List.of()));
    }

    private Dossier dossier(Period known, Measures measures) {
        CubeEngine engine = built == null ? pulse.engine() : built;
        built = engine;
        return new Dossier(
                new Registry(Organisation.unrecorded("Northgate")),
                Register.EMPTY,
                measures,
                engine,
                Map.of(),
                known,
                Set.of());
    }

    private Dossier during(int firstWeek, int lastWeek) {
        return dossier()
                .during(new Period(
                        MONDAY.plusWeeks(firstWeek), MONDAY.plusWeeks(lastWeek).plusDays(6)));
    }

    /// What a workspace shows that ends on the last day of the period.
    private long count(Period known, CubeQuery query) {
        return dossier(known).scan(query).rows();
    }

    private static long count(Dossier dossier, CubeQuery query) {
        return dossier.scan(query).rows();
    }

    private static List<String> shown(Dossier dossier) {
        return dossier.apart().scan(ALL.by("unit")).stream()
                .map(cell -> String.valueOf(cell.text(0)))
                .toList();
    }
}
