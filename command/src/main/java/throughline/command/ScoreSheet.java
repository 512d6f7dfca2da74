package throughline.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.Truth.State;
import throughline.simulation.score.Calibration;
import throughline.simulation.score.Outcome;
import throughline.simulation.score.Score;
import throughline.simulation.score.Slice;
import throughline.simulation.score.Tally;
import throughline.simulation.score.Tally.Rate;
import throughline.simulation.score.Target;

/// A score as a sheet for a terminal of 100 columns.
final class ScoreSheet {

    private ScoreSheet() {}

    /// The whole sheet, ending with a line break.
    static String of(Score score) {
        var lines = new ArrayList<String>();
        lines.add("%d simulated organisations, seed %d".formatted(score.trials().size(), score.seed()));
        lines.add("");
        lines.add("      truth:                          present           absent       not to be known");
        lines.add(
                "      said:                          ◆    ○    ◌      ◆    ○    ◌      ◆    ○    ◌  prec. recall Brier");
        for (Cause cause : Cause.values()) {
            lines.add(row(
                    "%-5s %s".formatted(cause.number(), cause.shortName()),
                    score.tally(cause),
                    score.calibration(cause)));
        }
        lines.add(row("      all", score.tally(), score.calibration()));
        lines.add("");
        lines.add("◆ called present  ○ called absent  ◌ not enough evidence");
        lines.add("");
        lines.add("                                              prec. recall  ◆ as ○  left open  blindly  Brier");
        for (Slice slice : Slice.values()) {
            for (int band = 0; band < slice.bands().size(); band++) {
                Tally tally = score.tally(slice, band);
                var decided = Calibration.of(
                        score.sliced(slice, band).filter(Outcome::decided).toList());
                lines.add("%-22s %-22s %s %s %s %s %s  %5.3f"
                        .formatted(
                                band == 0 ? slice.title() : "",
                                slice.bands().get(band),
                                two(tally.precision(), 5),
                                two(tally.recall(), 6),
                                percent(tally.falseAbsent(), 7),
                                percent(tally.leftOpen(), 10),
                                percent(tally.judgedBlindly(), 8),
                                decided.brier()));
            }
        }
        lines.add("");
        lines.add("Targets");
        for (Target target : Target.of(score)) {
            lines.add("%s %s: %s, wanted %s"
                    .formatted(target.met() ? " " : "!", target.what(), target.measured(), target.wanted()));
            if (!target.met() && target.missedBy().size() > 1) {
                lines.add("    missed by " + String.join(", ", target.missedBy()));
            }
        }
        var text = new StringBuilder();
        wrapped(lines).forEach(line -> text.append(line.stripTrailing()).append('\n'));
        return text.toString();
    }

    private static List<String> wrapped(List<String> lines) {
        var all = new ArrayList<String>();
        for (String line : lines) {
            String rest = line;
            while (rest.length() > 100) {
                int at = rest.lastIndexOf(' ', 100);
                all.add(rest.substring(0, at));
                rest = "    " + rest.substring(at + 1);
            }
            all.add(rest);
        }
        return all;
    }

    private static String row(String name, Tally tally, Calibration calibration) {
        var text = new StringBuilder("%-33s".formatted(name));
        for (State truth : State.values()) {
            for (Side verdict : Side.values()) {
                text.append("%5d".formatted(tally.count(truth, verdict)));
            }
            text.append("  ");
        }
        return text + two(tally.precision(), 5) + two(tally.recall(), 7) + " %5.3f".formatted(calibration.brier());
    }

    private static String two(Rate rate, int width) {
        return padded(rate.known() ? String.format(Locale.ROOT, "%.2f", rate.share()) : "–", width);
    }

    private static String percent(Rate rate, int width) {
        return padded(rate.known() ? String.format(Locale.ROOT, "%.1f %%", 100 * rate.share()) : "–", width);
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
