package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Claim.Together;
import throughline.diagnosis.Conflicts.Conflict;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.DesignEffect;
import throughline.statistics.Estimate;
import throughline.statistics.StandardisedMean;
import throughline.statistics.Summary;

/// Cause 1.9: what is said about service and what is decided do not match, and staff know it.
///
/// Conflicts alone are not the cause, nor is a low mood: both are needed on either side. What staff say of their
/// leaders in the same answer, and promises that came due, speak for themselves. All announcements of the time are on
/// record, but what is judged is how this organisation goes about its words: few of them say little of that, so their
/// share has an interval.
final class SayDoGap implements Detector {

    private static final String BELIEVES = "believes_promise";
    private static final String SAY = "leaders_say_service_first";
    private static final String ACT = "we_act_service_first";
    private static final long STAFF_NEEDED = 30;
    private static final long ANNOUNCEMENTS_NEEDED = 5;
    private static final int EVENTS = 6;
    private static final Scale CONFLICTS = new Scale(0, 0.2, 0.2, 0.8);
    private static final Scale BELIEF = new Scale(5, 3.5, 3, 1);
    private static final Scale GAP = new Scale(0, 0.2, 0.2, 1);
    private static final Scale FALL = new Scale(-0.2, 0, 0, 0.8);
    private static final Threshold CONFLICTS_LIMIT = Threshold.ours(
            "say-do-gap.conflicts", key("present above 20 % of announcements, absent below; within 90 days"));
    private static final Threshold BELIEF_LIMIT =
            Threshold.ours("say-do-gap.belief", key("present below 3 on a scale from 1 to 5, absent above 3.5"));
    private static final Threshold GAP_LIMIT = Threshold.ours(
            "say-do-gap.said-against-done",
            key("present above 0.2 standard deviations of the difference, absent below"));
    private static final Threshold FALL_LIMIT =
            Threshold.ours("say-do-gap.fall", key("present when trust surely falls after conflicts"));

    @Override
    public Cause cause() {
        return Cause.SAY_DO_GAP;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        Conflicts conflicts = Conflicts.of(dossier);
        PromisesKept promises = PromisesKept.of(dossier);
        if (gates(dossier, conflicts, promises, judgement)) {
            judge(dossier, conflicts, promises, judgement);
        }
        return judgement.verdict(
                say("It is not known yet whether what is said about service is also done."),
                new Judgement.Next(
                        next(dossier, conflicts, promises),
                        Judgement.Next.NOTHING,
                        say(
                                "Keep a ledger of what is announced, promised and decided, and ask staff if they believe it.")));
    }

    private static boolean gates(Dossier dossier, Conflicts conflicts, PromisesKept promises, Judgement judgement) {
        boolean open = true;
        if (conflicts.announcements() == 0 && promises.due() == 0) {
            judgement.missing(
                    "announcements", say("What has been announced about service, and when; there is nothing yet."));
            judgement.missing(
                    "promises", say("What has been promised about service, with due days; nothing has come due."));
            open = false;
        }
        long answers = Math.max(StaffItem.answers(dossier, BELIEVES), pairs(dossier));
        if (answers < STAFF_NEEDED) {
            judgement.missing(
                    "pulse",
                    Wording.needed(
                            answers,
                            STAFF_NEEDED,
                            dossier.period(),
                            "answer of staff on whether they believe what is promised",
                            "answers of staff on whether they believe what is promised"));
            open = false;
        }
        return open && !Freshness.stale(dossier, FactKind.PULSE, judgement);
    }

    private static void judge(Dossier dossier, Conflicts conflicts, PromisesKept promises, Judgement judgement) {
        Optional<StaffItem> staff = StaffItem.of(dossier, BELIEVES, STAFF_NEEDED);
        staff.ifPresent(s -> judgement.trend(new Trend(say("How far staff believe the promise"), false, s.weeks())));
        Optional<Indicator> belief = staff.map(s -> s.indicator(
                "belief",
                say("Whether staff believe the promise"),
                say(
                        "Staff give “I believe our promise to customers” [[%s of 5]]",
                        Wording.number(s.estimate().value())),
                BELIEF,
                BELIEF_LIMIT));
        Optional<Indicator> gap = gap(dossier);
        Optional<Indicator> fall = fall(dossier, conflicts);
        BeliefByLayer.of(dossier, BELIEVES).ifPresent(judgement::context);
        var shown = new ArrayList<Claim>();
        belief.ifPresent(shown::add);
        gap.ifPresent(shown::add);
        fall.ifPresent(shown::add);
        if (decided(dossier, conflicts, judgement)) {
            trust(belief, gap, fall).ifPresent(trust -> {
                judgement.essential(new Together(List.of(contradicted(dossier, conflicts, staff), trust)));
                shown.removeAll(trust.indicators().toList());
            });
        }
        shown.forEach(claim -> {
            if (claim.equals(gap.orElse(null))) {
                judgement.telling(claim);
            } else {
                judgement.context(claim);
            }
        });
        promises.indicator(dossier)
                .ifPresentOrElse(
                        judgement::telling,
                        () -> judgement.missing(
                                "promises",
                                promises.due() == 0
                                        ? say(
                                                "Promises about service with due days; %s must have come due.",
                                                PromisesKept.NEEDED)
                                        : say(
                                                "%s have come due and can be judged; %s are needed.",
                                                Wording.count(promises.due(), "promise", "promises"),
                                                PromisesKept.NEEDED)));
    }

