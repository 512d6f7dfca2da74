package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Figure;
import throughline.diagnosis.Lineage;
import throughline.diagnosis.Side;
import throughline.lake.fact.FactKind;
import throughline.server.chart.FigureChart;
import throughline.server.chart.SharesLegend;
import throughline.server.chart.VerdictMark;
import throughline.server.chart.Words;

/// One piece of evidence: what it says, its chart, and the strip that says where it comes from.
///
/// @param reference its number and where it stands among the evidence of its cause
/// @param note what the chart shows, empty without one
/// @param legend names of the colours, for charts that have them
/// @param lineage name and value, in order
/// @param rows the rows behind it, where they have a page
public record EvidenceCard(
        int number,
        Reference reference,
        String title,
        Side supports,
        Markup glyph,
        Markup statement,
        String note,
        Markup legend,
        Markup chart,
        Optional<FigureTable> table,
        List<Fact> lineage,
        Optional<CausePage.RowsLink> rows) {

    /// One entry of the strip.
    public record Fact(String name, String value) {}

    /// What the evidence speaks for, in words.
    public String speaks() {
        return switch (supports) {
            case PRESENT -> say("Speaks for the cause");
            case ABSENT -> say("Speaks against the cause");
            case UNKNOWN -> say("Does not decide");
        };
    }

    /// The card of a piece of evidence.
    static EvidenceCard of(Evidence evidence, Cause cause, Links links) {
        Indicator indicator = evidence.indicator();
        Lineage lineage = indicator.lineage();
        Optional<Figure> figure = indicator.figure().filter(f -> FigureChart.size(f) > 0);
        return new EvidenceCard(
                evidence.number(),
                Reference.of(cause, evidence, links),
                indicator.title(),
                evidence.supports(),
                Markup.drawn(VerdictMark.glyph(evidence.supports())),
                Markup.marked(indicator.statement()),
                figure.map(f -> Words.kept(f.note())).orElse(""),
                Markup.drawn(figure.map(SharesLegend::of).orElse("")),
                Markup.drawn(figure.map(FigureChart::of).orElse("")),
                figure.flatMap(FigureTable::of),
                strip(indicator),
                lineage.behind()
                        .flatMap(b -> links.rows(cause, evidence.number(), 0))
                        .map(href -> new CausePage.RowsLink(href, seen(lineage))));
    }

    /// Words of a link to the rows.
    static String seen(Lineage lineage) {
        if (lineage.behind().filter(b -> b.fact() == FactKind.PULSE).isPresent()) {
            return say("See the %s %s, counted", Words.count(lineage.rows()), lineage.what());
        }
        return lineage.rows() == 1
                ? say("See the row behind it")
                : say("See the %s %s", Words.count(lineage.rows()), lineage.what());
    }

    private static List<Fact> strip(Indicator indicator) {
        Lineage lineage = indicator.lineage();
        var facts = new ArrayList<Fact>();
        facts.add(
                new Fact(say("Rows"), lineage.rows() == 1 ? "1" : Words.count(lineage.rows()) + " " + lineage.what()));
        facts.add(new Fact(
                say("Period"),
                say(
                        "%s to %s",
                        Words.shortDate(lineage.period().from()),
                        Words.shortDate(lineage.period().to()))));
        if (!lineage.files().isEmpty()) {
            facts.add(new Fact(
                    lineage.files().size() == 1 ? say("Source") : say("Sources"), String.join(", ", lineage.files())));
        }
        facts.add(new Fact(say("Test"), lineage.method()));
        facts.add(new Fact(say("Rule"), Words.kept(indicator.threshold().text())));
        String source = indicator.threshold().source();
        facts.add(new Fact(say("Rule from"), source.equals(say("ours")) ? say("our own setting") : source));
        return List.copyOf(facts);
    }
}
