package throughline.lake.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.CASES;
import static throughline.lake.fact.FactKind.COMPLAINTS;
import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.INVITATIONS;
import static throughline.lake.fact.FactKind.OFFERS;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.fact.FactKind.RESPONSES;
import static throughline.lake.fact.FactKind.TRACES;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Worlds;
import throughline.lake.cube.Worlds.World;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DerivedColumnsTest {

    private static final StateRule FAULTS = new StateRule("faults", true, OptionalDouble.of(3));
    private static final StateRule SPEED = new StateRule("speed", false, OptionalDouble.empty());

    private static World contacts() {
        return new World(Worlds.table(
                        INTERACTIONS,
                        "interaction_id",
                        "started_at",
                        "customer",
                        "case_id",
                        "touchpoint",
                        "channel",
                        "unit",
                        "intent",
                        "resolved",
                        "wait_s:n"))
                .row(
                        "2026-03-02",
                        "i1",
                        "2026-03-02T09:00:00Z",
                        "c1",
                        "k1",
                        "phone",
                        "phone",
                        "w-01",
                        "refund",
                        false,
                        5)
                .row("2026-03-04", "i2", "2026-03-04T09:00:00Z", "c1", "k1", "desk", "store", "w-02", "refund", null, 6)
                .row(
                        "2026-03-08",
                        "i3",
                        "2026-03-08T09:00:00Z",
                        "c1",
                        "k1",
                        "phone",
                        "phone",
                        "w-01",
                        "refund",
                        true,
                        7)
                .row("2026-03-02", "i4", "2026-03-02T10:30:00Z", "c2", null, "phone", "phone", "w-01", "bill", true, 8)
                .row("2026-03-05", "i5", "2026-03-05T10:30:00Z", "c2", null, "phone", "phone", "w-01", "bill", true, 9)
                .row("2026-03-05", "i6", "2026-03-05T10:31:00Z", "c2", null, "phone", "phone", null, null, true, 4)
                .row(
                        "2026-03-05",
                        "i7",
                        "2026-03-05T11:00:00Z",
                        "c3",
                        "k2",
                        "phone",
                        "phone",
                        "w-02",
                        "refund",
                        null,
                        2);
    }

    private static List<List<@Nullable String>> values(
            List<World> worlds, List<StateRule> rules, FactKind kind, String... columns) {
        try (var lake = DuckDbLake.temporary()) {
            worlds.forEach(world -> world.into(lake.appender(world.table())));
            var engine = lake.seal(rules);
            assertThat(engine.table(kind).orElseThrow().columns().stream().map(Column::name))
                    .contains(columns);
            return engine.rows(new RowQuery(kind, List.of(columns), List.of()), 0, 100).values().stream()
                    .map(row -> row.subList(2, row.size()))
                    .toList();
        }
    }

    private static List<@Nullable String> column(
            List<World> worlds, List<StateRule> rules, FactKind kind, String column) {
        return values(worlds, rules, kind, column).stream().map(List::getFirst).toList();
    }

    @Test
    void a_contact_is_a_repeat_within_72_hours_of_an_earlier_one_on_the_matter() {
        assertThat(column(List.of(contacts()), List.of(), INTERACTIONS, "repeat_72h"))
                .containsExactly("false", "true", "false", "false", "true", null, "false");
    }

    @Test
    void a_contact_was_offered_something_if_an_offer_names_it_and_nothing_while_offers_were_recorded() {
        var offers = new World(Worlds.table(OFFERS, "at", "interaction_id", "accepted"))
                .row("2026-03-02", "2026-03-02T09:00:00Z", "i2", true)
                .row("2026-03-05", "2026-03-05T09:00:00Z", null, true);

        assertThat(column(List.of(contacts(), offers), List.of(), INTERACTIONS, "offered"))
                .containsExactly("false", "true", null, "false", "false", "false", "false");
        assertThat(values(List.of(contacts(), offers), List.of(), OFFERS, "unit", "touchpoint", "intent"))
                .containsExactly(List.of("w-02", "desk", "refund"), Arrays.asList(null, null, null));
    }

    @Test
    void a_replaced_contact_counts_for_nothing() {
        var corrected = new World(Worlds.table(INTERACTIONS, "interaction_id", "started_at", "case_id"))
                .row("2026-03-20", "i2", "2026-03-20T09:00:00Z", "k1");
        var readings = new World(Worlds.table(READINGS, "at", "measure", "value"))
                .row("2026-03-05", "2026-03-05T00:00:00Z", "faults", 4);
        var worlds = List.of(contacts(), corrected, readings);

        assertThat(values(worlds.subList(0, 2), List.of(), INTERACTIONS, "interaction_id", "repeat_72h"))
                .containsExactlyInAnyOrder(
                        List.of("i1", "false"),
                        List.of("i2", "false"),
                        List.of("i3", "false"),
                        List.of("i4", "false"),
                        List.of("i5", "true"),
                        Arrays.asList("i6", null),
                        List.of("i7", "false"));
        assertThat(values(worlds, List.of(FAULTS), INTERACTIONS, "interaction_id", "state_faults"))
                .hasSize(7)
                .contains(Arrays.asList("i2", null), List.of("i5", "4"), List.of("i7", "4"));
        assertThat(values(worlds, List.of(FAULTS), CASES, "case_id", "contacts", "crossed"))
                .containsExactlyInAnyOrder(List.of("k1", "3", "false"), List.of("k2", "1", "false"));
    }

    @Test
    void a_case_joins_the_contacts_about_one_matter() {
        assertThat(values(
                        List.of(contacts()),
                        List.of(),
                        CASES,
                        "case_id",
                        "day",
                        "unit",
                        "contacts",
                        "repeat_72h",
                        "channel_changed",
                        "returned",
                        "crossed",
                        "resolved"))
                .containsExactly(
                        List.of("k1", "2026-03-02", "w-01", "3", "true", "true", "true", "true", "true"),
                        Arrays.asList("k2", "2026-03-05", "w-02", "1", "false", "false", "false", "false", null));
    }

    @Test
    void a_case_and_the_answers_about_it_know_all_its_touchpoints() {
        var contacts = new World(Worlds.table(INTERACTIONS, "interaction_id", "started_at", "case_id", "touchpoint"))
                .row("2026-03-02", "i1", "2026-03-02T09:00:00Z", "k1", "web")
                .row("2026-03-03", "i2", "2026-03-03T09:00:00Z", "k1", "phone")
                .row("2026-03-04", "i3", "2026-03-04T09:00:00Z", "k1", "web")
                .row("2026-03-04", "i4", "2026-03-04T09:00:00Z", "k2", "desk")
                .row("2026-03-04", "i5", "2026-03-04T10:00:00Z", "k3", null)
                .row("2026-03-05", "i6", "2026-03-05T10:00:00Z", "k3", null)
                .row("2026-03-05", "i7", "2026-03-05T10:00:00Z", null, "desk");
        var responses = new World(Worlds.table(RESPONSES, "response_id", "answered_at", "interaction_id"))
                .row("2026-03-03", "r1", "2026-03-03T09:00:00Z", "i2")
                .row("2026-03-05", "r2", "2026-03-05T09:00:00Z", "i4")
                .row("2026-03-05", "r3", "2026-03-05T09:00:00Z", "i7");
        var worlds = List.of(contacts, responses);

        assertThat(values(worlds, List.of(), CASES, "case_id", "touchpoints"))
                .containsExactlyInAnyOrder(
                        List.of("k1", "phone + web"), List.of("k2", "desk"), Arrays.asList("k3", null));
        assertThat(values(worlds, List.of(), RESPONSES, "response_id", "case_touchpoints"))
                .containsExactlyInAnyOrder(
                        List.of("r1", "phone + web"), List.of("r2", "desk"), Arrays.asList("r3", null));
    }

    @Test
    void a_daily_reading_counts_for_the_contacts_of_its_day_and_place() {
        var readings = new World(Worlds.table(READINGS, "at", "measure", "value", "unit", "touchpoint"))
                .row("2026-03-02", "2026-03-02T00:00:00Z", "faults", 4, "w-01", null)
                .row("2026-03-02", "2026-03-02T00:00:00Z", "faults", 1, null, "phone")
                .row("2026-03-05", "2026-03-05T00:00:00Z", "faults", 2, null, "phone")
                .row("2026-03-05", "2026-03-05T00:00:00Z", "faults", 9, "w-01", "desk");

        assertThat(values(List.of(contacts(), readings), List.of(FAULTS), INTERACTIONS, "state_faults", "degraded"))
                .containsExactly(
                        List.of("4", "true"),
                        Arrays.asList(null, null),
                        Arrays.asList(null, null),
                        List.of("4", "true"),
                        List.of("2", "false"),
                        List.of("2", "false"),
                        List.of("2", "false"));
        assertThat(column(List.of(readings), List.of(FAULTS), READINGS, "degraded"))
                .containsExactly("true", "false", "false", "true");
    }

    @Test
    void a_frequent_reading_counts_until_the_next_and_at_most_twice_the_spacing() {
        var readings = new World(Worlds.table(READINGS, "at", "measure", "value", "system"))
                .row("2026-03-02", "2026-03-02T07:00:00Z", "faults", 1, "a")
                .row("2026-03-02", "2026-03-02T08:00:00Z", "faults", 2, "a")
                .row("2026-03-02", "2026-03-02T08:00:00Z", "faults", 6, "b")
                .row("2026-03-02", "2026-03-02T09:00:00Z", "faults", 8, "a")
                .row("2026-03-05", "2026-03-05T09:30:00Z", "faults", 3, "a");

        assertThat(values(List.of(contacts(), readings), List.of(FAULTS), INTERACTIONS, "state_faults", "degraded"))
                .containsExactly(
                        List.of("8", "true"),
                        Arrays.asList(null, null),
                        Arrays.asList(null, null),
                        List.of("8", "true"),
                        List.of("3", "false"),
                        List.of("3", "false"),
                        List.of("3", "false"));
    }

    @Test
    void a_reading_without_a_limit_is_degraded_far_from_the_median() {
        var readings = new World(Worlds.table(READINGS, "at", "measure", "value"));
        for (int day = 1; day <= 9; day++) {
            readings.row("2026-03-0" + day, "2026-03-0" + day + "T00:00:00Z", "speed", day == 9 ? 80 : 100 + day % 3);
        }

        assertThat(column(List.of(readings), List.of(SPEED), READINGS, "degraded"))
                .containsExactly("false", "false", "false", "false", "false", "false", "false", "false", "true");
    }

    @Test
    void no_reading_is_degraded_where_none_is_far_from_the_median() {
        assertThat(faults(4, 5, 6, 7, 5, 4, 6, 7, 8)).containsOnly("false");
    }

    /// 0 at the median and no deviation from it: were that the limit, a single fault would be a degraded state.
    @Test
    void one_fault_is_not_degraded_though_most_readings_are_none() {
        assertThat(faults(0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 14, 0, 2, 0, 13, 0))
                .containsExactly(
                        "false", "false", "false", "false", "false", "false", "false", "false", "false", "false",
                        "true", "false", "false", "false", "true", "false");
    }

    @Test
    void a_rare_fault_is_degraded_where_it_is_all_there_is() {
        assertThat(faults(0, 0, 0, 0, 1, 0, 0, 0, 0, 0))
                .containsOnlyOnce("true")
                .element(4)
                .isEqualTo("true");
    }

    @Test
    void a_reading_of_yes_or_no_is_degraded_though_a_third_of_them_are() {
        assertThat(faults(0, 1, 0, 0, 1, 0)).containsExactly("false", "true", "false", "false", "true", "false");
    }

    private static List<@Nullable String> faults(int... faults) {
        var readings = new World(Worlds.table(READINGS, "at", "measure", "value"));
        for (int hour = 0; hour < faults.length; hour++) {
            readings.row("2026-03-02", "2026-03-02T%02d:00:00Z".formatted(hour), "faults", faults[hour]);
        }
        return column(
                List.of(readings),
                List.of(new StateRule("faults", true, OptionalDouble.empty())),
                READINGS,
                "degraded");
    }

    @Test
    void a_response_takes_over_what_its_interaction_knows() {
        var offers = new World(Worlds.table(OFFERS, "at", "interaction_id", "accepted"))
                .row("2026-03-02", "2026-03-02T09:00:00Z", "i1", true);
        var readings = new World(Worlds.table(READINGS, "at", "measure", "value", "unit"))
                .row("2026-03-02", "2026-03-02T00:00:00Z", "faults", 4, "w-01")
                .row("2026-03-05", "2026-03-05T00:00:00Z", "faults", 2, "w-02");
        var responses = new World(
                        Worlds.table(RESPONSES, "response_id", "answered_at", "interaction_id", "unit", "empathy:n"))
                .row("2026-03-03", "r1", "2026-03-03T09:00:00Z", "i1", null, 4)
                .row("2026-03-05", "r2", "2026-03-05T09:00:00Z", null, "w-02", 5)
                .row("2026-03-05", "r3", "2026-03-05T09:00:00Z", "unknown", "w-01", 3);

        assertThat(values(
                        List.of(contacts(), offers, readings, responses),
                        List.of(FAULTS),
                        RESPONSES,
                        "unit",
                        "channel",
                        "resolved",
                        "offered",
                        "accepted",
                        "degraded",
                        "state_faults",
                        "contact_wait_s",
                        "contact_started_at",
                        "case_crossed",
                        "case_contacts"))
                .containsExactly(
                        List.of(
                                "w-01",
                                "phone",
                                "false",
                                "true",
                                "true",
                                "true",
                                "4",
                                "5",
                                "2026-03-02T09:00:00Z",
                                "true",
                                "3"),
                        Arrays.asList("w-02", null, null, null, null, "false", "2", null, null, null, null),
                        Arrays.asList("w-01", null, null, null, null, null, null, null, null, null, null));
    }

    private static World events() {
        return new World(Worlds.table(EVENTS, "case_id", "activity", "at", "touchpoint", "system"))
                .row("2026-03-02", "k1", "ask", "2026-03-02T09:00:00Z", "web", "crm")
                .row("2026-03-03", "k2", "ask", "2026-03-03T09:00:00Z", null, null)
                .row("2026-03-02", "k1", "pay", "2026-03-02T09:10:00Z", "web", "bank")
                .row("2026-03-02", "k1", "look", "2026-03-02T09:10:00Z", "phone", null)
                .row("2026-03-02", "k1", "ask", "2026-03-02T08:59:59.5Z", "web", "crm");
    }

    @Test
    void an_event_knows_what_came_before_it_in_its_case_and_ties_keep_the_order_of_the_file() {
        assertThat(values(
                        List.of(events()),
                        List.of(),
                        EVENTS,
                        "activity",
                        "since_s",
                        "from_activity",
                        "from_touchpoint",
                        "from_system"))
                .containsExactly(
                        List.of("ask", "0.5", "ask", "web", "crm"),
                        Arrays.asList("ask", null, null, null, null),
                        List.of("pay", "600", "ask", "web", "crm"),
                        List.of("look", "0", "pay", "web", "bank"),
                        Arrays.asList("ask", null, null, null, null));
    }

    @Test
    void a_trace_joins_the_events_of_one_case() {
        assertThat(values(
                        List.of(events()),
                        List.of(),
                        TRACES,
                        "case_id",
                        "day",
                        "touchpoint",
                        "events",
                        "activities",
                        "duration_s",
                        "repeated",
                        "touchpoint_changed",
                        "path"))
                .containsExactlyInAnyOrder(
                        List.of("k1", "2026-03-02", "web", "4", "3", "600.5", "true", "true", "web > phone"),
                        Arrays.asList("k2", "2026-03-03", null, "1", "1", "0", "false", null, null));
    }

    @Test
    void a_path_is_cut_after_thirty_steps() {
        var world = new World(Worlds.table(EVENTS, "case_id", "activity", "at", "touchpoint"));
        for (int i = 0; i < 50; i++) {
            world.row("2026-03-02", "k", "ask", "2026-03-02T09:%02d:00Z".formatted(i), i % 2 == 0 ? "web" : "phone");
        }
        String path = column(List.of(world), List.of(), TRACES, "path").getFirst();

        assertThat(path.split(FactKind.STEP_BREAK, -1)).hasSize(31).endsWith("phone", FactKind.CUT);
    }

    @Test
    void an_invitation_was_answered_if_it_names_a_response() {
        var invitations = new World(Worlds.table(INVITATIONS, "invitation_id", "sent_at", "response_id"))
                .row("2026-03-03", "v1", "2026-03-03T09:00:00Z", "r1")
                .row("2026-03-03", "v2", "2026-03-03T09:00:00Z", null);

        assertThat(column(List.of(invitations), List.of(), INVITATIONS, "answered"))
                .containsExactly("true", "false");
    }

    @Test
    void a_lake_says_how_many_rows_were_replaced() {
        try (var lake = DuckDbLake.temporary()) {
            new World(Worlds.table(COMPLAINTS, "complaint_id"))
                    .row("2026-03-03", "b")
                    .row("2026-03-03", "a")
                    .row("2026-03-03", "b")
                    .into(lake.appender(Worlds.table(COMPLAINTS, "complaint_id")));
            lake.seal(List.of());

            assertThat(lake.replaced()).containsExactly(java.util.Map.entry(COMPLAINTS, 1L));
        }
    }
}
