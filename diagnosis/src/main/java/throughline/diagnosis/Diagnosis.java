package throughline.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs the fifteen detectors over a dossier.
///
/// @param period the days that were looked at
/// @param verdicts one a cause, in the order of the causes
public record Diagnosis(Period period, List<Verdict> verdicts) {

    private static final List<String> NUMBERS = List.of(
            "None",
            "One",
            "Two",
            "Three",
            "Four",
            "Five",
            "Six",
            "Seven",
            "Eight",
            "Nine",
            "Ten",
            "Eleven",
            "Twelve",
            "Thirteen",
            "Fourteen",
            "Fifteen");

    /// Copies the list.
    public Diagnosis {
        verdicts = List.copyOf(verdicts);
    }

    /// Examines all causes, several at a time.
    public static Diagnosis of(Dossier dossier) {
        try (var pool =
                Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()))) {
            List<Future<Verdict>> running = pool.invokeAll(Detectors.all().stream()
                    .map(d -> (Callable<Verdict>) () -> d.examine(dossier))
                    .toList());
            return new Diagnosis(
                    dossier.period(), running.stream().map(Diagnosis::result).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The diagnosis was interrupted", e);
        }
    }

    private static Verdict result(Future<Verdict> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The diagnosis was interrupted", e);
        }
    }

    /// The verdict of a cause.
    public Verdict verdict(Cause cause) {
        return verdicts.get(cause.ordinal());
    }

    /// Number of verdicts on a side.
    public long count(Side side) {
        return verdicts.stream().filter(v -> v.side() == side).count();
    }

    /// The finding in one or two sentences, such as `Six of fifteen causes are present. The strongest: nobody answers
    /// for service.`
    public String headline() {
        int present = (int) count(Side.PRESENT);
        if (present == 0) {
            return count(Side.ABSENT) == verdicts.size()
                    ? "None of the fifteen causes is present."
                    : "No cause is shown to be present. %s of fifteen need more evidence."
                            .formatted(NUMBERS.get((int) count(Side.UNKNOWN)));
        }
        return "%s of fifteen %s present. %s: %s."
                .formatted(
                        NUMBERS.get(present),
                        present == 1 ? "causes is" : "causes are",
                        present == 1 ? "It is this" : "The strongest",
                        strongestFirst().getFirst().cause().clause());
    }

    /// Present first, then unknown, then absent; the strongest of each first.
    public List<Verdict> strongestFirst() {
        return verdicts.stream()
                .sorted(Comparator.comparingInt((Verdict v) -> switch (v.side()) {
                            case PRESENT -> 0;
                            case UNKNOWN -> 1;
                            case ABSENT -> 2;
                        })
                        .thenComparing(
                                Comparator.comparingDouble(Verdict::strength).reversed()))
                .toList();
    }
}
