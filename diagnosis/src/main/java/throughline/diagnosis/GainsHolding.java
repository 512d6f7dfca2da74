package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.StepLog.Begun;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;
import throughline.statistics.survival.KaplanMeier;
import throughline.statistics.survival.Lifetimes;

/// Whether each ended step's own chart still passes the gate so many days after its end, whether its measure is still
/// fed, and how long gains live.
///
/// The gate looks at the 8 latest weeks up to the day against the frozen baseline: the step's own dates where the log
/// has them, else all weeks before its run-up. A measure is fed when 8 of the 12 weeks up to the day have a value. A
/// gain that was there at the end is lost on the first of two monthly looks that find the gate shut, for one may by
/// chance; it goes out of sight where its measure is no longer fed or the facts end.
///
/// @param looks what each ended step with a baseline showed at its end and every 30 days after
record GainsHolding(List<NavigableMap<Integer, Look>> looks) {

    private static final List<Integer> SHOWN = List.of(0, 30, 90, 180);

    /// The last look, days after the end.
    private static final int LATEST = 360;

    private static final int MONTH = 30;

    /// Weeks up to a day among which the latest points are looked for.
    private static final int WEEKS = 12;

    private static final double LEVEL = 0.95;

    /// What the gate showed.
    enum Look {
        HOLDS,
        SHUT,
        NOT_FED
    }

    /// Looks at every ended step with a baseline of 12 weeks or more.
    ///
    /// @param byPart gain of a step in each part of a phase
    static GainsHolding of(Retention retention, List<Double> byPart, LocalDate end) {
        var looks = new ArrayList<NavigableMap<Integer, Look>>();
        retention.againstOthers(byPart).forEach((step, weeks) -> {
            double[] baseline = weeks.entrySet().stream()
                    .filter(e -> retention.baseline(step, e.getKey()))
                    .mapToDouble(Map.Entry::getValue)
                    .toArray();
            LocalDate ended = step.step().endedOn();
            if (ended != null && baseline.length >= HoldingGate.MINIMUM_BASELINE) {
                var own = new TreeMap<Integer, Look>();
                for (int after = 0; after <= LATEST && !ended.plusDays(after).isAfter(end); after += MONTH) {
                    own.put(after, look(baseline, latest(weeks, ended.plusDays(after))));
                }
                looks.add(own);
            }
        });
        return new GainsHolding(looks);
    }

    private static Look look(double[] baseline, double[] latest) {
        if (latest.length < HoldingGate.LAST) {
            return Look.NOT_FED;
        }
        return HoldingGate.of(baseline, latest, Better.HIGHER).holding() ? Look.HOLDS : Look.SHUT;
    }

    /// The latest 8 values of the 12 weeks up to the day; fewer where the measure is no longer fed.
    private static double[] latest(NavigableMap<LocalDate, Double> weeks, LocalDate day) {
        List<Double> values = List.copyOf(weeks.subMap(day.minusWeeks(WEEKS), true, day.minusDays(6), true)
                .values());
        return values.subList(Math.max(0, values.size() - HoldingGate.LAST), values.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private long due(int after) {
        return looks.stream().filter(l -> l.containsKey(after)).count();
    }

    private long count(int after, Look look) {
        return looks.stream().filter(l -> l.get(after) == look).count();
    }

    private Estimate holding(int after) {
        return Proportion.wilson((double) count(after, Look.HOLDS), (double) due(after), LEVEL);
    }

    /// How many ended steps pass the gate 90 days after their end, with the other days in its chart.
    Optional<Indicator> atNinetyDays(Dossier dossier, List<Begun> ended) {
        if (due(90) == 0) {
            return Optional.empty();
        }
        var rows = new ArrayList<Figure.Estimates.Row>();
        for (int after : SHOWN) {
            if (due(after) > 0) {
                Estimate share = holding(after);
                rows.add(new Figure.Estimates.Row(
                        say(
                                "%s: %s",
                                after == 0 ? say("At the end") : say("Day %s after", after),
                                Wording.of(count(after, Look.HOLDS), due(after))),
                        share.value(),
                        share.low(),
                        share.high()));
            }
        }
        long unfed = count(90, Look.NOT_FED);
        return Optional.of(card(dossier, ended, "gains-holding", say("Which gains still hold"))
                .method(say("gate of 7 of 8 weeks and a mean surely above the frozen baseline, Wilson interval, 95 %"))
                .figure(new Figure.Estimates(
                        say("Share of ended steps that pass the gate, by days after their end"), "%", rows, null))
                .informs(
                        say(
                                "[[%s steps hold]] 90 days after their end%s.",
                                Wording.of(count(90, Look.HOLDS), due(90)),
                                unfed == 0 ? "" : say("; the measure of %s is no longer fed", Wording.count(unfed))),
                        Statistic.of(say("share of steps that hold at day 90"), holding(90))));
    }

    /// How long the gains live that were there at the end; empty with fewer than 5.
    Optional<Indicator> halfLife(Dossier dossier, List<Begun> ended) {
        var lives = new Lifetimes.Builder();
        int lived = 0;
        for (NavigableMap<Integer, Look> own : looks) {
            if (own.get(0) == Look.HOLDS && own.lastKey() > 0) {
                lived++;
                live(own, lives);
            }
        }
        if (lived < StepLog.MINIMUM) {
            return Optional.empty();
        }
        KaplanMeier curve = KaplanMeier.of(lives.build(), LEVEL, KaplanMeier.Scale.LOG_LOG);
        double last = curve.points().getLast().time();
        var half = curve.median().value();
        Estimate left = curve.at(Math.min(last, 180));
        return Optional.of(card(dossier, ended, "gain-half-life", say("How long gains live"))
                .method(say("Kaplan-Meier curve of the gains that passed the gate at the end, log-log interval, 95 %"))
                .figure(new Figure.Curve(
                        say("Share of %s still holding, by days after the end", Wording.count(lived, "gain", "gains")),
                        say("days after the end"),
                        curve.points().stream()
                                .map(p -> new Figure.Curve.Point(
                                        p.time(),
                                        p.survival(),
                                        p.interval().low(),
                                        p.interval().high()))
                                .toList(),
                        null,
                        null))
                .informs(
                        half.isPresent()
                                ? say(
                                        "[[Half of %s are lost]] within %s days after the end of the step.",
                                        Wording.count(lived, "gain", "gains"), Math.round(half.getAsDouble()))
                                : say(
                                        "[[%s of %s]] still hold %s days after the end of the step.",
                                        Wording.percent(left.value()),
                                        Wording.count(lived, "gain", "gains"),
                                        Math.round(Math.min(last, 180.0))),
                        Statistic.of(
                                say("share of gains that hold by day %s", Math.round(Math.min(last, 180.0))), left)));
    }

    private static void live(NavigableMap<Integer, Look> own, Lifetimes.Builder lives) {
        int held = 0;
        int shut = 0;
        for (var look : own.entrySet()) {
            shut = look.getValue() == Look.SHUT ? shut + 1 : 0;
            if (shut == 2) {
                lives.ended(look.getKey() - MONTH, 1);
                return;
            }
            held = look.getValue() == Look.HOLDS ? look.getKey() : held;
        }
        lives.censored(held, 1);
    }

    private static Card card(Dossier dossier, List<Begun> ended, String id, String title) {
        return Card.of(Cause.INITIATIVE_NOT_COMMITMENT, id, title, dossier)
                .rests(ended.size(), say("ended steps"))
                .files(FactKind.STEPS)
                .rows(StepLog.rows(ended));
    }
}
