package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.UnitFindings.Question;
import throughline.diagnosis.UnitFindings.UnitFinding;
import throughline.statistics.Summary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnitFindingsTest {

    private static final Question CROSSING = new Question("Share of cases that cross", "cases", 0.2, true, 20);

    private final Map<String, List<Summary>> cells = new TreeMap<>();

    @Test
    void flags_the_units_that_are_surely_beyond_the_limit_and_ranks_the_reliable() {
        unit("w-0", 40, 100);
        unit("w-1", 25, 100);
        unit("w-2", 10, 100);
        unit("w-3", 12, 100);
        unit("w-4", 3, 12);

        UnitFindings found = found().orElseThrow();

        assertThat(found.statement()).isEqualTo("1 of 4 units is surely above 20 %.");
        assertThat(found.withheld()).isEqualTo(1);
        assertThat(found.units()).extracting(UnitFinding::unit).containsExactly("w-0", "w-1", "w-3", "w-2");
        assertThat(found.units()).extracting(UnitFinding::flagged).containsExactly(true, false, false, false);
        assertThat(found.units().getFirst().shrunk()).isLessThan(0.4).isGreaterThan(0.3);
        assertThat(found.units().getFirst().figure()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void lists_units_by_name_where_they_differ_no_more_than_chance_explains() {
        unit("w-2", 31, 100);
        unit("w-0", 29, 100);
        unit("w-1", 30, 100);

        UnitFindings found = found().orElseThrow();

        assertThat(found.statement())
                .isEqualTo("3 of 3 units are surely above 20 %; they do not differ enough to be ranked.");
        assertThat(found.units()).extracting(UnitFinding::unit).containsExactly("w-0", "w-1", "w-2");
        assertThat(found.units()).noneMatch(UnitFinding::ranked);
    }

    @Test
    void says_nothing_of_two_units_or_where_nothing_varies() {
        unit("w-0", 40, 100);
        unit("w-1", 25, 100);
        assertThat(found()).isEmpty();

        cells.clear();
        unit("w-0", 0, 100);
        unit("w-1", 0, 100);
        unit("w-2", 0, 100);
        assertThat(found()).isEmpty();
    }

    private Optional<UnitFindings> found() {
        return UnitFindings.of(new Northgate().dossier(), CROSSING, cells);
    }

    /// Ten weeks that are all alike, where the figures allow.
    private void unit(String unit, int hits, int cases) {
        var weeks = new ArrayList<Summary>();
        for (int week = 0; week < 10; week++) {
            Summary sum = Summary.EMPTY;
            for (int i = week; i < cases; i += 10) {
                sum = sum.plus(i < hits ? 1 : 0);
            }
            weeks.add(sum);
        }
        cells.put(unit, weeks);
    }
}
