package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.fact.FactKind;
import throughline.organisation.Cascade;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Objective;

/// What each layer carries of the change, against its share of the people: 1 is its share, 0 nothing.
///
/// @param people people on record by layer
/// @param loads steps, hours of service training and service goals by layer, in this order
record LayerLoad(Map<Layer, Double> people, Map<String, Map<Layer, Double>> loads) {

    /// People on record without whom their shares say nothing (ours).
    private static final int FEWEST = 10;

    /// Looks at the record of people and goals.
    ///
    /// @param steps steps by layer
    /// @param hours hours of service training by layer
    static LayerLoad of(Dossier dossier, Map<Layer, Double> steps, Map<Layer, Double> hours) {
        Map<Layer, Double> people = new EnumMap<>(Layer.class);
        dossier.organisation().people().stream()
                .filter(p -> p.leftOn() == null
                        || p.leftOn().isAfter(dossier.period().to()))
                .forEach(p -> dossier.registry().layerOf(p).ifPresent(l -> people.merge(l, 1.0, Double::sum)));
        var cascade = new Cascade(dossier.registry());
        Map<Layer, Double> goals = new EnumMap<>(Layer.class);
        for (Objective objective : dossier.organisation().objectives()) {
            if ("service".equals(objective.about())) {
                cascade.layerOf(objective).ifPresent(l -> goals.merge(l, 1.0, Double::sum));
            }
        }
        Map<String, Map<Layer, Double>> loads = new java.util.LinkedHashMap<>();
        loads.put(say("steps"), steps);
        loads.put(say("training"), hours);
        loads.put(say("goals"), goals);
        loads.values().removeIf(load -> !(sum(load) > 0));
        return new LayerLoad(people, loads);
    }

    private static double sum(Map<Layer, Double> of) {
        return of.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double share(Map<Layer, Double> of, Layer layer) {
        return of.getOrDefault(layer, 0.0) / sum(of);
    }

    /// The load of the front line and, in the chart, of every layer; empty where few people are on record, all of them
    /// of one layer.
    ///
    /// @param days the days of the steps and the training
    Optional<Indicator> card(Dossier dossier, Period days) {
        if (sum(people) < FEWEST || people.size() < 2 || !people.containsKey(Layer.FRONTLINE) || loads.isEmpty()) {
            return Optional.empty();
        }
        var bars = new ArrayList<Figure.Bars.Bar>();
        for (Layer layer : people.keySet()) {
            loads.forEach((what, load) -> {
                double times = share(load, layer) / share(people, layer);
                bars.add(new Figure.Bars.Bar(layer.title() + ": " + what, times, times < 0.5));
            });
        }
        List<String> carried = loads.entrySet().stream()
                .map(e -> say("%s of %s", Wording.percent(share(e.getValue(), Layer.FRONTLINE)), e.getKey()))
                .toList();
        String first = loads.keySet().iterator().next();
        double times = share(loads.getOrDefault(first, Map.of()), Layer.FRONTLINE) / share(people, Layer.FRONTLINE);
        return Optional.of(Card.of(Cause.STARTS_AT_THE_BOTTOM, "load-by-layer", say("Who carries the change"), dossier)
                .rests(Math.round(sum(people)), say("people on record"))
                .during(days)
                .record()
                .files(FactKind.STEPS)
                .files(FactKind.TRAINING)
                .method(say("share of the load over share of the people"))
                .figure(new Figure.Bars(
                        say(
                                "Load over share of people by layer; 1 is its share; %s on record",
                                Wording.count(Math.round(sum(people)), "person", "people")),
                        "",
                        bars,
                        1.0))
                .informs(
                        say(
                                "The front line is [[%s of the people]] and carries %s.",
                                Wording.percent(share(people, Layer.FRONTLINE)), Wording.names(carried, 3)),
                        Statistic.counted(
                                say("load of the front line in %s over its share of the people", first),
                                times,
                                Math.round(sum(people)))));
    }
}
