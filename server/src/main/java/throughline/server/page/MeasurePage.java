package throughline.server.page;

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
        List<EvidenceCard.Fact> lineage,
        List<Row> months,
        List<Row> units,
        String remark,
        Optional<CausePage.RowsLink> rows) {

    /// A cell of fewer rows says no mean, for it would be that of a few people.
    private static final long FEWEST = 5;

    /// A cell.
    ///
    /// @param rows how many rows
    /// @param mean of them; empty where they are too few
    /// @param spread their standard deviation; empty likewise
    /// @param href the rows, where the reader may see them
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
        String base = base(fact, cells.all().count());
        var kick = new ArrayList<>(List.of("Measure", examination.periodWords()));
        if (!place.isEmpty()) {
            kick.add(place);
        }
        return new MeasurePage(
                shell,
                kick,
                "%s: %s".formatted(cells.title(), value(cells, cells.all().mean())),
                "The mean of %s %s. Every figure of this measure, on any page, is added up from the cells below."
                        .formatted(Words.count(cells.all().count()), base),
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
                        ? "What staff answer is not told apart by month or unit here."
                        : "A cell of fewer than five says no mean.",
                addresses
                        .rows("", "")
                        .map(href -> new CausePage.RowsLink(
                                href,
                                "See the %s %s"
                                        .formatted(Words.count(cells.all().count()), base))));
    }

    private static List<EvidenceCard.Fact> lineage(MeasureCells cells, Examination examination, String base) {
        var facts = new ArrayList<EvidenceCard.Fact>();
        facts.add(new EvidenceCard.Fact("Rows", Words.count(cells.all().count()) + " " + base));
        List<String> files = examination.dossier().files(cells.rows().fact());
        if (!files.isEmpty()) {
            facts.add(new EvidenceCard.Fact(files.size() == 1 ? "Source" : "Sources", Wording.names(files, 6)));
        }
        String columns = String.join(", ", cells.rows().columns());
        facts.add(new EvidenceCard.Fact("Columns", columns));
        facts.add(new EvidenceCard.Fact("Added up by", examination.provenance().engine()));
        return facts;
    }

    private static Row row(MeasureCells cells, String title, Summary values, Optional<String> href) {
        boolean few = values.count() < FEWEST;
        return new Row(
                title,
                Words.count(values.count()),
                few ? "" : value(cells, values.mean()),
                few ? "" : value(cells, values.deviation()),
                href);
    }

    private static String value(MeasureCells cells, double value) {
        return Words.kept(cells.share() ? Words.percent(value) : Words.inUnit(value, cells.unit()));
    }

    private static String base(FactKind fact, long count) {
        return switch (fact) {
            case RESPONSES, PULSE -> count == 1 ? "answer" : "answers";
            case EVALUATIONS -> count == 1 ? "evaluation" : "evaluations";
            case READINGS -> count == 1 ? "reading" : "readings";
            default -> count == 1 ? "contact" : "contacts";
        };
    }

    /// The page of some rows behind a measure.
    ///
    /// @param place the month and the unit they are of, by name; each may be empty
    public static RowsPage rows(MeasureCells cells, List<String> place, RowsPage.Some some, Shell shell, String back) {
        var kick = new ArrayList<>(List.of("Measure: " + cells.title()));
        place.stream().filter(p -> !p.isEmpty()).forEach(kick::add);
        long count = some.rows().total();
        return RowsPage.of(
                kick,
                Markup.marked(Wording.count(count, "row", "rows") + " of this measure."),
                cells.rows().fact(),
                some,
                shell,
                new RowsPage.Origin(back, "Back to the measure"));
    }
}
