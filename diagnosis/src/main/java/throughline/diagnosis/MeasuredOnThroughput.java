package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.ScorecardBalance.About;
import throughline.diagnosis.ScorecardBalance.Group;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Scorecard;
import throughline.statistics.Interval;
import throughline.statistics.Proportion;

/// Cause 1.7: the front line is judged on operations, not on the quality it delivers.
///
/// On paper: the share of the scorecard that is perception, quality and outcome, for the middle person of the front
/// line. In deed: contacts that end just below their target, and contacts cut short by some people and not by others
/// on the same queue.
final class MeasuredOnThroughput implements Detector {

    private static final double COVERED = 0.5;
    private static final long STAFF_NEEDED = 30;
    private static final int BARS = 8;

    /// The margin ends a hair below one half, since half is already enough.
    private static final Scale BALANCE = new Scale(0.8, 0.4999, 0.3, 0);

    static final double LITTLE = 0.3;
    private static final Scale NOTICED = new Scale(0.8, 0.5, 0.3, 0);
    private static final Threshold BALANCE_LIMIT = Threshold.ours(
            "measured-on-throughput.experience-weight",
            key("present below 30 % of the scorecard for more than half of the front line, absent from 50 %"));
    private static final Threshold NOTICED_LIMIT = Threshold.ours(
            "measured-on-throughput.noticed-for",
            key("present when quality is under 30 % of what staff are noticed for, absent above 50 %"));

    @Override
    public Cause cause() {
        return Cause.MEASURED_ON_THROUGHPUT;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        Optional<ScorecardBalance> balance = ScorecardBalance.of(dossier);
        Optional<Indicator> noticed = noticed(dossier);
        boolean onPaper = balance.isPresent() && balance.get().covered() >= COVERED;
        if (onPaper) {
            judgement.essential(paper(dossier, balance.get()));
            noticed.ifPresent(judgement::context);
        } else {
            judgement.missing(
                    "organisation.yaml",
                    balance.map(b -> say(
                                    "Scorecards of the rest of the front line: %s of it has one, half is needed.",
                                    Wording.percent(b.covered())))
                            .orElse(say("Scorecards of the front line: what each role is judged by, with weights.")));
            noticed.ifPresent(judgement::telling);
        }
        inDeed(dossier, judgement);
        RewardsFollow.of(dossier, HandlingTime.of(dossier)).ifPresent(judgement::context);
        FairScorecard.of(dossier).forEach(judgement::context);
        return judgement.verdict(
                say("It is not known yet what the front line is judged by, on paper or in deed."),
                new Judgement.Next(
                        next(dossier, balance),
                        Judgement.Next.NOTHING,
                        say("Write down what each front-line role is judged by, with weights and targets.")));
    }

    private static void inDeed(Dossier dossier, Judgement judgement) {
        Optional<HandlingTime> time = HandlingTime.of(dossier);
        if (time.isEmpty()) {
            judgement.missing("interactions", say("How long each contact was worked on (handle_s)."));
            return;
        }
        if (Freshness.stale(dossier, FactKind.INTERACTIONS, judgement)) {
            return;
        }
        Optional<List<Trend.Point>> below = new BunchingAtTarget(dossier, time.get()).judge(judgement);
        WeeklyShare cutShort = new ShortContacts(dossier, time.get()).judge(judgement);
        judgement.trend(below.map(
                        points -> new Trend(say("Share of contacts that end just below the target"), true, points))
                .orElseGet(() -> new Trend(say("Share of served contacts under 10 seconds"), true, cutShort.weeks())));
        PaceAgainstQuality.of(dossier, time.get()).ifPresent(judgement::context);
    }

    private static Indicator paper(Dossier dossier, ScorecardBalance balance) {
        Interval median = balance.median();
        double value = (median.low() + median.high()) / 2;
        long judged = Math.round(balance.judged());
        long little = Math.round(balance.below(LITTLE));
        String statement = median.low() >= 0.5
                ? say(
                        "The middle scorecard of the front line gives [[%s]] of its weight to what the customer gets (%s).",
                        Wording.percent(value), Wording.count(judged) + " " + say(balance.counted()))
                : say(
                        "The middle scorecard gives [[%s]] of its weight to what the customer gets; %s %s have under 30 %%.",
                        Wording.percent(value), Wording.of(little, judged), say(balance.counted()));
        return new Indicator(
                "scorecard-balance",
                say("What people are measured on"),
                statement,
                new Statistic(say("share of the scorecard for what the customer gets"), value, median, 0, judged),
                BALANCE,
                BALANCE_LIMIT,
                new Lineage(
                        balance.groups().stream()
                                .mapToLong(g -> g.cards().size())
                                .sum(),
                        say("scorecard lines"),
                        List.of("organisation.yaml"),
                        dossier.period(),
                        say("weight share, median over the front line, full count; version 1"),
                        "",
                        Optional.empty()),
                Optional.of(shares(dossier, balance)));
    }

