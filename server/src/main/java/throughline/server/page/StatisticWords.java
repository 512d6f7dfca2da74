package throughline.server.page;

import throughline.diagnosis.Statistic;
import throughline.server.chart.Words;

/// A statistic in words. One whose name begins with `share` is a share of 0 to 1 and reads as a percentage.
final class StatisticWords {

    private StatisticWords() {}

    static String name(Statistic statistic) {
        String name = statistic.name();
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// The figure, with its interval unless it is a full count.
    static String value(Statistic statistic) {
        String value = figure(statistic, statistic.value());
        return statistic.counted()
                ? value
                : "%s (%s to %s)"
                        .formatted(
                                value,
                                figure(statistic, statistic.interval().low()),
                                figure(statistic, statistic.interval().high()));
    }

    /// Another value on the statistic's scale.
    static String figure(Statistic statistic, double value) {
        boolean share = statistic.name().startsWith("share") && statistic.value() >= 0 && statistic.value() <= 1;
        return share ? Words.percent(value) : Words.number(value);
    }
}
