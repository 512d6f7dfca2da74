package throughline.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Dossier;
import throughline.explanation.CauseMap.Level;
import throughline.explanation.CauseNode.Tier;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Moments;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.causal.TwoWayCells;

/// What the state of each system costs: the bad answers a week that there would not be had it always been as
/// in its best tenth of the units' weeks.
///
/// A bad answer lies in the lower two fifths of its scale, as in cause 1.5. Its share is held against the
/// state of each system like any other effect of the map: units and weeks taken out, beside the adjustment
/// set.
///
/// @param question title of the question
/// @param systems those that can be told, the dearest first
/// @param answersAWeek answers to the question a week
/// @param contactsAWeek contacts in each of the weeks that have answers, where it is known which contacts are meant
public record BadExperiences(String question, List<Of> systems, double answersAWeek, Optional<Double> contactsAWeek) {

    /// Share of the scale up to which an answer is bad (ours).
    static final double BAD = 0.4;

    /// Copies the list.
    public BadExperiences {
        systems = List.copyOf(systems);
    }

    /// One system.
    ///
    /// @param system a measure of the infrastructure
    /// @param aWeek bad answers a week that its state adds
    /// @param best its level in its best tenth
    public record Of(CauseNode system, Estimate aWeek, double best) {

        /// Whether it surely adds some.
        public boolean sure() {
            return aWeek.low() > 0;
        }

        /// How many bad experiences of all contacts that is, if those who answer are like those who do not.
        public Optional<Double> ofAll(BadExperiences all) {
            return all.contactsAWeek()
                    .filter(contacts -> all.answersAWeek() > 0)
                    .map(contacts -> aWeek.value() * contacts / all.answersAWeek());
        }
    }

    /// What is needed to tell.
    ///
    /// @param cells of the measures on the map
    /// @param known measures that each of their answers knows, also those that are not on the map
    /// @param best by id of a system its level in its best tenth
    record Asked(
            Dossier dossier,
            UnitWeekCells cells,
            List<CauseNode> known,
            CauseSearch search,
            List<Filter> filters,
            Map<String, Level> levels,
            Map<String, Double> best) {}

