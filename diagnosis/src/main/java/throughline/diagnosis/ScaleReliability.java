package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Moments;
import throughline.statistics.reliability.CronbachAlpha;
import throughline.statistics.reliability.McDonaldOmega;

/// Whether the questions on one dimension agree with each other: Cronbach's alpha, and McDonald's omega where there are
/// three or more.
///
/// @param dimension the dimension
/// @param items how many questions on it point one way and are answered differently
/// @param alpha alpha with an interval over weeks; Feldt's with fewer than five weeks; its `n` is the answers
/// @param omega omega with an interval over weeks; empty for two questions, fewer than five weeks, or where
///     one factor does not fit properly
public record ScaleReliability(String dimension, int items, Estimate alpha, Optional<Estimate> omega) {

    /// Reliability that a dimension with several questions needs (causes.md, 1.4).
    public static final double RELIABLE = 0.70;

    private static final long SEED = 141;

    /// The reliability of the questions; empty with fewer than two, or too few complete answers.
    ///
    /// @param filters which answers count
    public static Optional<ScaleReliability> of(
            Dossier dossier, String dimension, List<Entry> questions, List<Filter> filters) {
        List<String> same = questions.stream()
                .filter(e -> e.sign() == questions.getFirst().sign())
                .map(Entry::id)
                .toList();
        if (same.size() < 2) {
            return Optional.empty();
        }
        List<Moments> weeks =
                dossier.moments(new MomentsQuery(FactKind.RESPONSES, List.of(new Key.Week()), same, filters)).stream()
                        .map(MomentBlock::moments)
                        .toList();
        Moments all = sum(weeks, same.size());
        int[] varying = IntStream.range(0, same.size())
                .filter(i -> all.products(i, i) > 0)
                .toArray();
        if (varying.length < 2 || all.count() < CronbachAlpha.MINIMUM_ROWS) {
            return Optional.empty();
        }
        try {
            List<Moments> blocks = weeks.stream().map(w -> w.select(varying)).toList();
            // Answers of one week resemble each other: weeks are what is independent.
            Estimate alpha = blocks.size() < BlockBootstrap.MINIMUM_BLOCKS
                    ? CronbachAlpha.of(all.select(varying), 0.95)
                    : CronbachAlpha.of(blocks, 0.95, SEED);
            return Optional.of(new ScaleReliability(dimension, varying.length, alpha, omega(blocks, varying.length)));
        } catch (ArithmeticException e) {
            // Questions that cancel each other out have no reliability to speak of.
            return Optional.empty();
        }
    }

    private static Optional<Estimate> omega(List<Moments> weeks, int items) {
        if (items < 3 || weeks.size() < BlockBootstrap.MINIMUM_BLOCKS) {
            return Optional.empty();
        }
        try {
            return Optional.of(McDonaldOmega.total(weeks, 0.95, SEED));
        } catch (ArithmeticException e) {
            // One factor does not fit, for instance because one question repeats another.
            return Optional.empty();
        }
    }

    private static Moments sum(List<Moments> blocks, int variables) {
        var all = new Moments.Builder(variables);
        blocks.forEach(all::add);
        return all.build();
    }

    /// Whether the questions surely agree, by either figure.
    public boolean sure() {
        return alpha.low() >= RELIABLE || omega.filter(o -> o.low() >= RELIABLE).isPresent();
    }

    /// Whether the questions surely do not agree, by both figures.
    public boolean refuted() {
        return alpha.high() < RELIABLE && omega.map(o -> o.high() < RELIABLE).orElse(true);
    }

    /// The figure that speaks for the questions: the one that lies higher.
    public Estimate better() {
        return omega.filter(o -> o.low() > alpha.low()).orElse(alpha);
    }

    /// How much more would settle whether they agree.
    String wanting(Period period) {
        double half = alpha.interval().width() / 2;
        double distance = Math.abs(alpha.value() - RELIABLE);
        String on = say("answers to all questions on %s", dimension);
        if (!(distance > half / 10)) {
            return say(
                    "Better questions on %s: whether those asked agree is too close to call (alpha %s, 0.70 is needed).",
                    dimension, Wording.number(alpha.value()));
        }
        long have = Math.round(alpha.n());
        long need = (long) Math.ceil(have * Math.max(1.05, half * half / (distance * distance)));
        return Wording.needed(have, Math.max(have + 1, need), period, on, on);
    }

    /// Rows for a chart, the dimension that agrees least first.
    static List<Figure.Estimates.Row> rows(List<ScaleReliability> scales) {
        var rows = new ArrayList<Figure.Estimates.Row>();
        scales.forEach(s -> rows.add(new Figure.Estimates.Row(
                Wording.sentence(s.dimension()),
                s.better().value(),
                s.better().low(),
                s.better().high())));
        return rows;
    }
}
