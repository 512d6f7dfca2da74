package throughline.diagnosis;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Standard;
import throughline.statistics.Estimate;
import throughline.statistics.control.AttributeChart;
import throughline.statistics.control.ControlLimits;
import throughline.statistics.control.HoldingGate;
import throughline.statistics.control.XmrChart;

/// What a measure comes to at a touchpoint, held against the standard where there is one.
///
/// @param measure its id
/// @param title its name for a sentence
/// @param kind the tier it belongs to; empty where nothing is known of the measure
/// @param unit such as `s`, or null
/// @param form what the value is
/// @param table where it was measured; empty where it is not
/// @param standard what it should reach
/// @param rows number of contacts, answers or readings that have it
/// @param value share or mean with its 95 % interval; empty of fewer than 2 rows
/// @param weeks week by week, oldest first
public record Level(
        String measure,
        String title,
        Optional<Kind> kind,
        @Nullable String unit,
        Form form,
        Optional<FactKind> table,
        Optional<Standard> standard,
        long rows,
        Optional<Estimate> value,
        List<Week> weeks) {

    /// Rows from which on it is said whether a standard is met (ours).
    public static final long ENOUGH = 30;

    private static final double ROUNDING = 1e-9;

    /// Copies the list.
    public Level {
        weeks = List.copyOf(weeks);
    }

    /// What a value is.
    public enum Form {
        /// The share of rows that meet the limit of the standard, 0 to 1.
        SHARE_WITHIN,
        /// The share of rows in which something is so, 0 to 1.
        SHARE,
        /// A mean in units of the measure.
        MEAN
    }

    /// Whether a standard is met.
    public enum Keeping {
        MET,
        MISSED,
        /// Nothing to be met, not measured, or of too few rows.
        UNKNOWN
    }

    /// The value of one week.
    ///
    /// @param at its Monday
    /// @param rows at least 1
    public record Week(LocalDate at, double value, long rows) {}

    /// What the value should reach: the share asked for, or the limits of the share or mean, the lower one first.
    public List<Double> goals() {
        return standard.stream()
                .flatMap(s -> form == Form.SHARE_WITHIN
                        ? Stream.ofNullable(s.share())
                        : Stream.of(s.atLeast(), s.atMost()).flatMap(Stream::ofNullable))
                .toList();
    }

    /// Whether the value reaches the standard.
    public Keeping keeping() {
        return rows < ENOUGH || standard.isEmpty()
                ? Keeping.UNKNOWN
                : value.map(v -> side(v.value(), standard.get()) == 0 ? Keeping.MET : Keeping.MISSED)
                        .orElse(Keeping.UNKNOWN);
    }

    /// Whether the whole interval meets the standard, or lies beyond one of its limits.
    public boolean isSure() {
        return standard.isPresent()
                && value.filter(v -> side(v.interval().low(), standard.get())
                                == side(v.interval().high(), standard.get()))
                        .isPresent();
    }

    /// -1 below what is wanted, 0 where it is met, 1 above it.
    private int side(double reached, Standard wanted) {
        Double atLeast = form == Form.SHARE_WITHIN ? wanted.share() : wanted.atLeast();
        Double atMost = form == Form.SHARE_WITHIN ? null : wanted.atMost();
        return atLeast != null && reached < atLeast - ROUNDING
                ? -1
                : atMost != null && reached > atMost + ROUNDING ? 1 : 0;
    }

    /// Where the weeks of an unchanged process lie: of shares by their number of rows (Laney's p'), of means by how
    /// much they differ from week to week (XmR). Empty of too few weeks, and where nothing ever moved.
    public Optional<ControlLimits> limits() {
        if (weeks.size() < HoldingGate.MINIMUM_BASELINE) {
            return Optional.empty();
        }
        double[] values = weeks.stream().mapToDouble(Week::value).toArray();
        ControlLimits limits = form == Form.MEAN
                ? XmrChart.of(values).limits(values.length)
                : AttributeChart.of(
                        AttributeChart.Kind.P_PRIME,
                        weeks.stream()
                                .mapToDouble(w -> Math.clamp(w.value(), 0, 1) * w.rows())
                                .toArray(),
                        weeks.stream().mapToDouble(w -> (double) w.rows()).toArray());
        return Optional.of(limits).filter(l -> l.deviations()[0] > 0);
    }

    /// Number of weeks outside the limits; 0 where there are none.
    public long outside() {
        return limits().map(l -> IntStream.range(0, weeks.size())
                        .filter(i -> weeks.get(i).value() < l.lower()[i]
                                || weeks.get(i).value() > l.upper()[i])
                        .count())
                .orElse(0L);
    }
}
