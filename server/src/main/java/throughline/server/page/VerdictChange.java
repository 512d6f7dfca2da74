package throughline.server.page;

import java.util.List;
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
                .limit(MOST)
                .map(VerdictChange::sentence)
                .toList();
    }

    private static String sentence(Evidence evidence) {
        Indicator indicator = evidence.indicator();
        Scale scale = indicator.scale();
        String name = StatisticWords.name(indicator.statistic());
        String present = limit(indicator, scale.present(), scale.rising());
        String absent = limit(indicator, scale.absent(), !scale.rising());
        return switch (evidence.supports()) {
            case PRESENT -> "%s: %s would speak against it; now %s.".formatted(name, absent, now(indicator));
            case ABSENT -> "%s: %s would speak for it; now %s.".formatted(name, present, now(indicator));
            case UNKNOWN ->
                "%s: %s would speak for it, %s against it; now %s.".formatted(name, present, absent, now(indicator));
        };
    }

    private static String limit(Indicator indicator, double value, boolean above) {
        Statistic statistic = indicator.statistic();
        if (statistic.counted()
                && statistic.value() == Math.rint(statistic.value())
                && value - Math.floor(value) == 0.5) {
            return above ? "at least " + Words.count((long) Math.ceil(value)) : most((long) Math.floor(value));
        }
        return (above ? "above " : "below ") + StatisticWords.figure(indicator.statistic(), value);
    }

    private static String most(long count) {
        return count == 0 ? "none" : "at most " + Words.count(count);
    }

    private static String now(Indicator indicator) {
        return StatisticWords.value(indicator.statistic());
    }
}
