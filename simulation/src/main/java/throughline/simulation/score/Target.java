package throughline.simulation.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import throughline.diagnosis.Cause;
import throughline.simulation.Decoy;
import throughline.simulation.score.Tally.Rate;

/// What a score is asked to reach, and whether it does.
///
/// @param what what is counted
/// @param wanted the limit in words, such as `at most 5 %`
/// @param measured what was measured, over all causes
/// @param missedBy causes or decoys that miss it, each with its figure; none where it is met
public record Target(String what, String wanted, String measured, List<String> missedBy) {

    private static final double PRECISION = 0.95;
    private static final double RECALL = 0.9;
    private static final double ALARMS = 0.05;
    private static final double FALSE_ABSENT = 0.05;
    private static final double OPEN = 0.1;
    private static final double BLIND = 0.01;
    private static final double PATIENT = 0.9;
    private static final double BRIER = 0.08;

    /// Copies the list.
    public Target {
        missedBy = List.copyOf(missedBy);
    }

    /// Whether it is reached.
    public boolean met() {
        return missedBy.isEmpty();
    }

    /// All targets of a score.
    public static List<Target> of(Score score) {
        Tally all = Tally.of(score.targeted());
        var targets = new ArrayList<Target>();
        targets.add(perCause(
                "Precision of present",
                "at least 95 % in every cause",
                all.precision(),
                score,
                Tally::precision,
                r -> r.share() >= PRECISION));
        targets.add(perCause(
                "Recall of present",
                "at least 90 % in every cause",
                all.recall(),
                score,
                Tally::recall,
                r -> r.share() >= RECALL));
        targets.add(perCause(
                "Absent although present",
                "at most 5 % in every cause",
                all.falseAbsent(),
                score,
                Tally::falseAbsent,
                r -> r.share() <= FALSE_ABSENT));
        targets.add(perCause(
                "Not enough evidence although there is",
                "at most 10 % in every cause",
                all.leftOpen(),
                score,
                Tally::leftOpen,
                r -> r.share() <= OPEN));
        Rate alarms = score.falseAlarms();
        targets.add(whole(
                "False alarms in a healthy organisation, all fifteen causes together",
                "at most 0.05",
                number(alarms.share()) + " (" + alarms.hits() + " in " + alarms.of() + ")",
                alarms.share() <= ALARMS));
        targets.add(decoys(score));
        Rate blind = score.tally().judgedBlindly();
        targets.add(whole(
                "Judged although the files cannot show it", "at most 1 %", written(blind), blind.share() <= BLIND));
        targets.add(slow(score));
        double brier = score.calibration().brier();
        targets.add(whole("Brier score of confidence", "at most 0.08", number(brier), brier <= BRIER));
        return List.copyOf(targets);
    }

    private static Target perCause(
            String what, String wanted, Rate all, Score score, Function<Tally, Rate> rate, Predicate<Rate> reached) {
        List<String> missed = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            Rate own = rate.apply(score.targeted(cause));
            if (own.known() && !reached.test(own)) {
                missed.add(cause.number() + " " + written(own));
            }
        }
        return new Target(what, wanted, written(all), missed);
    }

    private static Target whole(String what, String wanted, String measured, boolean reached) {
        return new Target(what, wanted, measured, reached ? List.of() : List.of(measured));
    }

    private static Target decoys(Score score) {
        List<String> fooled = Arrays.stream(Decoy.values())
                .filter(d -> score.fooled(d).hits() > 0)
                .map(d -> d.title() + " (" + score.fooled(d).hits() + " in "
                        + score.fooled(d).of() + ")")
                .toList();
        long seen = Arrays.stream(Decoy.values())
                .filter(d -> score.fooled(d).known())
                .count();
        return new Target(
                "Decoys with a false alarm in any organisation that has them",
                "none",
                fooled.size() + " of " + seen,
                fooled);
    }

    private static Target slow(Score score) {
        List<String> missed = new ArrayList<>();
        long hits = 0;
        long of = 0;
        for (Cause cause : Score.SLOW) {
            Rate rate = score.patient(cause);
            hits += rate.hits();
            of += rate.of();
            if (rate.known() && rate.share() < PATIENT) {
                missed.add(cause.number() + " " + written(rate));
            }
        }
        String causes = Score.SLOW.stream().map(Cause::number).collect(Collectors.joining(", "));
        return new Target(
                "Left open after 60 days where time is what lacks (" + causes + ")",
                "at least 90 % in every cause",
                written(new Rate(hits, of)),
                missed);
    }

    /// A rate as it is written: `97.1 % (34 of 35)`.
    public static String written(Rate rate) {
        return rate.known()
                ? String.format(Locale.ROOT, "%.1f %% (%d of %d)", 100 * rate.share(), rate.hits(), rate.of())
                : "none to count";
    }

    /// A figure with three decimals.
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
