package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Filter.Range;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;

/// How cases travel through the organisation, and which way of theirs is worth mending first.
final class CaseTravels {

    private static final long ENOUGH = 200;
    private static final long DRAWN = 30;
    private static final String JOIN_UP =
            key("Join up the two systems between which cases pass most often, and chart that one hand-over.");

    private static final String BACK = "repeat_72h";

    private CaseTravels() {}

    /// Cases whose customer is back within 72 hours, of all; empty where contacts do not say which case they belong to.
    static Optional<WeeklyShare> back(Dossier dossier) {
        return dossier.has(FactKind.CASES, BACK)
                ? Optional.of(WeeklyShare.of(dossier, CubeQuery.of(FactKind.CASES), BACK))
                : Optional.empty();
    }

    /// A way in which cases travel, with its title on a chart and in a sentence.
    private enum Way {
        BACK(CaseTravels.BACK, key("Back within 72 hours"), key("back within 72 hours")),
        CHANNEL("channel_changed", key("Changed channel"), key("changed channel")),
        TOUCHPOINT("touchpoint_changed", key("Changed touchpoint"), key("changed touchpoint")),
        RETURNED("returned", key("There and back again"), key("there and back again"));

        private final String column;
        private final String title;
        private final String clause;

        Way(String column, String title, String clause) {
            this.column = column;
            this.title = title;
            this.clause = clause;
        }
    }

    /// Cases that come back, change channel or touchpoint, or go there and back again.
    static Optional<Indicator> ways(Dossier dossier) {
        var bars = new ArrayList<Figure.Bars.Bar>();
        WeeklyShare back = null;
        String first = "";
        for (Way way : Way.values()) {
            if (dossier.has(FactKind.CASES, way.column)) {
                WeeklyShare share = WeeklyShare.of(dossier, CubeQuery.of(FactKind.CASES), way.column);
                if (share.rows() > 0) {
                    bars.add(new Figure.Bars.Bar(say(way.title), (double) share.hits() / share.rows(), false));
                    if (back == null) {
                        back = share;
                        first = say(way.clause);
                    }
                }
            }
        }
        if (back == null) {
            return Optional.empty();
        }
        return Optional.of(card("ways", say("How cases travel"), dossier)
                .rests(back.rows(), say("cases"))
                .query(CubeQuery.of(FactKind.CASES))
                .rows(new RowQuery(
                        FactKind.CASES,
                        List.of("case_id", "opened_at", "unit", "touchpoint", "intent", "contacts", "returned"),
                        List.of()))
                .figure(new Figure.Bars(say("Share of cases"), "%", bars, null))
                .says(
                        say("[[%s]] cases: %s.", Wording.of(back.hits(), back.rows()), first),
                        back.statistic(say("share of cases: %s", first)),
                        Scale.INFORMING));
    }

    /// Contacts that take more than one system.
    static Optional<Indicator> screens(Dossier dossier) {
        if (!dossier.has(FactKind.INTERACTIONS, "systems")) {
            return Optional.empty();
        }
        var rows = CubeQuery.of(FactKind.INTERACTIONS).where(new Known("systems"));
        var several = new Range("systems", 2, Double.POSITIVE_INFINITY);
        WeeklyShare share = WeeklyShare.of(dossier, rows, several);
        if (share.rows() < ENOUGH) {
            return Optional.empty();
        }
        return Optional.of(card("screens", say("How many systems a contact takes"), dossier)
                .rests(share.rows(), say("contacts"))
                .query(rows)
                .rows(new RowQuery(
                        FactKind.INTERACTIONS,
                        List.of("interaction_id", "started_at", "unit", "touchpoint", "intent", "systems"),
                        List.of(several)))
                .says(
                        say("[[%s]] contacts take more than one system.", Wording.of(share.hits(), share.rows())),
                        share.statistic(say("share of contacts with several systems")),
                        Scale.INFORMING));
    }

    private static Card card(String id, String title, Dossier dossier) {
        return Card.of(Cause.TECHNOLOGY_APART, id, title, dossier)
                .files(FactKind.INTERACTIONS)
                .rule(key("shown beside the verdict, not counted"))
                .method(say("Wilson interval, 95 %, design effect by unit and week"));
    }

    /// The share of cases that cross, by touchpoint of the first contact.
    static Optional<Figure> byTouchpoint(Dossier dossier, double limit) {
        if (!dossier.has(FactKind.CASES, "touchpoint")) {
            return Optional.empty();
        }
        List<Figure.Bars.Bar> bars = dossier
                .scan(CubeQuery.of(FactKind.CASES).by("touchpoint").sum("crossed"))
                .stream()
                .filter(c -> c.text(0) != null && c.sum(0).count() >= DRAWN)
                .sorted(Comparator.comparingDouble((Cell c) -> c.sum(0).mean()).reversed())
                .limit(8)
                .map(c -> new Figure.Bars.Bar(
                        title(dossier, c.text(0)), c.sum(0).mean(), c.sum(0).mean() > limit))
                .toList();
        return bars.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure.Bars(
                        say("Share of cases that cross, by touchpoint of the first contact; at least 30 cases each"),
                        "%",
                        bars,
                        limit));
    }

    /// What to join up first: the place and reason where crossings cost most, times how many there are.
    static String worstHandOver(Dossier dossier) {
        if (!dossier.has(FactKind.CASES, "crossed", "touchpoint")) {
            return say(JOIN_UP);
        }
        boolean reasons = dossier.has(FactKind.CASES, "intent");
        var query = CubeQuery.of(FactKind.CASES).by("touchpoint").sum("crossed");
        List<Cell> places = dossier.scan(reasons ? query.by("intent") : query).stream()
                .filter(c -> c.text(0) != null)
                .toList();
        CrossingCost cost = CrossingCost.of(dossier);
        return places.stream()
                .max(Comparator.comparingDouble((Cell c) -> cost.at(c.text(0), reason(c, reasons))
                                * c.sum(0).sum())
                        .thenComparingDouble(c -> c.sum(0).sum()))
                .map(c -> {
                    String place = title(dossier, c.text(0));
                    String crossed =
                            Wording.of(Math.round(c.sum(0).sum()), c.sum(0).count());
                    @Nullable String reason = reason(c, reasons);
                    return reason == null
                            ? say("Join up what follows %s first: %s of its cases cross.", place, crossed)
                            : say(
                                    "Join up what follows %s for %s first: %s of its cases cross.",
                                    place, reason, crossed);
                })
                .orElseGet(() -> say(JOIN_UP));
    }

    private static @Nullable String reason(Cell cell, boolean known) {
        return known ? cell.text(1) : null;
    }

    private static String title(Dossier dossier, @Nullable String touchpoint) {
        return touchpoint == null
                ? say("Elsewhere")
                : dossier.registry()
                        .touchpoint(touchpoint)
                        .map(Touchpoint::title)
                        .orElse(touchpoint);
    }
}
