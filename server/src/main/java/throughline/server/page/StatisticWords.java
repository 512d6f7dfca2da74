package throughline.server.page;

import static throughline.text.Text.say;

import java.util.OptionalInt;
import throughline.diagnosis.Statistic;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;

/// A statistic in words. A share of 0 to 1 reads as a percentage.
final class StatisticWords {

    private StatisticWords() {}

    static String name(Statistic statistic) {
        return Wording.sentence(statistic.name());
    }

    /// The figure, with its interval unless it is a full count.
    static String value(Statistic statistic) {
        String value = figure(statistic, statistic.value());
        if (statistic.counted()) {
            return value;
        }
        return value + " (" + range(statistic) + ")";
    }

    private static String range(Statistic statistic) {
        return share(statistic)
                ? Words.kept(Wording.percents(statistic.interval()))
                : say(
                        "%s to %s",
                        figure(statistic, statistic.interval().low()),
                        figure(statistic, statistic.interval().high()));
    }

    /// Another value on the statistic's scale.
    static String figure(Statistic statistic, double value) {
        if (share(statistic)) {
            return Words.kept(Words.percent(value));
        }
        OptionalInt decimals = Wording.decimals(statistic.interval());
        return decimals.isPresent() ? Words.decimals(value, decimals.getAsInt()) : Words.number(value);
    }

    static boolean share(Statistic statistic) {
        return statistic.share() && statistic.value() >= 0 && statistic.value() <= 1;
    }
}
