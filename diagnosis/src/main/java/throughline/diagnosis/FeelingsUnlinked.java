package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Judgement.Next;
import throughline.diagnosis.LinkDirections.Measured;
import throughline.diagnosis.LinkDirections.Turned;
import throughline.diagnosis.StateEffects.Effect;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Section;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Proportion;

/// Cause 1.5: nobody connects how customers feel with the infrastructure behind it.
///
/// Enacted: the share of answers whose infrastructure state is known, since readings began; and the effect of that
/// state on how it felt ([StateEffects]). Declared: the links of infrastructure with perception or
/// feeling. An effect that is there while no link is on record is the cause; effects that are all on
/// record, or all within 0.05 standard deviations of zero, are its absence.
final class FeelingsUnlinked implements Detector {

    /// Below this share of answers with a known state nothing is joined (causes.md, 1.5).
    static final double LINKED_PRESENT = 0.5;

    /// From this share on feelings and infrastructure are joined (causes.md, 1.5).
    static final double LINKED_ABSENT = 0.8 - 1e-9;

    /// Effects smaller than this do not matter (causes.md, 1.5), in standard deviations.
    static final double NEGLIGIBLE = 0.05;

    /// Fewest answers with a known state (causes.md, 1.5).
    static final int MINIMUM_ANSWERS = 200;

    /// Fewest days of a unit on which it was degraded (causes.md, 1.5).
    static final int MINIMUM_UNIT_DAYS = 30;

    private static final int MOST_ITEMS = 5;
    private static final int MOST_STATES = 8;
    private static final String STATE = "state_";
    private static final Set<String> FELT = Set.of("empathy", "assurance");

    @Override
    public Cause cause() {
        return Cause.FEELINGS_UNLINKED;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        return new Examination(dossier).verdict();
    }

    /// One look at one organisation.
    private static final class Examination {

        private final Dossier dossier;
        private final Judgement judgement = Judgement.of(Cause.FEELINGS_UNLINKED);
        private final List<String> actions = new ArrayList<>();
        private final LinksOnRecord links;
        private boolean joined;

        Examination(Dossier dossier) {
            this.dossier = dossier;
            this.links = new LinksOnRecord(dossier);
        }

        Verdict verdict() {
            List<Entry> items = items();
            Optional<LocalDate> began = began();
            if (items.isEmpty()) {
                judgement.missing(
                        "responses", say("Answers to a question on how it felt, such as empathy or feel_welcome."));
            }
            if (began.isEmpty()) {
                judgement.missing("readings", say("Readings of the infrastructure, such as faults by unit and hour."));
            }
            if (!items.isEmpty()
                    && began.isPresent()
                    && !Freshness.stale(dossier, FactKind.READINGS, judgement)
                    && !Freshness.stale(dossier, FactKind.RESPONSES, judgement)) {
                LocalDate from = began.get().isBefore(dossier.period().from())
                        ? dossier.period().from()
                        : began.get();
                join(dossier.during(new Period(from, dossier.period().to())), items);
            }
            String next = actions.isEmpty() ? gather() : actions.getFirst();
            return judgement.verdict(
                    say("The data do not yet show whether feelings are tied to the infrastructure."),
                    Next.of(next, next));
        }

        private String gather() {
            return joined
                    ? say("Ask more customers on days when the infrastructure is degraded.")
                    : say("Give each reading its unit, touchpoint and time, so that answers can be tied to it.");
        }

        /// Questions on perception and feelings.
        private List<Entry> questions() {
            return dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING).stream()
                    .filter(e -> dossier.table(FactKind.RESPONSES)
                            .flatMap(t -> t.find(e.id()))
                            .filter(c -> c.type() == ColumnType.NUMBER)
                            .isPresent())
                    .toList();
        }

