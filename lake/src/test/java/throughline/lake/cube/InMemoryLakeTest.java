package throughline.lake.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.PULSE;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InMemoryLakeTest {

    private final InMemoryCubeEngine engine = InMemoryLake.of(RESPONSES)
            .columns("response_id", "unit", "empathy:n")
            .row("2026-03-02", "a", "w-01", 4)
            .row("2026-03-03", "b", "w-02", null)
            .row("2026-03-04", "c", "w-01", 5)
            .row("2026-03-05", "a", "w-01", 2)
            .of(PULSE)
            .columns("unit", "proud:n")
            .row("2026-03-02", "w-01", 5)
            .engine();

    @Test
    void keeps_the_last_row_of_an_id() {
        Cube cube = engine.scan(CubeQuery.of(RESPONSES).by("unit").sum("empathy"));

        assertThat(cube.stream().map(cell -> cell.text(0))).containsExactly("w-01", "w-02");
        assertThat(cube.cell(0).sum(0)).isEqualTo(Summary.of(2, 5));
        assertThat(cube.cell(1).rows()).isEqualTo(1);
        assertThat(cube.cell(1).sum(0)).isEqualTo(Summary.EMPTY);
    }

    @Test
    void holds_several_tables() {
        assertThat(engine.scan(CubeQuery.of(PULSE)).rows()).isEqualTo(1);
        assertThat(engine.table(INTERACTIONS)).isEmpty();
        assertThat(engine.scan(CubeQuery.of(INTERACTIONS).by("unit")).size()).isZero();
    }

    @Test
    void shows_rows_with_file_and_line() {
        Rows rows = engine.rows(new RowQuery(RESPONSES, List.of("empathy", "unit", "nothing"), List.of()), 1, 1);

        assertThat(rows)
                .isEqualTo(new Rows(
                        List.of("file", "line", "empathy", "unit"),
                        List.of(List.of("responses.csv", "3", "5", "w-01")),
                        3));
    }

    @Test
    void refuses_a_row_of_another_width() {
        assertThatThrownBy(() -> InMemoryLake.of(PULSE).columns("unit").row("2026-03-02", "w-01", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pulse has 1 columns, got 2 values");
    }
}
