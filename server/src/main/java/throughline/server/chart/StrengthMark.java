package throughline.server.chart;

import static throughline.text.Text.say;

import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;

/// Strength of a verdict from 0 to 1 with its interval and a tick at 0.5.
public final class StrengthMark {

    private static final int WIDTH = 132;

    private StrengthMark() {}

    /// The mark of a verdict; a dashed line where nothing could be measured.
    public static String of(Verdict verdict) {
        var axis = new Axis(0, 1, 6, 90);
        if (verdict.evidence().isEmpty()) {
            return new Drawing()
                    .line(1, 10, 95, 10, "k-axis k-dash")
                    .line(axis.at(0.5), 4, axis.at(0.5), 16, "k-mean")
                    .text(WIDTH - 2, 14, "–", "t-e")
                    .mark(WIDTH, 20, say("Strength not known: nothing could be measured"));
        }
        String tone = switch (verdict.side()) {
            case PRESENT -> "c";
            case ABSENT -> "i";
            case UNKNOWN -> "s";
        };
        String value = Words.decimals(verdict.strength(), 2);
        double low = verdict.strengthInterval().low();
        double high = verdict.strengthInterval().high();
        return new Drawing()
                .line(1, 10, 95, 10, "k-axis")
                .line(axis.at(0.5), 4, axis.at(0.5), 16, "k-mean")
                .line(axis.at(low), 10, axis.at(high), 10, verdict.side() == Side.UNKNOWN ? "k-ci" : "k-ci-" + tone)
                .dot(axis.at(verdict.strength()), 10, 4.5, "p-dot " + tone)
                .text(WIDTH - 2, 14, value, "t-e")
                .mark(
                        WIDTH,
                        20,
                        say(
                                "Strength %s, 95 in 100 interval %s to %s, present above 0.50",
                                value, Words.decimals(low, 2), Words.decimals(high, 2)));
    }
}
