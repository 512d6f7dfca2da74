package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Filter.Range;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Interval;

/// Cause 1.6: technology is poorly joined to the customer's experience.
///
/// Present when more than a fifth of cases cross a channel, touchpoint or unit and the customer is worse
/// off for it, when customers repeat themselves in more than a fifth of the cases with several contacts,
/// or when staff say their tools do not help. A crossing that costs the customer nothing is no sign of the
/// cause; but only few crossings, and few who repeat themselves, clear it.
final class TechnologyApart implements Detector {

    private static final long CASES_NEEDED = 200;
    private static final double COVERED = 0.25;
    private static final long STAFF_NEEDED = 30;
    private static final Scale CROSSING = new Scale(0, 0.2, 0.2, 0.6);
    private static final Scale GAP = new Scale(0, 0.1, 0.2, 0.8);
    private static final Scale REPEATING = new Scale(0, 0.15, 0.2, 0.6);
    private static final Scale SEVERAL = new Scale(0, 0.05, 0.5, 1);
    private static final Scale TOOLS = new Scale(5, 3, 3, 1);
    private static final Threshold CROSSING_LIMIT =
            Threshold.ours("technology-apart.crossing", key("present above 20 % of cases, absent below"));
    private static final Threshold GAP_LIMIT = Threshold.ours(
            "technology-apart.gap", key("present above 0.2 standard deviations worse, absent below 0.1"));
    private static final Threshold REPEATING_LIMIT = Threshold.ours(
            "technology-apart.repeating", key("present above 20 % of cases with several contacts, absent below 15 %"));
    private static final Threshold SEVERAL_LIMIT = Threshold.ours(
            "technology-apart.several-contacts", key("absent when fewer than 5 % of cases need more than one contact"));
    private static final Threshold TOOLS_LIMIT =
            Threshold.ours("technology-apart.tools-help", key("present below 3 on a scale from 1 to 5"));
    private static final Range SEVERAL_CONTACTS = new Range("contacts", 2, Double.POSITIVE_INFINITY);

    @Override
    public Cause cause() {
        return Cause.TECHNOLOGY_APART;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        if (dossier.rows(FactKind.CASES) > 0 && dossier.has(FactKind.CASES, "contacts")) {
            if (covered(dossier, judgement) && !Freshness.stale(dossier, FactKind.CASES, judgement)) {
                judgeCases(dossier, judgement);
            }
        } else if (dossier.rows(FactKind.EVENTS) > 0) {
            HandOvers.judge(dossier, judgement, CROSSING, CROSSING_LIMIT);
        } else {
            judgement.missing(
                    "interactions",
                    say(
                            "A case_id on each contact, so that contacts about one matter can be followed; %s cases with several contacts are needed.",
                            CASES_NEEDED));
        }
        HandOverWaits.of(dossier).ifPresent(judgement::context);
        return judgement.verdict(
                say("It is not known yet what happens to a case that passes from one system to another."),
                new Judgement.Next(
                        CaseTravels.worstHandOver(dossier),
                        Judgement.Next.NOTHING,
                        linked(dossier)
                                ? say(
                                        "Ask more customers whose matter was passed on what it took them to have it settled.")
                                : say("Record which contacts belong to one case, and ask what it took the customer.")));
    }

    /// Whether a case is on record that took more than one contact.
    private static boolean linked(Dossier dossier) {
        return dossier.has(FactKind.CASES, "contacts")
                && dossier.scan(CubeQuery.of(FactKind.CASES).where(SEVERAL_CONTACTS))
                                .rows()
                        > 0;
    }

    private static boolean covered(Dossier dossier, Judgement judgement) {
        if (!dossier.has(FactKind.INTERACTIONS, "case_id")) {
            return true;
        }
        long all = dossier.rows(FactKind.INTERACTIONS);
        long known = dossier.scan(CubeQuery.of(FactKind.INTERACTIONS).where(new Known("case_id")))
                .rows();
        if (known >= COVERED * all) {
            return true;
        }
        judgement.missing(
                "interactions",
                say("A case_id on at least 25 %% of contacts; only %s have one.", Wording.of(known, all)));
        return false;
    }