    /// Tells it of the question on how it felt that most of the infrastructure leads to; empty where no
    /// question has a scale, or no system is known that is surely better one way.
    static Optional<BadExperiences> of(Asked asked, List<CauseLink> links) {
        List<CauseNode> nodes = asked.cells().nodes();
        List<Integer> systems = indices(nodes, n -> n.tier() == Tier.INFRASTRUCTURE && n.directed());
        Optional<Integer> question = indices(
                        nodes,
                        n -> n.tier() == Tier.PERCEPTION
                                && n.low() != null
                                && n.high() != null
                                && !n.questions().isEmpty())
                .stream()
                .max(Comparator.comparingDouble((Integer i) -> reached(nodes.get(i), links))
                        .thenComparing(Comparator.reverseOrder()));
        if (question.isEmpty() || systems.isEmpty()) {
            return Optional.empty();
        }
        var found = new ArrayList<Of>();
        Map<Integer, Set<Integer>> held = new TreeMap<>();
        systems.forEach(
                system -> asked.search().held(system, question.get()).ifPresent(others -> held.put(system, others)));
        Shares shares = Shares.of(asked, held, nodes.get(question.get()));
        double answers = asked.cells().rows() / asked.cells().weeks();
        held.forEach((system, others) -> attributable(asked, nodes.get(system), shares.slope(system, others), answers)
                .ifPresent(found::add));
        found.sort(Comparator.comparingDouble(of -> -of.aWeek().value()));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new BadExperiences(nodes.get(question.get()).title(), found, answers, contacts(asked)));
    }

    private static double reached(CauseNode question, List<CauseLink> links) {
        return links.stream()
                .filter(l -> l.cause().tier() == Tier.INFRASTRUCTURE
                        && l.effect().id().equals(question.id()))
                .mapToDouble(CauseLink::size)
                .sum();
    }

    private static List<Integer> indices(List<CauseNode> nodes, java.util.function.Predicate<CauseNode> which) {
        return IntStream.range(0, nodes.size())
                .filter(i -> which.test(nodes.get(i)))
                .boxed()
                .toList();
    }

    private static Optional<Double> contacts(Asked asked) {
        Dossier dossier = asked.dossier();
        if (!dossier.has(FactKind.INTERACTIONS)) {
            return Optional.empty();
        }
        if (!asked.filters().isEmpty() && !dossier.has(FactKind.INTERACTIONS, "touchpoint")) {
            // Contacts of a journey cannot be told from the others.
            return Optional.empty();
        }
        Set<String> weeks =
                asked.cells().places().stream().map(UnitWeekCells::week).collect(Collectors.toSet());
        double contacts = 0;
        for (Cell week : dossier.scan(CubeQuery.of(FactKind.INTERACTIONS)
                .by(new Key.Week())
                .where(asked.filters().toArray(Filter[]::new)))) {
            contacts += weeks.contains(week.day(0).toString()) ? week.rows() : 0;
        }
        return Optional.of(contacts / weeks.size());
    }

    private static Optional<Of> attributable(Asked asked, CauseNode system, Optional<Estimate> risk, double answers) {
        @Nullable Level level = asked.levels().get(system.id());
        @Nullable Double best = asked.best().get(system.id());
        if (risk.isEmpty() || level == null || best == null) {
            return Optional.empty();
        }
        Estimate slope = risk.get();
        double times = (level.mean() - best) * answers;
        double a = slope.low() * times;
        double b = slope.high() * times;
        return Optional.of(new Of(
                system,
                new Estimate(
                        slope.value() * times,
                        new Interval(Math.min(a, b), Math.max(a, b)),
                        slope.standardError() * Math.abs(times),
                        slope.n()),
                best));
    }

    /// Whether each answer is bad, beside the systems and what has to be held still; units and weeks taken
    /// out.
    ///
    /// @param variables measures, in the order of the blocks' variables; the last variable is whether it is
    ///     bad
    private record Shares(List<Integer> variables, MomentBlocks weeks, Optional<MomentBlocks> units) {

        static Shares of(Asked asked, Map<Integer, Set<Integer>> held, CauseNode question) {
            Set<Integer> needed = new TreeSet<>(held.keySet());
            held.values().forEach(needed::addAll);
            List<Integer> variables = List.copyOf(needed);
            UnitWeekCells some =
                    asked.cells().select(variables.stream().mapToInt(v -> v).toArray());
            Map<String, Bad> bad = bad(asked, some.nodes(), question);
            var none = new Bad(0, new double[variables.size()]);
            var cells = new ArrayList<Moments>();
            for (int c = 0; c < some.cells().size(); c++) {
                Moments cell = some.cells().get(c);
                Bad own = bad.getOrDefault(some.places().get(c), none);
                cells.add(cell.besideFlag((double) own.rows(), own.sums(cell)));
            }
            var two = TwoWayCells.of(cells, some.unit(), some.week());
            return new Shares(variables, two.byWeek(), CauseSearch.units(two));
        }

        /// By how much the share of bad answers rises for one more unit of a system, others held still; empty
        /// where no answer was bad, or the system was always the same.
        Optional<Estimate> slope(int system, Set<Integer> others) {
            int[] needed = IntStream.concat(
                            IntStream.of(variables.indexOf(system), variables.size()),
                            others.stream().mapToInt(variables::indexOf))
                    .toArray();
            Set<Integer> held = IntStream.range(2, needed.length).boxed().collect(Collectors.toSet());
            try {
                return Optional.of(CauseSearch.wider(weeks.select(needed), units.map(u -> u.select(needed)), held)
                        .estimate());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        }
    }

    /// The bad answers of a unit's week.
    ///
    /// @param sums of the variables over them; NaN where a variable is the same in the whole cell
    @SuppressWarnings("ArrayRecordComponent")
    private record Bad(long rows, double[] sums) {

        double[] sums(Moments cell) {
            double[] all = sums.clone();
            for (int v = 0; v < all.length; v++) {
                all[v] = Double.isNaN(all[v]) ? rows * cell.mean(v) : all[v];
            }
            return all;
        }
    }

    /// The bad answers among those that know all measures, by unit and week.
    private static Map<String, Bad> bad(Asked asked, List<CauseNode> some, CauseNode question) {
        List<String> sums =
                some.stream().flatMap(n -> n.questions().stream()).distinct().toList();
        var filters = new ArrayList<>(asked.filters());
        asked.known().stream()
                .flatMap(n -> n.questions().stream())
                .distinct()
                .forEach(q -> filters.add(new Filter.Known(q)));
        double low = java.util.Objects.requireNonNull(question.low());
        double high = java.util.Objects.requireNonNull(question.high());
        double reach = BAD * (high - low);
        filters.add(
                question.sign() > 0
                        ? new Filter.Range(
                                question.questions().getFirst(), Double.NEGATIVE_INFINITY, Math.nextUp(low + reach))
                        : new Filter.Range(question.questions().getFirst(), high - reach, Double.POSITIVE_INFINITY));
        Map<String, Bad> bad = new HashMap<>();
        CubeQuery query = CubeQuery.of(FactKind.RESPONSES)
                .by(new Key.By(UnitWeekCells.place(asked.dossier())), new Key.Week())
                .sum(sums.toArray(String[]::new))
                .where(filters.toArray(Filter[]::new));
        for (Cell cell : asked.dossier().scan(query)) {
            double[] own = new double[some.size()];
            for (int v = 0; v < own.length; v++) {
                List<String> questions = some.get(v).questions();
                own[v] = questions.isEmpty()
                        ? Double.NaN
                        : questions.stream()
                                .mapToDouble(q -> {
                                    var sum = cell.sum(sums.indexOf(q));
                                    return sum.count() * sum.mean() / questions.size();
                                })
                                .sum();
            }
            bad.put(UnitWeekCells.key(cell.text(0), cell.day(1).toString()), new Bad(cell.rows(), own));
        }
        return bad;
    }
}