        /// Questions on feelings, empathy and assurance; where there is none, those on perception. The five that are
        /// answered most, whatever is on record.
        private List<Entry> items() {
            List<Entry> all = questions();
            List<Entry> close = all.stream()
                    .filter(e -> e.kind() == Kind.FEELING
                            || (e.dimension() != null
                                    && FELT.contains(e.dimension().toLowerCase(Locale.ROOT)))
                            || links.mayLeadTo(e))
                    .toList();
            List<Entry> chosen = close.isEmpty() ? all : close;
            if (chosen.isEmpty()) {
                return chosen;
            }
            var cube = dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                    .sum(chosen.stream().map(Entry::id).toArray(String[]::new)));
            if (cube.size() == 0) {
                return List.of();
            }
            Cell cell = cube.cell(0);
            return chosen.stream()
                    .filter(e -> cell.sum(chosen.indexOf(e)).count() > 0)
                    .sorted(Comparator.comparingLong(
                            e -> -cell.sum(chosen.indexOf(e)).count()))
                    .limit(MOST_ITEMS)
                    .toList();
        }

        /// The first day of the first week with a reading of the infrastructure.
        private Optional<LocalDate> began() {
            Set<String> measures = dossier.measures().in(FactKind.READINGS, Kind.INFRASTRUCTURE).stream()
                    .map(Entry::id)
                    .collect(Collectors.toSet());
            if (measures.isEmpty() || !dossier.has(FactKind.READINGS)) {
                return Optional.empty();
            }
            return dossier
                    .scan(CubeQuery.of(FactKind.READINGS).by(new Key.Week()).where(new Filter.In("measure", measures)))
                    .stream()
                    .map(c -> c.day(0))
                    .min(Comparator.naturalOrder());
        }

        private void join(Dossier since, List<Entry> items) {
            List<String> states = states();
            boolean flagged = dossier.has(FactKind.RESPONSES, "degraded");
            long answers = since.rows(FactKind.RESPONSES);
            Map<LocalDate, Long> linked = new TreeMap<>();
            var query = CubeQuery.of(FactKind.RESPONSES).by(new Key.Week());
            if (flagged || !states.isEmpty()) {
                since.scan(query.where(StateEffects.known(flagged, states)))
                        .forEach(c -> linked.put(c.day(0), c.rows()));
            }
            long known = linked.values().stream().mapToLong(n -> n).sum();
            if (answers < MINIMUM_ANSWERS) {
                needed(answers, since);
                return;
            }
            share(since, known, answers, flagged, states);
            weekly(since, query, linked).ifPresent(judgement::trend);
            if (known < MINIMUM_ANSWERS) {
                needed(known, since);
                judgement.incomplete();
                return;
            }
            effects(since, items, states, linked);
        }

        private void needed(long have, Dossier since) {
            judgement.missing(
                    "responses",
                    Wording.needed(
                            have,
                            MINIMUM_ANSWERS,
                            since.period(),
                            "answer tied to a state of the infrastructure",
                            "answers tied to a state of the infrastructure"));
        }

        private List<String> states() {
            return dossier.table(FactKind.RESPONSES).stream()
                    .flatMap(t -> t.columns().stream())
                    .filter(c -> c.type() == ColumnType.NUMBER && c.name().startsWith(STATE))
                    .map(c -> c.name())
                    .filter(c -> links.infrastructure(c.substring(STATE.length())))
                    .sorted()
                    .limit(MOST_STATES)
                    .toList();
        }

        private void share(Dossier since, long known, long answers, boolean flagged, List<String> states) {
            Estimate share = Proportion.wilson((double) known, (double) answers, 0.95);
            Card card = Card.of(Cause.FEELINGS_UNLINKED, "answers-joined", say("Can they be tied together"), since)
                    .rule(key("present if surely under 50 % of answers have a known state; absent from 80 % on"))
                    .rests(answers, say("answers"))
                    .files(FactKind.RESPONSES)
                    .files(FactKind.READINGS)
                    .method(say("Wilson interval, 95 %, since readings began"));
            if (flagged || !states.isEmpty()) {
                card.query(CubeQuery.of(FactKind.RESPONSES).where(StateEffects.known(flagged, states)));
            }
            judgement.essential(card.says(
                    say(
                            "Of %s, [[%s]] can be tied to the state of the infrastructure at the time.",
                            Wording.count(answers, "answer", "answers"), Wording.percent(share.value())),
                    Statistic.of(say("share of answers with a known state"), share),
                    new Scale(1, LINKED_ABSENT, LINKED_PRESENT, 0)));
            joined = share.low() >= LINKED_ABSENT;
            if (share.high() < LINKED_PRESENT) {
                actions.add(say(
                        "Connect the readings with units and touchpoints: %s of answers wait for them.",
                        Wording.percent(1 - share.value())));
            }
        }

        private static Optional<Trend> weekly(Dossier since, CubeQuery query, Map<LocalDate, Long> linked) {
            var points = new ArrayList<Trend.Point>();
            for (Cell cell : since.scan(query)) {
                long known = linked.getOrDefault(cell.day(0), 0L);
                points.add(new Trend.Point(cell.day(0), (double) known / cell.rows()));
            }
            return points.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Trend(say("share of answers with a known state"), false, points));
        }

        private void effects(Dossier since, List<Entry> items, List<String> states, Map<LocalDate, Long> linked) {
            var effects = new StateEffects(since, items, states, linked);
            int days = effects.degradedUnitDays();
            if (!effects.flagged() || days < MINIMUM_UNIT_DAYS) {
                judgement.missing(
                        "readings",
                        Wording.needed(
                                days,
                                MINIMUM_UNIT_DAYS,
                                since.period(),
                                "day of a unit with the infrastructure degraded",
                                "days of a unit with the infrastructure degraded"));
                judgement.incomplete();
                return;
            }
            List<Effect> all = effects.ofDegraded();
            if (all.isEmpty()) {
                judgement.missing(
                        "responses", say("Answers of the same people and touchpoints in good and in degraded states."));
                judgement.incomplete();
                return;
            }
            int many = all.size();
            List<Effect> sure = all.stream()
                    .filter(e -> e.size(many).low() > NEGLIGIBLE)
                    .sorted(Comparator.comparingDouble(
                            (Effect e) -> -e.size(many).low()))
                    .toList();
            Effect shown = !sure.isEmpty()
                    ? sure.getFirst()
                    : all.stream()
                            .max(Comparator.comparingDouble(e -> e.size(1).high()))
                            .orElseThrow();
            Interval size = shown.size(sure.isEmpty() ? 1 : many);
            Map<String, Integer> better = new HashMap<>();
            states.forEach(s -> better.put(
                    s,
                    dossier.measures()
                            .find(s.substring(STATE.length()))
                            .map(Entry::sign)
                            .orElse(1)));
            Optional<String> culprit =
                    effects.strongest(shown.item(), better).stream().findFirst().map(s -> s.substring(STATE.length()));
            var claims = new ArrayList<Claim>();
            claims.add(effects.indicator(since, all, shown, size));
            if (!sure.isEmpty()) {
                judgement.context(new StateGraph(since, items).indicator(shown.item()));
            }
            weigh(claims, sure, culprit, harm(since, effects, shown, sure));
            directions(since, states, linked);
        }

        /// Answers a week that the state makes bad or, where that is not known, reaches.
        private record Harm(long answers, boolean bad) {
            String words() {
                return bad
                        ? Wording.count(answers, "bad answer", "bad answers")
                        : Wording.count(answers, "answer", "answers");
            }
        }

        /// How many answers a week the state makes bad or, where that is not known, reaches; with a card where there is
        /// an effect.
        private Harm harm(Dossier since, StateEffects effects, Effect shown, List<Effect> sure) {
            Optional<Estimate> bad = sure.isEmpty() ? Optional.empty() : BadAnswers.attributable(effects, shown.item());
            bad.ifPresent(aWeek -> judgement.context(BadAnswers.indicator(effects, since, shown.item(), aWeek)));
            return bad.filter(aWeek -> aWeek.low() > 0)
                    .map(aWeek -> new Harm(Math.max(1, Math.round(aWeek.value())), true))
                    .orElseGet(() -> new Harm(Math.max(1, Math.round(effects.degradedAnswersAWeek())), false));
        }

        /// Holds the effects against the links on record.
        ///
        /// @param claims the effect
        /// @param harm answers a week
        private void weigh(List<Claim> claims, List<Effect> found, Optional<String> culprit, Harm harm) {
            List<Effect> open = links.open(found);
            String cause =
                    culprit.flatMap(dossier.measures()::find).map(Entry::title).orElse(say("the infrastructure"));
            String named = culprit.isPresent() ? say("“%s”", cause) : cause;
            List<String> riddles = links.riddles(found);
            if (!dossier.organisation().knows(Section.LINKS) || !riddles.isEmpty()) {
                if (claims.getFirst().side() == Side.ABSENT) {
                    judgement.essential(claims.getFirst());
                    return;
                }
                claims.forEach(judgement::context);
                boolean recorded = judgement.knows(
                        dossier.organisation(),
                        Section.LINKS,
                        say("The links of infrastructure with feelings that are already managed"));
                if (!recorded) {
                    actions.add(say(
                            "Record which links of infrastructure with feelings are managed, and by whom; %s comes first.",
                            named));
                }
                if (!riddles.isEmpty()) {
                    actions.add(say("Record under measures what %s is.", Wording.names(riddles, 3)));
                    judgement.incomplete();
                    judgement.missing(
                            Card.RECORD,
                            say(
                                    "The kind, under measures, of %s: whether it is infrastructure that the record links with feelings.",
                                    Wording.names(riddles, 3)));
                }
                return;
            }
            claims.add(links.indicator(found, cause));
            judgement.essential(new AllOf(claims));
            if (!open.isEmpty()) {
                actions.add(say(
                        harm.answers() == 1
                                ? "Mend %s before coaching people on their tone: about %s a week comes from degraded states."
                                : "Mend %s before coaching people on their tone: about %s a week come from degraded states.",
                        named,
                        harm.words()));
            }
        }

        /// Looks whether each link on record runs the way the record says.
        private void directions(Dossier since, List<String> states, Map<LocalDate, Long> linked) {
            List<Entry> all = questions();
            Map<Link, List<Entry>> about = new LinkedHashMap<>();
            links.declared().forEach(l -> about.put(l, links.questions(l, all)));
            var directions = new LinkDirections(since, about, states);
            if (directions.measured().isEmpty()) {
                return;
            }
            judgement.context(directions.indicator(about.size()));
            if (directions.measured().stream().noneMatch(Measured::seemsTurned)) {
                return;
            }
            List<Entry> seem = directions.measured().stream()
                    .filter(Measured::seemsTurned)
                    .map(Measured::item)
                    .distinct()
                    .toList();
            var effects = new StateEffects(since, seem, states, linked);
            for (Turned turned : directions.turned(effects)) {
                judgement.essential(directions.indicator(turned, effects));
                actions.add(say(
                        "Correct the link from %s to “%s”: it runs the other way.",
                        directions.cause(turned), turned.item().title()));
            }
        }
    }
}
