package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.ScoredForecasts.Item;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;
import throughline.statistics.forecast.ForecastSkill;

/// Cause 1.10: management does not know what customers experience or what matters to them.
///
/// Forecasts that have come true say it: they lean one way, miss by more than last period's figure would have, or come
/// with ranges that do not hold. Errors of one manager resemble each other, so intervals are clustered by manager.
final class ManagementOutOfTouch implements Detector {

    private static final int FORECASTS_NEEDED = 30;
    private static final int MANAGERS_NEEDED = 5;
    private static final int OF_LAYER = 5;
    private static final long QUARTER = 91;
    private static final Scale BIAS = new Scale(0, 0.25, 0.25, 1.5);
    private static final Scale HITS = new Scale(0.8, 0.5999, 0.5999, 0.1);
    private static final Scale SKILL = new Scale(0.5, 0, 0, -1);
    private static final Threshold BIAS_LIMIT = Threshold.ours(
            "management-out-of-touch.bias",
            key("present outside 0.25 standard deviations of what happened, absent inside"));
    private static final Threshold HITS_LIMIT = Threshold.ours(
            "management-out-of-touch.hit-rate",
            key("present when surely fewer than 60 % of 80 % ranges hold, absent from 60 %"));
    private static final Threshold SKILL_LIMIT = Threshold.ours(
            "management-out-of-touch.skill", key("present when surely worse than the figure of the period before"));

    @Override
    public Cause cause() {
        return Cause.MANAGEMENT_OUT_OF_TOUCH;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        ScoredForecasts forecasts = ScoredForecasts.of(dossier);
        Optional<Indicator> importance = new StatedImportance(dossier, MANAGERS_NEEDED).indicator(judgement);
        if (forecasts.late() > 0) {
            judgement.missing(
                    "forecasts",
                    say(
                            forecasts.late() == 1
                                    ? "Forecasts made before half of their period is over: %s was made later and left out."
                                    : "Forecasts made before half of their period is over: %s were made later and left out.",
                            Wording.count(forecasts.late())));
        }
        if (enough(dossier, forecasts, judgement)) {
            judge(dossier, forecasts, judgement);
            importance.ifPresent(judgement::telling);
        } else {
            importance.ifPresent(judgement::context);
        }
        return judgement.verdict(
                say("It is not known yet how well managers know what customers experience."),
                new Judgement.Next(
                        next(dossier, forecasts),
                        Judgement.Next.NOTHING,
                        say(
                                "Ask each manager for one forecast with a range before each reporting period; it takes five minutes.")));
    }

    private static boolean enough(Dossier dossier, ScoredForecasts forecasts, Judgement judgement) {
        long come = forecasts.list().size();
        boolean enough = true;
        if (come < FORECASTS_NEEDED) {
            judgement.missing(
                    "forecasts",
                    come == 0
                            ? say("%s forecasts of managers that have come true; there are none yet.", FORECASTS_NEEDED)
                            : say(
                                    come == 1
                                            ? "%s forecast has come true; %s are needed, about %s at the present rate."
                                            : "%s forecasts have come true; %s are needed, about %s at the present rate.",
                                    Wording.count(come),
                                    FORECASTS_NEEDED,
                                    Wording.span((FORECASTS_NEEDED - come)
                                            * (double) dossier.period().days()
                                            / come)));
            enough = false;
        }
        if (forecasts.managers() < MANAGERS_NEEDED) {
            judgement.missing(
                    "forecasts",
                    say(
                            "Forecasts of at least %s managers; %s have made one that has come true.",
                            MANAGERS_NEEDED, forecasts.managers()));
            enough = false;
        }
        return enough;
    }

    private static void judge(Dossier dossier, ScoredForecasts forecasts, Judgement judgement) {
        List<Item> all = forecasts.list();
        ForecastSkill.Result result =
                ForecastSkill.of(all.stream().map(Item::scored).toList(), 1, 0.95);
        trend(dossier, all).ifPresent(judgement::trend);
        List<Claim> claims = new ArrayList<>();
        claims.add(bias(dossier, forecasts, result));
        long ranged = all.stream().filter(i -> i.low() != null).count();
        if (ranged >= FORECASTS_NEEDED && result.hitRate().isPresent()) {
            claims.add(hits(dossier, all, ranged, result.hitRate().get()));
        } else {
            judgement.missing(
                    "forecasts",
                    say(
                            "A range (low, high) beside each forecast: %s have one, %s are needed.",
                            ranged, FORECASTS_NEEDED));
        }
        judgement.essential(new AnyOf(claims));
        var calibration = new Calibration(dossier, all);
        judgement.context(calibration.ranges());
        calibration.listening().ifPresent(judgement::context);
        List<Item> comparable = all.stream().filter(i -> i.naive() != null).toList();
        if (comparable.size() >= FORECASTS_NEEDED
                && comparable.stream()
                                .map(i -> i.forecast().person())
                                .distinct()
                                .count()
                        >= MANAGERS_NEEDED) {
            ForecastSkill.of(comparable.stream().map(Item::scored).toList(), 1, 0.95)
                    .skill()
                    .ifPresent(skill -> judgement.telling(skill(dossier, comparable, skill)));
        }
    }

