package throughline.command;

import throughline.workspace.Progress;

/// What is being done, on one line of standard error that is rewritten; silent where standard error is no terminal.
public final class ProgressLine implements Progress, AutoCloseable {

    private static final long EVERY_NANOS = 100_000_000L;

    private final boolean terminal = Terminal.attached() && System.getenv("TERM") != null;
    private long shown = System.nanoTime() - EVERY_NANOS;
    private boolean dirty;

    @Override
    public synchronized void rows(String file, long rows) {
        if (terminal && System.nanoTime() - shown >= EVERY_NANOS) {
            show("Reading %s: %,d rows".formatted(file, rows));
        }
    }

    /// Says what is being done now.
    public synchronized void show(String text) {
        if (terminal) {
            System.err.print("\r\u001b[K" + text + " …");
            System.err.flush();
            shown = System.nanoTime();
            dirty = true;
        }
    }

    @Override
    public synchronized void close() {
        if (dirty) {
            System.err.print("\r\u001b[K");
            System.err.flush();
            dirty = false;
        }
    }
}
