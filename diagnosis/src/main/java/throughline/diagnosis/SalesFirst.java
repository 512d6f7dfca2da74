package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.diagnosis.Basics.Judged;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Difference;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;

/// Cause 2.4: selling is pushed where the basics are not in place.
///
/// Present when units below par make more offers than others, or one in more than five contacts, or are under a sales
/// push for more than a fifth of their contacts, and customers there judge the service worse for it. Absent when units
/// below par hardly sell, or selling there does customers next to nothing.
final class SalesFirst implements Detector {

    static final double LEVEL = 0.95;

    /// Answers in each arm, without which no effect is named.
    private static final long ARM = 200;

    /// Share of the contacts in units of which it is known how they stand, without which little selling below par
    /// clears
    /// nothing: most units may be below par unseen (ours).
    private static final double KNOWN = 0.5;

    /// Harm within a tenth of a standard deviation is no harm; beyond it, any that is surely below zero is.
    private static final double NEGLIGIBLE = 0.1;

    private static final Scale RATE = new Scale(0, 0.05, 0.2, 0.6);
    private static final Threshold RATE_LIMIT = Threshold.ours(
            "sales-first.offers", key("present above 20 % of contacts in units below par, absent below 5 %"));
    private static final Scale MORE = new Scale(-0.2, 0, 0, 0.3);
    private static final Threshold MORE_LIMIT = Threshold.ours(
            "sales-first.more-offers",
            key("present when units below par surely make more offers a contact than others"));
    private static final Scale HARM = new Scale(0.2, 0, 0, -0.5);
    private static final Scale NO_HARM = new Scale(0.2, -NEGLIGIBLE, -NEGLIGIBLE, -0.5);
    private static final Threshold HARM_LIMIT = Threshold.ours(
            "sales-first.harm",
            key(
                    "present when surely below zero, absent when no worse than −0.1 sd; at least 200 answers with and without"));

    /// Days that the record of offers must cover (ours).
    private static final long OFFER_DAYS = StepLog.MINIMUM_DAYS;

    @Override
    public Cause cause() {
        return Cause.SALES_FIRST;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        String undecided = say("It is not known whether selling comes before the basics.");
        boolean offers = dossier.has(FactKind.OFFERS) && dossier.has(FactKind.INTERACTIONS, "offered", "unit");
        String collect = offers
                ? say("Ask customers of every unit how they were served, and go on recording offers.")
                : say("Record every offer with the contact it was made in.");
        boolean pushes = !dossier.register().pushes().isEmpty();
        if (!offers && !pushes) {
            judgement.missing("offers", say("Offers with the contact they were made in; there are none yet."));
            return judgement.verdict(undecided, Judgement.Next.of(collect, collect));
        }
        if (dossier.period().days() < StepLog.MINIMUM_DAYS) {
            judgement.missing(
                    "responses",
                    say(
                            "%s more of answers; how a unit stands is known from the months before.",
                            Wording.sentence(Wording.span((double) StepLog.MINIMUM_DAYS
                                    - dossier.period().days()))));
            return judgement.verdict(undecided, Judgement.Next.of(collect, collect));
        }
        if (Freshness.stale(dossier, FactKind.RESPONSES, judgement)) {
            return judgement.verdict(undecided, Judgement.Next.of(collect, collect));
        }
        Optional<Basics> basics = Basics.of(dossier);
        if (basics.isEmpty()) {
            judgement.missing("responses", say("Customers' answers on how they were served, with the unit."));
            return judgement.verdict(undecided, Judgement.Next.of(collect, collect));
        }
        var selling = Selling.of(dossier, basics.get());
        var claims = new ArrayList<Claim>();
        if (offers && selling.linked() && offerDays(dossier) < OFFER_DAYS) {
            judgement.missing(
                    "offers",
                    say(
                            "%s more of recorded offers; the record covers %s.",
                            Wording.sentence(Wording.span((double) OFFER_DAYS - offerDays(dossier))),
                            Wording.count(offerDays(dossier), "day", "days")));
        } else if (offers && selling.linked()) {
            offers(dossier, basics.get(), selling, judgement).ifPresent(claims::add);
        } else if (offers) {
            judgement.missing(
                    "offers",
                    say("The contact (interaction_id) of each offer; it is known of fewer than half of them."));
        }
        if (!dossier.has(FactKind.OFFERS)) {
            judgement.missing("offers", say("Offers with the contact they were made in; there are none yet."));
        }
        if (pushes) {
            // Campaigns elsewhere do not show that nothing is sold in the units below par; offers do.
            pushes(dossier, basics.get(), selling, judgement).ifPresent(claim -> {
                if (claim.side() == Side.PRESENT || (!claims.isEmpty() && claim.side() == Side.ABSENT)) {
                    claims.add(claim);
                } else {
                    judgement.context(claim);
                }
            });
        }
        var record = new OfferRecord(dossier);
        record.conversion(basics.get()).ifPresent(judgement::context);
        record.unresolved().ifPresent(judgement::context);
        record.scorecards().ifPresent(judgement::context);
        if (!claims.isEmpty()) {
            judgement.essential(new AnyOf(claims));
            selling.trend().ifPresent(judgement::trend);
        }
        String worst = basics.get().worstFirst().stream()
                .filter(selling::sells)
                .findFirst()
                .map(u -> StepLog.title(dossier, u))
                .orElse(say("units below par"));
        return judgement.verdict(
                undecided,
                Judgement.Next.of(
                        say("Stop selling at %s until its basics hold.", worst),
                        offers && selling.linked()
                                ? say("Ask more customers of units below par how they were served.")
                                : offers ? say("Add the contact each offer was made in (interaction_id).") : collect));
    }

