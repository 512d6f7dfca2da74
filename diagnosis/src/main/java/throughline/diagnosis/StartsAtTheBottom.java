package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.StepLog.Begun;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Cascade;
import throughline.organisation.Layer;
import throughline.organisation.Register.Training;
import throughline.statistics.Summary;

/// Cause 2.2: change is asked of the front line only, not of every layer from the top.
///
/// Present when the front line carries at least nine in ten steps and hours of service training and no step is asked of
/// the board or the executive. Absent when every layer from the board down has a step of its own, begun no later than
/// that of the layer below, or training and objectives of its own.
final class StartsAtTheBottom implements Detector {

    /// Days by which a layer may begin after the layer below (ours).
    private static final long GRACE = 30;

    /// Share of steps without a layer above which nothing is said (ours).
    private static final double UNPLACED = 0.20;

    /// Training that is about delivering service.
    private static final Set<String> SERVICE = Set.of("service-delivery", "behaviour-script");

    private static final String MODELS = "manager_models_service";

    /// Answers without which nothing is said of managers (ours).
    private static final long MODELS_NEEDED = 30;

    /// Nine in ten itself counts as nine in ten.
    private static final Scale BURDEN = new Scale(0, 0.25, 0.8999, 1);

    private static final Threshold BURDEN_LIMIT = Threshold.ours(
            "starts-at-the-bottom.burden", key("present from 90 % on the front line, absent below 25 %"));
    private static final Scale TOP = new Scale(0, 0.25, 0.75, 1);
    private static final Threshold TOP_LIMIT = Threshold.ours(
            "starts-at-the-bottom.top",
            key("present when neither board nor executive has a step, absent when both have"));

    /// A share never exceeds 1, so this figure can clear the cause but not show it.
    private static final Scale ORDER = new Scale(0, 0.001, 1, 2);

    private static final Threshold ORDER_LIMIT = Threshold.ours(
            "starts-at-the-bottom.order",
            key(
                    "absent when every layer has begun, no more than 30 days after the layer below; never present by itself"));

    @Override
    public Cause cause() {
        return Cause.STARTS_AT_THE_BOTTOM;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        var log = StepLog.of(dossier);
        String undecided = say("The steps on record do not say which layers are asked to change.");
        String unknown =
                log.steps().isEmpty() ? say(StepLog.BEGIN) : say("Note for every step which layer it asks to change.");
        long unplaced = log.steps().stream().filter(s -> s.layer().isEmpty()).count();
        if (!log.judgeable(judgement, dossier.period())) {
            return judgement.verdict(undecided, Judgement.Next.of(unknown, unknown));
        }
        if (unplaced > UNPLACED * log.steps().size()) {
            judgement.missing(
                    "steps",
                    say(
                            "The layer of %s more steps; it is known of %s and at least 80 %% are needed.",
                            Wording.count((long)
                                    Math.ceil(unplaced - UNPLACED * log.steps().size())),
                            Wording.of(
                                    log.steps().size() - unplaced, log.steps().size())));
            return judgement.verdict(undecided, Judgement.Next.of(unknown, unknown));
        }
        var layers = Layers.of(dossier, log);
        var burden = new ArrayList<Claim>(List.of(layers.burdenOfSteps(dossier), layers.top(dossier)));
        layers.burdenOfTraining(dossier).ifPresent(burden::add);
        judgement.essential(new AnyOf(List.of(new AllOf(burden), layers.order(dossier))));
        trend(dossier).ifPresent(judgement::trend);
        layers.load(dossier).ifPresent(judgement::context);
        StaffItem.of(dossier, MODELS, MODELS_NEEDED)
                .map(item -> item.indicator(
                        "manager-models-service",
                        say("Whether managers go first"),
                        say(
                                "Staff give [[%s of 5]] to managers who model service",
                                Wording.number(item.estimate().value())),
                        Scale.INFORMING,
                        Threshold.ours("starts-at-the-bottom.manager-models-service", say("informs, decides nothing"))))
                .ifPresent(judgement::context);
        StaffAndCustomers.of(dossier).ifPresent(units -> {
            units.link(dossier).ifPresent(judgement::context);
            units.discordant(dossier).ifPresent(judgement::context);
        });
        return judgement.verdict(undecided, Judgement.Next.of(layers.next(dossier), layers.next(dossier)));
    }

