package throughline.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Journeys.Feeling;
import throughline.diagnosis.Journeys.Gap;
import throughline.diagnosis.Journeys.Lane;
import throughline.diagnosis.Journeys.LaneText;
import throughline.diagnosis.Journeys.Origin;
import throughline.diagnosis.Journeys.Step;
import throughline.diagnosis.Journeys.Studied;
import throughline.diagnosis.Level.Keeping;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Blueprint;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Mean;
import throughline.statistics.Summary;

/// Lays what is decided, measured and owned at touchpoints on the steps of journeys.
final class JourneyStudy {

    private static final int SYSTEMS = 3;

    private final Dossier dossier;
    private final Map<String, Held> held = new HashMap<>();
    private final Optional<Travels> travels;
    private final ServiceLevels levels;
    private final Map<String, List<String>> systems;

    JourneyStudy(Dossier dossier, Accountability accountability) {
        this.dossier = dossier;
        accountability.touchpoints().forEach(t -> held.put(t.id(), t));
        Set<String> touchpoints = dossier.organisation().journeys().stream()
                .flatMap(j -> j.steps().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        this.travels = Travels.of(dossier);
        this.levels = ServiceLevels.at(dossier, touchpoints);
        this.systems = systems(dossier, touchpoints);
    }

    Journeys all() {
        return new Journeys(
                dossier.organisation().journeys().stream().map(this::studied).toList(), travels.map(Travels::known));
    }

    /// What is measured at a touchpoint, its standards first.
    static List<Level> levels(Dossier dossier, String touchpoint) {
        var levels = ServiceLevels.at(dossier, List.of(touchpoint));
        List<Level> standards =
                dossier.registry().touchpoint(touchpoint).map(levels::standards).orElse(List.of());
        var all = new ArrayList<>(standards);
        all.addAll(levels.beside(
                touchpoint, EnumSet.of(Kind.DELIVERY, Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME), ids(standards)));
        return all;
    }

    private static Set<String> ids(List<Level> levels) {
        return levels.stream().map(Level::measure).collect(Collectors.toSet());
    }

    /// The systems that were read at each touchpoint, those of most readings first.
    private static Map<String, List<String>> systems(Dossier dossier, Set<String> touchpoints) {
        Map<String, Map<String, Long>> rows = new HashMap<>();
        if (!touchpoints.isEmpty() && dossier.has(FactKind.READINGS, "touchpoint", "system")) {
            for (Cell cell : dossier.scan(CubeQuery.of(FactKind.READINGS)
                    .by("touchpoint", "system")
                    .where(new Filter.In("touchpoint", touchpoints), new Filter.Known("system")))) {
                @Nullable String touchpoint = cell.text(0);
                @Nullable String system = cell.text(1);
                if (touchpoint != null && system != null) {
                    rows.computeIfAbsent(touchpoint, t -> new TreeMap<>()).merge(system, cell.rows(), Long::sum);
                }
            }
        }
        Map<String, List<String>> systems = new HashMap<>();
        rows.forEach((touchpoint, counts) -> systems.put(
                touchpoint,
                counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(SYSTEMS)
                        .map(Map.Entry::getKey)
                        .toList()));
        return systems;
    }

    private Studied studied(Journey journey) {
        List<String> ids = journey.steps();
        Map<String, Feeling> feelings = feelings(ids);
        Map<String, Integer> times = new HashMap<>();
        var steps = new ArrayList<Step>();
        for (String id : ids) {
            int time = times.merge(id, 1, Integer::sum);
            Optional<Blueprint> written = journey.blueprint().stream()
                    .filter(b -> b.step().equals(id))
                    .skip(time - 1L)
                    .findFirst();
            steps.add(step(id, written, Optional.ofNullable(feelings.get(id))));
        }
        return new Studied(journey, steps, travels.map(t -> t.of(journey)), worst(steps));
    }

    private Step step(String id, Optional<Blueprint> written, Optional<Feeling> feeling) {
        Optional<Touchpoint> recorded = dossier.registry().touchpoint(id);
        String place = recorded.map(Touchpoint::title).orElse(id);
        List<Level> standards = recorded.map(levels::standards).orElse(List.of());
        Set<String> told = ids(standards);
        var beside = new ArrayList<Level>();
        levels.beside(id, EnumSet.of(Kind.DELIVERY), told).stream().findFirst().ifPresent(beside::add);
        levels.beside(id, EnumSet.of(Kind.PERCEPTION, Kind.FEELING), told).stream()
                .findFirst()
                .ifPresent(beside::add);
        List<String> owners =
                Optional.ofNullable(held.get(id)).map(Held::owners).orElse(List.of());
        return new Step(
                id,
                written.map(Blueprint::name).orElse(place),
                place,
                recorded,
                lanes(id, recorded, written),
                standards,
                beside,
                feeling,
                owners,
                Optional.ofNullable(held.get(id)).map(Held::contacts).orElse(0L),
                gaps(recorded, standards, owners, feeling));
    }

    private static List<Gap> gaps(
            Optional<Touchpoint> recorded, List<Level> standards, List<String> owners, Optional<Feeling> feeling) {
        var gaps = new ArrayList<Gap>();
        if (owners.isEmpty()) {
            gaps.add(Gap.NO_OWNER);
        }
        if (recorded.filter(Touchpoint::isDesigned).isEmpty()) {
            gaps.add(Gap.NO_DESIGN);
        }
        if (owners.size() > 1) {
            gaps.add(Gap.SHARED);
        }
        if (standards.stream().anyMatch(l -> l.keeping() == Keeping.MISSED && l.isSure())) {
            gaps.add(Gap.BELOW_STANDARD);
        }
        if (standards.stream().anyMatch(l -> l.rows() == 0)) {
            gaps.add(Gap.NOT_MEASURED);
        }
        if (feeling.filter(Feeling::worse).isPresent()) {
            gaps.add(Gap.FEELS_WORSE);
        }
        return gaps;
    }

    /// Where most is amiss; of steps alike the one that feels worst, then the first.
    private static OptionalInt worst(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .filter(i -> !steps.get(i).gaps().isEmpty())
                .boxed()
                .min(Comparator.<Integer>comparingInt(i -> -steps.get(i).gaps().stream()
                                .mapToInt(Gap::weight)
                                .sum())
                        .thenComparingDouble(
                                i -> steps.get(i).feeling().map(Feeling::value).orElse(Double.MAX_VALUE)))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Map<Lane, LaneText> lanes(String id, Optional<Touchpoint> recorded, Optional<Blueprint> written) {
        Map<Lane, LaneText> lanes = new EnumMap<>(Lane.class);
        put(
                lanes,
                Lane.SEE,
                written.map(Blueprint::see),
                recorded.map(Touchpoint::channel).map(JourneyStudy::plain));
        put(lanes, Lane.DO, written.map(Blueprint::act), Optional.empty());
        put(
                lanes,
                Lane.FRONT,
                written.map(Blueprint::front),
                Optional.ofNullable(held.get(id)).map(Held::department));
        put(lanes, Lane.BACK, written.map(Blueprint::back), Optional.empty());
        put(
                lanes,
                Lane.SUPPORT,
                written.map(Blueprint::support),
                Optional.ofNullable(systems.get(id)).map(s -> Wording.names(s, SYSTEMS)));
        return lanes;
    }

    private static void put(Map<Lane, LaneText> lanes, Lane lane, Optional<String> written, Optional<String> derived) {
        lanes.put(
                lane,
                written.map(w -> new LaneText(w, Origin.WRITTEN))
                        .or(() -> derived.map(d -> new LaneText(d, Origin.DERIVED)))
                        .orElse(new LaneText("", Origin.MISSING)));
    }

    private static String plain(String channel) {
        return Wording.sentence(channel.replace('-', ' '));
    }

    /// How the steps feel, by the questions that were answered at each of those with answers; where there is no such
    /// question, by those of each, and then no step is held against the others.
    private Map<String, Feeling> feelings(List<String> ids) {
        List<Entry> items = dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING).stream()
                .filter(e -> e.low() != null && e.high() != null && e.high() > e.low())
                .toList();
        Map<String, List<Entry>> asked = new HashMap<>();
        for (String id : ids) {
            List<Entry> here = items.stream()
                    .filter(e -> answers(id, e) >= Journeys.FEWEST_ANSWERS)
                    .toList();
            if (!here.isEmpty()) {
                asked.put(id, here);
            }
        }
        var common = new LinkedHashSet<>(items);
        asked.values().forEach(common::retainAll);
        Map<String, Feeling> felt = new HashMap<>();
        asked.forEach((id, here) -> felt.put(id, feeling(id, common.isEmpty() ? here : List.copyOf(common))));
        OptionalDouble mean = ids.stream()
                .flatMap(id -> Optional.ofNullable(felt.get(id)).stream())
                .mapToDouble(Feeling::value)
                .average();
        felt.replaceAll((id, f) -> new Feeling(
                f.value(),
                f.interval(),
                f.answers(),
                f.questions(),
                !common.isEmpty() && f.interval().high() < mean.orElse(0)));
        return felt;
    }

    private long answers(String touchpoint, Entry item) {
        return levels.answers(touchpoint, item.id()).stream()
                .mapToLong(Summary::count)
                .sum();
    }

    private Feeling feeling(String touchpoint, List<Entry> items) {
        double value = 0;
        double reach = 0;
        long most = 0;
        for (Entry item : items) {
            Estimate mean = mean(levels.answers(touchpoint, item.id()));
            Interval scale = Journeys.FEELING_SCALE;
            double stretch = (scale.high() - scale.low()) / (high(item) - low(item));
            double above = item.sign() > 0 ? mean.value() - low(item) : high(item) - mean.value();
            value += (scale.low() + stretch * above) / items.size();
            reach += stretch * (mean.interval().high() - mean.interval().low()) / 2 / items.size();
            most = Math.max(most, answers(touchpoint, item));
        }
        return new Feeling(
                value,
                new Interval(
                        Math.max(Journeys.FEELING_SCALE.low(), value - reach),
                        Math.min(Journeys.FEELING_SCALE.high(), value + reach)),
                most,
                items.stream().map(Entry::title).toList(),
                false);
    }

    /// The mean of answers on a scale of whole numbers; that of answers all alike is no certainty.
    private static Estimate mean(Collection<Summary> weeks) {
        long answers = weeks.stream().mapToLong(Summary::count).sum();
        double degrees = Math.max(1.0, weeks.size() > 1 ? weeks.size() - 1.0 : answers - 1.0);
        return Mean.unlessAlike(ServiceLevels.mean(weeks).orElseThrow(), 1, answers, degrees, 0.95);
    }

    private static double low(Entry item) {
        Double low = item.low();
        return low == null ? 0 : low;
    }

    private static double high(Entry item) {
        Double high = item.high();
        return high == null ? 1 : high;
    }
}
