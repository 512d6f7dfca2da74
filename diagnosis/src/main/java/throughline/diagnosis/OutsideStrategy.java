package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import throughline.diagnosis.Judgement.Next;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Cascade;
import throughline.organisation.Cascade.Coverage;
import throughline.organisation.Layer;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Unit;
import throughline.statistics.Interval;
import throughline.statistics.Summary;

/// Cause 1.2: service is outside the strategic focus.
///
/// Declared: the board has objectives about service that are measured by what customers experience, with a fair share
/// of the weight, and an unbroken path of objectives leads from them to the front line. Enacted: board and executive
/// talk about service in their meetings ([LeadershipAttention]); staff say whether service is the top priority.
final class OutsideStrategy implements Detector {

    /// Below this share of the board's weight service is outside (ours).
    static final double WEIGHT_PRESENT = 0.10;

    /// From this share of the board's weight on service is inside (ours); a hair below, so that 15 % passes.
    static final double WEIGHT_ABSENT = 0.15 - 1e-9;

    /// Below this share of front-line units with a path to the board the cascade is broken (ours).
    static final double PATH_PRESENT = 0.5;

    /// From this share of every layer with a path to the board the cascade holds (ours).
    static final double PATH_ABSENT = 0.8 - 1e-9;

    /// Share of the front line whose objectives must be on record (causes.md, 1.2).
    static final double KNOWN = 0.8 - 1e-9;

    private static final Set<Kind> EXPERIENCED = Set.of(Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME);

    @Override
    public Cause cause() {
        return Cause.OUTSIDE_STRATEGY;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        return new Examination(dossier).verdict();
    }

    /// One look at one organisation.
    private static final class Examination {

        private final Dossier dossier;
        private final Cascade cascade;
        private final Judgement judgement = Judgement.of(Cause.OUTSIDE_STRATEGY);
        private final List<String> actions = new ArrayList<>();

        Examination(Dossier dossier) {
            this.dossier = dossier;
            this.cascade = new Cascade(dossier.registry());
        }

        Verdict verdict() {
            if (judgement.knows(
                    dossier.organisation(), Section.OBJECTIVES, say("The objectives of the board and of each layer"))) {
                declared();
            }
            var attention = new LeadershipAttention(dossier);
            attention.examine(judgement).ifPresent(indicator -> {
                judgement.other(indicator);
                if (indicator.side() == Side.PRESENT) {
                    actions.add(
                            say("Put service on the agenda of every meeting of the board, with what customers said."));
                }
            });
            StaffPriority.judge(dossier, judgement);
            DecisionEvidence.judge(dossier, judgement);
            attention.trend().ifPresent(judgement::trend);
            String next = actions.isEmpty()
                    ? say("Record the objectives of the board and of each layer, with their weights and parents.")
                    : actions.getFirst();
            return judgement.verdict(
                    say("The record does not yet show whether service is part of the strategy."), Next.of(next, next));
        }

        private void declared() {
            if (!boardKnown()) {
                judgement.missing(
                        Card.RECORD, say("Which unit or which people are the board: none has the layer board."));
            } else if (board()) {
                path();
            }
        }

        private List<Objective> objectives() {
            return dossier.organisation().objectives();
        }

        private boolean boardKnown() {
            return dossier.organisation().units().stream().anyMatch(u -> u.layer() == Layer.BOARD)
                    || dossier.organisation().people().stream().anyMatch(p -> p.layer() == Layer.BOARD);
        }

        private boolean ofBoard(Objective objective) {
            return cascade.layerOf(objective).filter(l -> l == Layer.BOARD).isPresent();
        }

        /// Whether it is measured by what customers experience. Where no objective names a measure at all, measures are
        /// not on record, and none is held against it.
        private boolean measured(Objective objective) {
            if (objectives().stream().allMatch(o -> o.measures().isEmpty())) {
                return true;
            }
            return objective.measures().stream()
                    .anyMatch(m -> dossier.measures()
                            .find(m)
                            .map(e -> EXPERIENCED.contains(e.kind()))
                            .orElse(true));
        }

