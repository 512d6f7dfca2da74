package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.ScoredForecasts.Item;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register.Listening;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.comparison.KendallTau;
import throughline.statistics.forecast.ForecastSkill;

/// What informs on forecasts beside their lean and their ranges: the score of the whole range (CRPS), by
/// layer, and whether managers who spend more hours with customers miss by less.
///
/// Nobody is shown alone: layers have three managers or more, and listening is told of two halves.
final class Calibration {

    private static final int OF_LAYER = 5;
    private static final int LEAST_PEOPLE = 2;
    static final int LEAST_OF_LAYER = 3;
    private static final int MANAGERS = 5;

    private final Dossier dossier;
    private final List<Item> items;

    /// The calibration of forecasts that have come true.
    Calibration(Dossier dossier, List<Item> items) {
        this.dossier = dossier;
        this.items = items;
    }

    /// A figure of all managers and of each layer that may be shown.
    List<Figure.Estimates.Row> byLayer(Function<ForecastSkill.Result, Estimate> figure) {
        List<Figure.Estimates.Row> rows = new ArrayList<>();
        rows.add(row(say("All managers"), items, figure));
        shown(Item::layer).forEach((layer, of) -> rows.add(row(layer.title(), of, figure)));
        return rows;
    }

    /// The forecasts of each group with enough of them by at least three managers, in the groups' order.
    /// Those of the other groups are what all leave, so they are of nobody or three managers at least: else
    /// the smallest group is left out as well.
    ///
    /// @param group which group a forecast is of; null for none
    <K extends Comparable<K>> SortedMap<K, List<Item>> shown(Function<Item, @Nullable K> group) {
        SortedMap<K, List<Item>> shown = new TreeMap<>();
        for (Item item : items) {
            K key = group.apply(item);
            if (key != null) {
                shown.computeIfAbsent(key, k -> new ArrayList<>()).add(item);
            }
        }
        shown.values().removeIf(of -> of.size() < OF_LAYER || people(of) < LEAST_OF_LAYER);
        while (!shown.isEmpty()) {
            long left = people(items.stream()
                    .filter(i -> {
                        K key = group.apply(i);
                        return key == null || !shown.containsKey(key);
                    })
                    .toList());
            if (left == 0 || left >= LEAST_OF_LAYER) {
                break;
            }
            shown.remove(Collections.min(
                    shown.keySet(), Comparator.comparingLong(key -> people(shown.getOrDefault(key, List.of())))));
        }
        return shown;
    }

    private static long people(List<Item> of) {
        return of.stream().map(i -> i.forecast().person()).distinct().count();
    }

    private static Figure.Estimates.Row row(
            String label, List<Item> of, Function<ForecastSkill.Result, Estimate> figure) {
        Estimate estimate = figure.apply(score(of));
        return new Figure.Estimates.Row(label, estimate.value(), estimate.low(), estimate.high());
    }

    static ForecastSkill.Result score(List<Item> of) {
        return ForecastSkill.of(of.stream().map(Item::scored).toList(), 1, 0.95);
    }

    /// How far forecasts miss once their ranges count.
    Indicator ranges() {
        Estimate crps = score(items).crps();
        return card("crps", say("How far they miss, ranges counted"))
                .rests(items.size(), say("forecasts that have come true"))
                .method(say("continuous ranked probability score, clustered by manager, 95 %"))
                .rows(new RowQuery(
                        FactKind.FORECASTS,
                        List.of("made_at", "measure", "period", "unit", "touchpoint", "predicted", "low", "high"),
                        List.of()))
                .figure(new Figure.Estimates(
                        say("How far forecasts with their ranges miss, in standard deviations; 0 is perfect"),
                        "sd",
                        byLayer(ForecastSkill.Result::crps),
                        null))
                .informs(
                        say(
                                "With their ranges counted, forecasts miss by [[%s standard deviations]] (%s, likely %s to %s).",
                                Wording.number(crps.value()),
                                Wording.count(items.size(), "forecast", "forecasts"),
                                Wording.number(crps.low()),
                                Wording.number(crps.high())),
                        new Statistic(
                                say("score of the ranges"),
                                crps.value(),
                                crps.interval(),
                                crps.standardError(),
                                items.size()));
    }

    /// Whether those who listen more miss by less; empty where too few managers can be compared.
    Optional<Indicator> listening() {
        Map<String, Summary> errors = new TreeMap<>();
        items.forEach(i -> errors.merge(i.forecast().person(), Summary.of(Math.abs(i.error())), Summary::plus));
        Map<String, Double> heard = heard();
        if (heard.isEmpty() || errors.size() < MANAGERS) {
            return Optional.empty();
        }
        double[] doses = errors.keySet().stream()
                .mapToDouble(p -> heard.getOrDefault(p, 0.0))
                .toArray();
        double[] misses = errors.values().stream().mapToDouble(Summary::mean).toArray();
        double[] sorted = doses.clone();
        Arrays.sort(sorted);
        double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        Summary most = Summary.EMPTY;
        Summary others = Summary.EMPTY;
        for (int i = 0; i < doses.length; i++) {
            most = doses[i] > middle ? most.plus(misses[i]) : most;
            others = doses[i] > middle ? others : others.plus(misses[i]);
        }
        if (most.count() < LEAST_PEOPLE || others.count() < LEAST_PEOPLE) {
            return Optional.empty();
        }
        try {
            return Optional.of(listening(KendallTau.of(doses, misses), most, others));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /// Hours of the period by person, or occasions where no hours are on record.
    private Map<String, Double> heard() {
        List<Listening> all = dossier.register().listening().stream()
                .filter(l -> dossier.period().contains(l.at()))
                .toList();
        boolean timed = all.stream().anyMatch(l -> l.hours() != null);
        Map<String, Double> heard = new TreeMap<>();
        for (Listening time : all) {
            Double hours = time.hours();
            heard.merge(time.person(), timed ? hours == null ? 0 : hours : 1, Double::sum);
        }
        return heard;
    }

    private Indicator listening(Estimate agreement, Summary most, Summary others) {
        return card("listening", say("Whether listening shows"))
                .rests(most.count() + others.count(), say("managers who forecast"))
                .files(FactKind.LISTENING)
                .method(say("Kendall's tau of hours and mean absolute error by manager, 95 %"))
                .rows(new RowQuery(FactKind.LISTENING, List.of("at", "hours", "kind", "layer"), List.of()))
                .informs(
                        say(
                                "Managers who listen most miss by [[%s standard deviations]], the others by %s%s (%s, rank agreement %s).",
                                Wording.number(most.mean()),
                                Wording.number(others.mean()),
                                Wording.unless(agreement.interval()),
                                Wording.count(most.count() + others.count(), "manager", "managers"),
                                Wording.number(agreement.value())),
                        Statistic.of(say("rank agreement of hours of listening and error"), agreement));
    }

    private Card card(String id, String title) {
        return Card.of(Cause.MANAGEMENT_OUT_OF_TOUCH, id, title, dossier).files(FactKind.FORECASTS);
    }
}
