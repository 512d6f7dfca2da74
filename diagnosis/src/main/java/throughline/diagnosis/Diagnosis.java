package throughline.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import throughline.lake.cube.EngineUnavailableException;

/// Runs the fifteen detectors over a dossier.
///
/// @param period the days that were looked at
/// @param verdicts one a cause, in the order of the causes
public record Diagnosis(Period period, List<Verdict> verdicts) {

    private static final System.Logger LOG = System.getLogger(Diagnosis.class.getName());

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

    /// Examines all causes, several at a time. A detector that fails costs its own verdict only, and says so.
    ///
    /// @throws EngineUnavailableException if the facts can no longer be read
    public static Diagnosis of(Dossier dossier) {
        return of(dossier, Detectors.all());
    }

    static Diagnosis of(Dossier dossier, List<Detector> detectors) {
        try (var pool =
                Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()))) {
            List<Future<Verdict>> running = pool.invokeAll(detectors.stream()
                    .map(d -> (Callable<Verdict>) () -> verdict(d, dossier))
                    .toList());
            for (Future<Verdict> done : running) {
                if (done.state() == Future.State.FAILED
                        && done.exceptionNow() instanceof EngineUnavailableException lost) {
                    throw lost;
                }
            }
            return new Diagnosis(
                    dossier.period(), running.stream().map(Future::resultNow).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The diagnosis was interrupted", e);
        }
    }

    private static Verdict verdict(Detector detector, Dossier dossier) {
        try {
            return detector.examine(dossier);
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The detector of {0} failed: {1}",
                    detector.cause().id(),
                    e);
            LOG.log(System.Logger.Level.DEBUG, "Its trace", e);
            return Judgement.of(detector.cause())
                    .missing(
                            "Throughline",
                            "A repair: Throughline met an error of its own while judging this cause (%s).".formatted(e))
                    .verdict(
                            "This cause could not be judged, because Throughline met an error of its own.",
                            Judgement.Next.of("", "Report the error."));
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
                    : "No cause is shown to be present. %s of fifteen %s more evidence."
                            .formatted(
                                    NUMBERS.get((int) count(Side.UNKNOWN)),
                                    count(Side.UNKNOWN) == 1 ? "needs" : "need");
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
