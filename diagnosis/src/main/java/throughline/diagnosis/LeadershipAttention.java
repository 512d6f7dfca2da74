package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Register.Agenda;
import throughline.statistics.Confidence;
import throughline.statistics.Estimate;
import throughline.statistics.Mean;
import throughline.statistics.Summary;

/// How much of their meetings board and executive spend on service: the enacted side of cause 1.2.
///
/// A minute is the row and a meeting (a day, a unit, a layer) the cluster, so one long meeting does not decide. Where
/// no minutes are on record, items count alike. Meetings that are all alike leave no spread to see; the error is then
/// that of one meeting in which one item of usual length was another (ours): a meeting cannot differ by less.
final class LeadershipAttention {

    /// Below this share of the minutes service is outside the agenda (ours).
    static final double PRESENT = 0.05;

    /// Above this share of the minutes service is on the agenda (ours).
    static final double ABSENT = 0.10;

    /// Fewest meetings (causes.md, 1.2).
    static final int MINIMUM_MEETINGS = 6;

    private final Dossier dossier;
    private final Map<String, Summary> meetings = new TreeMap<>();
    private final Map<LocalDate, Summary> weeks = new TreeMap<>();
    private long items;

    LeadershipAttention(Dossier dossier) {
        this.dossier = dossier;
        List<Agenda> all = dossier.register().agendas().stream()
                .filter(a -> dossier.period().contains(a.at()))
                .filter(this::ofTheTop)
                .toList();
        boolean timed = all.stream().anyMatch(a -> a.minutes() != null && a.minutes() > 0);
        for (Agenda item : all) {
            long minutes = timed ? Math.round(item.minutes() == null ? 0 : item.minutes()) : 1;
            if (minutes > 0 && item.topic() != null) {
                items++;
                var share = new Summary(minutes, service(item.topic()) ? 1 : 0, 0);
                meetings.merge(item.at() + "/" + item.unit() + "/" + item.layer(), share, Summary::plus);
                weeks.merge(item.at().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), share, Summary::plus);
            }
        }
    }

    /// A leadership meeting without layer and unit counts as one of the top.
    private boolean ofTheTop(Agenda item) {
        @Nullable
        Layer layer = item.layer() != null
                ? item.layer()
                : item.unit() == null
                        ? null
                        : dossier.registry().layer(item.unit()).orElse(null);
        return layer == null ? item.unit() == null : layer == Layer.BOARD || layer == Layer.EXECUTIVE;
    }

    private static boolean service(String topic) {
        String plain = topic.toLowerCase(Locale.ROOT);
        return plain.contains("service") || plain.contains("customer");
    }

    /// The indicator, or empty where it cannot be judged; the judgement is told why.
    Optional<Indicator> examine(Judgement judgement) {
        if (meetings.size() < MINIMUM_MEETINGS) {
            judgement.missing(
                    "agendas",
                    Wording.needed(
                            meetings.size(),
                            MINIMUM_MEETINGS,
                            dossier.period(),
                            "meeting of board or executive with its agenda",
                            "meetings of board or executive with their agendas"));
            return Optional.empty();
        }
        if (Freshness.stale(dossier, FactKind.AGENDAS, judgement)) {
            return Optional.empty();
        }
        Estimate share = share();
        var within = new throughline.statistics.Interval(
                Math.clamp(share.low(), 0, share.value()), Math.clamp(share.high(), share.value(), 1));
        return Optional.of(Card.of(
                        Cause.OUTSIDE_STRATEGY, "leadership-attention", say("What leaders talk about"), dossier)
                .rule(key("present if surely under 5 % of the minutes are on service, absent if surely over 10 %"))
                .rests(items, say("agenda items"))
                .files(FactKind.AGENDAS)
                .method(say("share of minutes with errors clustered by meeting, at least one item's, 95 %"))
                .rows(new RowQuery(FactKind.AGENDAS, List.of("at", "unit", "layer", "topic", "minutes"), List.of()))
                .says(
                        say(
                                "In %s, board and executive spent [[%s of the time on service]] (likely %s).",
                                Wording.count(meetings.size(), "meeting", "meetings"),
                                Wording.percent(share.value()),
                                Wording.percents(within)),
                        new Statistic(
                                say("share of meeting time on service"),
                                share.value(),
                                within,
                                share.standardError(),
                                meetings.size()),
                        new Scale(0.25, ABSENT, PRESENT, 0)));
    }

    private Estimate share() {
        Estimate seen = Mean.clustered(meetings.values(), 0.95);
        double least = 1.0 / items;
        return seen.standardError() >= least
                ? seen
                : Confidence.student(seen.value(), least, meetings.size() - 1.0, seen.n(), 0.95);
    }

    /// Weekly share of the time spent on service, for weeks with a meeting.
    Optional<Trend> trend() {
        var points = new ArrayList<Trend.Point>();
        weeks.forEach((week, share) -> points.add(new Trend.Point(week, share.mean())));
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trend(say("share of leaders' meeting time on service"), false, points));
    }
}
