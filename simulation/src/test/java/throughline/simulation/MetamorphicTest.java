package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;

/// Verdicts do not hang on what has no meaning: names, order, cuts, clocks, languages.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetamorphicTest {

    private static final Settings WORLD = Settings.of(9)
            .withBlueprint(Blueprint.chain(6))
            .withSize(200, 4_000)
            .with(
                    Cause.NOBODY_ACCOUNTABLE,
                    Cause.FEELINGS_UNLINKED,
                    Cause.TECHNOLOGY_APART,
                    Cause.MEASURED_ON_THROUGHPUT,
                    Cause.SAY_DO_GAP,
                    Cause.INITIATIVE_NOT_COMMITMENT);

    /// Columns of ids; in the record the keys of [#KEYS].
    private static final Set<String> IDS = Set.of(
            "unit",
            "touchpoint",
            "agent",
            "person",
            "customer",
            "evaluator",
            "calibration",
            "resource",
            "system",
            "by",
            "sponsor",
            "owner_after",
            "objective",
            "names_owner",
            "case_id",
            "interaction_id",
            "response_id",
            "invitation_id",
            "complaint_id",
            "evaluation_id",
            "announcement_id",
            "decision_id",
            "promise_id",
            "push_id",
            "step_id");

    private static final Set<String> KEYS =
            Set.of("id", "unit", "parent", "owner", "manager", "accountable", "responsible", "managed_by", "steps");

    private static final Set<String> MEASURES = Set.of("measure", "measures", "cause", "effect", "aimed_at");

    /// Tables whose rows have an id; of the others every row is a fact of its own.
    private static final Set<String> IDENTIFIED = Set.of(
            "interactions",
            "responses",
            "invitations",
            "complaints",
            "evaluations",
            "announcements",
            "decisions",
            "promises",
            "pushes",
            "steps");

    private static final int GROUPS = 3;

    @TempDir
    private static Path origin;

    private static Diagnosis before;

    @TempDir
    private Path folder;

    @BeforeAll
    static void simulate() {
        Simulation.of(WORLD).write(origin);
        before = ChangedWorkspace.in(origin).diagnosis();
    }

    @Test
    void begin_with_an_organisation_that_says_much() {
        assertThat(before.count(Side.PRESENT)).isGreaterThanOrEqualTo(6);
        assertThat(before.count(Side.ABSENT)).isGreaterThanOrEqualTo(6);
    }

    @Test
    void stay_when_ids_are_renamed() {
        var changed = changed()
                .cells((column, value) -> IDS.contains(column) ? renamed(value) : value)
                .record((section, key, value) ->
                        KEYS.contains(key) && !section.equals("measures") ? renamed(value.toString()) : value);

        assertThat(sides(changed.diagnosis())).isEqualTo(sides(before));
    }

    @Test
    void stay_when_measures_are_renamed() {
        UnaryOperator<String> renamed = Dialect.CODED::name;
        var changed = changed()
                .columns(renamed)
                .cells((column, value) -> MEASURES.contains(column) ? renamed.apply(value) : value)
                .record((section, key, value) ->
                        MEASURES.contains(key) || (key.equals("id") && section.equals("measures"))
                                ? renamed.apply(value.toString())
                                : value);

        assertThat(sides(changed.diagnosis())).isEqualTo(sides(before));
    }

    @Test
    void stay_when_rows_come_twice_and_in_another_order_and_files_are_cut_in_three() {
        var changed = changed();
        var chance = new Random(1);
        for (String table : changed.tables()) {
            changed.rows(table, rows -> {
                var shuffled = new ArrayList<>(rows);
                if (IDENTIFIED.contains(table)) {
                    shuffled.addAll(rows);
                }
                Collections.shuffle(shuffled, chance);
                return shuffled;
            });
            changed.split(table, 3);
        }

        assertThat(said(changed.diagnosis())).isEqualTo(said(before));
    }

    @Test
    void stay_when_times_are_written_on_another_clock() {
        var changed = changed().cells((column, value) -> elsewhere(value));

        assertThat(said(changed.diagnosis())).isEqualTo(said(before));
    }

    /// Midnight moves, and with it many contacts from one day to another: what only just passes a gate may then fall
    /// short of it, so this organisation has three times the contacts.
    @Test
    void stay_when_the_organisation_lives_in_another_zone() throws IOException {
        Path large = Files.createDirectory(folder.resolve("large"));
        Simulation.of(WORLD.withSize(200, 12_000)).write(large);
        var changed = ChangedWorkspace.copy(large, folder.resolve("changed"))
                .record((section, key, value) -> key.equals("timezone") ? "Pacific/Auckland" : value);

        assertThat(turned(ChangedWorkspace.in(large).diagnosis(), changed.diagnosis(), EnumSet.noneOf(Side.class)))
                .isEmpty();
    }

    @Test
    void stay_when_the_record_and_the_machine_speak_another_language() {
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            var changed = changed()
                    .cells((column, value) ->
                            Set.of("text", "verbatim", "name", "course").contains(column) ? foreign(value) : value)
                    .record((section, key, value) -> Set.of("name", "statement", "role", "text", "definition")
                                    .contains(key)
                            ? foreign(value.toString())
                            : value);

            assertThat(sides(changed.diagnosis())).isEqualTo(sides(before));
        } finally {
            Locale.setDefault(own);
        }
    }

    @Test
    void stay_when_a_unit_is_added_that_nothing_happens_in() {
        var changed = changed().record(root -> {
            var units = new ArrayList<Object>((List<?>) root.get("units"));
            units.add(Map.of("id", "archive", "name", "Archive", "layer", "management", "parent", "shared"));
            root.put("units", units);
            return root;
        });

        assertThat(sides(changed.diagnosis())).isEqualTo(sides(before));
    }

    /// The columns of every table the other way round, and one more that has nothing to do with service.
    @Test
    void stay_when_columns_are_in_another_order_and_one_more_says_nothing() {
        var changed = changed();
        for (String table : changed.tables()) {
            changed.whole(table, rows -> {
                var turned = new ArrayList<List<String>>();
                for (List<String> row : rows) {
                    // A damaged row has no columns to turn round.
                    boolean whole = row.size() == rows.getFirst().size();
                    var cells = new ArrayList<>(whole ? row.reversed() : row);
                    cells.add(turned.isEmpty() ? "form" : "sheet " + turned.size());
                    turned.add(cells);
                }
                return turned;
            });
        }

        assertThat(said(changed.diagnosis())).isEqualTo(said(before));
    }

    /// A year of weeks later, so that days of the week stay what they are.
    @Test
    void stay_when_everything_happens_a_year_later() {
        var changed = changed().cells((column, value) -> later(value)).record((section, key, value) -> {
            String text = value.toString();
            return later(text).equals(text) ? value : later(text);
        });

        assertThat(turned(before, changed.diagnosis(), EnumSet.noneOf(Side.class)))
                .isEmpty();
    }

    /// Every second case with all that hangs on it, every second answer of staff.
    @Test
    void stay_or_open_when_half_of_the_rows_are_lost() {
        var changed = changed();
        for (String table : List.of("interactions", "responses", "complaints", "evaluations", "events", "pulse")) {
            int at = Math.max(0, changed.header(table).indexOf("interaction_id"));
            int key = changed.header(table).contains("case_id")
                    ? changed.header(table).indexOf("case_id")
                    : at;
            changed.rows(
                    table,
                    rows -> rows.stream()
                            .filter(row -> row.size() <= key
                                    || Math.floorMod(matter(row.get(key)).hashCode(), 2) == 0)
                            .toList());
        }

        assertThat(turned(before, changed.diagnosis(), EnumSet.of(Side.UNKNOWN)))
                .isEmpty();
    }

    /// A question asked the other way round, with a dictionary that says so.
    @Test
    void stay_when_a_question_is_asked_the_other_way_round() {
        var changed = changed()
                .cells((column, value) -> column.equals("feel_welcome") && value.matches("[1-5]")
                        ? Integer.toString(6 - Integer.parseInt(value))
                        : value)
                .record(root -> {
                    var measures = new ArrayList<Object>((List<?>) root.get("measures"));
                    measures.removeIf(m -> m instanceof Map<?, ?> map && "feel_welcome".equals(map.get("id")));
                    measures.add(
                            Map.of("id", "feel_welcome", "kind", "feeling", "better", "lower", "scale", List.of(1, 5)));
                    root.put("measures", measures);
                    return root;
                });

        assertThat(sides(changed.diagnosis())).isEqualTo(sides(before));
    }

    /// Some tables at a time, so that each is dropped once.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void stay_or_open_when_tables_are_dropped(int group) {
        var changed = changed();
        List<String> tables = changed.tables();
        for (int i = group; i < tables.size(); i += GROUPS) {
            changed.without(tables.get(i));
        }

        assertThat(turned(before, changed.diagnosis(), EnumSet.of(Side.UNKNOWN)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"promise objectives journeys", "touchpoints scorecards measures links"})
    void stay_or_open_when_sections_of_the_record_are_dropped(String sections) {
        var changed = changed().record(root -> {
            root.keySet().removeAll(List.of(sections.split(" ")));
            return root;
        });

        assertThat(turned(before, changed.diagnosis(), EnumSet.of(Side.UNKNOWN)))
                .isEmpty();
    }

    /// The same again a second time, under ids of its own: as many contacts and answers again that say the same.
    @Test
    void stay_and_grow_no_weaker_when_as_much_is_added_that_says_the_same() {
        var changed = changed();
        Set<String> own = Set.of(
                "interaction_id",
                "response_id",
                "invitation_id",
                "complaint_id",
                "evaluation_id",
                "case_id",
                "calibration");
        for (String table : List.of(
                "interactions", "responses", "invitations", "complaints", "evaluations", "events", "pulse", "offers")) {
            List<String> header = changed.header(table);
            changed.rows(table, rows -> {
                var more = new ArrayList<>(rows);
                for (List<String> row : rows) {
                    var again = new ArrayList<>(row);
                    for (int i = 0; i < Math.min(row.size(), header.size()); i++) {
                        if (own.contains(header.get(i)) && !row.get(i).isEmpty()) {
                            again.set(i, row.get(i) + "~2");
                        }
                    }
                    more.add(again);
                }
                return more;
            });
        }
        Diagnosis after = changed.diagnosis();

        assertThat(turned(before, after, EnumSet.noneOf(Side.class))).isEmpty();
        for (Verdict was : before.verdicts()) {
            if (was.side() != Side.UNKNOWN) {
                assertThat(after.verdict(was.cause()).confidence())
                        .as(was.cause().id())
                        .isGreaterThanOrEqualTo(was.confidence() - 0.001);
            }
        }
    }

    /// What was decided before and is otherwise now, with what is said; sides that it may have turned to are left out.
    private static Map<Cause, String> turned(Diagnosis first, Diagnosis after, Set<Side> allowed) {
        Map<Cause, String> turned = new EnumMap<>(Cause.class);
        for (Verdict was : first.verdicts()) {
            Verdict is = after.verdict(was.cause());
            if (was.side() != Side.UNKNOWN && is.side() != was.side() && !allowed.contains(is.side())) {
                turned.put(was.cause(), "%s, was %s: %s".formatted(is.side(), was.side(), is.statement()));
            }
        }
        return turned;
    }

    private ChangedWorkspace changed() {
        return ChangedWorkspace.copy(origin, folder.resolve("changed"));
    }

    private static Map<Cause, Side> sides(Diagnosis diagnosis) {
        Map<Cause, Side> sides = new EnumMap<>(Cause.class);
        diagnosis.verdicts().forEach(v -> sides.put(v.cause(), v.side()));
        return sides;
    }

    /// Every word of it.
    private static Map<Cause, List<String>> said(Diagnosis diagnosis) {
        Map<Cause, List<String>> said = new EnumMap<>(Cause.class);
        diagnosis.verdicts().forEach(v -> {
            var words = new ArrayList<>(List.of(v.side().name(), v.statement(), v.next()));
            v.evidence().forEach(e -> words.add(e.statement()));
            v.missing().forEach(m -> words.add(m.what()));
            said.put(v.cause(), words);
        });
        return said;
    }

    /// Another id, in another order of the alphabet.
    private static String renamed(String id) {
        return id.isEmpty() ? id : "%08x~%s".formatted(id.hashCode() * 0x9E3779B9, new StringBuilder(id).reverse());
    }

    /// The matter that a contact's id begins with; else the id.
    private static String matter(String id) {
        return id.replaceFirst("\\.\\d+$", "").replaceFirst("^[a-z](?=m\\d)", "");
    }

    /// A day or an instant 364 days later, and a month twelve months later; anything else as it is.
    private static String later(String value) {
        if (value.matches("20\\d\\d-\\d\\d-\\d\\d")) {
            return LocalDate.parse(value).plusDays(364).toString();
        }
        if (value.matches("20\\d\\d-\\d\\d")) {
            return YearMonth.parse(value).plusMonths(12).toString();
        }
        return value.matches("20\\d\\d-\\d\\d-\\d\\dT.*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(value).plusDays(364).toString()
                : value;
    }

    private static String elsewhere(String value) {
        return value.matches("\\d{4}-\\d\\d-\\d\\dT.*[+-]\\d\\d:\\d\\d")
                ? OffsetDateTime.parse(value)
                        .withOffsetSameInstant(ZoneOffset.ofHours(-8))
                        .toString()
                : value;
    }

    private static String foreign(String text) {
        return text.isEmpty() ? text : "İşletme 業務 " + text.length() + " " + text.hashCode();
    }
}
