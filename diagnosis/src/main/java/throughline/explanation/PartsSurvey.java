package throughline.explanation;

import static throughline.text.Text.key;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Dossier;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMeasures.Candidate;
import throughline.explanation.WhereItHolds.Beside;
import throughline.explanation.WhereItHolds.Part;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Moments;
import throughline.statistics.MultipleTesting;
import throughline.statistics.causal.EffectModification;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.causal.TwoWayCells;

/// Finds out where a link of a map holds: its effect in the answers of each channel and of each part of the day, held
/// against the others together ([EffectModification]).
///
/// In each part what units and weeks share is taken out anew, so that a channel or an evening that is better or worse
/// altogether is no weaker effect. As on the map, the wider of two errors counts: weeks left out, and units left out.
/// Where the link has units enough for the second, parts of fewer are left out. Whether a part holds and whether it is
/// weaker have half of the link's five in a hundred each, which its parts share (Holm): among eight, one would look
/// weaker by chance in a third of all links.
final class PartsSurvey {

    private static final double LEVEL = 0.95;
    private static final double CHANCE = 0.025;

    /// Answers from which a part is looked at, and from how many weeks.
    private static final double ANSWERS = CauseSurvey.ANSWERS;

    private static final int WEEKS = MomentBlocks.MINIMUM_BLOCKS;
    private static final int UNITS = MomentBlocks.MINIMUM_BLOCKS;
    /// Parts of the day, of six hours each.
    private static final List<String> TIMES =
            List.of(key("before 6 am"), key("from 6 am to noon"), key("from noon to 6 pm"), key("after 6 pm"));

    private static final String BEGAN = "contact_started_at";

    private final Dossier dossier;
    private final List<Filter> filters;

    /// @param filters which answers the map is of
    PartsSurvey(Dossier dossier, List<Filter> filters, Drawn map) {
        this.dossier = dossier;
        this.filters = Stream.concat(
                        filters.stream(),
                        map.nodes().stream()
                                .flatMap(n -> n.questions().stream())
                                .distinct()
                                .map(Filter.Known::new))
                .toList();
    }

    /// Where a link holds; nothing of one that is not sure.
    WhereItHolds of(CauseLink link) {
        if (!link.sure()) {
            return WhereItHolds.UNKNOWN;
        }
        List<Told> channels = dossier.has(FactKind.RESPONSES, "channel")
                ? told(link, new Key.By("channel"), PartsSurvey::channel)
                : List.of();
        List<Told> times = dossier.has(FactKind.RESPONSES, BEGAN)
                ? told(link, new Key.Hour(BEGAN, dossier.organisation().timezone()), PartsSurvey::time).stream()
                        .map(t -> new Told(TIMES.get(Integer.parseInt(t.name())), t.found()))
                        .toList()
                : List.of();
        double[] own = MultipleTesting.holm(Stream.concat(channels.stream(), times.stream())
                .mapToDouble(t -> t.found().ownChance())
                .toArray());
        double[] differ = MultipleTesting.holm(Stream.concat(contrasts(channels), contrasts(times))
                .mapToDouble(t -> t.found().chance())
                .toArray());
        int ofChannels = Math.toIntExact(contrasts(channels).count());
        return new WhereItHolds(
                parts(
                        link,
                        channels,
                        Arrays.copyOfRange(own, 0, channels.size()),
                        Arrays.copyOfRange(differ, 0, ofChannels)),
                parts(
                        link,
                        times,
                        Arrays.copyOfRange(own, channels.size(), own.length),
                        Arrays.copyOfRange(differ, ofChannels, differ.length)));
    }

    /// What was found of a part.
    private record Told(String name, EffectModification found) {}

    /// The differences that are looked at: of two parts there is one.
    private static Stream<Told> contrasts(List<Told> parts) {
        return parts.stream().limit(parts.size() == 2 ? 1 : parts.size());
    }

    private static List<Part> parts(CauseLink link, List<Told> told, double[] own, double[] differ) {
        double way = Math.signum(link.slope().value());
        return IntStream.range(0, told.size())
                .mapToObj(p -> {
                    EffectModification found = told.get(p).found();
                    boolean sure = differ[Math.min(p, differ.length - 1)] <= CHANCE;
                    return new Part(
                            told.get(p).name(),
                            found.own(),
                            own[p] <= CHANCE && way * found.own().value() > 0,
                            !sure
                                    ? Beside.NOT_TOLD_APART
                                    : way * found.difference().value() < 0 ? Beside.WEAKER : Beside.STRONGER);
                })
                .toList();
    }

    private static String channel(String id) {
        return id.replace('_', ' ').replace('-', ' ');
    }

    private static String time(String hour) {
        return Integer.toString(Integer.parseInt(hour) * TIMES.size() / 24);
    }

