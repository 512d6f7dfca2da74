package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Scale;
import throughline.diagnosis.Side;
import throughline.diagnosis.Statistic;
import throughline.diagnosis.Verdict;
import throughline.server.chart.Words;

/// What would turn a verdict: for each figure, the margin it would have to clear with its whole interval.
final class VerdictChange {

    /// Most figures named.
    private static final int MOST = 4;

    private VerdictChange() {}

    static List<String> of(Verdict verdict) {
        return verdict.evidence().stream()
                .filter(e -> e.indicator().scale().decides())
                .filter(e -> verdict.side() == Side.UNKNOWN || e.supports() == verdict.side())
                .map(VerdictChange::sentence)
                .flatMap(Optional::stream)
                .limit(MOST)
                .toList();
    }

    static Optional<String> sentence(Evidence evidence) {
        Indicator indicator = evidence.indicator();
        Scale scale = indicator.scale();
        String name = StatisticWords.name(indicator.statistic());
        Optional<String> present = limit(indicator, scale.present(), scale.rising());
        Optional<String> absent = limit(indicator, scale.absent(), !scale.rising());
        Optional<String> turns = switch (evidence.supports()) {
            case PRESENT -> absent.map(limit -> say("%s would speak against it", limit));
            case ABSENT -> present.map(limit -> say("%s would speak for it", limit));
            case UNKNOWN ->
                Optional.of(Stream.of(
                                        present.map(limit -> say("%s would speak for it", limit)),
                                        absent.map(limit -> say("%s against it", limit)))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(", ")))
                        .filter(text -> !text.isEmpty());
        };
        return turns.map(text -> say("%s: %s; now %s.", name, text, now(indicator)));
    }

    /// The margin in words; empty where no value of the figure can clear it.
    private static Optional<String> limit(Indicator indicator, double value, boolean above) {
        Statistic statistic = indicator.statistic();
        if (StatisticWords.share(statistic)) {
            return above
                    ? limit(statistic, key("above %s"), value, 1 - value)
                    : limit(statistic, key("below %s"), value, value);
        }
        if (statistic.counted()
                && statistic.value() == Math.rint(statistic.value())
                && value - Math.floor(value) == 0.5) {
            return Optional.of(
                    above ? say("at least %s", Words.count((long) Math.ceil(value))) : most((long) Math.floor(value)));
        }
        return Optional.of(say(above ? "above %s" : "below %s", StatisticWords.figure(statistic, value)));
    }

    /// A margin of a share, with so much room between it and the share's end.
    private static Optional<String> limit(Statistic share, String side, double value, double room) {
        String figure = StatisticWords.figure(share, value);
        return room <= 0 ? Optional.empty() : Optional.of(room < 1e-6 ? figure : say(side, figure));
    }

    private static String most(long count) {
        return count == 0 ? say("none") : say("at most %s", Words.count(count));
    }

    private static String now(Indicator indicator) {
        return StatisticWords.value(indicator.statistic());
    }
}