    /// Days from the first recorded offer to the last; a record that has just begun says nothing of the time before.
    private static long offerDays(Dossier dossier) {
        List<LocalDate> days = dossier.has(FactKind.OFFERS)
                ? dossier.scan(CubeQuery.of(FactKind.OFFERS).by(new Key.Day())).stream()
                        .map(cell -> cell.day(0))
                        .sorted()
                        .toList()
                : List.of();
        return days.isEmpty() ? 0 : new Period(days.getFirst(), days.getLast()).days();
    }

    private static Optional<Claim> offers(Dossier dossier, Basics basics, Selling selling, Judgement judgement) {
        Optional<Estimate> below = selling.rate();
        if (below.isEmpty()) {
            judgement.missing(
                    "responses",
                    say(
                            "15 answers in a year of each unit, old ones counting less, to know which units are below par."));
            return Optional.empty();
        }
        var much = new ArrayList<Claim>();
        Indicator rate = rate(dossier, selling, below.get());
        much.add(rate);
        Optional<Estimate> ofUnits = selling.rateOfUnits(true);
        Optional<Estimate> elsewhere = selling.rateOfUnits(false);
        if (rate.side() != Side.ABSENT && ofUnits.isPresent() && elsewhere.isPresent()) {
            much.add(more(dossier, selling, ofUnits.get(), elsewhere.get()));
        }
        if (rate.side() == Side.ABSENT) {
            return little(rate, selling, judgement);
        }
        Comparison look = (judged, level) -> SellingHarm.ofOffers(dossier, basics, judged, level);
        SellingHarm.Finding harm = look.at(Judged.DELIVERY, LEVEL);
        if (!harm.suffices(ARM)) {
            judgement.missing(
                    "responses",
                    say(
                            "Answers after an offer in units below par: %s",
                            Wording.needed(harm.fewest(ARM), ARM, dossier.period(), "answer", "answers")));
            judgement.context(rate);
            return Optional.empty();
        }
        harm.effect()
                .flatMap(SellingHarm.Effect::interaction)
                .ifPresent(i ->
                        judgement.context(interaction(dossier, harm.effect().get(), i)));
        return Optional.of(new AllOf(List.of(new AnyOf(much), harm(dossier, basics, "offer", look))));
    }

    /// How little is sold below par, if it is known of most contacts how their unit stands.
    private static Optional<Claim> little(Indicator rate, Selling selling, Judgement judgement) {
        if (selling.coverage() >= KNOWN) {
            return Optional.of(rate);
        }
        judgement.context(rate);
        judgement.missing(
                "responses",
                say(
                        "15 answers in a year of more units, old ones counting less: it is known of %s of contacts how their unit stands, %s are needed.",
                        Wording.percent(selling.coverage()), Wording.percent(KNOWN)));
        return Optional.empty();
    }

