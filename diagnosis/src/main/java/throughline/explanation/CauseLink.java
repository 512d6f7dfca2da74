package throughline.explanation;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Wording;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;
import throughline.statistics.causal.EdgeStability;
import throughline.statistics.causal.RobustnessValue;
import throughline.statistics.causal.TwoWayCells.Signs;

/// What one measure does to another, and how it was put to the test.
///
/// @param cause the measure that is changed
/// @param effect the measure that changes with it
/// @param stability share of the searches on weeks drawn anew in which the two are joined, 0 to 1
/// @param slope units of the effect a unit of the cause, all ways together, with an interval of 95 %
/// @param standardised the same in standard deviations of both
/// @param held what was held still
/// @param chance share of shuffled causes that reach as far, above 0
/// @param signs units in which the effect runs the same way
/// @param hidden how much of both a hidden third cause would have to explain
/// @param record what the organisation's record says of it
public record CauseLink(
        CauseNode cause,
        CauseNode effect,
        double stability,
        Estimate slope,
        Estimate standardised,
        List<CauseNode> held,
        double chance,
        Signs signs,
        RobustnessValue hidden,
        Standing record) {

    /// Share of shuffled causes that may reach as far as a real one (ours).
    public static final double CHANCE = 0.05;

    /// Fewest units of which it can be said that an effect runs the same way in them (ours).
    private static final int UNITS = 5;

    /// Copies the list.
    public CauseLink {
        held = List.copyOf(held);
    }

    /// What the record says of a link.
    ///
    /// @param known whether it is on record
    /// @param managedBy name of who manages it, where that is on record
    public record Standing(boolean known, Optional<String> managedBy) {

        /// Not on record.
        static final Standing OPEN = new Standing(false, Optional.empty());
    }

    /// The same with what the record says of it.
    CauseLink standing(Standing standing) {
        return new CauseLink(cause, effect, stability, slope, standardised, held, chance, signs, hidden, standing);
    }

    /// How a test ended.
    public enum Test {
        PASSED,
        FAILED,
        OPEN
    }

    /// Whether it is drawn as sure: found in 80 of 100 searches, with an interval that leaves nought out,
    /// further than shuffled causes reach.
    public boolean sure() {
        return stability >= EdgeStability.STEADY - 1e-9 && !slope.interval().contains(0) && shuffled() == Test.PASSED;
    }

    /// Whether it was found at all: in half of the searches.
    public boolean found() {
        return stability >= EdgeStability.POSSIBLE - 1e-9;
    }

    /// Whether more of the cause goes with less of the effect.
    public boolean lowers() {
        return slope.value() < 0;
    }

    /// Size of the standardised effect, 0 or more.
    public double size() {
        return Math.abs(standardised.value());
    }

    /// Whether a shuffled cause reaches as far only by rare chance.
    public Test shuffled() {
        return chance <= CHANCE ? Test.PASSED : Test.FAILED;
    }

    /// Whether the effect surely runs the same way in most units.
    public Test sameWay() {
        if (signs.units() < UNITS) {
            return Test.OPEN;
        }
        var share = Proportion.wilson(signs.same(), signs.units(), 0.95);
        return share.low() > 0.5 ? Test.PASSED : share.high() < 0.5 ? Test.FAILED : Test.OPEN;
    }

    /// The second test in words.
    public String sameWayWords() {
        return signs.units() == 0
                ? say("No unit has answers enough of its own")
                : say("Same direction in %s units", Wording.of(signs.same(), signs.units()));
    }

    /// Which link it is, such as `from Waiting time to Satisfied`.
    public String words() {
        return say("from “%s” to “%s”", cause.title(), effect.title());
    }
}
