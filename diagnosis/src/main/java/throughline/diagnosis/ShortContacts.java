package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Filter.Range;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// Contacts cut short: served, and over in under ten seconds.
///
/// Some services are short by nature. So a share above 3 % is a sign only where people on the same queue differ beyond
/// chance and case mix: then somebody hangs up. The spread between people is that of their true rates around what their
/// mix of queues would give, as a share of it; its interval is a bootstrap over people.
///
/// - Brown, Gans, Mandelbaum, Sakov, Shen, Zeltyn, Zhao (2005). JASA 100, 36-50.
///   [doi:10.1198/016214504000001808](https://doi.org/10.1198/016214504000001808)
final class ShortContacts {

    private static final double SECONDS = 10;
    private static final long NEEDED = 1000;
    private static final int PEOPLE = 8;
    private static final long CONTACTS_EACH = 30;
    private static final Scale SHARE = new Scale(0, 0.03, 0.03, 0.15);
    private static final Scale SPREAD = new Scale(0, 0.3, 0.3, 1.5);
    private static final Threshold SHARE_LIMIT = Threshold.ours(
            "measured-on-throughput.cut-short", key("present above 3 % of services under 10 seconds, absent below"));
    private static final Threshold SPREAD_LIMIT = Threshold.ours(
            "measured-on-throughput.cut-short-spread",
            key("present where people on the same queue differ by more than 30 % beyond chance, absent below"));

    private final Dossier dossier;
    private final HandlingTime time;
    private final CubeQuery served;
    private final Filter cutShort;

    /// The contacts of the dossier.
    ShortContacts(Dossier dossier, HandlingTime time) {
        this.dossier = dossier;
        this.time = time;
        var all = CubeQuery.of(FactKind.INTERACTIONS)
                .where(new Range(time.column(), Double.MIN_VALUE, Double.POSITIVE_INFINITY));
        this.served = dossier.has(FactKind.INTERACTIONS, "agent") ? all.where(new Known("agent")) : all;
        this.cutShort = new Range(time.column(), Double.MIN_VALUE, SECONDS * time.second());
    }

    /// Judges the contacts and gives the share week by week.
    WeeklyShare judge(Judgement judgement) {
        WeeklyShare share = WeeklyShare.of(dossier, served, cutShort);
        if (share.rows() < NEEDED) {
            judgement.missing(
                    "interactions",
                    Wording.needed(
                            share.rows(),
                            NEEDED,
                            dossier.period(),
                            "contact with a handling time",
                            "contacts with a handling time"));
            return share;
        }
        Indicator cut = share(share);
        if (cut.side() == Side.ABSENT) {
            judgement.other(cut);
            return share;
        }
        Optional<Indicator> spread = spread();
        if (spread.isPresent()) {
            judgement.other(new AllOf(List.of(cut, spread.get())));
        } else {
            judgement.context(cut);
            judgement.missing(
                    "interactions",
                    say(
                            "Who served each contact (agent), for at least %s people with %s contacts each.",
                            PEOPLE, CONTACTS_EACH));
        }
        return share;
    }

    private Indicator share(WeeklyShare share) {
        return new Indicator(
                "cut-short",
                say("Contacts that are over at once"),
                say(
                        "[[%s]] served contacts were over in under 10 seconds (likely %s).",
                        Wording.of(share.hits(), share.rows()), likely(share.estimate())),
                share.statistic(say("share of contacts under 10 seconds")),
                SHARE,
                SHARE_LIMIT,
                lineage(
                        share.rows(),
                        say(WeeklyShare.METHOD),
                        WeeklyShare.query(FactKind.INTERACTIONS, say("share with %s under 10 s", time.column()))),
                histogram());
    }

    private static String likely(Estimate share) {
        return share.high() < 0.0005
                ? say("under 0.1 %")
                : say(
                        "%s to %s",
                        Wording.decimals(100 * share.low(), 1), Wording.decimals(100 * share.high(), 1) + " %");
    }

    private Lineage lineage(long rows, String method, String query) {
        return new Lineage(
                rows,
                say("served contacts"),
                dossier.files(FactKind.INTERACTIONS),
                dossier.period(),
                method,
                query,
                Optional.of(new RowQuery(
                        FactKind.INTERACTIONS,
                        List.of("interaction_id", "started_at", "touchpoint", "intent", time.column(), "outcome"),
                        List.of(cutShort))));
    }

    private Optional<Figure> histogram() {
        double width = 5 * time.second();
        Cube cube = dossier.scan(served.by(new Key.Bin(time.column(), width))
                .where(new Range(time.column(), Double.MIN_VALUE, 36 * width)));
        Long[] counts = new Long[36];
        java.util.Arrays.fill(counts, 0L);
        for (Cell cell : cube) {
            counts[Math.clamp(Math.round(cell.number(0) / width), 0, 35)] += cell.rows();
        }
        return Optional.of(new Figure.Histogram(
                say("Served contacts by handling time, bins of 5 seconds, up to 3 minutes"),
                say("seconds"),
                0,
                5,
                List.of(counts),
                SECONDS,
                List.of()));
    }

