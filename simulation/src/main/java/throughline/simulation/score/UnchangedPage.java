package throughline.simulation.score;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.score.Unchanged.Change;
import throughline.simulation.score.Unchanged.Watched;

/// Changes of verdicts without cause, as the Markdown page `docs/changed-verdicts.md`.
public final class UnchangedPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private UnchangedPage() {}

    /// The page.
    ///
    /// @param version of the program that was watched
    /// @param date on which it was
    public static String of(Unchanged watched, String version, LocalDate date) {
        var lines = new ArrayList<String>();
        lines.add("# How often a verdict changes although nothing has");
        lines.add("");
        lines.add("Throughline %s on %s simulated organisations in which nothing changes, %s. Written by"
                .formatted(version, watched.organisations().size(), DAY.format(date)));
        lines.add("");
        lines.add("```");
        lines.add("./throughline score --organisations %s --months %s --seed %s --output docs/changed-verdicts.md"
                .formatted(watched.organisations().size(), watched.months(), watched.seed()));
        lines.add("```");
        lines.add("");
        lines.add(
                "They are those of [how often verdicts are right](accuracy.md) but for those that began to record late: healthy and");
        lines.add(
                "sick, small and large, with decoys, with tables withheld. Each has its causes, and keeps its records, from the first day");
        lines.add(
                "to the last. After two years it is looked at %s times, %s days apart, over the last 365 days with what was on record then."
                        .formatted(watched.months() + 1, Unchanged.MONTH));
        lines.add(
                "Whatever changes, changes by chance: each is an [alert](alerts.md) without cause. Who sends facts more often than once a");
        lines.add("month may see more of them; a verdict that swings back within a week raises none.");
        lines.add("");
        lines.add(
                "| became | alerts | of these contrary to the truth | organisations watched for a year | a year and organisation |");
        lines.add("| --- | --- | --- | --- | --- |");
        for (Side side : Side.values()) {
            lines.add("| %s | %s | %s | %s | %s |"
                    .formatted(
                            side.id(),
                            watched.to(side),
                            watched.wrongly(side),
                            decimals(watched.years()),
                            decimals(watched.to(side) / watched.years())));
        }
        lines.add("");
        lines.add("## By cause");
        lines.add("");
        lines.add("| cause | became present | became absent | became not enough evidence |");
        lines.add("| --- | --- | --- | --- |");
        for (Cause cause : Cause.values()) {
            List<Change> of = watched.changes().filter(c -> c.cause() == cause).toList();
            lines.add("| %s `%s` |%s"
                    .formatted(
                            cause.number(),
                            cause.id(),
                            String.join(
                                    "",
                                    Arrays.stream(Side.values())
                                            .map(s -> " "
                                                    + of.stream()
                                                            .filter(c -> c.to() == s)
                                                            .count() + " |")
                                            .toList())));
        }
        lines.add("");
        lines.add("## Every change");
        lines.add("");
        lines.add("| organisation | month | cause | was | became | truth |");
        lines.add("| --- | --- | --- | --- | --- | --- |");
        for (Watched organisation : watched.organisations()) {
            for (Change change : organisation.changes()) {
                lines.add("| %s | %s | `%s` | %s | %s | %s |"
                        .formatted(
                                organisation.number(),
                                change.month(),
                                change.cause().id(),
                                change.from().id(),
                                change.to().id(),
                                change.truth().id()));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
