package throughline.server.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.organisation.Change;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.AuditLog;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrganisationRecordTest {

    private static final Editor ANNA = new Editor(Optional.empty(), "anna@example.org");
    private static final Editor BEN = new Editor(Optional.empty(), "ben@example.org");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);

    private static final String DOCUMENT = """
            # Written by hand.
            name: Northgate Rail
            colour: red
            units: [{id: board}, {id: west, parent: board}]
            people:
              - {id: p1, name: A. Example, unit: board}
              - {id: p3, name: B. Example, unit: west}
            touchpoints:
              - {id: phone, name: Telephone enquiries, channel: phone}
              - {id: web, name: Web site, channel: web, accountable: p1}
            """;

    private final DatabaseKind kind;
    private Database database;
    private OrganisationRecord record;

    OrganisationRecordTest(DatabaseKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws Exception {
        database = Database.at(kind.fresh());
        record = new OrganisationRecord(database.dataSource(), CLOCK);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void begins_with_nothing_and_with_a_name() {
        assertThat(record.replace(BEN, 5, DOCUMENT))
                .isEqualTo(new Refused(List.of("Nothing is on record yet, so there is no such version.")));
        assertThat(record.now().number()).isZero();
        assertThat(record.begin(ANNA, " Northgate Rail ")).isInstanceOf(Made.class);
        assertThat(record.now().document()).contains("throughline: 1\nname: Northgate Rail\n");
        assertThat(record.begin(ANNA, "Another")).isEqualTo(new Refused(List.of("There is a record already.")));
    }

    @Test
    void keeps_an_imported_document_byte_for_byte_until_somebody_edits() {
        imported();

        assertThat(record.now().document()).contains(DOCUMENT);
        assertThat(record.now().unread()).containsExactly("organisation.yaml line 3: colour is not a known key.");

        record.change(ANNA, 1, owner("phone", "p3"));

        assertThat(record.now().document().orElseThrow())
                .startsWith("# Written by hand.\nthroughline: 1\nname: Northgate Rail\nunits:\n  - id: board\n");
        assertThat(record.now().unread()).isEmpty();
        assertThat(record.at(1).document()).contains(DOCUMENT);
    }

    @Test
    void makes_a_version_of_each_change_with_who_when_and_what_in_words() {
        imported();

        Outcome outcome = record.change(ANNA, 1, owner("phone", "p3"));

        assertThat(outcome).isInstanceOfSatisfying(Made.class, made -> {
            assertThat(made.version().number()).isEqualTo(2);
            assertThat(made.version().at()).isEqualTo(CLOCK.instant());
            assertThat(made.version().by()).isEqualTo(ANNA);
            assertThat(made.version().what())
                    .isEqualTo("Telephone enquiries: accountable is B. Example instead of nothing.");
        });
        assertThat(record.versions(Long.MAX_VALUE, 10))
                .extracting(Version::number)
                .containsExactly(2L, 1L);
        assertThat(record.change(ANNA, 1, owner("phone", "p3"))).isEqualTo(new Unchanged());
        AuditLog audit = AuditLog.of(database.dataSource(), CLOCK);
        assertThat(audit.verify().fault()).isNull();
        assertThat(audit.before(Long.MAX_VALUE, 1).getFirst())
                .extracting(AuditLog.Entry::actor, AuditLog.Entry::subject, AuditLog.Entry::detail)
                .as("what changed may name people, so the chain of the log does not hold it")
                .containsExactly("anna@example.org", "version 2", "");
    }

    @Test
    void refuses_a_change_that_an_import_would_complain_of() {
        imported();

        assertThat(record.change(ANNA, 1, owner("phone", "nobody")))
                .isEqualTo(new Refused(List.of("Touchpoints of somebody who is not listed: phone → nobody.")));
        assertThat(record.change(ANNA, 1, new Change.Remove(new Thing.Id(Sort.PEOPLE, "p1"))))
                .isEqualTo(new Refused(List.of("Touchpoints of somebody who is not listed: web → p1.")));
        assertThat(record.change(ANNA, 1, new Change.Add(new Unit("west", "West again", null, null))))
                .isEqualTo(new Refused(List.of("There is already a unit of the id west: west.")));
        assertThat(record.now().number()).isEqualTo(1);
    }

    @Test
    void lets_two_people_change_different_things_from_the_same_page() {
        imported();

        assertThat(record.change(ANNA, 1, owner("phone", "p3"))).isInstanceOf(Made.class);
        assertThat(record.change(BEN, 1, owner("web", "p3"))).isInstanceOf(Made.class);

        assertThat(accountable("phone")).containsExactly("p3");
        assertThat(accountable("web")).containsExactly("p3");
    }

    @Test
    void shows_what_the_other_wrote_where_two_people_change_the_same_thing() {
        imported();
        record.change(ANNA, 1, owner("phone", "p3"));

        Outcome second = record.change(BEN, 1, owner("phone", "p1"));

        assertThat(second).isInstanceOfSatisfying(Differs.class, differs -> {
            assertThat(differs.theirs()).contains(touchpoint("phone"));
            assertThat(differs.since().by()).isEqualTo(ANNA);
            assertThat(differs.now()).isEqualTo(2);
        });
        assertThat(accountable("phone")).containsExactly("p3");
        assertThat(record.change(BEN, 2, owner("phone", "p1"))).isInstanceOf(Made.class);
        assertThat(accountable("phone")).containsExactly("p1");
    }

    @Test
    void puts_back_what_somebody_removed_where_the_other_insists() {
        imported();
        assertThat(record.change(ANNA, 1, new Change.Remove(new Thing.Id(Sort.TOUCHPOINTS, "phone"))))
                .isInstanceOf(Made.class);
        Change mine = new Change.Replace(
                new Thing.Id(Sort.TOUCHPOINTS, "phone"),
                ((Touchpoint) Thing.find(record.at(1).organisation(), new Thing.Id(Sort.TOUCHPOINTS, "phone"))
                                .orElseThrow())
                        .accepted(LocalDate.parse("2026-03-02")));

        assertThat(record.change(BEN, 1, mine))
                .isInstanceOfSatisfying(
                        Differs.class, differs -> assertThat(differs.theirs()).isEmpty());
        assertThat(record.change(BEN, 2, mine)).isInstanceOf(Made.class);

        assertThat(touchpoint("phone").acceptedOn()).isEqualTo("2026-03-02");
    }

    @Test
    void loses_no_edit_of_many_people_at_once() throws Exception {
        imported();
        int people = 16;
        List<Callable<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            var person = new Person("n" + i, "N. " + i, "west", null, null, null, null);
            all.add(() -> record.change(BEN, 1, new Change.Add(person)));
        }

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : pool.invokeAll(all)) {
                assertThat(outcome.get()).isInstanceOf(Made.class);
            }
        }

        assertThat(record.now().organisation().people()).hasSize(2 + people);
        assertThat(record.now().number()).isEqualTo(1 + people);
    }

    @Test
    void takes_one_change_back_and_leaves_those_that_came_since() {
        imported();
        record.change(ANNA, 1, owner("phone", "p3"));
        record.change(ANNA, 2, owner("web", "p3"));

        Outcome undone = record.undo(BEN, 2);

        assertThat(undone).isInstanceOfSatisfying(Made.class, made -> {
            assertThat(made.version().undoes()).hasValue(2);
            assertThat(made.version().what())
                    .isEqualTo(
                            "Version 2 was taken back: Telephone enquiries: accountable is B. Example instead of nothing.");
        });
        assertThat(accountable("phone")).isEmpty();
        assertThat(accountable("web")).containsExactly("p3");
        assertThat(record.undo(BEN, 2)).isEqualTo(new Unchanged());
    }

    @Test
    void gives_back_the_very_document_where_the_newest_change_is_taken_back() {
        imported();
        record.change(ANNA, 1, owner("phone", "p3"));

        record.undo(ANNA, 2);

        assertThat(record.now().document()).contains(DOCUMENT);
    }

    @Test
    void says_what_depends_on_a_change_that_cannot_be_taken_back() {
        imported();
        record.change(ANNA, 1, new Change.Add(new Person("p9", "C. Example", "west", null, null, null, null)));
        record.change(ANNA, 2, owner("phone", "p9"));
        record.change(ANNA, 3, owner("web", "p3"));
        record.change(BEN, 4, owner("web", "p9"));

        assertThat(record.undo(ANNA, 2))
                .isEqualTo(new Refused(List.of(
                        "Touchpoints of somebody who is not listed: phone → p9.",
                        "Touchpoints of somebody who is not listed: web → p9.")));
        assertThat(record.undo(ANNA, 4))
                .isEqualTo(
                        new Refused(
                                List.of(
                                        "Version 5 has changed the same since: Web site: accountable is C. Example instead of B. Example.")));
        assertThat(record.undo(ANNA, 1))
                .isEqualTo(new Refused(List.of("This version began the record, so there is nothing to go back to.")));
    }

    @Test
    void forgets_a_part_again_that_only_the_undone_change_began() {
        imported();
        record.change(ANNA, 1, new Change.Add(new Link("faults", "wait_s", "p1")));
        record.change(ANNA, 2, owner("phone", "p3"));

        record.undo(ANNA, 2);

        assertThat(record.now().organisation().knows(Organisation.Section.LINKS))
                .isFalse();
        assertThat(record.now().organisation().knows(Organisation.Section.PEOPLE))
                .isTrue();
    }

    @Test
    void puts_a_document_in_the_place_of_the_one_that_was_looked_at_only() {
        imported();
        String other = DOCUMENT.replace("A. Example", "A. Other");

        assertThat(record.replace(ANNA, 1, other)).isInstanceOf(Made.class);
        assertThat(record.replace(BEN, 1, DOCUMENT)).isInstanceOf(Differs.class);
        assertThat(record.now().document()).contains(other);
        assertThat(record.versions(3, 1).getFirst().what())
                .isEqualTo("organisation.yaml was brought in: A. Other: name is A. Other instead of A. Example.");
        assertThat(record.replace(ANNA, 2, "name: Southgate\n"))
                .isEqualTo(
                        new Refused(
                                List.of(
                                        "This is the record of Southgate, and here is Northgate Rail. Mend the name, or begin anew with ./throughline import --replace.")));
        assertThat(record.replace(ANNA, 2, "- a\n"))
                .isEqualTo(new Refused(List.of("The file must begin with keys such as name: or units:.")));
    }

    @Test
    void says_when_a_part_is_known_to_be_empty_or_no_longer_known() {
        imported();
        record.change(ANNA, 1, new Change.Add(new Link("faults", "wait_s", "p1")));
        record.change(ANNA, 2, new Change.Remove(new Thing.Id(Sort.LINKS, "faults/wait_s")));
        record.replace(ANNA, 3, DOCUMENT);

        assertThat(record.versions(5, 2))
                .extracting(Version::what)
                .containsExactly(
                        "organisation.yaml was brought in: The record says nothing of known links any more.",
                        "Known link faults → wait_s was removed. The record says now: no known links.");
    }

    private void imported() {
        assertThat(record.replace(ANNA, 0, DOCUMENT)).isInstanceOf(Made.class);
    }

    private Change owner(String id, String person) {
        Touchpoint was = touchpoint(id);
        return new Change.Replace(new Thing.Id(Sort.TOUCHPOINTS, id), was.answeredBy(List.of(person)));
    }

    private Touchpoint touchpoint(String id) {
        return (Touchpoint) Thing.find(record.now().organisation(), new Thing.Id(Sort.TOUCHPOINTS, id))
                .orElseThrow();
    }

    private List<String> accountable(String id) {
        return touchpoint(id).accountable();
    }
}
