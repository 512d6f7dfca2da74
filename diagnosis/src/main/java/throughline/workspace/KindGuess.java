package throughline.workspace;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import throughline.lake.fact.FactKind;
import throughline.workspace.KnownFields.Fit;

/// Which table the rows of a foreign file belong to, by the names of its columns and its own.
///
/// A column counts for every kind that knows its name, the more the fewer do: `response_id` tells more than `date`.
///
/// @param likely all kinds, the likeliest first
/// @param sure whether the first is beyond doubt
record KindGuess(List<FactKind> likely, boolean sure) {

    private static final double FILE_NAME = 1.5;
    private static final double ENOUGH = 1.2;
    private static final double AHEAD = 1.5;

    static KindGuess of(TableSample sample) {
        Map<FactKind, Double> scores = new EnumMap<>(FactKind.class);
        for (FactKind kind : KnownFields.kinds()) {
            scores.put(kind, KnownFields.named(kind, sample.file()) ? FILE_NAME : 0);
        }
        for (SampledColumn column : sample.columns()) {
            if (!column.repeated()) {
                Map<FactKind, Double> fits = fits(column);
                fits.forEach((kind, fit) -> scores.merge(kind, fit / fits.size(), Double::sum));
            }
        }
        List<FactKind> likely = scores.entrySet().stream()
                .sorted(Map.Entry.<FactKind, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        double first = scores.getOrDefault(likely.get(0), 0.0);
        double second = scores.getOrDefault(likely.get(1), 0.0);
        return new KindGuess(likely, first >= ENOUGH && first >= AHEAD * second);
    }

    private static Map<FactKind, Double> fits(SampledColumn column) {
        Map<FactKind, Double> fits = new EnumMap<>(FactKind.class);
        for (FactKind kind : KnownFields.kinds()) {
            Fit best = KnownFields.of(kind).keySet().stream()
                    .map(field -> KnownFields.fit(kind, field, column))
                    .max(Comparator.naturalOrder())
                    .orElse(Fit.NONE);
            double score = switch (best) {
                case EXACT -> kind.id().filter(column.plain()::equals).isPresent() ? 3 : 1;
                case OTHER_NAME -> 0.8;
                case PARTLY -> 0.3;
                case NONE -> 0;
            };
            if (score > 0) {
                fits.put(kind, score);
            }
        }
        return fits;
    }
}
