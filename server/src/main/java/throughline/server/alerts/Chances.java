package throughline.server.alerts;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import throughline.diagnosis.Freshness;
import throughline.diagnosis.Side;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;

/// How often alerts are raised without cause, in sentences.
final class Chances {

    /// Both sides of it stand on record, so nothing is estimated.
    static final String ON_RECORD =
            key("None by chance: both stand on record. It is wrong only where an entry of the record is.");

    /// What was tried was tried.
    static final String OBSERVED = key("None by chance: each attempt is in the list of its deliveries.");

    private Chances() {}

    /// A verdict on a side, and how many of such verdicts on simulated organisations are wrong.
    ///
    /// @param given how often it was given
    /// @param wrong how often the truth was another, or could not be known
    record Measured(Side side, int given, int wrong) {}

    /// Row `all` of the table *Every cause* of docs/accuracy.md.
    static Measured measured(Side side) {
        return switch (side) {
            case PRESENT -> new Measured(side, 697, 2);
            case ABSENT -> new Measured(side, 2968, 4);
            case UNKNOWN -> new Measured(side, 835, 113);
        };
    }

    /// Of a changed verdict: how often a change is wrong was not measured, only how often a single verdict is.
    static String ofVerdict(Side side) {
        Measured measured = measured(side);
        return say(
                "Not measured for changes. Of single verdicts: %s causes were called %s in simulated organisations; %s.",
                Words.count(measured.given()),
                side == Side.UNKNOWN
                        ? say("not enough evidence")
                        : side == Side.PRESENT ? say("present") : say("absent"),
                side == Side.UNKNOWN
                        ? say("%s of them could have been decided", Words.count(measured.wrong()))
                        : say("%s wrongly, or without enough to know it", Words.count(measured.wrong())));
    }

    /// Of a table that is late: by the gaps on its own record.
    static String ofGaps(Freshness table) {
        return table.gaps() == 0
                ? say("No such gap in %s on record.", Wording.span((double) table.recorded()))
                : perYear(table.chance(), say("by the gaps on its own record"));
    }

    /// Of something that chance brings so often a year.
    ///
    /// @param perYear above 0
    static String perYear(double perYear, String of) {
        long years = Math.round(1 / perYear);
        return years <= 1
                ? say("About once a year without cause, %s.", of)
                : say("About once in %s without cause, %s.", Wording.count(years, "year", "years"), of);
    }
}