        /// Judges the board's objectives; says whether the board has one about service.
        private boolean board() {
            List<Objective> all = objectives().stream().filter(this::ofBoard).toList();
            List<Objective> about = all.stream().filter(cascade::boardService).toList();
            List<Objective> service = about.stream().filter(this::measured).toList();
            double weight = weight(service, all);
            String statement;
            if (all.isEmpty()) {
                statement = objectives().isEmpty()
                        ? say("[[No objective]] of any layer is on record.")
                        : say(
                                "[[The board has no objective]] on record; other layers have %s.",
                                Wording.count(objectives().size()));
            } else if (about.isEmpty()) {
                statement = say(
                        "[[None of the board's %s]] is about service.",
                        Wording.count(all.size(), "objective", "objectives"));
            } else if (service.isEmpty()) {
                statement = say("The board's service objective [[has no measure of what customers experience]].");
            } else {
                statement = say(
                        "[[Service carries %s]] of the weight of the board's %s.",
                        Wording.percent(weight), Wording.count(all.size(), "objective", "objectives"));
            }
            judgement.essential(card("board-service-weight", say("What the board aims at"))
                    .rule(key("present below 10 % of the weight of the board's objectives, absent from 15 % on"))
                    .rests(all.size(), say("objectives"))
                    .figure(weights(all))
                    .says(
                            statement,
                            Statistic.counted(say("share of the board's weight on service"), weight, all.size()),
                            new Scale(0.30, WEIGHT_ABSENT, WEIGHT_PRESENT, 0)));
            if (service.isEmpty()) {
                actions.add(say(
                        "Set a board objective about service, measured by %s.",
                        weakest().map(Entry::title).orElse(say("what customers say"))));
            } else if (weight < WEIGHT_ABSENT) {
                actions.add(say(
                        "Raise the weight of the board's service objective from %s to at least 15 %%.",
                        Wording.percent(weight)));
            }
            return !service.isEmpty();
        }

        /// A weight is a share of somebody's objectives, so weights that do not reach 1 are not scaled up. Where some
        /// or all are not on record, those objectives count as much as the mean of the others.
        private static double weight(List<Objective> part, List<Objective> all) {
            double[] known = all.stream()
                    .filter(o -> o.weight() != null)
                    .mapToDouble(o -> Math.max(0, o.weight()))
                    .toArray();
            double mean = known.length == 0 ? 1.0 / Math.max(1, all.size()) : sum(known) / known.length;
            double total = all.stream().mapToDouble(o -> orMean(o, mean)).sum();
            double share = part.stream().mapToDouble(o -> orMean(o, mean)).sum();
            return share == 0 ? 0 : Math.clamp(share / Math.max(1, total), 0, 1);
        }

        private static double orMean(Objective objective, double mean) {
            return objective.weight() == null ? mean : Math.max(0, objective.weight());
        }

        private static double sum(double... values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }

        private Figure weights(List<Objective> all) {
            var bars = new ArrayList<Figure.Bars.Bar>();
            all.stream()
                    .map(o -> Objects.requireNonNullElse(o.about(), ""))
                    .distinct()
                    .forEach(about -> bars.add(new Figure.Bars.Bar(
                            Wording.sentence(about.isEmpty() ? say("not said") : about),
                            weight(
                                    all.stream()
                                            .filter(o -> about.equals(Objects.requireNonNullElse(o.about(), "")))
                                            .toList(),
                                    all),
                            !about.equals("service"))));
            bars.sort(Comparator.comparingDouble(Figure.Bars.Bar::value).reversed());
            return new Figure.Bars(say("Share of the weight of the board's objectives, by subject."), "%", bars, null);
        }

        /// The item of customers that stands lowest on its scale.
        private Optional<Entry> weakest() {
            List<Entry> items =
                    dossier.measures().in(FactKind.RESPONSES, Kind.OUTCOME, Kind.PERCEPTION, Kind.FEELING).stream()
                            .filter(e -> e.low() != null && e.high() != null && e.high() > e.low())
                            .filter(e -> dossier.has(FactKind.RESPONSES, e.id()))
                            .toList();
            if (items.isEmpty()) {
                return Optional.empty();
            }
            var cube = dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                    .sum(items.stream().map(Entry::id).toArray(String[]::new)));
            if (cube.size() == 0) {
                return Optional.empty();
            }
            Cell cell = cube.cell(0);
            return items.stream()
                    .filter(e -> cell.sum(items.indexOf(e)).count() > 0)
                    .min(Comparator.comparingDouble(e -> position(e, cell.sum(items.indexOf(e)))));
        }

        private static double position(Entry item, Summary answers) {
            double low = item.low() == null ? 0 : item.low();
            double high = item.high() == null ? 1 : item.high();
            double position = (answers.mean() - low) / (high - low);
            return item.sign() < 0 ? 1 - position : position;
        }

