package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.CodeWords;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Figure;
import throughline.diagnosis.ScorecardBook;
import throughline.diagnosis.ScorecardBook.Card;
import throughline.diagnosis.ScorecardBook.Line;
import throughline.diagnosis.ScorecardBook.OfLayer;
import throughline.diagnosis.ScorecardBook.Weighs;
import throughline.diagnosis.Wording;
import throughline.organisation.Layer;
import throughline.organisation.Thing.Sort;
import throughline.server.chart.FigureChart;
import throughline.server.chart.SharesLegend;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// What people are judged and paid by, layer by layer, and how much of it is what the customer gets. The
/// finding is that of cause 1.7.
///
/// @param shares how the weight of each layer's cards falls to service, operations and sales
/// @param table the same in figures
/// @param cause where it is judged
/// @param href its page
/// @param gaps what is missing, one sentence each
/// @param rewards what rewards follow, where it is known
/// @param add the form in which a line is added, where the reader may
public record ScorecardsPage(
        Shell shell,
        String organisation,
        String period,
        String headline,
        String lede,
        Markup legend,
        Markup shares,
        Optional<FigureTable> table,
        String cause,
        String href,
        List<LayerCards> layers,
        List<String> gaps,
        Optional<EvidenceCard> rewards,
        Optional<String> add) {

    private static final int NAMED = 4;

    /// Most cards of a layer that are shown.
    private static final int MOST_CARDS = 60;

    /// The cards of a layer.
    ///
    /// @param remark how many are not shown; may be empty
    public record LayerCards(String title, List<CardRow> cards, String remark) {}

    /// One card.
    ///
    /// @param units which units have it
    /// @param service share of what the customer gets
    /// @param concern whether that is surely under 30 %
    public record CardRow(String role, String units, String service, boolean concern, List<LineRow> lines) {}

    /// One line of a card.
    ///
    /// @param about what it is about
    /// @param target what is asked; may be empty
    /// @param remark that the data have it not; may be empty
    /// @param change the form in which it is changed, where the reader may and one unit has the card
    /// @param cells the page of the measure with its cells, where the data have it
    public record LineRow(
            String measure,
            String weight,
            String about,
            String target,
            String remark,
            Optional<String> change,
            Optional<String> cells) {}

    /// The page of an examination.
    public static ScorecardsPage of(Examination examination, Shell shell) {
        ScorecardBook book = examination.scorecards();
        Figure.Shares shares = shares(book);
        return new ScorecardsPage(
                shell,
                shell.organisation(),
                examination.periodWords(),
                headline(examination, book),
                book.layers().isEmpty()
                        ? ""
                        : say(
                                "What customers get is perception, quality and outcome; everything else is operations or sales."),
                Markup.drawn(SharesLegend.of(shares)),
                Markup.drawn(shares.bars().isEmpty() ? "" : FigureChart.of(shares)),
                FigureTable.of(shares),
                Cause.MEASURED_ON_THROUGHPUT.title(),
                shell.links().cause(Cause.MEASURED_ON_THROUGHPUT),
                book.layers().stream().map(l -> layer(l, shell.links())).toList(),
                gaps(book),
                evidence(examination, "rewards-follow")
                        .map(e -> EvidenceCard.of(e, Cause.MEASURED_ON_THROUGHPUT, shell.links())),
                shell.links().add(Sort.SCORECARDS));
    }

    private static String headline(Examination examination, ScorecardBook book) {
        return book.layers().isEmpty()
                ? say("No scorecard is on record")
                : evidence(examination, "scorecard-balance")
                        .map(e -> Words.kept(e.statement()))
                        .orElse(say("Scorecards are on record, but none of the front line"));
    }

    private static Optional<Evidence> evidence(Examination examination, String indicator) {
        return examination.diagnosis().verdict(Cause.MEASURED_ON_THROUGHPUT).evidence().stream()
                .filter(e -> e.indicator().id().equals(indicator))
                .findFirst();
    }

    private static Figure.Shares shares(ScorecardBook book) {
        return new Figure.Shares(
                say("Share of the weight of scorecards, by layer"),
                List.of(say("Speed and operations"), say("Sales"), say("Unclear"), say("What the customer gets")),
                book.layers().stream()
                        .map(l -> new Figure.Shares.Bar(
                                title(l),
                                Stream.of(Weighs.OPERATIONS, Weighs.SALES, Weighs.UNCLEAR, Weighs.SERVICE)
                                        .map(l::share)
                                        .toList()))
                        .toList());
    }

    private static String title(OfLayer layer) {
        return layer.layer().map(Layer::title).orElse(say("Layer not known"));
    }

    private static LayerCards layer(OfLayer layer, Links links) {
        return new LayerCards(
                title(layer),
                layer.cards().stream()
                        .limit(MOST_CARDS)
                        .map(c -> card(c, links))
                        .toList(),
                layer.cards().size() > MOST_CARDS
                        ? say(
                                "The first %s of %s cards are shown.",
                                MOST_CARDS, Words.count(layer.cards().size()))
                        : "");
    }

    private static CardRow card(Card card, Links links) {
        return new CardRow(
                card.role().map(CodeWords::said).orElse(say("Everybody")),
                Wording.names(card.units(), NAMED),
                Words.kept(say("%s for what the customer gets", Words.percent(card.share(Weighs.SERVICE)))),
                card.little(),
                card.lines().stream()
                        .map(l -> line(l, card.units().size() == 1, links))
                        .toList());
    }

    private static LineRow line(Line line, boolean alone, Links links) {
        return new LineRow(
                line.measure().title(),
                Words.kept(Words.percent(line.share())),
                switch (line.weighs()) {
                    case SERVICE -> say("what the customer gets");
                    case OPERATIONS -> say("operations");
                    case SALES -> say("sales");
                    case UNCLEAR -> say("unclear");
                },
                target(line),
                line.measured() ? "" : say("not in the data"),
                alone ? links.change(line.entry()) : Optional.empty(),
                line.measured() ? links.measure(line.measure()) : Optional.empty());
    }

    private static String target(Line line) {
        OptionalDouble target = line.target();
        return target.isEmpty()
                ? ""
                : say(
                        line.measure().sign() < 0 ? "at most %s" : "at least %s",
                        GaugeRow.figure(line.measure(), target.getAsDouble()));
    }

    private static List<String> gaps(ScorecardBook book) {
        var gaps = new ArrayList<String>();
        if (!book.bare().isEmpty()) {
            gaps.add(say(
                    book.bare().size() == 1
                            ? "%s unit of the front line has no scorecard: %s."
                            : "%s units of the front line have no scorecard: %s.",
                    Wording.count(book.bare().size()),
                    Wording.names(book.bare(), NAMED)));
        }
        if (!book.without().isEmpty()) {
            gaps.add(say(
                    "No scorecard is on record for %s.",
                    Wording.names(book.without().stream().map(Layer::title).toList(), NAMED)));
        }
        long little = book.layers().stream()
                .flatMap(l -> l.cards().stream())
                .filter(Card::little)
                .mapToLong(c -> c.units().size())
                .sum();
        if (little > 0) {
            gaps.add(Words.kept(say(
                    little == 1
                            ? "%s card gives under %s of the weight to what the customer gets."
                            : "%s cards give under %s of the weight to what the customer gets.",
                    Wording.count(little),
                    Words.percent(ScorecardBook.LITTLE))));
        }
        List<String> unmeasured = book.layers().stream()
                .flatMap(l -> l.cards().stream())
                .flatMap(c -> c.lines().stream())
                .filter(l -> !l.measured())
                .map(l -> l.measure().title())
                .distinct()
                .sorted()
                .toList();
        if (!unmeasured.isEmpty()) {
            gaps.add(say("People are judged by what is nowhere in the data: %s.", Wording.names(unmeasured, NAMED)));
        }
        return gaps;
    }
}
