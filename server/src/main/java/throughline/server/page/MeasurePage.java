package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.MeasureCells;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;
import throughline.statistics.Summary;

/// A measure and its cells: what every figure of it is added up from, and the way to the rows.
///
/// @param kick what is looked at
/// @param counted what is counted in the cells: rows, or values of several items
/// @param lineage where it comes from
/// @param months one row a month
/// @param units one row a unit; none where the rows do not tell units apart
/// @param remark what is not shown, and why; may be empty
/// @param rows all rows behind it, where the reader may see rows
public record MeasurePage(
        Shell shell,
        List<String> kick,
        String headline,
        String lede,
        String counted,
        List<EvidenceCard.Fact> lineage,
        List<Row> months,
        List<Row> units,
        String remark,
        Optional<CausePage.RowsLink> rows) {

    /// What stands where a cell says nothing.
    private static final String NOT_SHOWN = key("not shown");

    /// A cell.
    ///
    /// @param rows how many rows, or values of several items; or that it says nothing
    /// @param mean of them; empty where it says nothing
    /// @param spread their standard deviation; empty likewise
    /// @param href the rows, where the cell says something and the reader may see them
    public record Row(String title, String rows, String mean, String spread, Optional<String> href) {}

    /// Addresses of rows.
    public interface Addresses {
        /// Those of a month and a unit; each may be empty for all.
        Optional<String> rows(String month, String unit);
    }

    /// The page of a measure.
    ///
    /// @param place the touchpoint that it is limited to, by its name; may be empty
    public static MeasurePage of(
            MeasureCells cells, String place, Examination examination, Addresses addresses, Shell shell) {
        FactKind fact = cells.rows().fact();
        String base = base(cells);
        String all = Words.count(cells.all().count());
        var kick = new ArrayList<>(List.of(say("Measure"), examination.periodWords()));
        if (!place.isEmpty()) {
            kick.add(place);
        }
        return new MeasurePage(
                shell,
                kick,
                "%s: %s"
                        .formatted(
                                cells.measure().title(),
                                value(cells, cells.all().mean())),
                say(
                        "The mean of %s %s. Every figure of this measure, on any page, is added up from the cells below.",
                        all, base),
                cells.items() > 1 ? say("Values") : say("Rows"),
                lineage(cells, examination, base),
                cells.months().stream()
                        .map(m -> row(
                                cells,
                                Words.month(m.month()),
                                m.values(),
                                addresses.rows(m.month().toString(), "")))
                        .toList(),
                cells.units().stream()
                        .map(u -> row(cells, u.title(), u.values(), addresses.rows("", u.id())))
                        .toList(),
                fact == FactKind.PULSE
                        ? say("What staff answer is not told apart by month or unit here.")
                        : say("A cell of fewer than five is not shown, nor a second one from which it would follow."),
                addresses
                        .rows("", "")
                        .map(href -> new CausePage.RowsLink(
                                href,
                                cells.items() > 1 || fact == FactKind.PULSE
                                        ? say("See what they are added up from")
                                        : say("See the %s %s", all, base))));
    }

    private static List<EvidenceCard.Fact> lineage(MeasureCells cells, Examination examination, String base) {
        var facts = new ArrayList<EvidenceCard.Fact>();
        facts.add(new EvidenceCard.Fact(
                cells.items() > 1 ? say("Values") : say("Rows"),
                Words.count(cells.all().count()) + " " + base));
        List<String> files = examination.dossier().files(cells.rows().fact());
        if (!files.isEmpty()) {
            facts.add(
                    new EvidenceCard.Fact(files.size() == 1 ? say("Source") : say("Sources"), Wording.names(files, 6)));
        }
        String columns = String.join(", ", cells.rows().columns());
        facts.add(new EvidenceCard.Fact(say("Columns"), columns));
        facts.add(new EvidenceCard.Fact(
                say("Added up by"), examination.provenance().engine()));
        return facts;
    }

    private static Row row(MeasureCells cells, String title, Optional<Summary> values, Optional<String> href) {
        return values.map(v -> new Row(
                        title, Words.count(v.count()), value(cells, v.mean()), value(cells, v.deviation()), href))
                .orElseGet(() -> new Row(title, say(NOT_SHOWN), "", "", Optional.empty()));
    }

    private static String value(MeasureCells cells, double value) {
        return Words.kept(GaugeRow.figure(cells.measure(), value));
    }

    private static String base(MeasureCells cells) {
        return cells.items() > 1 ? say("values") : cells.measure().base();
    }

    /// The page of some rows behind a measure.
    ///
    /// @param place the month and the unit they are of, by name; each may be empty
    public static RowsPage rows(MeasureCells cells, List<String> place, RowsPage.Some some, Shell shell, String back) {
        var kick = new ArrayList<>(List.of(say("Measure: %s", cells.measure().title())));
        place.stream().filter(p -> !p.isEmpty()).forEach(kick::add);
        long count = some.rows().total();
        return RowsPage.of(
                kick,
                Markup.marked(say("%s of this measure.", Wording.count(count, "row", "rows"))),
                cells.rows().fact(),
                some,
                shell,
                new RowsPage.Origin(back, say("Back to the measure")));
    }
}
