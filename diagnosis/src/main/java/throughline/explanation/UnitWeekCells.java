package throughline.explanation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseMap.LeftOut;
import throughline.explanation.CauseMeasures.Candidate;
import throughline.explanation.CauseNode.Tier;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Moments;
import throughline.statistics.Summary;
import throughline.statistics.causal.OrderSearch;

/// What the answers of each unit and week say of all measures together: a cell of joint moments a unit and
/// week.
///
/// @param nodes the measures, in the order of the cells' variables
/// @param cells joint moments of the answers that know all measures
/// @param unit of each cell, counted from 0
/// @param week likewise
/// @param places keys of the cells, unit and week
/// @param answers answers in the period, whether they know all measures or not
/// @param leftOut measures that are not among the variables, with the reason
@SuppressWarnings("ArrayRecordComponent")
record UnitWeekCells(
        List<CauseNode> nodes,
        List<Moments> cells,
        int[] unit,
        int[] week,
        List<String> places,
        long answers,
        List<LeftOut> leftOut) {

    /// Share of the answers that must know a measure (ours): one that fewer know would cost the others too
    /// many.
    private static final double KNOWN = 0.5;

    /// Share of the answers that must know all measures together (ours).
    private static final double TOGETHER = 0.4;

    /// Share of the answers whose unit and week must have a value of a measure known by unit and week only
    /// (ours).
    private static final double REACHED = 0.8;

    /// Reads the cells, of at most [OrderSearch#MAXIMUM_VARIABLES] measures.
    ///
    /// @param filters which answers count, beside the period and the part of the organisation
    static UnitWeekCells of(Dossier dossier, List<Candidate> candidates, List<Filter> filters) {
        return new Reading(dossier, filters).read(candidates);
    }

    /// The unit of the answers; of an organisation that names none the touchpoint.
    static String place(Dossier dossier) {
        return dossier.has(FactKind.RESPONSES, "unit") ? "unit" : "touchpoint";
    }

    /// The key of a cell.
    static String key(@Nullable String unit, @Nullable String week) {
        return unit + "\u0000" + week;
    }

    /// The week of a key, by its first day.
    static String week(String key) {
        return key.substring(key.indexOf('\u0000') + 1);
    }

    /// The unit of a key.
    static String unit(String key) {
        return key.substring(0, key.indexOf('\u0000'));
    }

    /// Means of a measure of another table, by unit and week.
    static Map<String, Double> means(Dossier dossier, String measure, FactKind table) {
        boolean readings = table == FactKind.READINGS;
        CubeQuery query = CubeQuery.of(table)
                .by(new Key.By("unit"), new Key.Week())
                .sum(readings ? "value" : measure)
                .where(readings ? new Filter[] {new Filter.In("measure", Set.of(measure))} : new Filter[0]);
        Map<String, Double> means = new HashMap<>();
        for (Cell cell : dossier.scan(query)) {
            if (cell.text(0) != null && cell.sum(0).count() > 0) {
                means.put(key(cell.text(0), cell.day(1).toString()), cell.sum(0).mean());
            }
        }
        return means;
    }

    /// Rows of all cells.
    double rows() {
        return cells.stream().mapToDouble(Moments::count).sum();
    }

    /// Number of weeks.
    int weeks() {
        return Arrays.stream(week).max().orElse(-1) + 1;
    }

    /// The same cells of some of the measures.
    UnitWeekCells select(int... variables) {
        return new UnitWeekCells(
                Arrays.stream(variables).mapToObj(nodes::get).toList(),
                cells.stream().map(c -> c.select(variables)).toList(),
                unit,
                week,
                places,
                answers,
                leftOut);
    }

    /// One look at the facts.
    private static final class Reading {

        private final Dossier dossier;
        private final List<Filter> filters;
        private final List<LeftOut> leftOut = new ArrayList<>();

        Reading(Dossier dossier, List<Filter> filters) {
            this.dossier = dossier;
            this.filters = filters;
        }

        UnitWeekCells read(List<Candidate> candidates) {
            List<CauseNode> asked = candidates.stream()
                    .filter(c -> c.table() == null)
                    .map(Candidate::node)
                    .toList();
            Map<String, Summary> sums = sums(asked);
            long answers = dossier.scan(CubeQuery.of(FactKind.RESPONSES).where(filters.toArray(Filter[]::new)))
                    .rows();
            List<CauseNode> answered = known(asked, sums, answers);
            List<Candidate> some = some(
                    candidates.stream()
                            .filter(c -> c.table() != null || answered.contains(c.node()))
                            .toList(),
                    sums);
            List<CauseNode> known = some.stream()
                    .filter(c -> c.table() == null)
                    .map(Candidate::node)
                    .toList();
            List<MomentBlock> blocks = List.of();
            while (known.size() > 1) {
                blocks = joint(known);
                double together =
                        blocks.stream().mapToDouble(b -> b.moments().count()).sum();
                if (together >= TOGETHER * answers) {
                    break;
                }
                CauseNode rarest = known.stream()
                        .min(Comparator.comparingLong(n -> fewest(n, sums)))
                        .orElseThrow();
                leaveOut(rarest, say("Too few answers know it together with the other measures."));
                known = known.stream().filter(n -> !n.equals(rarest)).toList();
            }
            return cells(known, blocks, some, answers);
        }

        /// As many as can be searched together. Columns take turns, each with the measure that most answers
        /// know, so that none is crowded out by another.
        private List<Candidate> some(List<Candidate> all, Map<String, Summary> sums) {
            Map<Tier, List<Candidate>> tiers = all.stream()
                    .sorted(Comparator.comparingLong(c -> -fewest(c.node(), sums)))
                    .collect(Collectors.groupingBy(c -> c.node().tier(), TreeMap::new, Collectors.toList()));
            Set<Candidate> some = IntStream.range(0, all.size())
                    .boxed()
                    .flatMap(turn ->
                            tiers.values().stream().filter(t -> turn < t.size()).map(t -> t.get(turn)))
                    .limit(OrderSearch.MAXIMUM_VARIABLES)
                    .collect(Collectors.toSet());
            all.stream()
                    .filter(c -> !some.contains(c))
                    .forEach(c -> leaveOut(
                            c.node(),
                            say(
                                    "Only %s measures are looked at together: of each column those that most answers know.",
                                    OrderSearch.MAXIMUM_VARIABLES)));
            return all.stream().filter(some::contains).toList();
        }

        private Map<String, Summary> sums(List<CauseNode> nodes) {
            List<String> columns = nodes.stream()
                    .flatMap(n -> n.questions().stream())
                    .distinct()
                    .toList();
            Map<String, Summary> sums = new HashMap<>();
            for (Cell cell : dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                    .sum(columns.toArray(String[]::new))
                    .where(filters.toArray(Filter[]::new)))) {
                for (int c = 0; c < columns.size(); c++) {
                    sums.put(columns.get(c), cell.sum(c));
                }
            }
            return sums;
        }

        private static long fewest(CauseNode node, Map<String, Summary> sums) {
            return node.questions().stream()
                    .mapToLong(q -> sums.getOrDefault(q, Summary.EMPTY).count())
                    .min()
                    .orElse(0);
        }

        private List<CauseNode> known(List<CauseNode> nodes, Map<String, Summary> sums, long answers) {
            var known = new ArrayList<CauseNode>();
            for (CauseNode node : nodes) {
                if (fewest(node, sums) < KNOWN * answers || answers == 0) {
                    leaveOut(
                            node,
                            say(
                                    "%s of %s answers know it; half are needed.",
                                    Wording.count(fewest(node, sums)), Wording.count(answers)));
                } else if (node.questions().stream()
                        .anyMatch(q -> !(sums.getOrDefault(q, Summary.EMPTY).squares() > 0))) {
                    leaveOut(node, say("It was the same in all answers."));
                } else {
                    known.add(node);
                }
            }
            return known;
        }

        private void leaveOut(CauseNode node, String why) {
            leftOut.add(new LeftOut(node.title(), why));
        }

        private List<MomentBlock> joint(List<CauseNode> nodes) {
            List<String> columns = nodes.stream()
                    .flatMap(n -> n.questions().stream())
                    .distinct()
                    .toList();
            return dossier
                    .moments(new MomentsQuery(
                            FactKind.RESPONSES, List.of(new Key.By(place(dossier)), new Key.Week()), columns, filters))
                    .stream()
                    .filter(b -> b.moments().count() > 0
                            && b.keys().getFirst() != null
                            && b.keys().get(1) != null)
                    .toList();
        }

        private UnitWeekCells cells(
                List<CauseNode> asked, List<MomentBlock> blocks, List<Candidate> candidates, long answers) {
            List<String> columns = asked.stream()
                    .flatMap(n -> n.questions().stream())
                    .distinct()
                    .toList();
            int[][] groups = asked.stream()
                    .map(n -> n.questions().stream().mapToInt(columns::indexOf).toArray())
                    .toArray(int[][]::new);
            boolean plain = IntStream.range(0, groups.length).allMatch(g -> groups[g].length == 1 && groups[g][0] == g);
            Map<String, Moments> cells = new TreeMap<>();
            for (MomentBlock block : asked.size() > 1 ? blocks : List.<MomentBlock>of()) {
                Moments moments = block.moments();
                cells.put(
                        key(block.keys().getFirst(), block.keys().get(1)), plain ? moments : moments.averages(groups));
            }
            var nodes = new ArrayList<>(asked);
            for (Candidate other : candidates) {
                if (other.table() != null && !cells.isEmpty()) {
                    cells = beside(cells, other.node(), other.table(), nodes);
                }
            }
            return numbered(nodes, cells, answers);
        }

        /// The cells with the unit's mean of the week of another measure; those as they were where it does
        /// not reach enough of them.
        private Map<String, Moments> beside(
                Map<String, Moments> cells, CauseNode node, FactKind table, List<CauseNode> nodes) {
            Map<String, Double> means = means(dossier, node.id(), table);
            double rows = cells.values().stream().mapToDouble(Moments::count).sum();
            Map<String, Moments> wider = new TreeMap<>();
            cells.forEach((key, moments) -> {
                @Nullable Double mean = means.get(key);
                if (mean != null) {
                    wider.put(key, moments.beside(mean));
                }
            });
            double reached = wider.values().stream().mapToDouble(Moments::count).sum();
            if (reached < REACHED * rows) {
                leaveOut(node, say("Too few units and weeks of the answers have a value of it."));
                return cells;
            }
            nodes.add(node);
            return wider;
        }

        private UnitWeekCells numbered(List<CauseNode> nodes, Map<String, Moments> cells, long answers) {
            Map<String, Integer> units = new LinkedHashMap<>();
            Map<String, Integer> weeks = new TreeMap<>();
            cells.keySet().forEach(key -> weeks.put(week(key), 0));
            int next = 0;
            for (Map.Entry<String, Integer> week : weeks.entrySet()) {
                week.setValue(next++);
            }
            int[] unit = new int[cells.size()];
            int[] week = new int[cells.size()];
            int at = 0;
            for (String key : cells.keySet()) {
                unit[at] = units.computeIfAbsent(unit(key), u -> units.size());
                week[at++] = weeks.getOrDefault(week(key), 0);
            }
            return new UnitWeekCells(
                    List.copyOf(nodes),
                    List.copyOf(cells.values()),
                    unit,
                    week,
                    List.copyOf(cells.keySet()),
                    answers,
                    List.copyOf(leftOut));
        }
    }
}
