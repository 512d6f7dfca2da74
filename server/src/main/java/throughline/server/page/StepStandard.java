package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Registry;
import throughline.server.chart.StepChart;

/// The service standards of the measure of a step that are about its mean, which is what its chart shows. Those about
/// the share of contacts within a limit are about something else.
///
/// @param limits what the mean should reach, or stay below, each once, the least first
record StepStandard(List<Double> limits) {

    static StepStandard of(String measure, Registry registry) {
        return new StepStandard(registry.organisation().touchpoints().stream()
                .flatMap(t -> t.standards().stream())
                .filter(s -> s.measure().equals(measure) && s.share() == null)
                .flatMap(StepStandard::limit)
                .distinct()
                .sorted()
                .toList());
    }

    private static Stream<Double> limit(Standard standard) {
        return Stream.of(standard.atLeast(), standard.atMost())
                .filter(Objects::nonNull)
                .limit(1);
    }

    /// The line of the chart: where touchpoints differ there is none.
    OptionalDouble line() {
        return limits.size() == 1 ? OptionalDouble.of(limits.getFirst()) : OptionalDouble.empty();
    }

    /// In words, where there is any.
    Optional<String> words(boolean share) {
        return switch (limits.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(StepChart.words(share, limits.getFirst()));
            default ->
                Optional.of(say(
                        "%s to %s, by touchpoint",
                        StepChart.words(share, limits.getFirst()), StepChart.words(share, limits.getLast())));
        };
    }
}
