package throughline.lake.duckdb;

import java.util.OptionalDouble;

/// When a reading of a measure says that things were degraded.
///
/// Worse than the limit where there is one; else worse than the median of the measure's readings by more than
/// three standard deviations, estimated as 1.4826 median absolute deviations. Where half of the readings or more are
/// the same, such as faults an hour that are mostly 0, that estimate is 0 and one fault would count already: there a
/// standard deviation is estimated as 1.2533 mean absolute deviations from the median, as for modified z-scores. Where
/// no reading lies as far off, as with readings that are 0 or 1, worse than the median is degraded.
///
/// - Iglewicz, Hoaglin (1993). How to Detect and Handle Outliers. ASQC Quality Press, Milwaukee.
///
/// @param measure id of the measure, as readings name it
/// @param lowerIsBetter which way is worse
/// @param limit the last value that is still right
public record StateRule(String measure, boolean lowerIsBetter, OptionalDouble limit) {}
