package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Blueprint;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrganisationReaderTest {

    @TempDir
    Path folder;

    @Test
    void reads_every_field_of_the_exchange_format() throws IOException {
        var reading = read("""
                throughline: 1
                name: Northgate Rail
                timezone: Europe/London
                promise:
                  statement: "You get there, and you feel looked after on the way."
                  feelings: [welcome, informed]
                  owner: p1
                  approved_on: 2026-01-12
                units:
                  - {id: board, name: Board, layer: board}
                  - {id: w-01, name: Westgate station, layer: front-line, parent: board}
                people:
                  - {id: p1, name: A. Example, unit: board, role: Chief Customer Officer, layer: board}
                  - {id: p3, unit: board, role: Director of Operations, layer: executive, manager: p1, left_on: 2026-02-01}
                touchpoints:
                  - id: phone
                    name: Telephone enquiries
                    channel: phone
                    department: contact-centre
                    customers: [customer]
                    accountable: [p1, p3]
                    accepted_on: 2026-02-01
                    responsible: p3
                    definition: "What good looks like, in words."
                    standards:
                      - {measure: wait_s, at_most: 20, share: 0.8}
                      - {measure: empathy, at_least: 4.2, dimension: empathy, from_customers: true}
                journeys:
                  - {id: refund, name: Getting a refund, steps: [phone], accountable: p1}
                measures:
                  - {id: wait_s, name: Waiting time, kind: delivery, unit: s, better: lower, scale: [0, 3600]}
                objectives:
                  - {id: o1, owner: p1, unit: board, about: service, weight: 0.15, text: "...", measures: [empathy]}
                  - {id: o2, owner: p3, unit: w-01, parent: [o1], about: service, weight: 0.3}
                scorecards:
                  - {unit: w-01, role: agent, measure: handle_s, weight: 0.6, target: 300}
                links:
                  - {cause: telephony_faults, effect: empathy, managed_by: p3}
                """);

        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        var organisation = reading.organisation();
        assertThat(organisation.name()).isEqualTo("Northgate Rail");
        assertThat(organisation.timezone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(organisation.recorded()).isTrue();
        assertThat(organisation.promise().orElseThrow().approvedOn()).isEqualTo(LocalDate.of(2026, 1, 12));
        assertThat(organisation.units().getLast().layer()).isEqualTo(Layer.FRONTLINE);
        assertThat(organisation.people().getLast().leftOn()).isEqualTo(LocalDate.of(2026, 2, 1));
        var phone = organisation.touchpoints().getFirst();
        assertThat(phone.accountable()).containsExactly("p1", "p3");
        assertThat(phone.responsible()).containsExactly("p3");
        assertThat(phone.standards().getFirst().share()).isEqualTo(0.8);
        assertThat(phone.standards().getLast().fromCustomers()).isTrue();
        assertThat(organisation.measures().getFirst().kind()).isEqualTo(Kind.DELIVERY);
        assertThat(organisation.measures().getFirst().better()).isEqualTo(Better.LOWER);
        assertThat(organisation.measures().getFirst().high()).isEqualTo(3600);
        assertThat(organisation.objectives().getLast().parents()).containsExactly("o1");
        assertThat(organisation.scorecards().getFirst().target()).isEqualTo(300);
        assertThat(organisation.links().getFirst().managedBy()).isEqualTo("p3");
    }

    @Test
    void reads_what_was_written_down_of_the_steps_of_a_journey() throws IOException {
        var reading = read("""
                name: Northgate Rail
                touchpoints: [{id: web}, {id: phone}]
                journeys:
                  - id: refund
                    steps: [web, phone]
                    blueprint:
                      - {step: web, name: Ask, see: A form, do: Fills it in, front: Website, back: Check, support: Bank}
                      - {step: phone, see: A voice}
                      - {step: kiosk}
                      - {see: Nothing}
                  - {id: ticket, steps: [web]}
                """);

        assertThat(reading.organisation().journeys().getFirst().blueprint())
                .containsExactly(
                        new Blueprint("web", "Ask", "A form", "Fills it in", "Website", "Check", "Bank"),
                        new Blueprint("phone", null, "A voice", null, null, null, null),
                        new Blueprint("kiosk", null, null, null, null, null, null));
        assertThat(reading.organisation().journeys().getLast().blueprint()).isEmpty();
        assertThat(reading.rejects().stream().map(r -> r.line() + " " + r.reason()))
                .containsExactly("10 journeys[0].blueprint[3].step: this must be there");
        assertThat(reading.warnings())
                .containsExactly("organisation.yaml: Blueprints of a step that the journey refund does not have (1):"
                        + " refund → kiosk. List them, or mend the id.");
    }

    @Test
    void says_which_value_is_wrong_and_keeps_the_rest() throws IOException {
        var reading = read("""
                name: Northgate Rail
                timezone: Europe/Londn
                units:
                  - {id: a, layer: bord}
                  - {name: no id}
                  - {id: a, name: again}
                touchpoints:
                  - id: phone
                    standards:
                      - {measure: wait_s, at_most: fast, share: 80}
                      - {at_most: 3}
                promise: {statement: "We listen.", approved_on: 2026-02-30}
                """);

        assertThat(reading.rejects().stream().map(r -> r.line() + " " + r.reason()))
                .containsExactly(
                        "2 timezone: a zone such as Europe/London was expected, got \"Europe/Londn\"; UTC is used."
                                + " Did you mean Europe/London?",
                        "12 promise.approved_on: a date such as 2026-03-02, of the years 1900 to 2100, was expected,"
                                + " got \"2026-02-30\"",
                        "4 units[0].layer: one of board, executive, management, frontline was expected, got \"bord\"",
                        "5 units[1].id: this must be there",
                        "6 units[2].id: the id a is already that of line 4, which is kept",
                        "10 touchpoints[0].standards[0].at_most: a number was expected, got \"fast\"",
                        "10 touchpoints[0].standards[0].share: a number from 0 to 1 was expected, got 80;"
                                + " write 0.8 for 80 %",
                        "11 touchpoints[0].standards[1].measure: this must be there");
        assertThat(reading.organisation().touchpoints().getFirst().standards()).hasSize(1);
        assertThat(reading.organisation().promise().orElseThrow().statement()).isEqualTo("We listen.");
    }

    @Test
    void warns_of_unknown_keys_with_the_nearest_known_one() throws IOException {
        var reading = read("""
                name: Northgate Rail
                touchpoint:
                  - {id: phone}
                units:
                  - {id: a, nmae: Board}
                """);

        assertThat(reading.warnings())
                .containsExactly(
                        "organisation.yaml line 5: units[0].nmae is not a known key. Did you mean name?",
                        "organisation.yaml line 2: touchpoint is not a known key. Did you mean touchpoints?");
    }

    @Test
    void names_references_that_lead_nowhere_or_in_a_circle() throws IOException {
        var reading = read("""
                units:
                  - {id: a, parent: b}
                  - {id: b, parent: a}
                  - {id: c, parent: z}
                """);

        assertThat(reading.warnings())
                .containsExactly(
                        "organisation.yaml: Units without their parent (1): c → z. List them, or mend the id.",
                        "organisation.yaml: Units above themselves in a circle (2): a, b.");
        assertThat(reading.organisation().units()).hasSize(3);
    }

    @Test
    void rejects_a_file_that_is_no_yaml_with_its_reason() throws IOException {
        assertThat(reasons("units: [a, b\nname: x")).singleElement().asString().startsWith("This is not valid YAML: ");
        assertThat(reasons("")).containsExactly("The file is empty.");
        assertThat(reasons("- a\n- b")).containsExactly("The file must begin with keys such as name: or units:.");
        assertThat(reasons("[".repeat(5000) + "]".repeat(5000)))
                .containsExactly("Lists and maps are nested more than 40 deep in line 1.");
        assertThat(reasons("name: !!javax.script.ScriptEngineManager [x]\n"))
                .containsExactly("name: one value was expected, got a list");
        assertThat(reasons("name: a\nname: b\n"))
                .containsExactly("name: this key occurs twice; the first, of line 1, is kept");
        assertThat(reasons("name: " + "x".repeat(70_000)))
                .containsExactly("name: at most 65,536 characters were expected, got 70,000");
    }

    private List<String> reasons(String yaml) throws IOException {
        return read(yaml).rejects().stream().map(Reject::reason).toList();
    }

    private OrganisationReader.Reading read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("organisation.yaml"), yaml);
        return OrganisationReader.read(file, "folder");
    }

    /// Version 3.0.1 of the parser failed where the two halves of a sign fell into different buffers.
    @Test
    void a_sign_of_two_halves_is_read_wherever_it_stands() {
        for (int before = 1_000; before < 1_050; before++) {
            String text = "name: %s🙂%s\n".formatted("x".repeat(before), "y".repeat(2_000));

            assertThat(OrganisationReader.read(text, "").rejects())
                    .as("after %s characters", before)
                    .isEmpty();
        }
    }
}
