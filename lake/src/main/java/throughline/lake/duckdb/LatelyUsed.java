package throughline.lake.duckdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Answers to questions whose answer never changes; those used longest ago are forgotten first. Safe for several
/// threads.
final class LatelyUsed<Q, A> {

    /// What the place of an answer takes, however small it is.
    private static final long PLACE = 30;

    private final long most;
    private final long large;
    private final ToLongFunction<A> size;
    private final Map<Q, A> answers = new LinkedHashMap<>(16, 0.75f, true);
    private long kept;

    /// @param most how much is kept in all
    /// @param large the largest answer that is kept
    /// @param size of an answer
    LatelyUsed(long most, long large, ToLongFunction<A> size) {
        this.most = most;
        this.large = large;
        this.size = size;
    }

    synchronized Optional<A> find(Q question) {
        return Optional.ofNullable(answers.get(question));
    }

    synchronized void keep(Q question, A answer) {
        if (size.applyAsLong(answer) > large || answers.containsKey(question)) {
            return;
        }
        answers.put(question, answer);
        kept += PLACE + size.applyAsLong(answer);
        var oldest = answers.values().iterator();
        while (kept > most) {
            kept -= PLACE + size.applyAsLong(oldest.next());
            oldest.remove();
        }
    }

    synchronized void clear() {
        answers.clear();
        kept = 0;
    }
}
