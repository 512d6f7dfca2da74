package throughline.simulation.score;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// The same work on many organisations, as many at a time as there are processors.
final class AtOnce {

    private AtOnce() {}

    /// What comes of the work, in the order of the numbers.
    ///
    /// @param done told how many are done, from any thread
    static <T> List<T> of(List<Integer> numbers, Function<Integer, T> work, IntConsumer done) {
        var finished = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<T>> running = new ArrayList<>();
            for (int number : numbers) {
                running.add(pool.submit(() -> {
                    T made = work.apply(number);
                    done.accept(finished.incrementAndGet());
                    return made;
                }));
            }
            List<T> all = new ArrayList<>();
            try {
                for (Future<T> each : running) {
                    all.add(each.get());
                }
            } finally {
                running.forEach(r -> r.cancel(true));
            }
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The score was interrupted", e);
        }
    }
}
