package throughline.simulation.score;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.Decoy;
import throughline.simulation.Truth.State;
import throughline.simulation.score.Tally.Rate;

/// A score as the Markdown page `docs/accuracy.md`.
public final class AccuracyPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final Score score;
    private final StringBuilder text = new StringBuilder();

    private AccuracyPage(Score score) {
        this.score = score;
    }

    /// The page.
    ///
    /// @param version of the program that was scored
    /// @param date on which it was scored
    public static String of(Score score, String version, LocalDate date) {
        return new AccuracyPage(score).page(version, date);
    }

    private String page(String version, LocalDate date) {
        int organisations = score.trials().size();
        line("# How often verdicts are right");
        line("");
        line("Throughline " + version + " on " + organisations + " simulated organisations whose causes are known, "
                + DAY.format(date) + ". Written by");
        line("");
        line("```");
        line("./throughline score --organisations " + organisations + " --seed " + score.seed()
                + " --output docs/accuracy.md");
        line("```");
        line("");
        line(
                "The organisations are made up by [our own simulation](simulation.md), which knows nothing of how causes are");
        line(
                "found: %d are healthy, the others have one cause or several; %d have tables or parts of the record withheld or"
                        .formatted(
                                score.trials().stream().filter(Trial::healthy).count(),
                                score.trials().stream()
                                        .filter(t -> !t.settings()
                                                .recording()
                                                .collected()
                                                .isEmpty())
                                        .count()));
        line(
                "kept late, %d measures in names of their own, %d one of %d decoys. Severity runs from 0 to 1; up to 0.25 a cause"
                        .formatted(
                                score.trials().stream()
                                        .filter(t -> t.settings()
                                                        .recording()
                                                        .dialect()
                                                        .ordinal()
                                                > 0)
                                        .count(),
                                score.trials().stream()
                                        .filter(t -> !t.settings().decoys().isEmpty())
                                        .count(),
                                Decoy.values().length));
        line("counts as absent, from 0.55 as present. To look at one of them: `./throughline simulate FOLDER --seed "
                + score.seed() + " --number N`.");
        line(
                "The rules and the truth were mended while looking at the first 80 organisations of seed 1, 64 of seed 2, the");
        line(
                "wrong verdicts of 300 of seed 3 and of seed 4, 90 of seed 5, 70 of seed 6, 100 of seed 21, 86 of seed 31,");
        line("seven misses of seed 71 and three of seed 83, so another seed is the fairer test.");
        line("");
        targets();
        causes();
        slices();
        calibration();
        decoys();
        failures();
        return text.toString();
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private void row(Object... cells) {
        var row = new StringJoiner(" | ", "| ", " |");
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        line(row.toString());
    }

    private void targets() {
        line("## Targets");
        line("");
        line("The first four hold for organisations with at least " + Score.ENOUGH_DAYS
                + " days and causes that are absent or of a severity of at least " + Score.FULL_SEVERITY + ".");
        line("");
        row("what", "wanted", "measured", "missed by");
        row("---", "---", "---", "---");
        for (Target target : Target.of(score)) {
            row(target.what(), target.wanted(), target.measured(), String.join("; ", target.missedBy()));
        }
        line("");
    }

    private void causes() {
        line("## Every cause");
        line("");
        line(
                "All organisations, whatever their size and time. Truth · verdict: ◆ present, ○ absent, ◌ not enough evidence.");
        line("");
        row("cause", "◆ ◆", "◆ ○", "◆ ◌", "○ ◆", "○ ○", "○ ◌", "◌ ◆", "◌ ○", "◌ ◌", "precision", "recall", "Brier");
        row("---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---");
        for (Cause cause : Cause.values()) {
            Object[] cells = counted(score.tally(cause), cause.number() + " `" + cause.id() + "`");
            cells[12] = two(score.calibration(cause).brier());
            row(cells);
        }
        Object[] all = counted(score.tally(), "all");
        all[12] = two(score.calibration().brier());
        row(all);
        line("");
    }

    private static Object[] counted(Tally tally, String name) {
        Object[] cells = new Object[13];
        cells[0] = name;
        int i = 1;
        for (State truth : State.values()) {
            for (Side verdict : Side.values()) {
                cells[i++] = tally.count(truth, verdict);
            }
        }
        cells[10] = two(tally.precision());
        cells[11] = two(tally.recall());
        return cells;
    }

    private static String two(Rate rate) {
        return rate.known() ? two(rate.share()) : "–";
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(Rate rate) {
        return rate.known() ? String.format(Locale.ROOT, "%.1f %%", 100 * rate.share()) : "–";
    }

    private void slices() {
        line("## By severity, days, size and records");
        line("");
        row("", "", "verdicts", "precision", "recall", "◆ called ○", "left open", "judged blindly", "Brier");
        row("---", "---", "---", "---", "---", "---", "---", "---", "---");
        for (Slice slice : Slice.values()) {
            for (int band = 0; band < slice.bands().size(); band++) {
                Tally tally = score.tally(slice, band);
                row(
                        slice.title(),
                        slice.bands().get(band),
                        tally.all(),
                        two(tally.precision()),
                        two(tally.recall()),
                        percent(tally.falseAbsent()),
                        percent(tally.leftOpen()),
                        percent(tally.judgedBlindly()),
                        two(Calibration.of(score.sliced(slice, band)
                                        .filter(Outcome::decided)
                                        .toList())
                                .brier()));
            }
        }
        line("");
    }

    private void calibration() {
        line("## Does confidence mean what it says");
        line("");
        line(
                "Verdicts *present* and *absent* by the confidence they gave, and how many of them hold. Over all verdicts, *not");
        line("enough evidence* among them, the Brier score is "
                + Target.number(score.calibrationOfAll().brier()) + ".");
        line("");
        row("mean confidence", "verdicts", "held");
        row("---", "---", "---");
        for (Calibration.Point point : score.calibration().curve()) {
            row(two(point.confidence()), point.held().of(), percent(point.held()));
        }
        line("");
    }

    private void decoys() {
        line("## Decoys");
        line("");
        row("decoy", "organisations", "false alarms, all fifteen causes");
        row("---", "---", "---");
        for (Decoy decoy : Decoy.values()) {
            Rate fooled = score.fooled(decoy);
            row(decoy.title(), fooled.of(), fooled.hits());
        }
        line("");
    }

    private void failures() {
        line("## Every wrong verdict");
        line("");
        line("Where a cause was called present or absent and is not, or was judged although the files cannot show it.");
        line("");
        row("organisation", "cause", "truth", "severity", "verdict", "confidence", "what it said");
        row("---", "---", "---", "---", "---", "---", "---");
        for (Trial trial : score.trials()) {
            for (Outcome outcome : trial.outcomes()) {
                if (outcome.decided() && !outcome.right()) {
                    row(
                            trial.number(),
                            outcome.cause().number(),
                            outcome.truth().state().id(),
                            two(outcome.truth().severity()),
                            outcome.verdict().id(),
                            two(outcome.confidence()),
                            outcome.statement()
                                    .replace("[[", "")
                                    .replace("]]", "")
                                    .replace("|", "/"));
                }
            }
        }
    }
}
