package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.organisation.Change;
import throughline.organisation.Layer;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Blueprint;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrganisationWriterTest {

    /// What YAML could take for something else, or for its own marks.
    private static final List<String> HARD = List.of(
            "yes",
            "No",
            "null",
            "~",
            "0755",
            "1e3",
            "2026-03-02",
            "12:30",
            "true",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "{a}",
            "[a, b]",
            "'quoted'",
            "\"double\"",
            "it's",
            "*alias",
            "&anchor",
            "!tag",
            "%percent",
            "@at",
            "`tick`",
            "|",
            ">",
            "?",
            "a\nb",
            "a\n\n  b\nc",
            "a\ttab",
            "back\\slash",
            "Ünïcode → 你好 🙂",
            "\u0007bell",
            "<script>alert(1)</script>",
            "x".repeat(300) + " " + "y".repeat(300));

    private static final String LETTER = """
            throughline: 1
            name: Northgate Rail
            timezone: Europe/London
            promise:
              statement: You get there, and you feel looked after on the way.
              feelings: [welcome, informed]
              owner: p1
              approved_on: 2026-01-12
            units:
              - id: board
                name: Board
                layer: board
              - id: w-01
                name: Westgate station
                layer: frontline
                parent: board
            people:
              - id: p1
                name: A. Example
                unit: board
                role: Chief Customer Officer
                layer: board
              - id: p3
                unit: board
                role: Director of Operations
                layer: executive
                manager: p1
                left_on: 2026-02-01
            touchpoints:
              - id: phone
                name: Telephone enquiries
                channel: phone
                department: contact-centre
                customers: [customer]
                accountable: p1
                accepted_on: 2026-02-01
                responsible: [p3]
                definition: What good looks like, in words.
                standards:
                  - measure: wait_s
                    at_most: 20
                    share: 0.8
                  - measure: empathy
                    at_least: 4.2
                    dimension: empathy
                    from_customers: true
              - id: web
                accountable: [p1, p3]
            journeys:
              - id: refund
                name: Getting a refund
                steps: [web, phone]
                accountable: p1
            measures:
              - id: wait_s
                name: Waiting time
                kind: delivery
                unit: s
                better: lower
                scale: [0, 3600]
            objectives:
              - id: o1
                owner: p1
                unit: board
                about: service
                weight: 0.15
                text: '...'
                measures: [empathy]
              - id: o2
                owner: p3
                parent: o1
            scorecards:
              - unit: w-01
                role: agent
                measure: handle_s
                weight: 0.6
                target: 300
            links:
              - cause: telephony_faults
                effect: empathy
                managed_by: p3
            """;

    @Test
    void writes_what_it_read_of_a_document_in_its_own_manner() {
        assertThat(OrganisationWriter.write(read(LETTER))).isEqualTo(LETTER);
    }

    @Test
    void keeps_what_was_read_of_the_example_of_the_exchange_format() throws Exception {
        String page = Files.readString(Path.of("../docs/exchange-format.md"));
        String example =
                page.substring(page.indexOf("throughline: 1\n"), page.indexOf("```\n", page.indexOf("```yaml")));

        Organisation organisation = read(example);

        assertThat(organisation.touchpoints().getFirst().standards()).hasSize(2);
        assertThat(read(OrganisationWriter.write(organisation))).isEqualTo(organisation);
    }

    @Test
    void keeps_a_part_that_is_a_decided_none_apart_from_one_that_is_not_known() {
        Organisation organisation = read("name: A\nlinks: []\npromise: {}\n");

        String text = OrganisationWriter.write(organisation);

        assertThat(text).isEqualTo("throughline: 1\nname: A\npromise: {}\nlinks: []\n");
        assertThat(read(text)).isEqualTo(organisation);
    }

    @Test
    void is_read_as_the_very_organisation_that_was_written() {
        for (long seed = 0; seed < 500; seed++) {
            Organisation organisation = new Any(new Random(seed)).organisation();

            String text = OrganisationWriter.write(organisation);
            OrganisationReader.Reading reading = OrganisationReader.read(text, "");

            assertThat(reading.rejects()).as("seed %s:%n%s", seed, text).isEmpty();
            assertThat(reading.organisation()).as("seed %s:%n%s", seed, text).isEqualTo(organisation);
            assertThat(OrganisationWriter.write(reading.organisation())).isEqualTo(text);
        }
    }

    @Test
    void gives_each_entry_to_a_form_and_takes_it_back_unchanged() {
        for (long seed = 0; seed < 100; seed++) {
            Organisation organisation = new Any(new Random(seed)).organisation();
            Thing.all(organisation).values().stream()
                    .filter(t -> RecordEntry.texts(t).values().stream().noneMatch(v -> v.contains("[a, b]")))
                    .forEach(thing -> assertThat(RecordEntry.read(thing.sort(), RecordEntry.texts(thing)))
                            .isEqualTo(new RecordEntry.Typed(thing, Map.of())));
        }
    }

    private static Organisation read(String text) {
        OrganisationReader.Reading reading = OrganisationReader.read(text, "");
        assertThat(reading.rejects()).isEmpty();
        return reading.organisation();
    }

    /// Any organisation at all.
    private record Any(Random random) {

        Organisation organisation() {
            var organisation = new Organisation(
                    text(),
                    random.nextBoolean() ? ZoneOffset.UTC : ZoneId.of("Europe/Berlin"),
                    true,
                    Optional.ofNullable(maybe(new Promise(text(), list(i -> word()), maybe(text()), date()))),
                    list(i -> new Unit("u" + i, maybe(text()), maybe(one(Layer.values())), maybe(text()))),
                    list(i -> new Person(
                            "p" + i,
                            maybe(text()),
                            maybe(text()),
                            maybe(text()),
                            maybe(one(Layer.values())),
                            null,
                            date())),
                    list(i -> new Touchpoint(
                            "t" + i,
                            maybe(text()),
                            maybe("phone"),
                            maybe(text()),
                            list(j -> word()),
                            list(j -> word()),
                            date(),
                            list(j -> word()),
                            maybe(text()),
                            list(j -> new Standard(
                                    "m" + j, number(), number(), share(), maybe("empathy"), random.nextBoolean())))),
                    list(i -> new Journey(
                            "j" + i,
                            maybe(text()),
                            list(j -> word()),
                            list(j -> word()),
                            list(j -> new Blueprint(
                                    word(),
                                    maybe(text()),
                                    maybe(text()),
                                    maybe(text()),
                                    maybe(text()),
                                    maybe(text()),
                                    maybe(text()))))),
                    list(i -> measure("m" + i)),
                    list(i -> new Objective(
                            "o" + i,
                            maybe(text()),
                            maybe(text()),
                            list(j -> word()),
                            maybe("service"),
                            share(),
                            maybe(text()),
                            list(j -> "m" + j))),
                    list(i -> new Scorecard(
                            maybe(text()), maybe(text()), "m" + i, random.nextInt(1_000) / 10.0, number())),
                    list(i -> new Link("c" + i, "e" + i, maybe(text()))),
                    EnumSet.allOf(Section.class));
            return random.nextBoolean() ? organisation : knownOnly(organisation);
        }

        private static Organisation knownOnly(Organisation all) {
            var sections = EnumSet.noneOf(Section.class);
            Thing.all(all).keySet().forEach(id -> id.sort().section().ifPresent(sections::add));
            return Change.of(all, Thing.all(all), sections);
        }

        private Measure measure(String id) {
            boolean scale = random.nextBoolean();
            return new Measure(
                    id,
                    maybe(text()),
                    maybe(one(Kind.values())),
                    maybe("empathy"),
                    maybe(text()),
                    maybe(one(Better.values())),
                    scale ? 0.5 : null,
                    scale ? 1e7 : null);
        }

        private String text() {
            return random.nextInt(3) == 0 ? HARD.get(random.nextInt(HARD.size())) : word();
        }

        private String word() {
            return "w" + random.nextInt(100);
        }

        private <T> @Nullable T maybe(T value) {
            return random.nextInt(3) == 0 ? null : value;
        }

        private <T> T one(T[] all) {
            return Arrays.asList(all).get(random.nextInt(all.length));
        }

        private @Nullable Double number() {
            return maybe(
                    random.nextBoolean()
                            ? random.nextInt(10_000)
                            : random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
        }

        private @Nullable Double share() {
            return maybe(random.nextInt(101) / 100.0);
        }

        private @Nullable LocalDate date() {
            return maybe(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1_000)));
        }

        private <T> List<T> list(IntFunction<T> item) {
            return new ArrayList<>(
                    IntStream.range(0, random.nextInt(4)).mapToObj(item).toList());
        }
    }
}
