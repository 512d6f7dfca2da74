package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.stream.Stream;
import throughline.diagnosis.Figure;
import throughline.diagnosis.UnitFindings;
import throughline.diagnosis.UnitFindings.UnitFinding;
import throughline.diagnosis.Wording;
import throughline.server.chart.FigureChart;
import throughline.server.chart.Words;

/// Where a cause shows: the figure of each unit as a dot with its interval, and all of it as a table.
///
/// @param statement the finding in one sentence
/// @param note how the chart is to be read
/// @param remark which units are left out of the picture or of the table, and why; may be empty
public record UnitsCard(
        String statement, String note, Markup chart, String remark, FigureTable table, String base, String method) {

    /// Most units drawn of each sort; the table has all.
    private static final int MOST = FigureChart.MOST_BARS;

    /// The card of the findings.
    static UnitsCard of(UnitFindings found) {
        String unit = found.share() ? "%" : "";
        List<UnitFinding> drawn = found.units().stream().limit(MOST).toList();
        var figure = new Figure.Estimates(
                say("%s, by unit; likely ranges of 95 in 100", found.measure()),
                unit,
                drawn.stream()
                        .map(u -> new Figure.Estimates.Row(
                                u.title(),
                                u.shrunk(),
                                u.interval().low(),
                                u.interval().high(),
                                u.flagged()))
                        .toList(),
                found.limit());
        return new UnitsCard(
                Words.kept(found.statement()),
                note(found),
                Markup.drawn(FigureChart.of(figure)),
                remark(found),
                table(found, unit),
                Words.count(found.units().stream().mapToLong(UnitFinding::n).sum()) + " " + found.base(),
                found.method());
    }

    private static String note(UnitFindings found) {
        return Words.kept(say(
                found.higherIsWorse()
                        ? "%s. The fewer %s a unit has, the nearer its dot is drawn to that of all (%s). Lines are likely ranges, 95 in 100. Orange: surely above the margin; one flag in ten may be chance."
                        : "%s. The fewer %s a unit has, the nearer its dot is drawn to that of all (%s). Lines are likely ranges, 95 in 100. Orange: surely below the margin; one flag in ten may be chance.",
                found.measure(),
                found.base(),
                Words.inUnit(found.all().value(), found.share() ? "%" : "")));
    }

    private static String remark(UnitFindings found) {
        long ranked = found.units().stream().filter(UnitFinding::ranked).count();
        long all = found.units().size();
        String order = ranked == 0
                ? say(
                        "The units stand in the order of the alphabet: their figures are not reliable enough to rank them.")
                : ranked == all
                        ? ""
                        : say(
                                all - ranked == 1
                                        ? "%s unit stands below the others in the order of the alphabet: too little is known to rank them."
                                        : "%s units stand below the others in the order of the alphabet: too little is known to rank them.",
                                Wording.count(all - ranked));
        String drawn = all > MOST ? say("The chart shows the first %s of %s units.", MOST, all) : "";
        String withheld = found.withheld() == 0
                ? ""
                : say(
                        found.withheld() == 1
                                ? "%s unit is not shown: too few %s."
                                : "%s units are not shown: too few %s.",
                        Wording.count(found.withheld()),
                        found.base());
        return Stream.of(order, drawn, withheld)
                .filter(s -> !s.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static FigureTable table(UnitFindings found, String unit) {
        return new FigureTable(
                List.of(
                        say("Unit"),
                        Wording.sentence(found.base()),
                        say("Own figure"),
                        say("Drawn to all"),
                        say("Likely"),
                        say("Flag")),
                found.units().stream()
                        .map(u -> List.of(
                                u.title(),
                                Words.count(u.n()),
                                Words.inUnit(u.figure(), unit),
                                Words.inUnit(u.shrunk(), unit),
                                say(
                                        "%s to %s",
                                        Words.inUnit(u.interval().low(), unit),
                                        Words.inUnit(u.interval().high(), unit)),
                                flag(found, u)))
                        .toList());
    }

    private static String flag(UnitFindings found, UnitFinding unit) {
        return unit.flagged()
                ? found.higherIsWorse() ? say("above") : say("below")
                : unit.ranked() ? "" : say("not ranked");
    }
}