    /// How far people on the same queue differ in their share of short contacts.
    private Optional<Indicator> spread() {
        if (!dossier.has(FactKind.INTERACTIONS, "agent")) {
            return Optional.empty();
        }
        var query = served.by("agent");
        for (String column : List.of("touchpoint", "intent", "channel")) {
            query = dossier.has(FactKind.INTERACTIONS, column) ? query.by(column) : query;
        }
        int keys = query.keys().size();
        Map<List<String>, Long> hits = new HashMap<>();
        for (Cell cell : dossier.scan(query.where(cutShort))) {
            hits.put(queue(cell, keys), cell.rows());
        }
        Map<List<String>, long[]> queues = new HashMap<>();
        Map<List<String>, Long> rows = new HashMap<>();
        for (Cell cell : dossier.scan(query)) {
            List<String> key = queue(cell, keys);
            rows.put(key, cell.rows());
            long[] queue = queues.computeIfAbsent(key.subList(1, keys), q -> new long[2]);
            queue[0] += cell.rows();
            queue[1] += hits.getOrDefault(key, 0L);
        }
        // Observed, expected, variance by chance, contacts.
        Map<String, double[]> people = new TreeMap<>();
        rows.forEach((key, n) -> {
            long[] queue = queues.getOrDefault(key.subList(1, keys), new long[] {1, 0});
            double rate = (double) queue[1] / queue[0];
            double[] person = people.computeIfAbsent(key.getFirst(), p -> new double[4]);
            person[0] += hits.getOrDefault(key, 0L);
            person[1] += n * rate;
            person[2] += n * rate * (1 - rate) * (1 - (double) n / queue[0]);
            person[3] += n;
        });
        List<double[]> enough =
                people.values().stream().filter(p -> p[3] >= CONTACTS_EACH).toList();
        if (enough.size() < PEOPLE || enough.stream().allMatch(p -> p[1] == 0)) {
            return Optional.empty();
        }
        Estimate spread = reaching(
                BlockBootstrap.of(enough.size(), 1000, 17).interval(0.95, weights -> spread(enough, weights)), enough);
        long more = enough.stream()
                .filter(p -> p[0] - p[1] > 3 * Math.sqrt(Math.max(p[2], 0.25)))
                .count();
        return Optional.of(new Indicator(
                "cut-short-spread",
                say("Whether it is the queue or the clock"),
                say(
                        "%s of served contacts are over in under 10 seconds, [[far more with %s people]] than their queues explain.",
                        Wording.percent(enough.stream().mapToDouble(p -> p[0]).sum()
                                / enough.stream().mapToDouble(p -> p[3]).sum()),
                        Wording.of(more, enough.size())),
                new Statistic(
                        say("spread between people on the same queue"),
                        spread.value(),
                        spread.interval(),
                        spread.standardError(),
                        enough.size()),
                SPREAD,
                SPREAD_LIMIT,
                lineage(
                        Math.round(enough.stream().mapToDouble(p -> p[3]).sum()),
                        say("observed against expected by queue, bootstrap over people; version 1"),
                        say("interactions: share under 10 s by agent, touchpoint, intent and channel")),
                Optional.empty()));
    }

    /// Where people are as alike as chance alone, or more, the bootstrap knows no spread at all; chance could have
    /// hidden
    /// as much as twice its own error of the excess, which is that of squares of normal figures.
    private static Estimate reaching(Estimate spread, List<double[]> people) {
        double chance = people.stream().mapToDouble(p -> 2 * p[2] * p[2]).sum();
        double expected = people.stream().mapToDouble(p -> p[1] * p[1]).sum();
        double hidden = Math.sqrt(Confidence.normal(0.95) * Math.sqrt(chance) / expected);
        return spread.high() >= hidden
                ? spread
                : new Estimate(
                        spread.value(),
                        new Interval(spread.low(), hidden),
                        (hidden - spread.low()) / (2 * Confidence.normal(0.95)),
                        spread.n());
    }

    private static double spread(List<double[]> people, double[] weights) {
        double excess = 0;
        double expected = 0;
        for (int i = 0; i < people.size(); i++) {
            double[] p = people.get(i);
            excess += weights[i] * ((p[0] - p[1]) * (p[0] - p[1]) - p[2]);
            expected += weights[i] * p[1] * p[1];
        }
        return expected == 0 ? Double.NaN : Math.sqrt(Math.max(0, excess / expected));
    }

    private static List<String> queue(Cell cell, int keys) {
        List<String> key = new ArrayList<>();
        for (int k = 0; k < keys; k++) {
            key.add(String.valueOf(cell.text(k)));
        }
        return key;
    }
}
