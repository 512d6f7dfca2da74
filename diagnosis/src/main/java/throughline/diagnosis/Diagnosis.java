package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import throughline.lake.cube.EngineUnavailableException;
import throughline.text.Language;

/// Runs the fifteen detectors over a dossier.
///
/// @param period the days that were looked at
/// @param verdicts one a cause, in the order of the causes
/// @param units where each cause shows, for those with a figure by unit; no verdict rests on it
public record Diagnosis(Period period, List<Verdict> verdicts, Map<Cause, UnitFindings> units) {

    private static final System.Logger LOG = System.getLogger(Diagnosis.class.getName());

    /// Copies the lists.
    public Diagnosis {
        verdicts = List.copyOf(verdicts);
        units = Map.copyOf(units);
    }

    /// A diagnosis without figures by unit.
    public Diagnosis(Period period, List<Verdict> verdicts) {
        this(period, verdicts, Map.of());
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
            List<Future<Optional<UnitFindings>>> shown = Stream.of(Cause.values())
                    .map(cause -> pool.submit(Language.kept(() -> units(cause, dossier))))
                    .toList();
            List<Future<Verdict>> running = pool.invokeAll(detectors.stream()
                    .map(d -> Language.kept(() -> verdict(d, dossier)))
                    .toList());
            for (Future<Verdict> done : running) {
                if (done.state() == Future.State.FAILED
                        && done.exceptionNow() instanceof EngineUnavailableException lost) {
                    throw lost;
                }
            }
            Map<Cause, UnitFindings> units = new EnumMap<>(Cause.class);
            for (Cause cause : Cause.values()) {
                shown.get(cause.ordinal()).get().ifPresent(found -> units.put(cause, found));
            }
            return new Diagnosis(
                    dossier.period(), running.stream().map(Future::resultNow).toList(), units);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The diagnosis was interrupted", e);
        }
    }

    /// A figure by unit that fails costs its table only.
    private static Optional<UnitFindings> units(Cause cause, Dossier dossier) {
        try {
            return new WhereItShows(dossier).of(cause);
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The figures by unit of {0} failed: {1}", cause.id(), e);
            return Optional.empty();
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
                            say("A repair: Throughline met an error of its own while judging this cause (%s).", e))
                    .verdict(
                            say("This cause could not be judged, because Throughline met an error of its own."),
                            Judgement.Next.of("", say("Report the error.")));
        }
    }

    /// The verdict of a cause.
    public Verdict verdict(Cause cause) {
        return verdicts.get(cause.ordinal());
    }

    /// Where a cause shows, for those with a figure by unit.
    public Optional<UnitFindings> units(Cause cause) {
        return Optional.ofNullable(units.get(cause));
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
                    ? say("None of the fifteen causes is present.")
                    : count(Side.UNKNOWN) == 1
                            ? say("No cause is shown to be present. One of fifteen needs more evidence.")
                            : say(
                                    "No cause is shown to be present. %s of fifteen need more evidence.",
                                    Wording.inWords(count(Side.UNKNOWN)));
        }
        String strongest = strongestFirst().getFirst().cause().clause();
        return present == 1
                ? say("One of fifteen causes is present. It is this: %s.", strongest)
                : say("%s of fifteen causes are present. The strongest: %s.", Wording.inWords(present), strongest);
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
