package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;

/// What somebody may see who may see one unit only.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ToldApartTest {

    private final Dossier whole = new TinyWorld()
            .unit("north", Layer.FRONTLINE, null)
            .unit("south", Layer.FRONTLINE, null)
            .facts(InMemoryLake.of(FactKind.INTERACTIONS)
                    .columns("interaction_id", "unit")
                    .row("2026-06-01", "i1", "north")
                    .row("2026-06-01", "i2", "south")
                    .row("2026-06-01", "i3", null)
                    .of(FactKind.INVITATIONS)
                    .columns("invitation_id")
                    .row("2026-06-01", "of the south")
                    .row("2026-06-01", "of nobody"))
            .dossier();

    private final Dossier north = whole.only("north");

    @Test
    void are_the_facts_of_the_unit() {
        assertThat(north.rows(FactKind.INTERACTIONS)).isEqualTo(1);
        assertThat(north.rows(new RowQuery(FactKind.INTERACTIONS, List.of(), List.of()), 0, 10)
                        .total())
                .isEqualTo(1);
    }

    @Test
    void are_no_facts_of_a_table_that_does_not_tell_units_apart() {
        assertThat(whole.within(Set.of("north")).rows(FactKind.INVITATIONS)).isEqualTo(2);

        assertThat(north.has(FactKind.INVITATIONS)).isFalse();
        assertThat(north.scan(CubeQuery.of(FactKind.INVITATIONS)).rows()).isZero();
        assertThat(north.rows(new RowQuery(FactKind.INVITATIONS, List.of(), List.of()), 0, 10)
                        .values())
                .isEmpty();
    }
}
