package throughline.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;

/// A board with two regions; the shop Quay lies in the north.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeenFromTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    private final Organisation whole = new Organisation(
            "Northgate",
            ZoneOffset.UTC,
            true,
            Optional.of(new Promise("You get there.", List.of(), "chair", DAY)),
            List.of(
                    new Unit("board", "Board", Layer.BOARD, null),
                    new Unit("north", "North region", Layer.MANAGEMENT, "board"),
                    new Unit("quay", "Quay shop", Layer.FRONTLINE, "north"),
                    new Unit("south", "South region", Layer.MANAGEMENT, "board"),
                    new Unit("mill", "Mill shop", Layer.FRONTLINE, "south")),
            List.of(
                    new Person("chair", "C. Abara", "board", "Chair", Layer.BOARD, null, null),
                    new Person("kim", "K. Quaife", "quay", "Leader", Layer.MANAGEMENT, "chair", null),
                    new Person("lee", "L. Everett", "mill", "Leader", Layer.MANAGEMENT, "chair", null)),
            List.of(new Touchpoint(
                    "till",
                    "At the till",
                    null,
                    null,
                    List.of(),
                    List.of("kim", "lee"),
                    DAY,
                    List.of("lee"),
                    null,
                    List.of())),
            List.of(),
            List.of(),
            List.of(
                    new Objective("o1", "chair", "board", List.of(), "service", 0.3, "Be kind", List.of()),
                    new Objective("o2", "lee", "mill", List.of("o1"), "service", 0.2, "Be quick at Mill", List.of()),
                    new Objective("o3", "lee", null, List.of("o1"), "service", 0.2, "Lee is quick", List.of())),
            List.of(),
            List.of(),
            Set.of(Section.UNITS, Section.PEOPLE));

    private final SeenFrom quay = new SeenFrom(new Registry(whole), "quay");

    @Test
    void names_the_unit_and_the_line_above_it() {
        assertThat(quay.organisation().units())
                .extracting(Unit::title)
                .containsExactly("Board", "North region", "Quay shop", "another unit", "another unit");
        assertThat(quay.organisation().people())
                .extracting(Person::title)
                .containsExactly("C. Abara", "K. Quaife", "somebody in another unit");
    }

    @Test
    void names_those_below() {
        assertThat(new SeenFrom(new Registry(whole), "south").organisation().units())
                .extracting(Unit::title)
                .containsExactly("Board", "another unit", "another unit", "South region", "Mill shop");
    }

    @Test
    void keeps_the_shape_of_what_is_not_seen() {
        var registry = new Registry(quay.organisation());
        Unit mill = quay.organisation().units().getLast();

        assertThat(registry.chain(mill.id())).hasSize(3);
        assertThat(registry.layer(mill.id())).contains(Layer.FRONTLINE);
        assertThat(quay.organisation().people().getLast().unit()).isEqualTo(mill.id());
        assertThat(quay.organisation().touchpoints().getFirst().accountable())
                .containsExactly("kim", quay.organisation().people().getLast().id());
    }

    @Test
    void leaves_no_id_or_word_of_another_unit() {
        assertThat(quay.organisation().toString())
                .doesNotContain("mill", "Mill", "south", "South", "lee", "Lee", "Everett")
                .contains("Be kind");
    }

    @Test
    void leaves_out_what_was_said_and_done_there_and_keeps_what_was_for_everybody() {
        var all = new Register(
                List.of(),
                List.of(decision("d1", null), decision("d2", "board"), decision("d3", "quay"), decision("d4", "mill")),
                List.of(),
                List.of(new Register.PromiseMade("p:1", "p1", DAY, "lee", null, null, null, null, DAY, null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        Register seen = quay.register(all);

        assertThat(seen.decisions()).extracting(Register.Decision::id).containsExactly("d1", "d2", "d3");
        assertThat(seen.promises().getFirst().by()).isNotEqualTo("lee");
    }

    private static Register.Decision decision(String id, String unit) {
        return new Register.Decision("d:1", id, DAY, unit, null, null, null, null, null, null);
    }
}
