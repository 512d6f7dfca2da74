package throughline.server.diagnose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// Values that are each computed once, however many readers wait for them; the one used longest ago is forgotten first.
/// Safe for use by several threads.
final class Remembered<K, V> {

    private final Map<K, FutureTask<V>> tasks;

    /// @param most values that are kept, at least 1
    Remembered(int most) {
        tasks = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, FutureTask<V>> eldest) {
                return size() > most;
            }
        };
    }

    /// The value of a key that has been computed.
    Optional<V> known(K key) {
        synchronized (tasks) {
            return Optional.ofNullable(tasks.get(key))
                    .filter(task -> task.state() == Future.State.SUCCESS)
                    .map(FutureTask::resultNow);
        }
    }

    /// The value of a key, computed at the first call; one that fails is computed anew at the next.
    V get(K key, Function<K, V> computed) {
        FutureTask<V> task;
        synchronized (tasks) {
            task = tasks.computeIfAbsent(key, k -> new FutureTask<>(() -> computed.apply(k)));
        }
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            synchronized (tasks) {
                tasks.remove(key, task);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("What was computed was interrupted", e);
        }
    }
}