    /// A figure with the rows it was counted from, rather than what they are worth after the design effect.
    private static Statistic figure(String name, Estimate estimate, long rows) {
        return new Statistic(name, estimate.value(), estimate.interval(), estimate.standardError(), rows);
    }

    private static Indicator rate(Dossier dossier, Selling selling, Estimate below) {
        return new Indicator(
                "offers-below-par",
                say("How much is sold where the basics do not hold"),
                say(
                        "Units below par made an offer in [[%s of their %s]].",
                        Wording.percent(below.value()), Wording.count(selling.contacts(true), "contact", "contacts")),
                figure(say("offers per contact in units below par"), below, selling.contacts(true)),
                RATE,
                RATE_LIMIT,
                selling.lineage(dossier, say("Share of contacts, clustered by unit and week, 95 %, version 2"), true),
                selling.figure());
    }

    private static Indicator more(Dossier dossier, Selling selling, Estimate below, Estimate elsewhere) {
        Estimate difference = Difference.ofMeans(
                below,
                degrees(selling.belowByUnit(), below),
                elsewhere,
                degrees(selling.otherByUnit(), elsewhere),
                LEVEL);
        return new Indicator(
                "offers-against-others",
                say("Where selling is pushed"),
                say(
                        "Offers are made in %s of contacts in units below par, [[%s elsewhere]].",
                        Wording.percent(below.value()), Wording.percent(elsewhere.value())),
                figure(
                        say("difference in offers per contact"),
                        difference,
                        selling.contacts(true) + selling.contacts(false)),
                MORE,
                MORE_LIMIT,
                selling.lineage(dossier, say("Difference of shares, clustered by unit, 95 %, version 1"), false),
                Optional.empty());
    }

    /// Units carry the error where there are several of them, else contacts do.
    private static double degrees(Map<String, Summary> byUnit, Estimate share) {
        long units = byUnit.values().stream().filter(u -> u.count() > 0).count();
        return Math.max(1, (units >= 2 ? units : share.n()) - 1.0);
    }

    /// Looks at what selling does to a judgement of customers, with an interval of the level.
    private interface Comparison {
        SellingHarm.Finding at(Judged judged, double level);
    }

    /// What selling does to how customers judge the service and, where that is asked besides, to what they say came of
    /// it. Either may show the harm, so the two share its error (Bonferroni); both must be harmless to clear it.
    private static Claim harm(Dossier dossier, Basics basics, String what, Comparison look) {
        List<Judged> asked = basics.judged().stream()
                .filter(j -> look.at(j, LEVEL).suffices(ARM))
                .toList();
        double shared = 1 - (1 - LEVEL) / asked.size();
        var harms = new ArrayList<Claim>();
        for (Judged judged : asked) {
            look.at(judged, LEVEL)
                    .effect()
                    .filter(e -> e.below().low() > -NEGLIGIBLE)
                    .or(() -> look.at(judged, shared).effect())
                    .ifPresent(e -> harms.add(harm(dossier, e, what, judged)));
        }
        return new AnyOf(harms);
    }

