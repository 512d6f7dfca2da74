package throughline.lake.trino;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.EngineUnavailableException;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// A cluster, and the engine of this machine over the same tables. What the cluster does not answer this machine
/// does, more slowly; the cluster is left alone for a while then, so that not every question waits for it.
public final class ClusterWithSpare implements CubeEngine {

    private static final Logger LOG = Logger.getLogger(ClusterWithSpare.class.getName());

    private final CubeEngine cluster;
    private final CubeEngine spare;
    private final Duration pause;
    private final LongSupplier nanos;
    private final Runnable closed;

    private volatile boolean away;
    private volatile long since;

    /// @param spare is closed with it
    /// @param pause how long a cluster that did not answer is left alone
    /// @param nanos a clock that only goes forward, in nanoseconds
    /// @param closed is run when nobody asks it any more
    public ClusterWithSpare(CubeEngine cluster, CubeEngine spare, Duration pause, LongSupplier nanos, Runnable closed) {
        this.cluster = cluster;
        this.spare = spare;
        this.pause = pause;
        this.nanos = nanos;
        this.closed = closed;
    }

    /// Whose answers are given now.
    @Override
    public String name() {
        return away ? "%s instead of %s".formatted(spare.name(), cluster.name()) : cluster.name();
    }

    @Override
    public Optional<FactTable> table(FactKind kind) {
        return spare.table(kind);
    }

    @Override
    public Cube scan(CubeQuery query) {
        return answer(engine -> engine.scan(query));
    }

    @Override
    public List<MomentBlock> moments(MomentsQuery query) {
        return answer(engine -> engine.moments(query));
    }

    @Override
    public Rows rows(RowQuery query, long offset, int limit) {
        return answer(engine -> engine.rows(query, offset, limit));
    }

    private <T> T answer(Function<CubeEngine, T> question) {
        if (!away || nanos.getAsLong() - since >= pause.toNanos()) {
            try {
                T answer = question.apply(cluster);
                away = false;
                return answer;
            } catch (EngineUnavailableException e) {
                since = nanos.getAsLong();
                away = true;
                LOG.log(
                        Level.WARNING,
                        "This machine adds up instead of %s, which is asked again in %s seconds"
                                .formatted(cluster.name(), pause.toSeconds()),
                        e);
            }
        }
        return question.apply(spare);
    }

    @Override
    public void close() {
        cluster.close();
        spare.close();
        closed.run();
    }
}
