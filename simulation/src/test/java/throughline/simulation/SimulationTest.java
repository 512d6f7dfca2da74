package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.workspace.OrganisationReader;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulationTest {

    private static final Settings SMALL =
            Settings.of(11).withBlueprint(Blueprint.chain(10)).withSize(210, 9_000);

    /// Tables that a cause may change; whatever follows from what customers feel may change with it.
    private static final Set<String> FELT = Set.of("responses", "invitations", "complaints", "forecasts");

    private static final Set<String> SERVED = plus(FELT, "interactions", "events", "offers", "evaluations");
    private static final Map<Cause, Set<String>> CHANGED = Map.ofEntries(
            Map.entry(Cause.NOBODY_ACCOUNTABLE, Set.of("organisation.yaml", "pulse")),
            Map.entry(Cause.OUTSIDE_STRATEGY, Set.of("organisation.yaml", "pulse", "agendas", "decisions", "steps")),
            Map.entry(Cause.NO_SERVICE_DESIGN, Set.of("organisation.yaml", "pulse", "interactions", "events")),
            Map.entry(Cause.ONE_DIMENSIONAL_FEEDBACK, plus(SERVED, "organisation.yaml", "steps")),
            Map.entry(Cause.FEELINGS_UNLINKED, plus(FELT, "organisation.yaml")),
            Map.entry(Cause.TECHNOLOGY_APART, plus(SERVED, "pulse")),
            Map.entry(Cause.MEASURED_ON_THROUGHPUT, plus(SERVED, "organisation.yaml", "pulse", "rewards")),
            Map.entry(Cause.TRAINING_DOES_NOT_WORK, plus(SERVED, "training", "rewards")),
            Map.entry(Cause.SAY_DO_GAP, plus(SERVED, "decisions", "promises", "pulse", "readings")),
            Map.entry(Cause.MANAGEMENT_OUT_OF_TOUCH, Set.of("forecasts", "importances", "listening", "pulse")),
            Map.entry(Cause.INITIATIVE_NOT_COMMITMENT, plus(SERVED, "steps")),
            Map.entry(Cause.STARTS_AT_THE_BOTTOM, plus(SERVED, "steps", "training", "pulse")),
            Map.entry(Cause.STORES_ONLY, plus(SERVED, "steps")),
            Map.entry(Cause.SALES_FIRST, plus(FELT, "organisation.yaml", "pulse", "pushes", "offers")),
            Map.entry(Cause.TOO_MUCH_AT_ONCE, plus(SERVED, "steps", "pulse")));

    @TempDir
    static Path healthy;

    @BeforeAll
    static void write() {
        Simulation.of(SMALL).write(healthy);
    }

    private static Set<String> plus(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Arrays.asList(more));
        return all;
    }

    @Test
    void writes_a_file_for_every_table_and_the_truth() throws IOException {
        assertThat(names(healthy))
                .hasSize((int) Arrays.stream(FactKind.values())
                                .filter(kind -> !kind.derived())
                                .count()
                        + 2)
                .contains("organisation.yaml", "truth.json");
    }

    @Test
    void writes_the_same_bytes_for_the_same_seed(@TempDir Path again) throws IOException {
        Simulation.of(SMALL).write(again);

        assertThat(differing(healthy, again)).isEmpty();
    }

    @Test
    void writes_other_facts_for_another_seed(@TempDir Path other) throws IOException {
        Simulation.of(Settings.of(12).withBlueprint(Blueprint.chain(10)).withSize(210, 9_000))
                .write(other);

        assertThat(differing(healthy, other)).contains("interactions", "responses", "readings", "steps");
    }

    @ParameterizedTest
    @EnumSource
    void changes_only_what_a_cause_works_on(Cause cause, @TempDir Path sick) throws IOException {
        Simulation.of(SMALL.with(cause)).write(sick);

        assertThat(differing(healthy, sick)).isNotEmpty().isSubsetOf(plus(CHANGED.get(cause), "truth.json"));
    }

    @Test
    void keeps_the_draws_of_contacts_when_a_cause_is_switched_on(@TempDir Path sick) throws IOException {
        Simulation.of(SMALL.with(Cause.MEASURED_ON_THROUGHPUT)).write(sick);

        Set<String> before = firstContacts(WrittenTable.of(healthy, "interactions"));
        Set<String> after = firstContacts(WrittenTable.of(sick, "interactions"));
        assertThat(after).isEqualTo(before);
    }

    private static Set<String> firstContacts(WrittenTable contacts) {
        Set<String> all = new HashSet<>();
        contacts.rows().stream()
                .filter(r -> r.getField("interaction_id").endsWith(".1"))
                .forEach(r -> all.add(r.getField("interaction_id")
                        + r.getField("started_at")
                        + r.getField("customer")
                        + r.getField("agent")
                        + r.getField("intent")));
        return all;
    }

    @Test
    void writes_an_organisation_that_reads_without_a_complaint() {
        var reading = OrganisationReader.read(healthy.resolve("organisation.yaml"), "?");

        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.organisation().touchpoints()).hasSize(14);
        assertThat(reading.organisation().promise()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void writes_a_readable_organisation_whatever_is_wrong_with_it(Cause cause, @TempDir Path sick) {
        Simulation.of(SMALL.with(cause)).write(sick);

        var reading = OrganisationReader.read(sick.resolve("organisation.yaml"), "?");
        assertThat(reading.rejects()).isEmpty();
    }

    @Test
    void refers_only_to_what_exists_but_for_one_unknown_desk() throws IOException {
        var organisation = OrganisationReader.read(healthy.resolve("organisation.yaml"), "?")
                .organisation();
        var units = new HashSet<>(organisation.units().stream().map(u -> u.id()).toList());
        var people = organisation.people().stream().map(p -> p.id()).toList();
        var touchpoints = organisation.touchpoints().stream().map(t -> t.id()).toList();
        var objectives = organisation.objectives().stream().map(o -> o.id()).toList();
        var contacts = WrittenTable.of(healthy, "interactions");
        var answers = WrittenTable.of(healthy, "responses");

        units.add("temporary-desk");
        for (String table : List.of("interactions", "responses", "readings", "pulse", "steps", "pushes", "training")) {
            assertThat(units)
                    .as(table)
                    .containsAll(WrittenTable.of(healthy, table).values("unit"));
        }
        for (String table : List.of("training", "forecasts", "importances", "listening", "rewards")) {
            assertThat(people)
                    .as(table)
                    .containsAll(WrittenTable.of(healthy, table).values("person"));
        }
        assertThat(touchpoints).containsAll(contacts.values("touchpoint"));
        assertThat(people).containsAll(contacts.values("agent"));
        assertThat(objectives).containsAll(WrittenTable.of(healthy, "steps").values("objective"));
        for (String table : List.of("responses", "invitations", "complaints", "evaluations", "offers", "events")) {
            assertThat(contacts.values("interaction_id"))
                    .as(table)
                    .containsAll(WrittenTable.of(healthy, table).values("interaction_id"));
        }
        assertThat(answers.values("response_id"))
                .containsAll(WrittenTable.of(healthy, "invitations").values("response_id"));
    }

    @Test
    void has_busy_mondays_and_quiet_sundays() throws IOException {
        var contacts = WrittenTable.of(healthy, "interactions");

        double mondays = contacts.share(r -> isOn(r, DayOfWeek.MONDAY));
        double sundays = contacts.share(r -> isOn(r, DayOfWeek.SUNDAY));
        assertThat(mondays).isCloseTo(0.168, within(0.02));
        assertThat(sundays).isCloseTo(0.09, within(0.02));
    }

    private static boolean isOn(NamedCsvRecord row, DayOfWeek day) {
        String at = row.getField("started_at");
        return at.matches("\\d{4}-.*") && LocalDate.parse(at.substring(0, 10)).getDayOfWeek() == day;
    }

    @Test
    void has_about_as_many_contacts_as_asked_for_and_an_answer_to_one_in_seven() throws IOException {
        int contacts = WrittenTable.of(healthy, "interactions").rows().size();
        int answers = WrittenTable.of(healthy, "responses").rows().size();

        assertThat(contacts).isBetween(7_800, 10_200);
        assertThat((double) answers / contacts).isCloseTo(0.14, within(0.02));
    }

    @Test
    void leaves_out_values_and_spoils_a_few_rows() throws IOException {
        var contacts = WrittenTable.of(healthy, "interactions");

        assertThat(contacts.share(r -> r.getField("wait_s").isEmpty())).isCloseTo(0.03, within(0.01));
        assertThat(contacts.share(r -> r.getField("case_id").isEmpty())).isCloseTo(0.04, within(0.01));
        assertThat(contacts.rows().stream().filter(r -> r.getField("wait_s").equals("n/a")))
                .hasSizeBetween(1, 15);
    }

    @Test
    void makes_customers_come_back_over_several_touchpoints() throws IOException {
        var contacts = WrittenTable.of(healthy, "interactions");
        int cases = contacts.values("case_id").size();

        assertThat((double) contacts.rows().size() / cases).isBetween(1.05, 1.3);
        assertThat(contacts.values("customer").size())
                .isLessThan(contacts.rows().size() / 2);
    }

    @Test
    void leaves_no_file_for_a_withheld_table_and_says_what_cannot_be_known(@TempDir Path folder) throws IOException {
        Truth truth = Simulation.of(
                        SMALL.with(Cause.TOO_MUCH_AT_ONCE).with(Recording.COMPLETE.withheld(FactKind.STEPS)))
                .write(folder);

        assertThat(names(folder)).doesNotContain("steps.csv");
        assertThat(truth.answer(Cause.TOO_MUCH_AT_ONCE))
                .isEqualTo(new Truth.Answer(Truth.State.UNKNOWN, 0.8, "Only 0 rows of steps. Only 0 days of steps."));
        assertThat(truth.answer(Cause.OUTSIDE_STRATEGY).state()).isEqualTo(Truth.State.ABSENT);
    }

    @Test
    void writes_gzipped_tables(@TempDir Path folder) throws IOException {
        Simulation.of(SMALL.with(Recording.COMPLETE.withPacking(Recording.Packing.GZIPPED)))
                .write(folder);

        assertThat(names(folder)).contains("interactions.csv.gz").doesNotContain("interactions.csv");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return new TreeSet<>(files.map(f -> f.getFileName().toString()).toList());
        }
    }

    private static Set<String> differing(Path one, Path other) throws IOException {
        Set<String> all = new TreeSet<>();
        for (String name : names(one)) {
            if (Files.mismatch(one.resolve(name), other.resolve(name)) >= 0) {
                all.add(name.replace(".csv", ""));
            }
        }
        return all;
    }

    @Test
    void looks_at_a_trickle_of_what_happens_outside_the_shops_where_only_they_count(@TempDir Path shopsOnly)
            throws IOException {
        Simulation.of(SMALL.with(Cause.STORES_ONLY)).write(shopsOnly);
        Map<String, Boolean> shop = new HashMap<>();
        WrittenTable.of(shopsOnly, "interactions")
                .rows()
                .forEach(r -> shop.put(
                        r.getField("interaction_id"), r.getField("channel").equals("store")));
        var evaluated = WrittenTable.of(shopsOnly, "evaluations");

        double inside = evaluated.share(r -> shop.getOrDefault(r.getField("interaction_id"), false));
        double here = shop.values().stream().filter(s -> s).count() / (double) shop.size();
        double fair = (1 - inside) / inside * here / (1 - here);

        // In small units the first contact of every day used to be judged all the same.
        assertThat(fair).isBetween(0.005, 0.06);
    }
}
