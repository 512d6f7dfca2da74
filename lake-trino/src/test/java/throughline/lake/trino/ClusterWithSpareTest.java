package throughline.lake.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.EngineUnavailableException;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.cube.UnknownColumnException;
import throughline.lake.cube.Worlds;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterWithSpareTest {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final CubeQuery BY_UNIT = CubeQuery.of(FactKind.COMPLAINTS).by("unit");

    private final AtomicLong now = new AtomicLong(-5);

    /// Answers as another engine does, or not at all.
    private static final class Cluster implements CubeEngine {

        private final CubeEngine engine;
        private final AtomicInteger asked = new AtomicInteger();
        private boolean away;

        Cluster(CubeEngine engine) {
            this.engine = engine;
        }

        private CubeEngine there() {
            asked.incrementAndGet();
            if (away) {
                throw new EngineUnavailableException("Nobody is there.");
            }
            return engine;
        }

        @Override
        public String name() {
            return "cluster";
        }

        @Override
        public java.util.Optional<FactTable> table(FactKind kind) {
            return engine.table(kind);
        }

        @Override
        public Cube scan(CubeQuery query) {
            return there().scan(query);
        }

        @Override
        public List<MomentBlock> moments(MomentsQuery query) {
            return there().moments(query);
        }

        @Override
        public Rows rows(RowQuery query, long offset, int limit) {
            return there().rows(query, offset, limit);
        }

        @Override
        public void close() {}
    }

    private static CubeEngine complaints(String... units) {
        var world = new Worlds.World(Worlds.table(FactKind.COMPLAINTS, "complaint_id", "unit"));
        for (int i = 0; i < units.length; i++) {
            world.row("2026-03-02", "c" + i, units[i]);
        }
        var lake = DuckDbLake.temporary();
        world.into(lake.appender(world.table()));
        return lake.seal(List.of());
    }

    @Test
    void lets_this_machine_answer_while_the_cluster_does_not() {
        var closed = new AtomicInteger();
        // Told apart by what they hold, which they never are outside a test.
        var cluster = new Cluster(complaints("north", "south"));
        try (var engine =
                new ClusterWithSpare(cluster, complaints("north"), PAUSE, now::get, closed::incrementAndGet)) {
            assertThat(engine.scan(BY_UNIT).size()).isEqualTo(2);
            assertThat(engine.name()).isEqualTo("cluster");

            cluster.away = true;
            assertThat(engine.scan(BY_UNIT).size()).isEqualTo(1);
            assertThat(engine.name()).isEqualTo("duckdb instead of cluster");
            assertThat(engine.rows(new RowQuery(FactKind.COMPLAINTS, List.of(), List.of()), 0, 9)
                            .total())
                    .isEqualTo(1);
            assertThat(cluster.asked).as("it is left alone").hasValue(2);

            now.addAndGet(PAUSE.toNanos());
            assertThat(engine.scan(BY_UNIT).size()).isEqualTo(1);
            assertThat(cluster.asked).as("it is tried again").hasValue(3);

            cluster.away = false;
            now.addAndGet(PAUSE.toNanos() - 1);
            assertThat(engine.scan(BY_UNIT).size()).isEqualTo(1);
            now.incrementAndGet();
            assertThat(engine.scan(BY_UNIT).size()).isEqualTo(2);
            assertThat(engine.name()).isEqualTo("cluster");
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void refuses_a_question_that_no_engine_could_answer() {
        var cluster = new Cluster(complaints("north"));
        try (var engine = new ClusterWithSpare(cluster, complaints("north"), PAUSE, now::get, () -> {})) {
            assertThatThrownBy(
                            () -> engine.scan(CubeQuery.of(FactKind.COMPLAINTS).by("nobody")))
                    .isInstanceOf(UnknownColumnException.class);
            assertThat(engine.name()).isEqualTo("cluster");
            assertThat(Map.of("asked", cluster.asked.get())).containsEntry("asked", 1);
        }
    }
}