    private static Indicator bias(Dossier dossier, ScoredForecasts forecasts, ForecastSkill.Result result) {
        Estimate bias = result.bias();
        Interval size = Wording.inSense(bias.value(), bias.interval());
        Set<String> measures = new HashSet<>();
        forecasts.list().forEach(i -> measures.add(i.forecast().measure()));
        String amount = Wording.number(Math.abs(bias.value()));
        return new Indicator(
                "bias",
                say("What managers expect and what happens"),
                say(
                        "Managers' forecasts of %s are [[%s]] on average (%s, %s; likely %s)%s.",
                        measures.size() == 1
                                ? title(dossier, measures.iterator().next())
                                : say("%s measures", Wording.count(measures.size())),
                        amount.equals(Wording.number(0))
                                ? say("neither too rosy nor too gloomy")
                                : say(
                                        bias.value() > 0
                                                ? "%s standard deviations too rosy"
                                                : "%s standard deviations too gloomy",
                                        amount),
                        Wording.count(forecasts.list().size(), "forecast", "forecasts"),
                        Wording.count(forecasts.managers(), "manager", "managers"),
                        Wording.range(size),
                        Wording.unless(bias.interval())),
                new Statistic(
                        say("lean of the forecasts"),
                        Math.abs(bias.value()),
                        size,
                        bias.standardError(),
                        forecasts.list().size()),
                BIAS,
                BIAS_LIMIT,
                lineage(dossier, forecasts.list().size(), say("mean error in standard deviations of what happened")),
                Optional.of(new Figure.Estimates(
                        say("Forecast less what happened, in standard deviations; above 0 is too rosy"),
                        "sd",
                        new Calibration(dossier, forecasts.list()).byLayer(ForecastSkill.Result::bias),
                        0.0)));
    }

    private static Indicator hits(Dossier dossier, List<Item> all, long ranged, Estimate rate) {
        long held = all.stream()
                .filter(i -> {
                    Double low = i.low();
                    Double high = i.high();
                    return low != null && high != null && low <= i.actual() && i.actual() <= high;
                })
                .count();
        return new Indicator(
                "hit-rate",
                say("Whether their ranges hold"),
                say(
                        "[[%s]] ranges held what happened; ranges given as 8 in 10 should hold %s.",
                        Wording.of(held, ranged), Wording.count(Math.round(0.8 * ranged))),
                new Statistic(
                        say("share of ranges that hold"), rate.value(), rate.interval(), rate.standardError(), ranged),
                HITS,
                HITS_LIMIT,
                lineage(dossier, ranged, say("share of 80 % ranges that hold the actual value")),
                Optional.empty());
    }

    private static Indicator skill(Dossier dossier, List<Item> all, Estimate skill) {
        double times = 1 - skill.value();
        return new Indicator(
                "skill",
                say("Whether they know more than last period's figure"),
                say(
                        "Managers' forecasts miss by [[%s times]] as much as the figure of the period before would have (%s).",
                        Wording.number(times), Wording.count(all.size(), "forecast", "forecasts")),
                new Statistic(
                        say("skill against the period before"),
                        skill.value(),
                        skill.interval(),
                        skill.standardError(),
                        all.size()),
                SKILL,
                SKILL_LIMIT,
                lineage(dossier, all.size(), say("1 less mean absolute error by that of the period before")),
                Optional.empty());
    }

    private static Lineage lineage(Dossier dossier, long rows, String method) {
        return new Lineage(
                rows,
                say("forecasts that have come true"),
                dossier.files(FactKind.FORECASTS),
                dossier.period(),
                say("%s, clustered by manager, 95 %%; version 1", method),
                say("forecasts against means of their measure by period, unit and touchpoint"),
                Optional.of(new RowQuery(
                        FactKind.FORECASTS,
                        List.of("made_at", "measure", "period", "unit", "touchpoint", "predicted", "low", "high"),
                        List.of())));
    }

    /// Mean absolute error of the forecasts whose period ended in the quarter before each Monday.
    private static Optional<Trend> trend(Dossier dossier, List<Item> all) {
        var points = new ArrayList<Trend.Point>();
        LocalDate monday = dossier.period().to().with(DayOfWeek.MONDAY);
        for (int back = 51; back >= 0; back--) {
            LocalDate week = monday.minusWeeks(back);
            Period quarter = new Period(week.minusDays(QUARTER - 1), week);
            double[] errors = all.stream()
                    .filter(i -> quarter.contains(i.forecast().to()))
                    .mapToDouble(i -> Math.abs(i.error()))
                    .toArray();
            if (errors.length >= OF_LAYER) {
                points.add(new Trend.Point(week, Summary.of(errors).mean()));
            }
        }
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Trend(say("Error of the forecasts of the quarter, in standard deviations"), true, points));
    }

    private static String next(Dossier dossier, ScoredForecasts forecasts) {
        return forecasts.byMeasure().stream()
                .findFirst()
                .map(m -> say(
                        "Hold a five-minute prediction round on %s before the next period, and show what happened after it.",
                        title(dossier, m.getKey())))
                .orElse(
                        say(
                                "Hold a five-minute prediction round before the next period, and show what happened after it."));
    }

    private static String title(Dossier dossier, String measure) {
        return dossier.measures()
                .find(measure)
                .map(Entry::title)
                .map(t -> say("“%s”", t))
                .orElse(measure);
    }
}