    private List<Told> told(CauseLink link, Key key, UnaryOperator<String> name) {
        Map<String, Map<String, Moments>> parts = read(link, key, name);
        boolean byUnit =
                distinct(parts.values().stream().flatMap(p -> p.keySet().stream()), UnitWeekCells::unit) >= UNITS;
        parts.values()
                .removeIf(cells ->
                        cells.values().stream().mapToDouble(Moments::count).sum() < ANSWERS
                                || distinct(cells.keySet().stream(), UnitWeekCells::week) < WEEKS
                                || (byUnit && distinct(cells.keySet().stream(), UnitWeekCells::unit) < UNITS));
        if (parts.size() < 2) {
            return List.of();
        }
        Set<Integer> held = IntStream.range(2, 2 + link.held().size()).boxed().collect(Collectors.toSet());
        try {
            List<TwoWayCells> left = left(parts);
            List<EffectModification> found =
                    EffectModification.of(left.stream().map(TwoWayCells::byWeek).toList(), 0, 1, held, LEVEL);
            if (byUnit) {
                found = wider(
                        found,
                        EffectModification.of(
                                left.stream().map(TwoWayCells::byUnit).toList(), 0, 1, held, LEVEL));
            }
            List<String> names = List.copyOf(parts.keySet());
            List<EffectModification> all = found;
            return IntStream.range(0, names.size())
                    .mapToObj(p -> new Told(names.get(p), all.get(p)))
                    .toList();
        } catch (IllegalArgumentException | ArithmeticException tooLittle) {
            // In one of the parts the cause never differs, or the groups cost all of its answers.
            return List.of();
        }
    }

    private static long distinct(Stream<String> keys, UnaryOperator<String> what) {
        return keys.map(what).distinct().count();
    }

    /// The parts without what units and weeks share, with the same numbers for the same units and weeks.
    private static List<TwoWayCells> left(Map<String, Map<String, Moments>> parts) {
        var units = new HashMap<String, Integer>();
        var weeks = new HashMap<String, Integer>();
        var keys = new TreeSet<String>();
        parts.values().forEach(cells -> keys.addAll(cells.keySet()));
        keys.forEach(key -> {
            units.putIfAbsent(UnitWeekCells.unit(key), units.size());
            weeks.putIfAbsent(UnitWeekCells.week(key), weeks.size());
        });
        return parts.values().stream()
                .map(cells -> TwoWayCells.of(
                        List.copyOf(cells.values()),
                        numbers(cells, units, UnitWeekCells::unit),
                        numbers(cells, weeks, UnitWeekCells::week),
                        units.size(),
                        weeks.size()))
                .toList();
    }

    private static int[] numbers(Map<String, Moments> cells, Map<String, Integer> of, UnaryOperator<String> what) {
        return cells.keySet().stream()
                .mapToInt(key -> of.getOrDefault(what.apply(key), 0))
                .toArray();
    }

    private static List<EffectModification> wider(List<EffectModification> weeks, List<EffectModification> units) {
        return IntStream.range(0, weeks.size())
                .mapToObj(p -> {
                    EffectModification a = weeks.get(p);
                    EffectModification b = units.get(p);
                    boolean own =
                            b.own().interval().width() > a.own().interval().width();
                    boolean other = b.difference().interval().width()
                            > a.difference().interval().width();
                    return new EffectModification(
                            own ? b.own() : a.own(),
                            own ? b.ownChance() : a.ownChance(),
                            other ? b.difference() : a.difference(),
                            other ? b.chance() : a.chance());
                })
                .toList();
    }

    /// Cells of unit and week for each part: cause, effect, and what is held still.
    private Map<String, Map<String, Moments>> read(CauseLink link, Key key, UnaryOperator<String> name) {
        List<CauseNode> nodes = Stream.concat(Stream.of(link.cause(), link.effect()), link.held().stream())
                .toList();
        List<CauseNode> asked =
                nodes.stream().filter(n -> !n.questions().isEmpty()).toList();
        List<CauseNode> beside =
                nodes.stream().filter(n -> n.questions().isEmpty()).toList();
        if (asked.isEmpty()) {
            return new TreeMap<>();
        }
        List<String> columns =
                asked.stream().flatMap(n -> n.questions().stream()).distinct().toList();
        int[][] groups = asked.stream()
                .map(n -> n.questions().stream().mapToInt(columns::indexOf).toArray())
                .toArray(int[][]::new);
        int[] order = nodes.stream()
                .mapToInt(n -> n.questions().isEmpty() ? asked.size() + beside.indexOf(n) : asked.indexOf(n))
                .toArray();
        List<Map<String, Double>> means = beside.stream().map(this::means).toList();
        var keys = List.of(new Key.By(UnitWeekCells.place(dossier)), new Key.Week(), key);
        Map<String, Map<String, Moments>> parts = new TreeMap<>();
        for (MomentBlock block : dossier.moments(new MomentsQuery(FactKind.RESPONSES, keys, columns, filters))) {
            if (block.moments().count() > 0 && block.keys().stream().allMatch(Objects::nonNull)) {
                String cell =
                        UnitWeekCells.key(block.keys().get(0), block.keys().get(1));
                moments(block, cell, groups, means)
                        .ifPresent(m -> parts.computeIfAbsent(
                                        name.apply(String.valueOf(block.keys().get(2))), p -> new TreeMap<>())
                                .merge(cell, m.select(order), Moments::plus));
            }
        }
        return parts;
    }

    private static Optional<Moments> moments(
            MomentBlock block, String cell, int[][] groups, List<Map<String, Double>> means) {
        Moments moments = block.moments().averages(groups);
        for (Map<String, Double> mean : means) {
            @Nullable Double value = mean.get(cell);
            if (value == null) {
                return Optional.empty();
            }
            moments = moments.beside(value);
        }
        return Optional.of(moments);
    }

    /// The unit's mean of each week of a measure that answers do not hold.
    private Map<String, Double> means(CauseNode node) {
        return new CauseMeasures(dossier)
                .candidates().stream()
                        .filter(c -> c.node().id().equals(node.id()))
                        .map(Candidate::table)
                        .findFirst()
                        .map(table -> UnitWeekCells.means(dossier, node.id(), table))
                        .orElse(Map.of());
    }
}
