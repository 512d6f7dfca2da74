package throughline.server.page;

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
                "%s, by unit; likely ranges of 95 in 100".formatted(found.measure()),
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
        return Words.kept(
                "%s. The fewer %s a unit has, the nearer its dot is drawn to that of all (%s). Lines are likely ranges, 95 in 100. Orange: surely %s the margin; one flag in ten may be chance."
                        .formatted(
                                found.measure(),
                                found.base(),
                                Words.inUnit(found.all().value(), found.share() ? "%" : ""),
                                found.higherIsWorse() ? "above" : "below"));
    }

    private static String remark(UnitFindings found) {
        long ranked = found.units().stream().filter(UnitFinding::ranked).count();
        long all = found.units().size();
        String order = ranked == 0
                ? "The units stand in the order of the alphabet: their figures are not reliable enough to rank them."
                : ranked == all
                        ? ""
                        : "%s below the others in the order of the alphabet: too little is known to rank them."
                                .formatted(Wording.count(all - ranked, "unit stands", "units stand"));
        String drawn = all > MOST ? "The chart shows the first %s of %s units.".formatted(MOST, all) : "";
        String withheld = found.withheld() == 0
                ? ""
                : "%s not shown: too few %s."
                        .formatted(Wording.count(found.withheld(), "unit is", "units are"), found.base());
        return Stream.of(order, drawn, withheld)
                .filter(s -> !s.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static FigureTable table(UnitFindings found, String unit) {
        return new FigureTable(
                List.of("Unit", Wording.sentence(found.base()), "Own figure", "Drawn to all", "Likely", "Flag"),
                found.units().stream()
                        .map(u -> List.of(
                                u.title(),
                                Words.count(u.n()),
                                Words.inUnit(u.figure(), unit),
                                Words.inUnit(u.shrunk(), unit),
                                "%s to %s"
                                        .formatted(
                                                Words.inUnit(u.interval().low(), unit),
                                                Words.inUnit(u.interval().high(), unit)),
                                flag(found, u)))
                        .toList());
    }

    private static String flag(UnitFindings found, UnitFinding unit) {
        return unit.flagged() ? found.higherIsWorse() ? "above" : "below" : unit.ranked() ? "" : "not ranked";
    }
}
