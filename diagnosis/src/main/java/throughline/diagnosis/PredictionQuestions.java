package throughline.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Moments;

/// What managers are asked to predict: the outcome that most customers answer, then what goes with it most, each pair
/// by the answers that have both; of a dimension one question.
///
/// Only measures with at least 30 answers in the last 91 days count (ours), so that there will be something to hold a
/// prediction against.
public final class PredictionQuestions {

    /// Most questions of a round: it is to take five minutes.
    public static final int MOST = 5;

    private static final long ANSWERS = 30;
    private static final long RECENT = 91;

    private PredictionQuestions() {}

    private record Weighed(Entry entry, double shared, long answers) {}

    /// The measures to ask about, the one that matters most first; none where too few customers answer.
    public static List<Entry> of(Dossier whole) {
        Period all = whole.period();
        Dossier dossier = whole.during(new Period(
                all.from().isAfter(all.to().minusDays(RECENT - 1))
                        ? all.from()
                        : all.to().minusDays(RECENT - 1),
                all.to()));
        List<Weighed> answered = dossier.measures().in(FactKind.RESPONSES).stream()
                .filter(e -> adds(dossier, e.id()))
                .map(e -> new Weighed(e, 0, rows(dossier, e.id())))
                .filter(w -> w.answers() >= ANSWERS)
                .toList();
        Optional<Entry> outcome = answered.stream()
                .filter(w -> w.entry().kind() == Kind.OUTCOME)
                .max(Comparator.comparingLong(Weighed::answers))
                .map(Weighed::entry);
        List<Entry> chosen = new ArrayList<>();
        outcome.ifPresent(chosen::add);
        Set<String> dimensions = new HashSet<>();
        answered.stream()
                .filter(w -> !chosen.contains(w.entry()))
                .map(w -> new Weighed(
                        w.entry(),
                        outcome.map(o -> shared(dossier, w.entry().id(), o.id()))
                                .orElse(0.0),
                        w.answers()))
                .sorted(Comparator.comparingDouble(Weighed::shared)
                        .thenComparingLong(Weighed::answers)
                        .reversed()
                        .thenComparing(w -> w.entry().id()))
                .map(Weighed::entry)
                .filter(e -> e.dimension() == null || dimensions.add(e.dimension()))
                .limit(MOST - chosen.size())
                .forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static boolean adds(Dossier dossier, String column) {
        return dossier.table(FactKind.RESPONSES)
                .flatMap(t -> t.find(column))
                .filter(c -> c.type() == ColumnType.NUMBER || c.type() == ColumnType.FLAG)
                .isPresent();
    }

    private static long rows(Dossier dossier, String column) {
        return dossier.scan(CubeQuery.of(FactKind.RESPONSES).where(new Known(column)))
                .rows();
    }

    /// The share of variance that two columns share; 0 where too few answers have both, or one never varies.
    private static double shared(Dossier dossier, String one, String other) {
        List<MomentBlock> blocks =
                dossier.moments(new MomentsQuery(FactKind.RESPONSES, List.of(), List.of(one, other), List.of()));
        if (blocks.isEmpty()) {
            return 0;
        }
        Moments both = blocks.getFirst().moments();
        double spread = both.products(0, 0) * both.products(1, 1);
        return both.count() < ANSWERS || !(spread > 0) ? 0 : both.products(0, 1) * both.products(0, 1) / spread;
    }
}
