package throughline.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing.Sort;
import throughline.workspace.OrganisationReader;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnitPartTest {

    private static final Organisation WHOLE =
            OrganisationReader.read("""
            name: Northgate Rail
            promise: {statement: "You get there", owner: p1}
            units:
              - {id: board, layer: board}
              - {id: west, name: West, parent: board}
              - {id: w-01, name: Westgate, parent: west}
              - {id: east, name: East, parent: board}
            people:
              - {id: p1, name: Ada North, unit: board}
              - {id: p3, name: Cy West, unit: west, manager: p1}
              - {id: p4, name: Di Gate, unit: w-01, manager: p3}
              - {id: p5, name: Ed East, unit: east, manager: p1}
            touchpoints:
              - {id: phone, accountable: p3, responsible: [p4, p5], department: East}
              - {id: desk, accountable: p4}
              - {id: web, accountable: [p3, p5]}
              - {id: fax, accountable: p5}
              - {id: kiosk}
            journeys:
              - {id: lost, steps: [desk, fax], accountable: p4}
              - {id: refund, steps: [web], accountable: p1}
            measures: [{id: empathy}]
            objectives:
              - {id: o1, owner: p1, unit: board, about: service}
              - {id: o2, owner: p3, unit: west, parent: o1}
              - {id: o3, owner: p4, parent: o2}
              - {id: o4, owner: p5, unit: east}
            scorecards:
              - {unit: w-01, role: agent, measure: handle_s, weight: 0.5}
              - {role: agent, measure: empathy, weight: 0.1}
            links: [{cause: faults, effect: empathy, managed_by: p3}]
            """, "here").organisation();

    private final UnitPart west = new UnitPart(WHOLE, "west");

    @Test
    void keeps_the_unit_those_below_it_and_what_only_their_people_answer_for() {
        assertThat(Thing.all(WHOLE).values().stream().filter(west::keeps).map(Thing::key))
                .containsExactly(
                        "west", "w-01", "p3", "p4", "phone", "desk", "lost", "o2", "o3", "w-01/agent/handle_s");
        assertThat(Thing.all(west.shown()).values().stream().filter(west::keeps).map(Thing::key))
                .as("as it is shown, the same")
                .hasSize(10);
        assertThat(new UnitPart(WHOLE, "nowhere").isThere()).isFalse();
        assertThat(Thing.all(WHOLE).values().stream().filter(new UnitPart(WHOLE, "nowhere")::keeps))
                .isEmpty();
    }

    @Test
    void shows_others_without_a_name_and_understands_who_was_meant() {
        Thing phone = thing(Sort.TOUCHPOINTS, "phone");

        Touchpoint shown = (Touchpoint) west.shown(phone);

        assertThat(shown.responsible()).first().isEqualTo("p4");
        assertThat(shown.responsible().get(1)).startsWith("somebody\u00a0in\u00a0another\u00a0unit");
        assertThat(shown.department()).startsWith("another\u00a0unit");
        assertThat(west.meant(shown)).isEqualTo(phone);
    }

    @Test
    void refuses_what_is_not_its_own_before_or_after() {
        assertThat(refused(thing(Sort.TOUCHPOINTS, "fax"), null)).contains("This is not kept by your unit");
        assertThat(refused(thing(Sort.PEOPLE, "p5"), new Person("p5", "Ed", "west", null, null, null, null)))
                .contains("This is not kept by your unit");
        assertThat(refused(thing(Sort.PEOPLE, "p4"), new Person("p4", "Di", "east", null, null, null, null)))
                .contains("Choose a unit of yours for this person");
        assertThat(refused(null, new Person("p9", "Flo", "east", null, null, null, null)))
                .contains("Choose a unit of yours for this person");
        assertThat(refused(thing(Sort.UNITS, "west"), new Unit("west", "West", null, null)))
                .contains("Where your own unit stands");
        assertThat(refused(thing(Sort.UNITS, "west"), null)).contains("Where your own unit stands");
        assertThat(refused(thing(Sort.UNITS, "w-01"), new Unit("w-01", "Westgate", null, "board")))
                .contains("Choose its parent among your units");
        assertThat(refused(null, new Organisation.Link("a", "b", "p3"))).contains("for the whole organisation");

        assertThat(refused(thing(Sort.UNITS, "west"), new Unit("west", "Wild West", null, "board")))
                .isEmpty();
        assertThat(refused(null, new Unit("w-02", "Westfield", null, "w-01"))).isEmpty();
        assertThat(refused(thing(Sort.TOUCHPOINTS, "desk"), null)).isEmpty();
    }

    @Test
    void refuses_to_hand_a_touchpoint_to_somebody_elsewhere_or_to_nobody() {
        Thing desk = thing(Sort.TOUCHPOINTS, "desk");

        assertThat(refused(desk, touchpoint(List.of("p5")))).contains("Name as accountable only people of your units");
        assertThat(refused(desk, touchpoint(List.of()))).contains("Name as accountable only people of your units");
        assertThat(refused(desk, touchpoint(List.of("p3")))).isEmpty();
    }

    private static Touchpoint touchpoint(List<String> accountable) {
        return new Touchpoint("desk", null, null, null, List.of(), accountable, null, List.of(), null, List.of());
    }

    /// Why the change is refused, in the organisation that it would make; empty where it is not.
    private String refused(Thing before, Thing after) {
        Change change = after == null
                ? new Change.Remove(new Thing.Id(before.sort(), before.key()))
                : before == null
                        ? new Change.Add(after)
                        : new Change.Replace(new Thing.Id(before.sort(), before.key()), after);
        return west.refusal(
                        Optional.ofNullable(before), Optional.ofNullable(after), new UnitPart(change.on(WHOLE), "west"))
                .orElse("");
    }

    private static Thing thing(Sort sort, String key) {
        return Thing.find(WHOLE, new Thing.Id(sort, key)).orElseThrow();
    }
}
