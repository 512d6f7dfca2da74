package throughline.diagnosis;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.statistics.Interval;

/// Indicators put together by a test, held against a scale from 0 (good) over 0.4 and 0.6 to 1 (bad).
public final class Figures {

    /// Larger is worse; the margin lies between 0.4 and 0.6.
    static final Scale WORSE_UPWARDS = new Scale(0, 0.4, 0.6, 1);

    /// Smaller is worse; the margin lies between 0.6 and 0.4.
    static final Scale WORSE_DOWNWARDS = new Scale(1, 0.6, 0.4, 0);

    static final Period JANUARY = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));

    private Figures() {}

    /// A share of which all is known.
    public static Indicator counted(String id, double value) {
        return indicator(id, Statistic.counted("share " + id, value, 100), WORSE_UPWARDS);
    }

    /// A share estimated from 100 contacts.
    public static Indicator estimated(String id, double value, double low, double high) {
        return estimated(id, value, low, high, WORSE_UPWARDS);
    }

    static Indicator estimated(String id, double value, double low, double high, Scale scale) {
        return indicator(id, new Statistic("share " + id, value, new Interval(low, high), 0.1, 100), scale);
    }

    static Indicator indicator(String id, Statistic statistic, Scale scale) {
        return new Indicator(
                id,
                "Title of " + id,
                "[[%s of 100 contacts]] were %s.".formatted(Math.round(100 * statistic.value()), id),
                statistic,
                scale,
                Threshold.ours("test." + id, "present above 60 %"),
                new Lineage(
                        100,
                        "contacts",
                        List.of("interactions.csv"),
                        JANUARY,
                        "count",
                        "contacts by day",
                        Optional.empty()),
                Optional.empty());
    }
}