    /// What staff say of their managers, week by week; weeks of few answers are joined.
    private static Optional<Trend> trend(Dossier dossier) {
        if (!dossier.has(FactKind.PULSE, MODELS)
                || dossier.measures().find(MODELS).isEmpty()) {
            return Optional.empty();
        }
        Map<LocalDate, Summary> weeks = new TreeMap<>();
        for (Cell cell :
                dossier.scan(CubeQuery.of(FactKind.PULSE).by(new Key.Week()).sum(MODELS))) {
            weeks.put(cell.day(0), cell.sum(0));
        }
        List<Trend.Point> points = StaffGate.points(dossier, weeks);
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new Trend(say("Staff who say their manager models service (1 to 5)"), false, points));
    }

    /// What each layer was asked to do, and when it began.
    ///
    /// @param days the days looked at
    /// @param hours hours of service training by layer; empty where none is on record
    /// @param existing the layers that the organisation has, from the board down
    /// @param goals whether the layer has objectives on record
    private record Layers(
            Period days,
            Map<Layer, List<Begun>> steps,
            Map<Layer, Double> hours,
            long courses,
            List<Layer> existing,
            Set<Layer> goals) {

        static Layers of(Dossier dossier, StepLog log) {
            Map<Layer, List<Begun>> steps = new EnumMap<>(Layer.class);
            log.steps()
                    .forEach(s -> s.layer()
                            .ifPresent(l -> steps.computeIfAbsent(l, x -> new ArrayList<>())
                                    .add(s)));
            Map<Layer, Double> hours = new EnumMap<>(Layer.class);
            long courses = 0;
            Period days = StepLog.days(dossier, log.steps());
            for (Training course : dossier.register().trainings()) {
                Optional<Layer> layer = layer(dossier, course);
                if (layer.isPresent()
                        && days.contains(course.completedAt())
                        && (course.kind() == null
                                || SERVICE.contains(course.kind().toLowerCase(Locale.ROOT)))) {
                    hours.merge(layer.get(), course.hours() == null ? 1 : course.hours(), Double::sum);
                    courses++;
                }
            }
            var cascade = new Cascade(dossier.registry());
            Set<Layer> goals = java.util.EnumSet.noneOf(Layer.class);
            dossier.organisation().objectives().forEach(o -> cascade.layerOf(o).ifPresent(goals::add));
            return new Layers(days, steps, hours, courses, existing(dossier, steps), goals);
        }

        private static Optional<Layer> layer(Dossier dossier, Training course) {
            if (course.layer() != null) {
                return Optional.of(course.layer());
            }
            var person = dossier.registry().person(course.person()).flatMap(dossier.registry()::layerOf);
            return person.isPresent() || course.unit() == null
                    ? person
                    : dossier.registry().layer(course.unit());
        }

        /// The board and the front line exist everywhere; the layers between only where something names them.
        private static List<Layer> existing(Dossier dossier, Map<Layer, List<Begun>> steps) {
            Set<Layer> known = java.util.EnumSet.of(Layer.BOARD, Layer.FRONTLINE);
            known.addAll(steps.keySet());
            dossier.organisation()
                    .units()
                    .forEach(u -> dossier.registry().layer(u.id()).ifPresent(known::add));
            dossier.organisation()
                    .people()
                    .forEach(p -> dossier.registry().layerOf(p).ifPresent(known::add));
            if (!dossier.organisation().recorded()) {
                known.add(Layer.EXECUTIVE);
            }
            return List.copyOf(known);
        }

        private int count(Layer layer) {
            return steps.getOrDefault(layer, List.of()).size();
        }

        private int total() {
            return placed().size();
        }

        private List<Begun> placed() {
            return steps.values().stream().flatMap(List::stream).toList();
        }

        private Optional<LocalDate> begun(Layer layer) {
            return steps.getOrDefault(layer, List.of()).stream()
                    .map(s -> s.step().startedOn())
                    .min(Comparator.naturalOrder());
        }

        /// Whether the layer has training and objectives of its own.
        private boolean prepared(Layer layer) {
            return hours.getOrDefault(layer, 0.0) > 0 && goals.contains(layer);
        }

        /// Whether the layer began no later than the next layer below that began at all.
        private boolean inTime(Layer layer) {
            if (prepared(layer)) {
                return true;
            }
            Optional<LocalDate> own = begun(layer);
            Optional<LocalDate> below = existing.stream()
                    .filter(l -> l.compareTo(layer) > 0)
                    .map(this::begun)
                    .flatMap(Optional::stream)
                    .findFirst();
            return own.isPresent()
                    && (below.isEmpty() || !own.get().isAfter(below.get().plusDays(GRACE)));
        }

        Indicator burdenOfSteps(Dossier dossier) {
            int front = count(Layer.FRONTLINE);
            return new Indicator(
                    "steps-by-layer",
                    say("Who is asked to change"),
                    say("[[%s steps]] ask the front line to change.", Wording.of(front, total())),
                    Statistic.counted(say("share of steps on the front line"), (double) front / total(), total()),
                    BURDEN,
                    BURDEN_LIMIT,
                    StepLog.lineage(dossier, placed(), say("steps"), say("Full count, version 1")),
                    Optional.of(bars()));
        }

        private Figure bars() {
            return new Figure.Bars(
                    say("Share of steps by the layer they ask to change; %s", Wording.count(total(), "step", "steps")),
                    "%",
                    existing.stream()
                            .map(l -> new Figure.Bars.Bar(
                                    l.title(), (double) count(l) / total(), l != Layer.FRONTLINE && count(l) == 0))
                            .toList(),
                    null);
        }

        Optional<Indicator> burdenOfTraining(Dossier dossier) {
            double all =
                    hours.values().stream().mapToDouble(Double::doubleValue).sum();
            if (!(all > 0)) {
                return Optional.empty();
            }
            double share = hours.getOrDefault(Layer.FRONTLINE, 0.0) / all;
            return Optional.of(new Indicator(
                    "training-by-layer",
                    say("Who is trained in service"),
                    say(
                            "[[%s of the hours]] of service training went to the front line, %s in all.",
                            Wording.percent(share), Wording.count(courses, "course", "courses")),
                    Statistic.counted(say("share of service training on the front line"), share, courses),
                    BURDEN,
                    BURDEN_LIMIT,
                    new Lineage(
                            courses,
                            say("courses"),
                            dossier.files(FactKind.TRAINING),
                            days,
                            say("Full count, version 1"),
                            say("hours of training by layer, kind in %s", new java.util.TreeSet<>(SERVICE)),
                            Optional.of(new RowQuery(
                                    FactKind.TRAINING,
                                    List.of("completed_at", "person", "unit", "layer", "course", "kind", "hours"),
                                    dossier.has(FactKind.TRAINING, "kind")
                                            ? List.of(new Filter.Any(List.of(
                                                    new Filter.In("kind", SERVICE), new Filter.Missing("kind"))))
                                            : List.of()))),
                    Optional.empty()));
        }

        /// The layers above the front line that answer for the whole: the board and, where there is one, the executive.
        private List<Layer> top() {
            return existing.stream()
                    .filter(l -> l == Layer.BOARD || l == Layer.EXECUTIVE)
                    .toList();
        }

        Indicator top(Dossier dossier) {
            List<Layer> idle =
                    top().stream().filter(l -> count(l) == 0 && !prepared(l)).toList();
            List<String> names = (idle.isEmpty() ? top() : idle)
                    .stream().map(Layers::inSentence).toList();
            String statement = idle.size() == top().size()
                    ? say("[[No step asks anything of %s]].", either(names))
                    : idle.isEmpty()
                            ? say("Steps, or training and goals of their own, reach %s.", Wording.names(names, 2))
                            : say("No step asks anything of %s.", names.getFirst());
            return new Indicator(
                    "steps-at-the-top",
                    say("What the top is asked to change"),
                    statement,
                    Statistic.counted(
                            say("share of the top layers without a step"),
                            (double) idle.size() / top().size(),
                            total()),
                    TOP,
                    TOP_LIMIT,
                    StepLog.lineage(dossier, placed(), say("steps"), say("Full count, version 1")),
                    Optional.empty());
        }

        Indicator order(Dossier dossier) {
            List<Layer> late = existing.stream().filter(l -> !inTime(l)).toList();
            String statement = late.isEmpty()
                    ? say("All %s layers have begun, from the board down.", existing.size())
                    : say(
                            late.size() == 1
                                    ? "[[%s]] has not begun before the layers below."
                                    : "[[%s]] have not begun before the layers below.",
                            Wording.sentence(Wording.names(
                                    late.stream().map(Layers::inSentence).toList(), 2)));
            return new Indicator(
                    "order-of-layers",
                    say("Which layer began first"),
                    statement,
                    Statistic.counted(
                            say("share of layers that began late or not at all"),
                            (double) late.size() / existing.size(),
                            existing.size()),
                    ORDER,
                    ORDER_LIMIT,
                    StepLog.lineage(
                            dossier,
                            placed(),
                            say("steps"),
                            say("First step of each layer, 30 days' grace, version 1")),
                    beginnings());
        }

        /// Days from the very first step to the first of each layer that has begun.
        private Optional<Figure> beginnings() {
            return existing.stream()
                    .flatMap(l -> begun(l).stream())
                    .min(Comparator.naturalOrder())
                    .map(first -> new Figure.Bars(
                            say(
                                    "Days from the first step of all to the first of each layer; a layer without a bar has none"),
                            say("days"),
                            existing.stream()
                                    .flatMap(l -> begun(l).stream()
                                            .map(day -> new Figure.Bars.Bar(
                                                    l.title(), StepLog.daysBetween(first, day), !inTime(l))))
                                    .toList(),
                            null));
        }

        /// What each layer carries against its share of the people.
        Optional<Indicator> load(Dossier dossier) {
            Map<Layer, Double> counts = new EnumMap<>(Layer.class);
            steps.forEach((layer, own) -> counts.put(layer, (double) own.size()));
            return LayerLoad.of(dossier, counts, hours).card(dossier, days);
        }

        String next(Dossier dossier) {
            Layer first = existing.stream().filter(l -> !inTime(l)).findFirst().orElse(Layer.BOARD);
            Optional<Begun> running = steps.getOrDefault(Layer.FRONTLINE, List.of()).stream()
                    .max(Comparator.comparing(s -> s.step().startedOn()));
            return running.map(s -> say(
                            "Give %s a step of its own before “%s” asks more of %s.",
                            inSentence(first), s.title(), place(dossier, s)))
                    .orElse(say("Give %s a step of its own.", inSentence(first)));
        }

        private static String place(Dossier dossier, Begun step) {
            return step.units().size() == 1
                    ? StepLog.title(dossier, step.units().getFirst())
                    : say("the front line");
        }

        private static String inSentence(Layer layer) {
            return switch (layer) {
                case BOARD -> say("the board");
                case EXECUTIVE -> say("the executive");
                case MANAGEMENT -> say("management");
                case FRONTLINE -> say("the front line");
            };
        }

        /// One name or two.
        private static String either(List<String> names) {
            return names.size() == 2 ? say("%s or %s", names.getFirst(), names.getLast()) : names.getFirst();
        }
    }
}