    private void judgeCases(Dossier dossier, Judgement judgement) {
        WeeklyShare several = WeeklyShare.of(dossier, CubeQuery.of(FactKind.CASES), SEVERAL_CONTACTS);
        if (several.hits() == 0 && several.rows() > 0) {
            // Not one in hundreds is no merit: then the id numbers contacts, and matters cannot be followed.
            judgement.missing(
                    "interactions",
                    say(
                            "A case_id that contacts about one matter share: each of %s cases here has one contact.",
                            Wording.count(several.rows())));
            if (dossier.rows(FactKind.EVENTS) > 0) {
                HandOvers.judge(dossier, judgement, CROSSING, CROSSING_LIMIT);
            }
            return;
        }
        if (several.hits() < CASES_NEEDED) {
            if (several.estimate().high() < SEVERAL.absent()) {
                judgement.essential(severalContacts(dossier, several));
            } else {
                judgement.missing(
                        "interactions",
                        Wording.needed(
                                several.hits(),
                                CASES_NEEDED,
                                dossier.period(),
                                "case with several contacts",
                                "cases with several contacts"));
            }
            return;
        }
        crossing(dossier, judgement);
        repeating(dossier, judgement);
        StaffItem.of(dossier, "tools_help", STAFF_NEEDED)
                .ifPresent(tools -> judgement.telling(tools.indicator(
                        "tools-help",
                        say("What staff say of their tools"),
                        say(
                                "Staff give the help they get from their tools [[%s of 5]]",
                                Wording.number(tools.estimate().value())),
                        TOOLS,
                        TOOLS_LIMIT)));
        CaseTravels.ways(dossier).ifPresent(judgement::context);
        CaseTravels.screens(dossier).ifPresent(judgement::context);
    }

    private static void crossing(Dossier dossier, Judgement judgement) {
        if (!dossier.has(FactKind.CASES, "crossed")) {
            judgement.missing("interactions", say("The channel, touchpoint or unit of each contact of a case."));
            return;
        }
        WeeklyShare share = WeeklyShare.of(dossier, CubeQuery.of(FactKind.CASES), "crossed");
        if (share.rows() == 0) {
            judgement.missing("interactions", say("The channel, touchpoint or unit of each contact of a case."));
            return;
        }
        judgement.trend(new Trend(say("Share of cases that cross a channel, touchpoint or unit"), true, share.weeks()));
        var crossing = new Indicator(
                "crossing",
                say("How often a case changes hands"),
                say("[[%s]] cases cross a channel, touchpoint or unit.", Wording.of(share.hits(), share.rows())),
                share.statistic(say("share of cases that cross")),
                CROSSING,
                CROSSING_LIMIT,
                new Lineage(
                        share.rows(),
                        say("cases"),
                        dossier.files(FactKind.INTERACTIONS),
                        dossier.period(),
                        say(WeeklyShare.METHOD),
                        WeeklyShare.query(FactKind.CASES, say("share crossed")),
                        Optional.of(rows(new Filter.Is("crossed", true)))),
                CaseTravels.byTouchpoint(dossier, CROSSING.present()));
        List<CrossingGap> gaps = CrossingGap.of(dossier);
        Optional<Indicator> gap = gaps.isEmpty() ? Optional.empty() : Optional.of(gap(dossier, gaps));
        if (crossing.side() == Side.ABSENT) {
            judgement.essential(crossing);
            gap.ifPresent(judgement::context);
        } else if (gap.isPresent() && gap.get().side() != Side.ABSENT) {
            judgement.essential(new AllOf(List.of(crossing, gap.get())));
        } else if (gap.isPresent()) {
            judgement.context(crossing).context(gap.get()).incomplete();
            judgement.missing(
                    "interactions",
                    say(
                            "Fewer crossings: %s of cases cross, and only surely fewer than 20 %% clear the cause, though no crossing is seen to cost the customer.",
                            Wording.percent(share.estimate().value())));
        } else {
            judgement.context(crossing);
            judgement.missing(
                    "responses",
                    say(
                            "%s answers about cases that cross and %s about cases that do not, of the same reason and touchpoint.",
                            CrossingGap.ENOUGH, CrossingGap.ENOUGH));
        }
    }

