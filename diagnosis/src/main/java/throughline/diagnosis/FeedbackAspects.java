package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Moments;
import throughline.statistics.reliability.CronbachAlpha;
import throughline.statistics.reliability.EffectiveDimensions;
import throughline.statistics.reliability.ItemCorrelations;
import throughline.statistics.reliability.ParallelAnalysis;

/// Which aspects of service customers are asked about, and at which touchpoints.
///
/// An aspect is a dimension of service quality (empathy, reliability, responsiveness, assurance, tangibles, or one that
/// the dictionary declares), a feeling, effort, or an outcome. Questions of which no dimension is known count as many
/// aspects as they have factors. A dimension with several questions counts unless they surely do not agree
/// ([ScaleReliability]).
final class FeedbackAspects {

    /// Fewest answers for counting factors (causes.md, 1.4).
    static final int MINIMUM_ANSWERS = 200;

    /// A question counts at a touchpoint if this share of its answers holds it (ours).
    static final double ASKED = 0.1;

    /// Days for which an answer counts (causes.md, 1.4).
    static final int RECENT_DAYS = 90;

    private static final int REPLICATES = 200;
    private static final long SEED = 14;
    private static final String OTHER = "other";
    private static final Map<String, String> SAME =
            Map.of("emotion", "feeling", "feelings", "feeling", "ease", "effort");

    private static final Set<String> USUAL = Set.of(
            key("tangibles"),
            key("reliability"),
            key("responsiveness"),
            key("assurance"),
            key("empathy"),
            key("feeling"),
            key("effort"),
            key("outcome"));

    private final Dossier dossier;
    private final Map<String, List<Entry>> aspects = new TreeMap<>();
    private final List<ScaleReliability> scales = new ArrayList<>();
    private final Set<String> unreliable = new TreeSet<>();
    private final Set<String> unsure = new TreeSet<>();
    private final Set<String> apart = new TreeSet<>();
    private final Optional<Together> together;
    private final int otherFactors;

