package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.organisation.Change;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;

@DisplayNameGeneration(ReplaceUnderscores.class)
class YamlCommentsTest {

    private static final String BY_HAND = """
            # Kept by the service office.
            # Ask Ada.
            name: Northgate Rail   # the railway, not the bus

            # The tree.
            units: # from the top
              # Chaired by Ada.
              - {id: board}   # meets monthly
              - id: west
                # never East again
                name: "West # 1"
              # Closed in May.
              - {id: north}
            # Who answers.
            touchpoints:
              - id: phone
                definition: |
                  Answer # at once
                  and be kind
                accountable: [
                  p1, # since June
                ]
            people:
              - {id: p1}
            # That is all.
            """;

    @Test
    void go_along_above_what_they_belong_to() {
        Organisation before = read(BY_HAND);
        Organisation after = new Change.Replace(
                        new Thing.Id(Sort.UNITS, "west"), new Unit("west", "West", null, "board"))
                .on(new Change.Remove(new Thing.Id(Sort.UNITS, "north")).on(before));

        String written = OrganisationWriter.write(after, BY_HAND);

        assertThat(written).isEqualTo("""
                # Kept by the service office.
                # Ask Ada.
                throughline: 1
                # the railway, not the bus
                name: Northgate Rail
                # The tree.
                # from the top
                units:
                  # Chaired by Ada.
                  # meets monthly
                  - id: board
                  # never East again
                  - id: west
                    name: West
                    parent: board
                people:
                  - id: p1
                # Who answers.
                touchpoints:
                  # since June
                  - id: phone
                    accountable: p1
                    definition: |-
                      Answer # at once
                      and be kind
                # That is all.
                """);
        assertThat(read(written)).isEqualTo(after);
        assertThat(OrganisationWriter.write(after, written))
                .as("and stay where they are")
                .isEqualTo(written);
    }

    @Test
    void change_no_value_wherever_they_stand() {
        var random = new Random(7);
        String canonical = OrganisationWriter.write(read(BY_HAND));
        for (int round = 0; round < 200; round++) {
            var text = new StringBuilder();
            for (String line : canonical.lines().toList()) {
                boolean withinText = line.startsWith("      ");
                if (!withinText && random.nextInt(3) == 0) {
                    text.append(" ".repeat(random.nextInt(4)))
                            .append("# - id: c")
                            .append(round)
                            .append('\n');
                }
                text.append(line);
                if (!withinText && !line.endsWith("|") && random.nextInt(3) == 0) {
                    text.append(" # {x: ").append(round);
                }
                text.append('\n');
            }
            String commented = text.toString();
            Organisation value = read(commented);

            String written = OrganisationWriter.write(value, commented);

            assertThat(read(written)).as(commented).isEqualTo(value);
            assertThat(marks(written)).as(commented).isEqualTo(marks(commented));
        }
    }

    @Test
    void are_nothing_in_a_document_without_any() {
        assertThat(OrganisationWriter.write(read("name: A # b\n"), "name: \"A # b\"\n"))
                .isEqualTo("throughline: 1\nname: A\n");
    }

    private static Map<Boolean, Long> marks(String text) {
        return text.lines()
                .flatMap(l ->
                        Pattern.compile("# (- id: c|\\{x: )\\d+").matcher(l).results())
                .collect(Collectors.groupingBy(m -> m.group().startsWith("# {"), Collectors.counting()));
    }

    private static Organisation read(String text) {
        OrganisationReader.Reading reading = OrganisationReader.read(text, "here");
        assertThat(reading.rejects()).isEmpty();
        return reading.organisation();
    }
}