    private static Indicator gap(Dossier dossier, List<CrossingGap> gaps) {
        CrossingGap worst = gaps.getFirst();
        boolean ofCases = worst.name().equals("resolution");
        FactKind kind = ofCases ? FactKind.CASES : FactKind.RESPONSES;
        String flag = ofCases ? "crossed" : "case_crossed";
        double size = worst.gap().value();
        Interval likely = ofAll(gaps);
        Interval said = Wording.inSense(size, likely);
        var rows = new ArrayList<Figure.Estimates.Row>();
        for (CrossingGap gap : gaps) {
            rows.add(new Figure.Estimates.Row(
                    Wording.sentence(say(gap.name())),
                    gap.gap().value(),
                    gap.gap().low(),
                    gap.gap().high()));
        }
        return new Indicator(
                "crossing-gap",
                say("What a crossing costs the customer"),
                say(
                        "After a crossing %s is [[%s standard deviations %s]] than in like cases without one (likely %s to %s).",
                        say(worst.name()),
                        Wording.number(Math.abs(size)),
                        size >= 0 ? say("worse") : say("better"),
                        Wording.number(said.low()),
                        Wording.number(said.high())),
                new Statistic(
                        say("how much worse a crossing is"),
                        size,
                        likely,
                        worst.gap().standardError(),
                        worst.crossing() + worst.others()),
                GAP,
                GAP_LIMIT,
                new Lineage(
                        worst.crossing() + worst.others(),
                        ofCases ? say("cases") : say("answers"),
                        dossier.files(ofCases ? FactKind.INTERACTIONS : FactKind.RESPONSES),
                        dossier.period(),
                        say(CrossingGap.METHOD),
                        say(
                                "%s: mean by %s, reason, touchpoint, number of contacts, unit and quarter",
                                kind.table(), flag),
                        Optional.of(new RowQuery(
                                kind,
                                List.of("unit", "touchpoint", "intent", flag, "case_contacts", "contacts", "resolved"),
                                List.of(new Known(flag))))),
                Optional.of(new Figure.Estimates(
                        say("Cases that cross against those that do not, in standard deviations; above 0 is worse"),
                        say("sd"),
                        rows,
                        GAP.present())));
    }

    /// The interval of the worst of several gaps, each of which holds for all at once ([CrossingGap]):
    /// below its high end lie all of theirs.
    private static Interval ofAll(List<CrossingGap> gaps) {
        double high = gaps.stream().mapToDouble(g -> g.gap().high()).max().orElseThrow();
        return new Interval(gaps.getFirst().gap().low(), high);
    }

    private static void repeating(Dossier dossier, Judgement judgement) {
        if (!dossier.has(FactKind.CASES, "repeats")) {
            judgement.missing(
                    "interactions", say("How often customers repeat themselves (repeats), contact by contact."));
            comingBack(dossier, judgement);
            return;
        }
        var several = CubeQuery.of(FactKind.CASES).where(SEVERAL_CONTACTS, new Known("repeats"));
        var said = new Range("repeats", Double.MIN_VALUE, Double.POSITIVE_INFINITY);
        WeeklyShare share = WeeklyShare.of(dossier, several, said);
        if (share.rows() < CASES_NEEDED) {
            judgement.missing(
                    "interactions",
                    Wording.needed(
                            share.rows(),
                            CASES_NEEDED,
                            dossier.period(),
                            "case with several contacts and repeats counted",
                            "cases with several contacts and repeats counted"));
            comingBack(dossier, judgement);
            return;
        }
        judgement.other(new Indicator(
                "repeating",
                say("Who has to say it twice"),
                say(
                        "Customers had to repeat themselves in [[%s]] cases with several contacts.",
                        Wording.of(share.hits(), share.rows())),
                share.statistic(say("share that repeat themselves")),
                REPEATING,
                REPEATING_LIMIT,
                new Lineage(
                        share.rows(),
                        say("cases with several contacts"),
                        dossier.files(FactKind.INTERACTIONS),
                        dossier.period(),
                        say(WeeklyShare.METHOD),
                        WeeklyShare.query(FactKind.CASES, say("share with repeats, of 2 and more contacts")),
                        Optional.of(rows(SEVERAL_CONTACTS, said))),
                Optional.empty()));
    }

    /// Where nobody counted how often customers repeat themselves, those who come back within days about the same
    /// matter
    /// stand in for them: unless they are surely few, few crossings do not clear the cause.
    private static void comingBack(Dossier dossier, Judgement judgement) {
        boolean few = CaseTravels.back(dossier)
                .filter(back -> back.estimate().high() < REPEATING.absent())
                .isPresent();
        if (!few) {
            judgement.incomplete();
        }
    }

    private static Indicator severalContacts(Dossier dossier, WeeklyShare several) {
        return new Indicator(
                "several-contacts",
                say("How many contacts a case takes"),
                say("Only [[%s]] cases needed more than one contact.", Wording.of(several.hits(), several.rows())),
                several.statistic(say("share with several contacts")),
                SEVERAL,
                SEVERAL_LIMIT,
                new Lineage(
                        several.rows(),
                        say("cases"),
                        dossier.files(FactKind.INTERACTIONS),
                        dossier.period(),
                        say(WeeklyShare.METHOD),
                        WeeklyShare.query(FactKind.CASES, say("share of 2 and more contacts")),
                        Optional.of(rows(SEVERAL_CONTACTS))),
                Optional.empty());
    }

    private static RowQuery rows(Filter... filters) {
        return new RowQuery(
                FactKind.CASES,
                List.of("case_id", "opened_at", "unit", "touchpoint", "intent", "contacts", "crossed", "repeats"),
                List.of(filters));
    }
}