    /// Whether conflicts can be judged: enough was announced, and decisions are on record.
    private static boolean decided(Dossier dossier, Conflicts conflicts, Judgement judgement) {
        if (dossier.register().decisions().isEmpty()) {
            judgement.missing("decisions", say("What was decided that changes the ability to serve, and when."));
            return false;
        }
        if (conflicts.announcements() < ANNOUNCEMENTS_NEEDED) {
            judgement.missing(
                    "announcements",
                    say(
                            "%s on record; %s are needed.",
                            Wording.count(conflicts.announcements(), "announcement is", "announcements are"),
                            ANNOUNCEMENTS_NEEDED));
            return false;
        }
        return true;
    }

    /// What staff make of it: trust that falls after conflicts or is low speaks for the cause; belief that is high, or
    /// words and deeds that match in the same answer, against it.
    private static Optional<Claim> trust(
            Optional<Indicator> belief, Optional<Indicator> gap, Optional<Indicator> fall) {
        List<Claim> bad = java.util.stream.Stream.of(belief, fall)
                .flatMap(Optional::stream)
                .map(i -> (Claim) i)
                .toList();
        if (bad.stream().anyMatch(i -> i.side() == Side.PRESENT)) {
            return Optional.of(new AnyOf(bad));
        }
        return java.util.stream.Stream.of(belief, gap)
                .flatMap(Optional::stream)
                .filter(i -> i.side() == Side.ABSENT)
                .findFirst()
                .or(() -> belief)
                .or(() -> gap)
                .map(i -> i);
    }

    private static Indicator contradicted(Dossier dossier, Conflicts conflicts, Optional<StaffItem> staff) {
        List<Figure.Series.Event> events = conflicts.found().stream()
                .skip(Math.max(0, conflicts.found().size() - EVENTS))
                .map(c -> new Figure.Series.Event(c.since(), done(c)))
                .toList();
        return new Indicator(
                "conflicts",
                say("What was said and what was decided"),
                say(
                        "[[%s]] announcements about service stand within 90 days of a decision that worsens it in the same place.",
                        Wording.of(conflicts.found().size(), conflicts.announcements())),
                Statistic.of(say("share of announcements in conflict"), conflicts.share()),
                CONFLICTS,
                CONFLICTS_LIMIT,
                new Lineage(
                        conflicts.announcements(),
                        say("announcements"),
                        files(dossier),
                        dossier.period(),
                        say("announcements matched with decisions by place and day, Wilson interval, 95 %; version 2"),
                        say("announcements and decisions: by unit, within 90 days"),
                        Optional.of(new RowQuery(
                                FactKind.ANNOUNCEMENTS,
                                List.of("announcement_id", "at", "unit", "audience", "theme", "text"),
                                List.<Filter>of()))),
                staff.filter(s -> s.weeks().size() >= 8)
                        .map(s -> new Figure.Series(
                                say("How far staff believe the promise, 1 to 5, by week; conflicts marked"),
                                s.weeks().stream()
                                        .map(p -> new Figure.Series.Point(p.week(), p.value()))
                                        .toList(),
                                events,
                                BELIEF.present())));
    }

    private static List<String> files(Dossier dossier) {
        var files = new ArrayList<>(dossier.files(FactKind.ANNOUNCEMENTS));
        files.addAll(dossier.files(FactKind.DECISIONS));
        return files;
    }

    private static String done(Conflict conflict) {
        @Nullable String kind = conflict.done().kind();
        return kind == null ? say("service made worse") : say("%s made worse", CodeWords.within(kind));
    }

    private static long pairs(Dossier dossier) {
        return StaffItem.adds(dossier, SAY) && StaffItem.adds(dossier, ACT)
                ? dossier.scan(throughline.lake.cube.CubeQuery.of(FactKind.PULSE)
                                .where(new Known(SAY), new Known(ACT)))
                        .rows()
                : 0;
    }

