package throughline.server.turn;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds how much of what takes long is done at once, by all and by one account. Safe for use by several
/// threads.
public final class Turns {

    /// Requests of one account that wait for another of theirs; a person's windows are no more.
    static final int WAITING = 4;

    private final Semaphore all;
    private final Duration patience;
    private final Map<String, Semaphore> own = new ConcurrentHashMap<>();

    /// @param atOnce how many have their turn at once, at least 1; first come, first served
    /// @param patience how long one waits for a turn
    public Turns(int atOnce, Duration patience) {
        this.all = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /// A turn that ends when it is closed, by whichever thread.
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /// The next turn among all.
    ///
    /// @throws BusyException if it does not come in time
    public Turn next() {
        return taken(all);
    }

    /// The next turn among all, however long it takes, for what the server does by itself.
    public Turn inTheEnd() {
        all.acquireUninterruptibly();
        return all::release;
    }

    /// The only turn of an account at a time; it does not count among all. Readers of the demo have no account, and
    /// do not wait for each other.
    ///
    /// @param who the account by its id, or empty for who has none
    /// @throws BusyException if it does not come in time, or others of the account wait for it already
    public Turn only(String who) {
        if (who.isEmpty()) {
            return () -> {};
        }
        if (waiting(who) >= WAITING) {
            throw new BusyException();
        }
        return taken(own(who));
    }

    /// About how many requests of an account wait for another of theirs.
    int waiting(String who) {
        return own(who).getQueueLength();
    }

    private Semaphore own(String who) {
        return own.computeIfAbsent(who, w -> new Semaphore(1, true));
    }

    private Turn taken(Semaphore turns) {
        try {
            if (turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return turns::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BusyException();
    }
}
