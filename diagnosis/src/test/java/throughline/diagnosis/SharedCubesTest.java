package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedCubesTest {

    private final Empty engine = new Empty();
    private final SharedCubes cubes = new SharedCubes(engine);

    /// An engine without facts that notes what it is asked.
    private static final class Empty implements CubeEngine {

        private final List<CubeQuery> asked = new ArrayList<>();

        @Override
        public String name() {
            return "empty";
        }

        @Override
        public Optional<FactTable> table(FactKind kind) {
            return Optional.empty();
        }

        @Override
        public Cube scan(CubeQuery query) {
            asked.add(query);
            return new NoCells(query.keys(), query.measures());
        }

        @Override
        public List<MomentBlock> moments(MomentsQuery query) {
            return List.of();
        }

        @Override
        public Rows rows(RowQuery query, long offset, int limit) {
            throw new IllegalStateException("Nobody asks for rows");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private record NoCells(List<Key> keys, List<String> measures) implements Cube {

        @Override
        public int size() {
            return 0;
        }

        @Override
        public Cell cell(int position) {
            throw new IndexOutOfBoundsException(position);
        }

        @Override
        public Cube plus(Cube other) {
            return other;
        }
    }

    private static CubeQuery query(int number) {
        return CubeQuery.of(FactKind.RESPONSES).where(new Filter.Range("score", number, number));
    }

    @Test
    void an_answer_after_as_many_as_are_kept_is_kept_too() {
        for (int number = 0; number <= SharedCubes.MOST; number++) {
            cubes.scan(query(number));
        }

        cubes.scan(query(SharedCubes.MOST));

        assertThat(engine.asked).hasSize(SharedCubes.MOST + 1);
    }

    @Test
    void the_answer_used_longest_ago_is_forgotten_first() {
        for (int number = 0; number < SharedCubes.MOST; number++) {
            cubes.scan(query(number));
        }
        cubes.scan(query(0));
        cubes.scan(query(SharedCubes.MOST));
        engine.asked.clear();

        cubes.scan(query(0));
        cubes.scan(query(1));

        assertThat(engine.asked).containsExactly(query(1));
    }
}
