package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import throughline.statistics.Interval;

/// What the diagnosis says of one cause.
///
/// Strength is 0 to 1: how much of the harm that this cause can do it does; 0.5 lies in the margin between absent and
/// present ([Scale]). Confidence is 0 to 1: the probability that the verdict is right, and of not enough evidence that
/// any other verdict would be wrong now ([Judgement]).
public sealed interface Verdict {

    /// The cause judged.
    Cause cause();

    /// The finding in one sentence, without marks.
    String statement();

    /// Strength, 0 to 1.
    double strength();

    /// 95 % interval of the strength.
    Interval strengthInterval();

    /// Probability that the verdict is right, 0 to 1.
    double confidence();

    /// The figures, most telling first.
    List<Evidence> evidence();

    /// What to do next, a sentence that begins with a verb.
    String next();

    /// The measure behind the cause, week by week.
    Optional<Trend> trend();

    /// What would decide the cause or sharpen it; never empty when there is not enough evidence.
    List<Missing> missing();

    /// The word of the exchange format.
    default Side side() {
        return switch (this) {
            case Present present -> Side.PRESENT;
            case Absent absent -> Side.ABSENT;
            case NotEnoughEvidence unknown -> Side.UNKNOWN;
        };
    }

    /// The cause is there.
    record Present(
            Cause cause,
            String statement,
            double strength,
            Interval strengthInterval,
            double confidence,
            List<Evidence> evidence,
            String next,
            Optional<Trend> trend,
            List<Missing> missing)
            implements Verdict {
        /// Copies the lists.
        ///
        /// @throws IllegalArgumentException if there is no evidence
        public Present {
            evidence = List.copyOf(evidence);
            missing = List.copyOf(missing);
            if (evidence.isEmpty()) {
                throw new IllegalArgumentException("No cause is present without evidence: " + cause.id());
            }
        }
    }

    /// The cause is not there, and the figures are good enough to say so.
    record Absent(
            Cause cause,
            String statement,
            double strength,
            Interval strengthInterval,
            double confidence,
            List<Evidence> evidence,
            String next,
            Optional<Trend> trend,
            List<Missing> missing)
            implements Verdict {
        /// Copies the lists.
        ///
        /// @throws IllegalArgumentException if there is no evidence
        public Absent {
            evidence = List.copyOf(evidence);
            missing = List.copyOf(missing);
            if (evidence.isEmpty()) {
                throw new IllegalArgumentException("No cause is absent without evidence: " + cause.id());
            }
        }
    }

    /// The data do not decide; `missing` says what would.
    record NotEnoughEvidence(
            Cause cause,
            String statement,
            double strength,
            Interval strengthInterval,
            double confidence,
            List<Evidence> evidence,
            String next,
            Optional<Trend> trend,
            List<Missing> missing)
            implements Verdict {
        /// Copies the lists.
        ///
        /// @throws IllegalArgumentException if nothing is said to be missing
        public NotEnoughEvidence {
            evidence = List.copyOf(evidence);
            missing = List.copyOf(missing);
            if (missing.isEmpty()) {
                throw new IllegalArgumentException("Not enough evidence must say what is missing: " + cause.id());
            }
        }
    }
}
