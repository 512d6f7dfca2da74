package throughline.lake.duckdb;

import java.util.OptionalDouble;

/// When a reading of a measure says that things were degraded.
///
/// Worse than the limit where there is one; else worse than the median of the measure's readings by more than
/// 3 * 1.4826 median absolute deviations (three standard deviations of a normal distribution), and if most
/// readings are the same, worse than the median at all.
///
/// @param measure id of the measure, as readings name it
/// @param lowerIsBetter which way is worse
/// @param limit the last value that is still right
public record StateRule(String measure, boolean lowerIsBetter, OptionalDouble limit) {}
