package throughline.diagnosis;

import static throughline.text.Text.key;

import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.text.Language;

/// A named figure with its 95 % interval.
///
/// @param name plain name, such as `share owned`
/// @param value the figure
/// @param interval 95 % interval; equal ends for a full count, which has none
/// @param standardError standard error, 0 for a full count
/// @param n what it was counted from, at least 0
public record Statistic(String name, double value, Interval interval, double standardError, long n) {

    private static final String SHARE = key("share");

    /// A figure estimated from a sample.
    public static Statistic of(String name, Estimate estimate) {
        return new Statistic(
                name, estimate.value(), estimate.interval(), estimate.standardError(), Math.round(estimate.n()));
    }

    /// A figure counted from all there is, which has no sampling error.
    public static Statistic counted(String name, double value, long n) {
        return new Statistic(name, value, new Interval(value, value), 0, n);
    }

    /// Whether the figure is a share, read as a percentage: its name begins so.
    public boolean share() {
        return share(name);
    }

    /// Whether a figure of this name is a share; in every language such names begin with the same word.
    public static boolean share(String name) {
        return Language.all().stream()
                .map(language -> language.text(SHARE))
                .anyMatch(word -> name.regionMatches(true, 0, word, 0, word.length()));
    }

    /// Whether the figure is a full count.
    public boolean counted() {
        return standardError == 0 && interval.width() == 0;
    }
}