    FeedbackAspects(Dossier dossier) {
        this.dossier = dossier;
        for (Entry item : dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME)) {
            if (asked(item)) {
                aspects.computeIfAbsent(aspect(item), a -> new ArrayList<>()).add(item);
            }
        }
        aspects.forEach((aspect, items) -> {
            if (items.size() > 1 && items.getFirst().kind() == Kind.PERCEPTION && !aspect.equals(OTHER)) {
                ScaleReliability.of(dossier, aspect, items, List.of())
                        .ifPresentOrElse(this::scale, () -> fewTogether(aspect, items));
            }
        });
        this.together = together(items());
        List<Entry> others = aspects.getOrDefault(OTHER, List.of());
        this.otherFactors = others.size() < 2
                ? others.size()
                : Math.max(1, together(others).map(Together::factors).orElse(1));
    }

    /// Questions that too few sheets hold all of: those that are asked nowadays are looked at alone, for one may have
    /// taken the place of another. Where even these do not stand together, nobody knows whether they agree.
    private void fewTogether(String aspect, List<Entry> items) {
        if (sheets(items) >= CronbachAlpha.MINIMUM_ROWS) {
            return;
        }
        List<Entry> now = nowadays(items);
        ScaleReliability.of(dossier, aspect, now, List.of()).ifPresentOrElse(this::scale, () -> {
            if (now.size() > 1 && sheets(now) < CronbachAlpha.MINIMUM_ROWS) {
                apart.add(aspect);
            }
        });
    }

    /// Sheets that hold all of the questions.
    private double sheets(List<Entry> items) {
        return dossier
                .moments(new MomentsQuery(
                        FactKind.RESPONSES,
                        List.of(),
                        items.stream().map(Entry::id).toList(),
                        List.of()))
                .stream()
                .mapToDouble(block -> block.moments().count())
                .sum();
    }

    /// The questions that a share of the answers of the last 90 days holds.
    private List<Entry> nowadays(List<Entry> items) {
        Cube recent = dossier.during(dossier.period().last(RECENT_DAYS))
                .scan(CubeQuery.of(FactKind.RESPONSES)
                        .sum(items.stream().map(Entry::id).toArray(String[]::new)));
        if (recent.size() == 0) {
            return List.of();
        }
        Cell cell = recent.cell(0);
        long most = IntStream.range(0, items.size())
                .mapToLong(i -> cell.sum(i).count())
                .max()
                .orElse(0);
        return IntStream.range(0, items.size())
                .filter(i -> cell.sum(i).count() > 0 && cell.sum(i).count() >= ASKED * most)
                .mapToObj(items::get)
                .toList();
    }

    private void scale(ScaleReliability scale) {
        scales.add(scale);
        if (scale.refuted()) {
            unreliable.add(scale.dimension());
        } else if (!scale.sure()) {
            unsure.add(scale.dimension());
        }
    }

    private boolean asked(Entry item) {
        boolean derived = item.id().equals("resolved")
                || item.id().startsWith("contact_")
                || item.id().startsWith("state_")
                || item.id().endsWith("_expected");
        return !derived
                && dossier.table(FactKind.RESPONSES)
                        .flatMap(t -> t.find(item.id()))
                        .filter(c -> c.type() == ColumnType.NUMBER || c.type() == ColumnType.FLAG)
                        .isPresent();
    }

    private static String aspect(Entry item) {
        if (item.kind() == Kind.FEELING) {
            return "feeling";
        }
        if (item.kind() == Kind.OUTCOME) {
            return "outcome";
        }
        if (item.dimension() == null) {
            return OTHER;
        }
        String plain = item.dimension().toLowerCase(Locale.ROOT).strip();
        return SAME.getOrDefault(plain, plain);
    }

    /// The questions asked, by id.
    List<Entry> items() {
        return aspects.values().stream().flatMap(Collection::stream).toList();
    }

    /// Whether the questions of every dimension that has several surely agree.
    boolean agree() {
        return unreliable.isEmpty() && unsure.isEmpty() && apart.isEmpty();
    }

    /// Number of aspects asked about anywhere.
    int count() {
        return count(aspects.keySet());
    }

    private int count(Set<String> of) {
        return (int) of.stream()
                .filter(a -> !unreliable.contains(a))
                .mapToInt(a -> a.equals(OTHER) ? otherFactors : 1)
                .sum();
    }

    /// The aspects whose questions do not surely disagree.
    Set<String> counting() {
        var counting = new TreeSet<>(aspects.keySet());
        counting.removeAll(unreliable);
        return counting;
    }

    /// An aspect as a reader calls it; a dimension of the organisation's own as it calls it itself.
    static String word(String aspect) {
        return USUAL.contains(aspect) ? say(aspect) : aspect;
    }

    /// Names of the aspects that count, in the order of the alphabet.
    List<String> names() {
        return aspects.keySet().stream()
                .filter(a -> !unreliable.contains(a))
                .map(a -> !a.equals(OTHER)
                        ? word(a)
                        : otherFactors > 1 ? say("%s kinds of other questions", otherFactors) : say("other questions"))
                .toList();
    }

    /// Dimensions whose questions surely do not agree.
    Set<String> unreliable() {
        return unreliable;
    }

    /// Dimensions of which it is not sure whether their questions agree.
    List<ScaleReliability> unsure() {
        return scales.stream().filter(s -> unsure.contains(s.dimension())).toList();
    }

    /// Dimensions of which several questions are asked, but too few customers are asked two of them.
    Set<String> apart() {
        return apart;
    }

    /// How well the questions of each dimension that has several agree, the worst first.
    List<ScaleReliability> scales() {
        return scales.stream()
                .sorted(Comparator.comparingDouble(
                        (ScaleReliability s) -> s.better().value()))
                .toList();
    }

    private String[] ids() {
        return items().stream().map(Entry::id).toArray(String[]::new);
    }

    /// Joint moments of the questions that vary.
    private Optional<Moments> moments(List<Entry> items) {
        List<MomentBlock> blocks = dossier.moments(new MomentsQuery(
                FactKind.RESPONSES, List.of(), items.stream().map(Entry::id).toList(), List.of()));
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        Moments all = blocks.getFirst().moments();
        int[] varying = IntStream.range(0, all.variables())
                .filter(i -> all.products(i, i) > 0)
                .toArray();
        return varying.length < 2 ? Optional.empty() : Optional.of(all.select(varying));
    }

    /// Questions in the order of how often they are answered; left off from the rare end until enough answers hold all.
    private Optional<Moments> widely(List<Entry> items) {
        Cube cube = dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                .sum(items.stream().map(Entry::id).toArray(String[]::new)));
        if (cube.size() == 0) {
            return Optional.empty();
        }
        Cell cell = cube.cell(0);
        Integer[] order = new Integer[items.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order, (a, b) -> Long.compare(cell.sum(b).count(), cell.sum(a).count()));
        for (int size = items.size(); size >= 2; size = size > 4 ? (size + 1) / 2 : size - 1) {
            List<Entry> most = Arrays.stream(order).limit(size).map(items::get).toList();
            Optional<Moments> moments = moments(most).filter(m -> m.count() >= MINIMUM_ANSWERS);
            if (moments.isPresent()) {
                return moments;
            }
        }
        return Optional.empty();
    }

    /// What the questions have in common.
    ///
    /// @param items how many of them were looked at together
    /// @param answers fewest answers behind a correlation
    /// @param dimensions effective dimensions, from 1 to `items`
    /// @param factors factors that stand out from chance
    /// @param most how many there may be, given how few answers there are
    /// @param polychoric whether the correlations are those of the feelings behind steps of answers
    /// @param repaired largest change of a correlation that was needed to make them fit together
    record Together(
            int items, long answers, double dimensions, int factors, int most, boolean polychoric, double repaired) {}

    /// What all questions have in common; empty with a single question, or fewer than 200 answers to two of them.
    Optional<Together> together() {
        return together;
    }

    private Optional<Together> together(List<Entry> items) {
        if (items.size() < 2) {
            return Optional.empty();
        }
        return ItemTables.of(dossier, items.stream().map(Entry::id).toList(), MINIMUM_ANSWERS)
                .map(steps -> together(steps.correlations(), true))
                .or(() -> widely(items).map(m -> together(ItemCorrelations.pearson(m), false)));
    }

    private static Together together(ItemCorrelations items, boolean polychoric) {
        ParallelAnalysis.Result factors = ParallelAnalysis.of(items, REPLICATES, SEED);
        return new Together(
                items.items(),
                (long) items.fewestRows(),
                EffectiveDimensions.of(items.matrix()),
                factors.besideStronger(),
                factors.besideStrongerAtMost(items.fewestRows()),
                polychoric,
                items.largestChange());
    }

    /// What is asked where.
    ///
    /// @param answers recent answers of each touchpoint
    /// @param aspects number of aspects asked about at each touchpoint
    /// @param shares share of the contacts at which each aspect is asked about
    /// @param placed whether the answers say at which touchpoint they were given
    record Reach(Map<String, Long> answers, Map<String, Integer> aspects, Map<String, Double> shares, boolean placed) {

        /// Share of contacts at touchpoints with an answer.
        double answered(Volume volume) {
            return volume.share(t -> answers.getOrDefault(t, 0L) > 0);
        }

        /// The largest number of aspects that are asked about on the share of the contacts.
        int on(double share, Volume volume) {
            int most = 0;
            for (int k = 1; k <= 32; k++) {
                int least = k;
                if (volume.share(t -> aspects.getOrDefault(t, 0) >= least) >= share) {
                    most = k;
                }
            }
            return most;
        }
    }

    /// How the cells of [#reach] are asked for.
    CubeQuery query() {
        return CubeQuery.of(FactKind.RESPONSES).by("touchpoint").sum(ids());
    }

    /// What was asked where in the last 90 days.
    Reach reach(Volume volume) {
        Map<String, Long> answers = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Double> shares = new TreeMap<>();
        if (!dossier.has(FactKind.RESPONSES, "touchpoint")) {
            return new Reach(answers, counts, shares, false);
        }
        List<Entry> items = items();
        for (Cell cell : dossier.during(dossier.period().last(RECENT_DAYS)).scan(query())) {
            @Nullable String touchpoint = cell.text(0);
            if (touchpoint == null) {
                continue;
            }
            Set<String> found = new HashSet<>();
            for (int i = 0; i < items.size(); i++) {
                long known = cell.sum(i).count();
                if (known > 0 && known >= ASKED * cell.rows()) {
                    found.add(aspect(items.get(i)));
                }
            }
            answers.put(touchpoint, cell.rows());
            counts.put(touchpoint, count(found));
            found.forEach(a -> shares.merge(
                    a.equals(OTHER) ? say("other questions") : word(a), volume.share(touchpoint), Double::sum));
        }
        return new Reach(answers, counts, shares, !answers.isEmpty() || placed());
    }

    private boolean placed() {
        return dossier.scan(CubeQuery.of(FactKind.RESPONSES).where(new Filter.Known("touchpoint")))
                        .rows()
                > 0;
    }
}
