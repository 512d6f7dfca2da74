package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import throughline.lake.duckdb.StateRule;
import throughline.lake.fact.FactKind;
import throughline.organisation.MeasureInference;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

/// The measures of a workspace, and when a reading of one says that things were degraded.
///
/// @param warnings what was concluded from values alone, as sentences
record Measured(Measures measures, List<StateRule> rules, List<String> warnings) {

    private static final int NAMED = 8;

    static Measured of(Organisation organisation, List<MeasureInference.Seen> seen) {
        MeasureInference.Result result = MeasureInference.of(organisation.measures(), seen);
        var warnings = new ArrayList<String>();
        if (!result.guessed().isEmpty()) {
            warnings.add(say(
                    "Taken for perceptions by their values, higher being better: %s. Declare them under measures to say otherwise.",
                    named(result.guessed())));
        }
        if (!result.attributes().isEmpty()) {
            warnings.add(say(
                    "Kept as numbers, not as measures: %s. Declare them under measures to use them.",
                    named(result.attributes())));
        }
        List<StateRule> rules = result.measures().in(FactKind.READINGS, Kind.INFRASTRUCTURE, Kind.DELIVERY).stream()
                .filter(m -> m.better() != Better.TARGET)
                .map(m -> new StateRule(m.id(), m.better() == Better.LOWER, limit(organisation, m)))
                .toList();
        return new Measured(result.measures(), rules, List.copyOf(warnings));
    }

    /// The most lenient of the standards that touchpoints set for the measure.
    private static OptionalDouble limit(Organisation organisation, Measures.Entry measure) {
        boolean lower = measure.better() == Better.LOWER;
        var limits = organisation.touchpoints().stream()
                .flatMap(t -> t.standards().stream())
                .filter(s -> s.measure().equals(measure.id()))
                .flatMap(s -> Stream.ofNullable(lower ? s.atMost() : s.atLeast()))
                .mapToDouble(Double::doubleValue);
        return lower ? limits.max() : limits.min();
    }

    private static String named(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? say("%s and %s more", first, names.size() - NAMED) : first;
    }
}
