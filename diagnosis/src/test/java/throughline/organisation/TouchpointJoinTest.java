package throughline.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Thing.Sort;
import throughline.workspace.OrganisationReader;

/// Two entries of the register that are one touchpoint.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TouchpointJoinTest {

    private static final Organisation NORTHGATE =
            OrganisationReader.read("""
            name: Northgate Rail
            people: [{id: p1}, {id: p3}]
            touchpoints:
              - {id: phone, name: Telephone, accountable: p1, accepted_on: 2026-02-01, also: [fon]}
              - {id: tel, name: Hotline, channel: phone, also: [hotline], accountable: p3, definition: Kind}
              - {id: desk, name: Desk}
            journeys:
              - {id: lost, steps: [desk, tel, phone, tel], blueprint: [{step: tel, see: A menu}]}
              - {id: found, steps: [desk]}
            """, "").organisation();

    @Test
    void keeps_what_the_one_that_stays_says_and_takes_the_rest_from_the_other() {
        Touchpoint joined = new TouchpointJoin(touchpoint("tel"), touchpoint("phone")).joined();

        assertThat(joined.id()).isEqualTo("phone");
        assertThat(joined.name()).isEqualTo("Telephone");
        assertThat(joined.accountable()).containsExactly("p1");
        assertThat(joined.acceptedOn()).isEqualTo("2026-02-01");
        assertThat(joined.channel()).isEqualTo("phone");
        assertThat(joined.definition()).isEqualTo("Kind");
        assertThat(joined.also()).containsExactly("fon", "tel", "hotline");
    }

    @Test
    void takes_over_who_answers_and_their_acceptance_where_nobody_answers_for_the_one_that_stays() {
        Touchpoint joined = new TouchpointJoin(touchpoint("phone"), touchpoint("desk")).joined();

        assertThat(joined.accountable()).containsExactly("p1");
        assertThat(joined.acceptedOn()).isEqualTo("2026-02-01");
    }

    @Test
    void leads_journeys_over_the_one_that_stays_and_leaves_others_as_they_are() {
        var changes = new TouchpointJoin(touchpoint("tel"), touchpoint("phone")).changes(NORTHGATE);

        assertThat(changes.get(new Thing.Id(Sort.TOUCHPOINTS, "tel"))).isEqualTo(Optional.empty());
        assertThat(changes.keySet()).extracting(Thing.Id::key).containsExactly("phone", "tel", "lost");
        Journey lost =
                (Journey) changes.get(new Thing.Id(Sort.JOURNEYS, "lost")).orElseThrow();
        assertThat(lost.steps()).containsExactly("desk", "phone", "phone", "phone");
        assertThat(lost.blueprint()).extracting(b -> b.step()).containsExactly("phone");
    }

    @Test
    void an_id_of_an_entry_never_stands_for_another() {
        Organisation odd = OrganisationReader.read(
                        "touchpoints: [{id: phone, also: [tel, desk]}, {id: desk, also: [tel]}]", "")
                .organisation();

        assertThat(odd.joined()).containsExactlyEntriesOf(java.util.Map.of("tel", "phone"));
        assertThat(NORTHGATE.joined())
                .containsEntry("fon", "phone")
                .containsEntry("hotline", "tel")
                .hasSize(2);
    }

    @Test
    void joins_no_touchpoint_with_itself() {
        assertThatThrownBy(() -> new TouchpointJoin(touchpoint("tel"), touchpoint("tel")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A touchpoint is joined with another one");
    }

    private static Touchpoint touchpoint(String id) {
        return (Touchpoint)
                Thing.find(NORTHGATE, new Thing.Id(Sort.TOUCHPOINTS, id)).orElseThrow();
    }
}
