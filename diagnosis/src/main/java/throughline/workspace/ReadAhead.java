package throughline.workspace;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/// Reads the records of a source in a thread of its own, a few batches ahead of the one that uses them. The source is
/// used by that thread only until [#close] returns.
final class ReadAhead implements AutoCloseable {

    private static final int ROWS = 256;
    private static final int BATCHES = 4;

    /// Records that follow each other.
    static final class Batch {

        private final Cells[] cells = Stream.generate(Cells::new).limit(ROWS).toArray(Cells[]::new);
        private final long[] lines = new long[ROWS];
        private int rows;
        private Optional<Throwable> failure = Optional.empty();

        /// Number of records; none behind the last one.
        int rows() {
            return rows;
        }

        /// The cells of a record.
        Cells cells(int row) {
            return cells[row];
        }

        /// Line or record number at which a record begins, from 1.
        long line(int row) {
            return lines[row];
        }
    }

    private final RecordSource source;
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;

    /// Begins to read.
    ReadAhead(RecordSource source) {
        this.source = source;
        Stream.generate(Batch::new).limit(BATCHES).forEach(empty::add);
        thread = Thread.ofPlatform().daemon().name("reading").start(this::read);
    }

    /// The next records, in the order of the file; an empty batch behind the last one.
    ///
    /// @throws IOException if the file cannot be read
    Batch take() throws IOException {
        try {
            Batch batch = full.take();
            if (batch.failure.isPresent()) {
                switch (batch.failure.get()) {
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    case Throwable e -> throw new IllegalStateException(e);
                }
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Reading was interrupted", e);
        }
    }

    /// Gives back a batch that is no longer needed.
    void done(Batch batch) {
        empty.add(batch);
    }

    @Override
    public void close() {
        thread.interrupt();
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

    private void read() {
        try {
            Batch batch;
            do {
                batch = empty.take();
                fill(batch);
                full.put(batch);
            } while (batch.rows > 0 && batch.failure.isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill(Batch batch) {
        batch.rows = 0;
        try {
            while (batch.rows < ROWS && source.next(batch.cells[batch.rows])) {
                batch.lines[batch.rows++] = source.line();
            }
        } catch (IOException | RuntimeException | Error e) {
            batch.failure = Optional.of(e);
        }
    }
}