        /// Judges how far the board's service objective leads down.
        private void path() {
            boolean any = false;
            double above = 1;
            double most = 0;
            var shares = new EnumMap<Layer, Double>(Layer.class);
            Optional<Layer> leak = Optional.empty();
            for (Layer layer : List.of(Layer.EXECUTIVE, Layer.MANAGEMENT, Layer.FRONTLINE)) {
                Optional<Coverage> coverage = cascade.coverage(layer);
                if (coverage.isPresent()) {
                    any = true;
                    layer(layer, coverage.get());
                    double loss = above - coverage.get().share();
                    above = coverage.get().share();
                    shares.put(layer, above);
                    if (loss > most && above < PATH_ABSENT) {
                        most = loss;
                        leak = Optional.of(layer);
                    }
                }
            }
            leak.ifPresent(layer -> {
                actions.add(mend(layer));
                leak(layer, shares);
            });
            boolean more = dossier.organisation().units().size()
                            + dossier.organisation().people().size()
                    > 1;
            if (!any && more) {
                judgement.missing(Card.RECORD, say("The objectives of the layers below the board; none is on record."));
                judgement.incomplete();
            }
        }

        private void layer(Layer layer, Coverage coverage) {
            boolean front = layer == Layer.FRONTLINE;
            String members = members(layer, coverage.ofPeople());
            int open = coverage.members() - coverage.withObjectives();
            if (front && coverage.withObjectives() < KNOWN * coverage.members()) {
                int need = (int) Math.ceil(KNOWN * coverage.members()) - coverage.withObjectives();
                judgement.missing(Card.RECORD, say("The objectives of %s more %s.", Wording.count(need), members));
                judgement.incomplete();
                return;
            }
            double all = coverage.members();
            double value = (double) coverage.covered() / coverage.withObjectives();
            var bounds = new Interval(coverage.covered() / all, (coverage.covered() + open) / all);
            // Above the front line a thin layer says where the path leaks; only a layer without any path speaks alone.
            var scale = front ? new Scale(1, PATH_ABSENT, PATH_PRESENT, 0) : new Scale(1, PATH_ABSENT, 1e-9, -1);
            judgement.essential(card("cascade-" + layer.id(), say("How far it leads: %s", layer.title()))
                    .rule(
                            front
                                    ? say(
                                            "present if under 50 % of front-line units have a path to the board, absent from 80 %")
                                    : say(
                                            "present if none has a path to the board's service objective, absent from 80 %"))
                    .rests(coverage.members(), say(coverage.ofPeople() ? "people" : "units"))
                    .method(say("full count; the interval is what the units without objectives could make of it"))
                    .says(
                            say(
                                    coverage.covered() == 1
                                            ? "[[%s %s]] has a goal that leads to the board's service objective."
                                            : "[[%s %s]] have a goal that leads to the board's service objective.",
                                    Wording.of(coverage.covered(), coverage.members()),
                                    members),
                            new Statistic(
                                    say("share with a path to the board"),
                                    Math.clamp(value, bounds.low(), bounds.high()),
                                    bounds,
                                    0,
                                    coverage.members()),
                            scale));
        }

        private static String members(Layer layer, boolean people) {
            return switch (layer) {
                case BOARD -> say(people ? "board people" : "board units");
                case EXECUTIVE -> say(people ? "executive people" : "executive units");
                case MANAGEMENT -> say(people ? "management people" : "management units");
                case FRONTLINE -> say(people ? "front-line people" : "front-line units");
            };
        }

        /// Shows where most of the path is lost.
        private void leak(Layer layer, Map<Layer, Double> shares) {
            double share = Objects.requireNonNull(shares.get(layer));
            judgement.context(card("cascade-leak", say("Where the path leaks"))
                    .rests(shares.size(), say("layers"))
                    .figure(new Figure.Bars(
                            say("Share of each layer with a path to the board's service objective."),
                            "%",
                            shares.entrySet().stream()
                                    .map(e ->
                                            new Figure.Bars.Bar(e.getKey().title(), e.getValue(), e.getKey() == layer))
                                    .toList(),
                            null))
                    .informs(
                            say(
                                    "The path to the board's service objective is lost most at the layer [[%s]]: %s there have it.",
                                    layer.word(), Wording.percent(share)),
                            Statistic.counted(say("share with a path where it is lost most"), share, shares.size())));
        }

        private String mend(Layer layer) {
            List<String> without = dossier.organisation().units().stream()
                    .filter(u -> dossier.registry()
                            .layer(u.id())
                            .filter(l -> l == layer)
                            .isPresent())
                    .filter(u ->
                            objectives().stream().noneMatch(o -> u.id().equals(o.unit()) && cascade.reachesBoard(o)))
                    .map(Unit::title)
                    .toList();
            String whom = without.isEmpty() ? layer.inSentence() : Wording.names(without, 2);
            return say("Give %s a goal under the board's service objective.", whom);
        }

        private Card card(String id, String title) {
            return Card.of(Cause.OUTSIDE_STRATEGY, id, title, dossier).record();
        }
    }
}
