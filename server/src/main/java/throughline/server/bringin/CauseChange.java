package throughline.server.bringin;

import java.util.ArrayList;
import java.util.List;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.statistics.Interval;

/// What a file has changed in the verdict of a cause.
///
/// @param cause id of the cause
/// @param before its verdict before the file
/// @param after its verdict with the file
public record CauseChange(String cause, Side before, Side after, Change change) {

    /// The kinds of change.
    public enum Change {
        /// The verdict is another one.
        DECIDED,
        /// Same verdict, but its strength is known more closely.
        SHARPER,
        /// Same verdict, but its strength is known less closely.
        LESS_SURE,
        /// Still not enough evidence, but there are more figures.
        MORE_FIGURES,
        /// Nothing to speak of.
        NONE
    }

    /// Share by which an interval must be narrower or wider to speak of it.
    private static final double NOTABLE = 0.05;

    /// The changes from one diagnosis to the next, in the order of the causes.
    public static List<CauseChange> between(Diagnosis before, Diagnosis after) {
        var all = new ArrayList<CauseChange>();
        for (Cause cause : Cause.values()) {
            Verdict then = before.verdict(cause);
            Verdict now = after.verdict(cause);
            all.add(new CauseChange(cause.id(), then.side(), now.side(), change(then, now)));
        }
        return List.copyOf(all);
    }

    private static Change change(Verdict then, Verdict now) {
        if (then.side() != now.side()) {
            return Change.DECIDED;
        }
        if (now.evidence().size() > then.evidence().size() && now.side() == Side.UNKNOWN) {
            return Change.MORE_FIGURES;
        }
        double width = width(then.strengthInterval());
        double narrower = width - width(now.strengthInterval());
        return narrower > NOTABLE * width
                ? Change.SHARPER
                : narrower < -NOTABLE * width ? Change.LESS_SURE : Change.NONE;
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }
}