    /// The cards by role, or by unit where there is one role: operations, sales, unclear, what the customer gets.
    private static Figure shares(Dossier dossier, ScorecardBalance balance) {
        boolean roles = balance.groups().stream().map(Group::role).distinct().count() > 1;
        Map<String, double[]> sums = new TreeMap<>();
        for (Group group : balance.groups()) {
            String label = roles
                    ? group.role() == null ? say("No role") : CodeWords.said(String.valueOf(group.role()))
                    : HandlingTime.unitTitle(dossier, group.unit());
            double[] sum = sums.computeIfAbsent(label, l -> new double[5]);
            sum[0] += group.people() * group.share(About.OPERATIONS);
            sum[1] += group.people() * group.share(About.SALES);
            sum[2] += group.people() * group.share(About.UNCLEAR);
            sum[3] += group.people() * group.share(About.EXPERIENCE);
            sum[4] += group.people();
        }
        List<Figure.Shares.Bar> bars = sums.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> e.getValue()[3] / e.getValue()[4]))
                .limit(BARS)
                .map(e -> new Figure.Shares.Bar(
                        e.getKey(),
                        List.of(
                                e.getValue()[0] / e.getValue()[4],
                                e.getValue()[1] / e.getValue()[4],
                                e.getValue()[2] / e.getValue()[4],
                                e.getValue()[3] / e.getValue()[4])))
                .toList();
        return new Figure.Shares(
                say("Share of scorecard weight, least for the customer first"),
                List.of(say("Speed and operations"), say("Sales"), say("Unclear"), say("What the customer gets")),
                bars);
    }

    /// What staff say they are noticed for, of those who name throughput, quality or sales.
    private static Optional<Indicator> noticed(Dossier dossier) {
        if (!dossier.has(FactKind.PULSE, "noticed_for")) {
            return Optional.empty();
        }
        long quality = 0;
        long all = 0;
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.PULSE).by("noticed_for"))) {
            @Nullable String answer = cell.text(0);
            switch (answer == null ? "" : answer.toLowerCase(java.util.Locale.ROOT)) {
                case "quality" -> {
                    quality += cell.rows();
                    all += cell.rows();
                }
                case "throughput", "sales" -> all += cell.rows();
                default -> {}
            }
        }
        if (all < STAFF_NEEDED) {
            return Optional.empty();
        }
        return Optional.of(new Indicator(
                "noticed-for",
                say("What people are noticed for"),
                say(
                        "[[%s]] staff say they are noticed for quality rather than for throughput or sales.",
                        Wording.of(quality, all)),
                Statistic.of(say("share noticed for quality"), Proportion.wilson((double) quality, (double) all, 0.95)),
                NOTICED,
                NOTICED_LIMIT,
                new Lineage(
                        all,
                        say("answers of staff"),
                        dossier.files(FactKind.PULSE),
                        dossier.period(),
                        say("Wilson interval, 95 %; version 1"),
                        say("pulse: count by noticed_for"),
                        Optional.of(new RowQuery(
                                FactKind.PULSE, List.of("noticed_for"), List.<Filter>of(new Known("noticed_for"))))),
                Optional.empty()));
    }

    private static String next(Dossier dossier, Optional<ScorecardBalance> balance) {
        List<Scorecard> lines = new ArrayList<>();
        balance.ifPresent(b -> lines.addAll(b.worst().cards()));
        Optional<Scorecard> heaviest = lines.stream()
                .filter(c -> ScorecardBalance.about(dossier.measures(), c.measure()) != About.EXPERIENCE)
                .max(Comparator.comparingDouble(Scorecard::weight).thenComparing(Scorecard::measure));
        if (heaviest.isEmpty() || balance.orElseThrow().worst().share(About.EXPERIENCE) >= 0.5) {
            return HandlingTime.of(dossier).filter(t -> !t.targets().isEmpty()).isPresent()
                    ? say(
                            "Replace the handling-time target by a band, and judge contacts by whether they were resolved.")
                    : say("Judge contacts by whether they were resolved, not by how short they are.");
        }
        Group worst = balance.orElseThrow().worst();
        double total = lines.stream().mapToDouble(Scorecard::weight).sum();
        return say(
                "Re-weigh the scorecard of %s%s: %s counts %s, what customers get %s; make it at least half.",
                worst.role() == null ? "" : CodeWords.within(worst.role()) + ", ",
                HandlingTime.unitTitle(dossier, worst.unit()),
                measure(dossier, heaviest.get().measure()),
                Wording.percent(heaviest.get().weight() / total),
                Wording.percent(worst.share(About.EXPERIENCE)));
    }

    private static String measure(Dossier dossier, String id) {
        return dossier.measures().find(id).map(e -> Wording.within(e.title())).orElse(id);
    }
}