    /// What staff say of leaders' words and of everybody's deeds, in the same answer.
    private static Optional<Indicator> gap(Dossier dossier) {
        if (pairs(dossier) < STAFF_NEEDED) {
            return Optional.empty();
        }
        List<Key> blocks = dossier.has(FactKind.PULSE, "unit") ? List.of(new Key.By("unit")) : List.of();
        List<Summary> units = new ArrayList<>();
        Summary all = Summary.EMPTY;
        for (MomentBlock block :
                dossier.moments(new MomentsQuery(FactKind.PULSE, blocks, List.of(SAY, ACT), List.of()))) {
            var m = block.moments();
            if (m.count() < 1) {
                continue;
            }
            var difference = new Summary(
                    Math.round(m.count()),
                    m.mean(0) - m.mean(1),
                    Math.max(0, m.products(0, 0) + m.products(1, 1) - 2 * m.products(0, 1)));
            units.add(difference);
            all = all.plus(difference);
        }
        if (!(all.squares() > 0)) {
            return Optional.empty();
        }
        double effect = units.size() < 2 ? 1 : DesignEffect.of(units);
        var effective = new Summary(
                Math.max(2, Math.round(DesignEffect.effective((double) all.count(), effect))),
                all.mean(),
                all.squares() / effect);
        Estimate size = StandardisedMean.pairedDz(effective, 0.95);
        return Optional.of(new Indicator(
                "said-against-done",
                say("What leaders say and what we do"),
                say(
                        "Staff rate what leaders say [[%s points %s]] than what is done (%s answers).",
                        Wording.number(Math.abs(all.mean())),
                        all.mean() >= 0 ? say("higher") : say("lower"),
                        Wording.count(all.count())),
                new Statistic(
                        say("gap between said and done, in standard deviations"),
                        size.value(),
                        size.interval(),
                        size.standardError(),
                        all.count()),
                GAP,
                GAP_LIMIT,
                new Lineage(
                        all.count(),
                        say("answers of staff"),
                        dossier.files(FactKind.PULSE),
                        dossier.period(),
                        say("paired standardised difference, design effect by unit, 95 %; version 1"),
                        say("pulse: moments of %s and %s by unit", SAY, ACT),
                        Optional.of(new RowQuery(
                                FactKind.PULSE, List.of(SAY, ACT), List.of(new Known(SAY), new Known(ACT))))),
                Optional.empty()));
    }

    private static Optional<Indicator> fall(Dossier dossier, Conflicts conflicts) {
        String item = StaffItem.adds(dossier, BELIEVES) ? BELIEVES : ACT;
        return conflicts
                .fall(dossier, item)
                .map(fall -> new Indicator(
                        "trust-after-conflicts",
                        say("What a conflict does to trust"),
                        say(
                                "In the three months after a conflict trust changes by [[%s standard deviations]] against other units.",
                                Wording.change(-fall.value())),
                        new Statistic(
                                say("fall of trust after conflicts"),
                                fall.value(),
                                fall.interval(),
                                fall.standardError(),
                                Math.round(fall.n())),
                        FALL,
                        FALL_LIMIT,
                        new Lineage(
                                StaffItem.answers(dossier, item),
                                say("answers of staff"),
                                dossier.files(FactKind.PULSE),
                                dossier.period(),
                                say(
                                        "staggered difference-in-differences, units without a conflict as comparison; version 1"),
                                say("pulse: mean of %s by unit and month", item),
                                Optional.of(new RowQuery(FactKind.PULSE, List.of(item), List.of(new Known(item))))),
                        Optional.empty()));
    }

    private static String next(Dossier dossier, Conflicts conflicts, PromisesKept promises) {
        Optional<Conflict> latest = conflicts.found().stream()
                .max(Comparator.comparing(Conflict::since)
                        .thenComparing(c -> c.said().at()));
        if (latest.isPresent()) {
            Conflict conflict = latest.get();
            @Nullable String unit = conflict.done().unit();
            @Nullable String kind = conflict.done().kind();
            String said = Wording.day(conflict.said().at());
            String when = Wording.day(conflict.done().at());
            String done = unit == null
                    ? say("%s for all units", when)
                    : say("%s in %s", when, HandlingTime.unitTitle(dossier, unit));
            return kind == null
                    ? say(
                            "Keep what was announced on %s or withdraw it: a decision of %s works against it.",
                            said, done)
                    : say(
                            "Keep what was announced on %s or withdraw it: a decision of %s on %s works against it.",
                            said, done, CodeWords.within(kind));
        }
        return promises.first(dossier)
                .map(p -> say(
                        "Keep or withdraw %s, and list the other %s that are overdue.",
                        p, promises.broken().size() - 1))
                .orElse(say("Ask staff which of the leaders' words they do not see done, and settle the first three."));
    }
}
