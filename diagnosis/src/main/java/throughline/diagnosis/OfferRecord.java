package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.DesignEffect;
import throughline.statistics.Difference;
import throughline.statistics.Estimate;
import throughline.statistics.Mean;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// What the record says around the offers: whether selling works where the basics do not hold, whether it waits for the
/// matter to be settled, and how much people are judged by it. It informs; the harm decides.
record OfferRecord(Dossier dossier) {

    /// Offers on each side, without which no conversion is named (ours).
    private static final long FEWEST = 30;

    private static final List<String> COLUMNS =
            List.of("at", "interaction_id", "unit", "campaign", "accepted", "resolved");

    /// Accepted offers an offer in units below par and in the others.
    Optional<Indicator> conversion(Basics basics) {
        if (!dossier.has(FactKind.OFFERS, "unit", "accepted")) {
            return Optional.empty();
        }
        Map<String, Summary> below = new TreeMap<>();
        Map<String, Summary> others = new TreeMap<>();
        var query = CubeQuery.of(FactKind.OFFERS)
                .by(new Key.By("unit"), new Key.Week())
                .sum("accepted");
        for (Cell cell : dossier.scan(query)) {
            @Nullable String unit = cell.text(0);
            if (unit != null && cell.sum(0).count() > 0) {
                basics.belowPar(unit, cell.day(1))
                        .ifPresent(b -> (b ? below : others).merge(unit, cell.sum(0), Summary::plus));
            }
        }
        long here = count(below);
        long elsewhere = count(others);
        if (below.size() < 2 || others.size() < 2 || Math.min(here, elsewhere) < FEWEST) {
            return Optional.empty();
        }
        Estimate low = accepted(below);
        Estimate high = accepted(others);
        Estimate difference = Difference.ofMeans(low, below.size() - 1.0, high, others.size() - 1.0, SalesFirst.LEVEL);
        return Optional.of(Card.of(Cause.SALES_FIRST, "offer-conversion", say("Where offers are accepted"), dossier)
                .rests(here + elsewhere, say("offers"))
                .files(FactKind.OFFERS)
                .method(say("accepted offers an offer, clustered by unit, 95 %"))
                .query(query)
                .rows(new RowQuery(FactKind.OFFERS, COLUMNS, List.of(new Filter.Is("accepted", true))))
                .figure(new Figure.Estimates(
                        say("Accepted offers an offer; %s in all", Wording.count(here + elsewhere, "offer", "offers")),
                        "%",
                        List.of(row(say("Below par"), low), row(say("Elsewhere"), high)),
                        null))
                .informs(
                        say(
                                "[[%s of %s]] were accepted in units below par, %s of %s elsewhere.",
                                Wording.percent(low.value()),
                                Wording.count(here, "offer", "offers"),
                                Wording.percent(high.value()),
                                Wording.count(elsewhere)),
                        Statistic.of(say("accepted offers an offer below par less elsewhere"), difference)));
    }

    /// Offers that were made while the customer's matter was not resolved.
    Optional<Indicator> unresolved() {
        if (!dossier.has(FactKind.OFFERS, "resolved")) {
            return Optional.empty();
        }
        boolean placed = dossier.has(FactKind.OFFERS, "unit");
        var query = CubeQuery.of(FactKind.OFFERS).by(new Key.Week()).sum("resolved");
        query = placed ? query.by("unit") : query;
        Map<String, Summary> clusters = new TreeMap<>();
        for (Cell cell : dossier.scan(query)) {
            if (cell.sum(0).count() > 0) {
                clusters.merge(cell.day(0) + " " + (placed ? cell.text(1) : ""), cell.sum(0), Summary::plus);
            }
        }
        long offers = count(clusters);
        if (offers == 0) {
            return Optional.empty();
        }
        double resolved = clusters.values().stream().mapToDouble(Summary::sum).sum();
        double deff = clusters.size() < 2 ? 1 : DesignEffect.of(clusters.values());
        Estimate share = Proportion.wilson(
                Math.clamp((offers - resolved) / deff, 0, offers / deff), offers / deff, SalesFirst.LEVEL);
        return Optional.of(Card.of(Cause.SALES_FIRST, "offers-unresolved", say("Selling before helping"), dossier)
                .rests(offers, say("offers whose contact says whether the matter was resolved"))
                .files(FactKind.OFFERS)
                .files(FactKind.INTERACTIONS)
                .method(say("share of offers, Wilson interval with the design effect of unit-weeks, 95 %"))
                .query(query)
                .rows(new RowQuery(FactKind.OFFERS, COLUMNS, List.of(new Filter.Is("resolved", false))))
                .informs(
                        say(
                                "[[%s offers]] were made in contacts that did not settle the matter.",
                                Wording.of(Math.round(offers - resolved), offers)),
                        new Statistic(
                                say("share of offers in unresolved contacts"),
                                share.value(),
                                share.interval(),
                                share.standardError(),
                                offers)));
    }

    /// How much of the front line's scorecards is about sales.
    Optional<Indicator> scorecards() {
        return ScorecardBalance.of(dossier).map(balance -> {
            double people = balance.judged();
            double sales = balance.groups().stream()
                            .mapToDouble(g -> g.people() * g.share(ScorecardBalance.About.SALES))
                            .sum()
                    / people;
            long judged = Math.round(people);
            return Card.of(
                            Cause.SALES_FIRST,
                            "sales-in-scorecards",
                            say("How much people are judged by sales"),
                            dossier)
                    .rests(judged, say("%s with a scorecard", say(balance.counted())))
                    .record()
                    .informs(
                            say(
                                    "Sales are [[%s of the weight]] on the scorecards of the front line, over %s.",
                                    Wording.percent(sales),
                                    switch (balance.counted()) {
                                        case "people" -> Wording.count(judged, "person", "people");
                                        case "units" -> Wording.count(judged, "unit", "units");
                                        default -> Wording.count(judged, "agent", "agents");
                                    }),
                            Statistic.counted(say("share of scorecard weight on sales"), sales, judged));
        });
    }

    /// Accepted offers an offer; where no unit accepted any, as if one offer had been.
    private static Estimate accepted(Map<String, Summary> units) {
        return Mean.unlessAlike(
                Mean.clustered(units.values(), SalesFirst.LEVEL),
                1,
                count(units),
                units.size() - 1.0,
                SalesFirst.LEVEL);
    }

    private static long count(Map<String, Summary> clusters) {
        return clusters.values().stream().mapToLong(Summary::count).sum();
    }

    private static Figure.Estimates.Row row(String label, Estimate share) {
        return new Figure.Estimates.Row(label, share.value(), share.low(), share.high());
    }
}
