package throughline.simulation.score;

import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.Settings;
import throughline.simulation.Truth;
import throughline.simulation.Truth.State;

/// One verdict beside what is so.
///
/// @param confidence the probability that the verdict gives itself, 0 to 1
/// @param statement what the verdict said
public record Outcome(Cause cause, Truth.Answer truth, Side verdict, double confidence, String statement) {

    /// Whether the cause works in the organisation, whether or not its files can show it.
    public boolean works() {
        return truth.severity() >= Settings.MARKED;
    }

    /// Whether the verdict is what an expert with the same files would have to say.
    public boolean right() {
        return truth.state().id().equals(verdict.id());
    }

    /// Whether what the confidence is about came true: *present* and *absent* by what works in the organisation, *not
    /// enough evidence* by whether the files could not show it.
    public boolean holds() {
        return switch (verdict) {
            case PRESENT -> works();
            case ABSENT -> !works();
            case UNKNOWN -> truth.state() == State.UNKNOWN;
        };
    }

    /// Whether a verdict was given.
    public boolean decided() {
        return verdict != Side.UNKNOWN;
    }
}
