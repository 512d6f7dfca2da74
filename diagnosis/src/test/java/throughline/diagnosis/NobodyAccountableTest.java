package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.TinyWorld.FIRST;
import static throughline.diagnosis.TinyWorld.missing;
import static throughline.diagnosis.TinyWorld.statements;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Section;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NobodyAccountableTest {

    private final TinyWorld world = new TinyWorld();

    @Test
    void is_absent_while_one_board_member_answers_for_all_and_staff_know_it() {
        board().touchpoint("phone", "Telephone", "p3").touchpoint("web", "Website", "p1");
        world.facts(pulse(contacts(80, 20), 36, 4));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict))
                .containsExactlyInAnyOrder(
                        "Each of 2 touchpoints has exactly one accountable person.",
                        "One member of the board answers for service: Ada North.",
                        "All lines of ownership end at one place on the board.",
                        "Asked who answers for service, 36 of 40 staff named Ada North (likely 77 to 96 %).");
        assertThat(verdict.trend())
                .hasValueSatisfying(t -> assertThat(t.points()).isNotEmpty());
    }

    @Test
    void is_present_while_the_telephone_belongs_to_nobody() {
        board().touchpoint("phone", "Telephone").touchpoint("web", "Website", "p1");
        world.facts(contacts(38, 62));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("1 of 2 touchpoints has no single accountable person; it carries 38 % of contacts.");
        assertThat(verdict.next()).isEqualTo("Name one accountable person for “Telephone” (38 % of contacts).");
        assertThat(verdict.evidence().getFirst().indicator().lineage().behind()).isPresent();
    }

    @Test
    void weighs_touchpoints_alike_while_there_are_only_a_handful_of_contacts() {
        board().touchpoint("phone", "Telephone").touchpoint("web", "Website", "p1");
        world.facts(contacts(1, 2));

        Verdict verdict = examine();

        assertThat(verdict.statement()).isEqualTo("1 of 2 touchpoints has no single accountable person.");
        assertThat(missing(verdict))
                .contains("3 contacts with a touchpoint; 30 are needed to weigh touchpoints by them,"
                        + " so each counts the same.");
    }

    @Test
    void counts_two_owners_as_none() {
        board().touchpoint("phone", "Telephone", "p1", "p3").touchpoint("web", "Website", "p1");
        world.facts(contacts(60, 40));

        assertThat(examine().next())
                .isEqualTo("Choose one of the 2 people accountable for “Telephone” (60 % of contacts).");
    }

    @Test
    void counts_contacts_of_a_touchpoint_that_is_not_on_record_as_nobodys() {
        board().touchpoint("web", "Website", "p1");
        world.facts(contacts(50, 50));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.next()).isEqualTo("Name one accountable person for “phone” (50 % of contacts).");
    }

    @Test
    void is_present_without_an_owner_of_the_promise() {
        board().promise(null, FIRST, "welcome").touchpoint("web", "Website", "p3");

        assertThat(examine().statement())
                .isEqualTo("No member of the board is on record as the one who answers for service.");
        assertThat(examine().next()).isEqualTo("Name the one member of the board who answers for service.");
    }

    @Test
    void is_not_absent_where_the_record_leaves_the_promise_out() {
        board().touchpoint("web", "Website", "p1");
        world.withoutPromise();

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("The promise and its owner: organisation.yaml has no promise; write promise: {} if there is"
                        + " none.");
    }

    @Test
    void is_present_while_the_owner_of_the_promise_is_no_member_of_the_board() {
        board().promise("p3", FIRST, "welcome").touchpoint("web", "Website", "p3");

        assertThat(examine().statement())
                .isEqualTo("The promise belongs to Ben South, who is not a member of the board.");
    }

    @Test
    void is_present_while_managers_run_in_a_circle() {
        board().person("p8", "Cy East", Layer.MANAGEMENT, null, "p9")
                .person("p9", "Di West", Layer.MANAGEMENT, null, "p8")
                .touchpoint("web", "Website", "p8");

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("The line upwards from Cy East runs in a circle and never reaches the board.");
    }

    @Test
    void is_present_while_an_owner_has_left() {
        board().left("p9", "Di West", Layer.BOARD, FIRST)
                .touchpoint("web", "Website", "p1")
                .touchpoint("shop", "Shop", "p9");

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(statements(verdict))
                .contains("Di West on record as owner has left; 50 % of touchpoints was theirs.");
    }

    @Test
    void is_present_while_lines_end_at_several_members_of_the_board() {
        board().person("p2", "Eve Hill", Layer.BOARD, "board", null)
                .person("p4", "Flo Dale", Layer.EXECUTIVE, null, "p2")
                .touchpoint("web", "Website", "p3")
                .touchpoint("shop", "Shop", "p4");

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo(
                        "The lines of ownership end at 2 places on the board; 50 % of touchpoints lead to Ada North.");
    }

    @Test
    void follows_units_where_managers_are_not_on_record() {
        world.promise("p1", FIRST, "welcome")
                .unit("board", Layer.BOARD, null)
                .unit("west", Layer.MANAGEMENT, "board")
                .person("p1", "Ada North", null, "board", null)
                .person("p7", null, null, "west", null)
                .touchpoint("web", "Website", "p7");

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void is_present_while_staff_name_somebody_else() {
        board().touchpoint("web", "Website", "p1");
        world.facts(pulse(contacts(0, 10), 10, 30));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.next())
                .isEqualTo("Tell every team that Ada North answers for service, and ask again after 60 days.");
    }

    @Test
    void never_shows_whom_staff_named_beside_their_unit_or_hour() {
        board().touchpoint("web", "Website", "p1");
        world.facts(pulse(contacts(0, 10), 10, 30));

        assertThat(examine().evidence())
                .flatExtracting(e -> e.indicator().lineage().behind().stream().toList())
                .filteredOn(rows -> rows.fact() == FactKind.PULSE)
                .isNotEmpty()
                .allSatisfy(rows -> assertThat(rows.columns()).containsExactly("names_owner"));
    }

    @Test
    void is_not_known_while_staff_are_divided() {
        board().touchpoint("web", "Website", "p1");
        world.facts(pulse(contacts(0, 10), 22, 18));

        assertThat(examine()).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    @Test
    void is_not_known_without_a_record() {
        world.unrecorded().facts(pulse(contacts(50, 50), 20, 20));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("An organisation.yaml that says who answers for each touchpoint; there is none.");
    }

    @Test
    void is_not_known_from_a_bare_list_of_touchpoints() {
        world.touchpoint("phone", "Telephone").touchpoint("web", "Website").facts(contacts(50, 50));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("An owner of the promise and one accountable person a touchpoint; none is on record.");
    }

    @Test
    void asks_for_more_answers_of_staff() {
        world.unrecorded().promise("p1", FIRST, "welcome").facts(pulse(contacts(1, 1), 10, 0));

        assertThat(missing(examine()))
                .contains("20 more answers of staff on who answers for service, about 12 months at the present rate.");
    }

    @Test
    void counts_the_owners_of_a_journey_by_contacts() {
        board().touchpoint("phone", "Telephone", "p3")
                .touchpoint("web", "Website", "p1")
                .journey("refund", "web", "phone")
                .journey("news", "web")
                .journey("never used", "post");
        world.facts(contacts(75, 25));

        // 1 / (0.75^2 + 0.25^2)
        assertThat(statements(examine()))
                .contains("Of 2 journeys refund has the most owners: 1.60 in effect, weighted by contacts.");
    }

    @Test
    void counts_a_touchpoint_without_an_owner_as_one_of_its_own() {
        board().touchpoint("phone", "Telephone")
                .touchpoint("web", "Website", "p1")
                .journey("refund", "web", "phone");
        world.facts(contacts(50, 50));

        assertThat(statements(examine()))
                .contains("The journey refund has 2.00 owners in effect, weighted by contacts.");
    }

    @Test
    void shows_what_it_costs_to_pass_from_one_owner_to_another() {
        board().touchpoint("phone", "Telephone", "p3").touchpoint("web", "Website", "p1");
        world.facts(cases(contacts(50, 50), 0.4));

        Verdict verdict = examine();

        // Five families hold together, so each interval is at 99 in 100.
        // 9 of 10 resolved against 5 of 10, in standard deviations of yes and no at 7 in 10: 0.4 / 0.459.
        assertThat(statements(verdict))
                .contains("200 of 400 cases passed between owners; there resolution is 0.87 standard deviations worse "
                        + "than in like cases (likely 0.79 to 0.96).");
        assertThat(verdict.evidence())
                .filteredOn(e -> e.indicator().id().equals("owner-crossing"))
                .singleElement()
                .satisfies(e -> assertThat(e.supports()).isEqualTo(Side.UNKNOWN));
    }

    @Test
    void sees_no_crossing_where_one_person_owns_both_ends() {
        board().touchpoint("phone", "Telephone", "p1").touchpoint("web", "Website", "p1");
        world.facts(cases(contacts(50, 50), 0.4));

        assertThat(statements(examine())).noneMatch(s -> s.contains("passed between owners"));
    }

    /// Cases of two contacts, every other one by telephone and web, less often resolved then.
    private static InMemoryLake.Sheet cases(InMemoryLake.Sheet before, double loss) {
        var sheet = before.of(FactKind.CASES)
                .columns("case_id", "unit", "touchpoint", "intent", "contacts:n", "resolved:f", "touchpoints");
        for (int i = 0; i < 400; i++) {
            boolean crossed = i % 2 == 0;
            boolean resolved = i % 20 < 18 - (crossed ? 20 * loss : 0);
            sheet.row(
                    "2026-06-%02d".formatted(1 + i % 28),
                    "k" + i,
                    "w-" + i / 2 % 12,
                    "phone",
                    "refund",
                    2,
                    resolved,
                    crossed ? "phone + web" : "phone");
        }
        return sheet;
    }

    private TinyWorld board() {
        return world.promise("p1", FIRST, "welcome")
                .unit("board", Layer.BOARD, null)
                .person("p1", "Ada North", Layer.BOARD, "board", null)
                .person("p3", "Ben South", Layer.EXECUTIVE, null, "p1");
    }

    @Test
    void counts_an_owner_who_is_not_on_record_as_none() {
        board().touchpoint("phone", "Telephone", "p-77")
                .touchpoint("web", "Website", "p1")
                .touchpoint("shop", "Shop", "p-78");
        world.facts(contacts(60, 40));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("2 of 3 touchpoints have no single accountable person; they carry 60 % of contacts.");
        assertThat(statements(verdict))
                .contains("p-77 is named as owner of “Telephone” but is not on record, nor p-78; nobody counts as owner"
                        + " there.");
    }

    @Test
    void counts_a_promise_of_somebody_who_is_not_on_record_as_nobodys() {
        board().promise("p99", FIRST, "welcome").touchpoint("web", "Website", "p1");

        Verdict verdict = examine();

        assertThat(verdict.statement())
                .isEqualTo("No member of the board is on record as the one who answers for service.");
        assertThat(statements(verdict))
                .contains("p99 is named as owner of the promise but is not on record; nobody counts as owner there.");
    }

    @Test
    void takes_ids_for_owners_where_no_people_are_on_record() {
        world.without(Section.PEOPLE)
                .promise("p1", FIRST, "welcome")
                .touchpoint("web", "Website", "p1")
                .touchpoint("shop", "Shop", "p1");

        assertThat(statements(examine()))
                .contains("Each of 2 touchpoints has exactly one accountable person.")
                .noneMatch(s -> s.contains("not on record,"));
    }

    @Test
    void does_not_take_one_touchpoint_of_sixteen_for_more_than_one_contact_in_twenty() {
        board().touchpoint("car park", "Car park");
        for (int i = 1; i < 16; i++) {
            world.touchpoint("t" + i, "Counter " + i, "p1");
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(statements(verdict)).contains("1 of 16 touchpoints has no single accountable person.");
    }

    @Test
    void does_not_weigh_contacts_of_one_table_with_complaints_of_another() {
        board().touchpoint("car park", "Car park");
        for (int i = 1; i < 16; i++) {
            world.touchpoint("t" + i, "Counter " + i, "p1");
        }
        var sheet = InMemoryLake.of(FactKind.EVENTS).columns("case_id", "touchpoint", "interaction_id");
        for (int i = 0; i < 300; i++) {
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "c" + i, i % 10 == 0 ? "car park" : "t1", "i" + i);
        }
        var complaints = sheet.of(FactKind.COMPLAINTS).columns("complaint_id", "touchpoint");
        for (int i = 1; i < 40; i++) {
            complaints.row("2026-06-%02d".formatted(1 + i % 28), "x" + i, "t" + (1 + i % 15));
        }
        world.facts(complaints);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("Contacts with their touchpoint; events and complaints do not tell how many come where, so"
                        + " each touchpoint counts the same.");
    }

    private Verdict examine() {
        return new NobodyAccountable().examine(world.dossier());
    }

    private static InMemoryLake.Sheet contacts(int phone, int web) {
        var sheet = InMemoryLake.of(FactKind.INTERACTIONS).columns("interaction_id", "touchpoint");
        for (int i = 0; i < phone + web; i++) {
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "i" + i, i < phone ? "phone" : "web");
        }
        return sheet;
    }

    private static InMemoryLake.Sheet pulse(InMemoryLake.Sheet before, int right, int wrong) {
        var sheet = before.of(FactKind.PULSE).columns("unit", "names_owner");
        for (int i = 0; i < right + wrong; i++) {
            sheet.row("2026-06-01", "w-" + i % 4, i < right ? i % 2 == 0 ? "p1" : "Mrs North" : "nobody, really");
        }
        return sheet;
    }
}