    private static Indicator harm(Dossier dossier, SellingHarm.Effect effect, String what, Judged judged) {
        Estimate below = effect.below();
        var rows = new ArrayList<Figure.Estimates.Row>();
        rows.add(new Figure.Estimates.Row(say("Below par"), below.value(), below.low(), below.high()));
        effect.elsewhere()
                .ifPresent(e -> rows.add(new Figure.Estimates.Row(say("Elsewhere"), e.value(), e.low(), e.high())));
        boolean offer = what.equals("offer");
        String named = offer ? say("an offer") : say("a push");
        boolean delivery = judged == Judged.DELIVERY;
        String on = delivery ? say("how customers judge the service") : say("how satisfied customers are in the end");
        return new Indicator(
                what + (delivery ? "-harm" : "-harm-outcome"),
                say("What %s does there to %s", named, on),
                say(
                        "Where the basics do not hold, %s changes %s by [[%s sd]], likely %s.",
                        named, on, Wording.change(below.value()), Wording.changes(below.interval())),
                figure(say("effect of %s in units below par, in sd", named), below, effect.with() + effect.without()),
                below.low() > -NEGLIGIBLE ? NO_HARM : HARM,
                HARM_LIMIT,
                new Lineage(
                        effect.with() + effect.without(),
                        say("answers in units below par"),
                        dossier.files(FactKind.RESPONSES),
                        effect.period(),
                        offer
                                ? say(
                                        "Difference within unit, month and reason, week and weekday effects, errors by unit and month and by person, the larger, 95 % (97.5 % for harm to either of two), version 5")
                                : say(
                                        "Difference within unit and reason, week effects, clustered by push and by the time between, 95 % (97.5 % for harm to either of two), version 3"),
                        say("items of customers' judgement by unit, week and %s", offer ? "offered" : "push"),
                        Optional.of(new RowQuery(
                                FactKind.RESPONSES,
                                List.of("response_id", "answered_at", "unit", "interaction_id", "offered"),
                                offer ? List.of(new Filter.Is("offered", true)) : List.of()))),
                Optional.of(new Figure.Estimates(
                        say(
                                "Effect of %s on %s, in standard deviations; %s",
                                named, on, Wording.count(effect.with() + effect.without(), "answer", "answers")),
                        say("sd"),
                        rows,
                        0.0)));
    }

    private static Indicator interaction(Dossier dossier, SellingHarm.Effect effect, Estimate interaction) {
        return Card.of(Cause.SALES_FIRST, "offer-and-basics", say("Whether basics make the difference"), dossier)
                .rests(effect.with() + effect.without(), say("answers in units below par"))
                .files(FactKind.RESPONSES)
                .method(say(
                        "difference within unit, month and reason, week and weekday effects, clustered by unit, 95 %"))
                .informs(
                        say(
                                "Where the basics do not hold, an offer changes the judgement by [[%s sd more]] than elsewhere, likely %s.",
                                Wording.change(interaction.value()), Wording.changes(interaction.interval())),
                        Statistic.of(say("effect of an offer below par less that elsewhere, in sd"), interaction));
    }

    private static Optional<Claim> pushes(Dossier dossier, Basics basics, Selling selling, Judgement judgement) {
        Optional<Estimate> share = selling.underPush();
        if (share.isEmpty()) {
            judgement.missing(
                    "interactions",
                    say(
                            "Contacts with their unit, in units known to be below par, to know how many fell under a push."));
            return Optional.empty();
        }
        Estimate under = share.get();
        Indicator much = new Indicator(
                "pushes-below-par",
                say("Campaigns where the basics do not hold"),
                say(
                        "[[%s of the contacts]] of units below par fell under a sales push.",
                        Wording.percent(under.value())),
                figure(say("share of contacts under a push in units below par"), under, selling.contacts(true)),
                RATE,
                Threshold.ours(
                        "sales-first.pushes",
                        say("present above 20 % of contacts in units below par, absent below 5 %")),
                new Lineage(
                        selling.contacts(true),
                        say("contacts in units below par"),
                        dossier.files(FactKind.PUSHES),
                        dossier.period(),
                        say("Share of contacts, clustered by unit and week, 95 %, version 2"),
                        say("contacts by unit and week; pushes by unit and day"),
                        Optional.of(new RowQuery(
                                FactKind.PUSHES,
                                List.of("push_id", "started_on", "ended_on", "unit", "intensity"),
                                List.of()))),
                Optional.empty());
        if (much.side() == Side.ABSENT) {
            return little(much, selling, judgement);
        }
        Comparison look = (judged, level) -> SellingHarm.ofPushes(dossier, basics, judged, level);
        SellingHarm.Finding harm = look.at(Judged.DELIVERY, LEVEL);
        if (!harm.suffices(ARM)) {
            judgement.missing(
                    "responses",
                    say(
                            "Answers during a push in units below par, and from others in the same weeks: %s",
                            Wording.needed(harm.fewest(ARM), ARM, dossier.period(), "answer", "answers")));
            return Optional.empty();
        }
        return Optional.of(new AllOf(List.of(much, harm(dossier, basics, "push", look))));
    }
}
