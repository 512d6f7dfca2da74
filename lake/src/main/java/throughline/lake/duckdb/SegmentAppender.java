package throughline.lake.duckdb;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Writes the rows of one table into one Parquet file.
///
/// Rows are gathered into batches. Few of them are written when the appender is closed; many by a second
/// thread meanwhile, which is at most [#AHEAD] batches behind, so that memory does not grow with the file.
final class SegmentAppender implements FactAppender, Feed.Source {

    private static final int AHEAD = 16;
    private static final int DAY = FactTable.SYSTEM.size() - 1;

    private final FactTable table;
    private final Consumer<Batch> screen;
    private final Runnable write;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private final Deque<Batch> spare = new ArrayDeque<>();
    private @Nullable Batch taken;
    private Batch filling;
    private boolean ended;
    private boolean closed;
    private @Nullable Thread writer;
    private @Nullable RuntimeException failure;
    private long rows;
    private final int id;
    private @Nullable String lastId;
    private boolean ascending = true;
    private long lastDay = Long.MIN_VALUE;
    private boolean daysAscending = true;

    /// @param screen is given each batch before it is written
    /// @param copy runs the statement that pulls all rows of this source into the segment's file
    SegmentAppender(FactTable table, Consumer<Batch> screen, Runnable copy) {
        this.table = table;
        this.screen = screen;
        this.write = copy;
        this.filling = new Batch(table);
        this.id = table.kind().id().map(table::position).orElse(-1);
    }

    @Override
    public FactTable table() {
        return table;
    }

    boolean closed() {
        return closed;
    }

    /// Whether every id came after the one before it (shorter first, then by letter), so that none came
    /// twice.
    boolean ascending() {
        return ascending;
    }

    /// Whether no row is of an earlier day than one before it.
    boolean daysAscending() {
        return daysAscending;
    }

    private boolean after(@Nullable String next) {
        String before = lastId;
        lastId = next;
        if (next == null || before == null) {
            return next != null && rows == 1;
        }
        return next.length() == before.length() ? next.compareTo(before) > 0 : next.length() > before.length();
    }

    /// Number of rows appended.
    long rows() {
        return rows;
    }

    @Override
    public void append(FactRow row) {
        filling.add(row);
        rows++;
        ascending = ascending && id >= 0 && after(row.text(id));
        long day = row.has(DAY) ? row.whole(DAY) : Long.MIN_VALUE;
        daysAscending &= day >= lastDay;
        lastDay = day;
        if (filling.full()) {
            hand(filling);
            filling = spare();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        hand(filling);
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (rows == 0) {
            return;
        }
        if (writer == null) {
            write.run();
        } else {
            await(writer);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// Gives up: the writer ends, what was appended is lost.
    void abandon() {
        lock.lock();
        try {
            closed = true;
            ended = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (writer != null) {
            await(writer);
        }
    }

    private void hand(Batch batch) {
        screen.accept(batch);
        lock.lock();
        try {
            while (waiting.size() >= AHEAD && failure == null) {
                if (writer == null) {
                    writer = Thread.ofPlatform()
                            .name("lake " + table.kind().table())
                            .start(this::run);
                }
                changed.awaitUninterruptibly();
            }
            if (failure != null) {
                throw failure;
            }
            waiting.add(batch);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Batch spare() {
        lock.lock();
        try {
            Batch batch = spare.isEmpty() ? new Batch(table) : spare.pop();
            batch.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            write.run();
        } catch (RuntimeException e) {
            lock.lock();
            try {
                failure = e;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public @Nullable Batch next() throws InterruptedException {
        lock.lock();
        try {
            if (taken != null) {
                spare.push(taken);
                taken = null;
            }
            while (waiting.isEmpty() && !ended) {
                changed.await();
            }
            taken = waiting.poll();
            changed.signalAll();
            return taken == null || taken.empty() ? null : taken;
        } finally {
            lock.unlock();
        }
    }

    private static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
