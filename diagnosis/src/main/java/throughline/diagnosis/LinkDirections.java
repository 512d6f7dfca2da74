package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.diagnosis.StateEffects.Effect;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Link;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.causal.EffectEstimate;
import throughline.statistics.causal.MomentBlocks;

/// Whether every link on record runs the way the record says: worse infrastructure, worse feeling.
///
/// Each link is measured on unit-weeks, what all answers of a unit and week share taken out; of as many links as there
/// are, each is held to its share of the error (Bonferroni). One that seems to run the other way is measured again
/// within agent, touchpoint, week and weekday ([StateEffects]), with errors by day: bad days that all units share
/// deceive the first look.
final class LinkDirections {

    private static final String STATE = "state_";

    private static final double ERROR = 0.05;

    /// A link on record and a question it is about.
    private record Pair(Link link, Entry item) {
        String state() {
            return STATE + link.cause();
        }
    }

    /// A link on record with its effect for the worse: below zero is as on record.
    ///
    /// @param effect in standard deviations of both, turned so that below zero is worse
    record Measured(Link link, Entry item, Estimate effect) {
        boolean asOnRecord() {
            return effect.high() < 0;
        }

        boolean seemsTurned() {
            return effect.low() > 0;
        }
    }

    /// A link that surely runs the other way.
    record Turned(Link link, Entry item, Effect effect) {}

    private final Dossier dossier;
    private final List<Measured> measured;

    /// Measures the links.
    ///
    /// @param questions the questions of the answers that each link on record is about
    /// @param states columns of the states that are known of answers
    LinkDirections(Dossier dossier, Map<Link, List<Entry>> questions, List<String> states) {
        this.dossier = dossier;
        var pairs = new ArrayList<Pair>();
        questions.forEach((link, items) -> items.forEach(item -> pairs.add(new Pair(link, item))));
        pairs.removeIf(p -> !states.contains(p.state()) || !directed(p));
        var found = new ArrayList<Measured>();
        for (String state : pairs.stream().map(Pair::state).distinct().toList()) {
            List<Pair> own = pairs.stream().filter(p -> p.state().equals(state)).toList();
            List<String> items = own.stream().map(p -> p.item().id()).distinct().toList();
            for (List<String> group : AnswerWeeks.groups(dossier, state, items)) {
                var columns = new ArrayList<>(group);
                columns.add(state);
                AnswerWeeks.of(dossier, columns)
                        .ifPresent(cells -> own.stream()
                                .filter(p -> group.contains(p.item().id()))
                                .forEach(p ->
                                        measure(p, cells, group, pairs.size()).ifPresent(found::add)));
            }
        }
        this.measured = List.copyOf(found);
    }

    /// Whether it is known which way is worse at both ends; a guess cannot show that a record is wrong.
    private boolean directed(Pair pair) {
        return pair.item().directed()
                && dossier.measures()
                        .find(pair.link().cause())
                        .filter(Entry::directed)
                        .isPresent();
    }

    private Optional<Measured> measure(Pair pair, MomentBlocks cells, List<String> columns, int all) {
        try {
            Estimate e = EffectEstimate.of(
                            cells, columns.size(), columns.indexOf(pair.item().id()), Set.of(), 1 - ERROR / all)
                    .standardised();
            boolean turn = pair.item().sign() * sign(pair.state()) > 0;
            return Optional.of(new Measured(
                    pair.link(),
                    pair.item(),
                    turn ? new Estimate(-e.value(), new Interval(-e.high(), -e.low()), e.standardError(), e.n()) : e));
        } catch (ArithmeticException | IllegalArgumentException nothingToCompare) {
            return Optional.empty();
        }
    }

    private int sign(String state) {
        return dossier.measures()
                .find(state.substring(STATE.length()))
                .map(Entry::sign)
                .orElse(1);
    }

    /// The links that could be measured.
    List<Measured> measured() {
        return measured;
    }

    /// Links that surely run the other way by more than is negligible.
    ///
    /// @param effects the effects of the states on the items of all links
    List<Turned> turned(StateEffects effects) {
        var turned = new ArrayList<Turned>();
        for (Measured m : measured) {
            if (m.seemsTurned()) {
                String state = STATE + m.link().cause();
                effects.ofState(m.item(), state, sign(state))
                        .filter(e -> e.estimate().value() > 0)
                        .filter(e -> e.size(measured.size()).low() > FeelingsUnlinked.NEGLIGIBLE)
                        .ifPresent(e -> turned.add(new Turned(m.link(), m.item(), e)));
            }
        }
        return turned;
    }

    /// The card of all links that were measured; it informs, for one that is turned has a card of its own.
    Claim.Indicator indicator(int declared) {
        long right = measured.stream().filter(Measured::asOnRecord).count();
        long links = measured.stream().map(Measured::link).distinct().count();
        return Card.of(Cause.FEELINGS_UNLINKED, "links-checked", say("Whether the links on record hold"), dossier)
                .record()
                .files(FactKind.RESPONSES)
                .rule(key("shown for understanding: it decides nothing"))
                .rests(declared, say("links"))
                .method(say("slope within unit and week, jackknife over unit-weeks, Bonferroni"))
                .says(
                        say(
                                "Of %s, %s could be measured; [[%s pairs of link and question]] surely run as on record.",
                                Wording.count(declared, "link on record", "links on record"),
                                links,
                                Wording.of(right, measured.size())),
                        Statistic.counted(
                                say("share of links measured that run as on record"),
                                measured.isEmpty() ? 0 : (double) right / measured.size(),
                                measured.size()),
                        Scale.INFORMING);
    }

    /// What the turned link leads from, as a reader calls it.
    String cause(Turned turned) {
        String measure = turned.link().cause();
        return dossier.measures().find(measure).map(Entry::title).orElse(measure);
    }

    /// The card of a link that is turned.
    Claim.Indicator indicator(Turned turned, StateEffects effects) {
        Estimate slope = turned.effect().estimate();
        return Card.of(Cause.FEELINGS_UNLINKED, "link-runs-other-way", say("A link that runs the other way"), dossier)
                .record()
                .files(FactKind.RESPONSES)
                .rule(key("present if a link on record surely has the wrong sign by over 0.05 standard deviations"))
                .rests(Math.round(slope.n()), say("answers"))
                .method(say(
                        "slope within agent, touchpoint, week and weekday; errors by unit-day and by day, the larger"))
                .query(effects.query())
                .says(
                        say(
                                "When %s is worse, “%s” is [[better by %s standard deviations]], not worse as on record.",
                                cause(turned), turned.item().title(), Wording.number(slope.value())),
                        new Statistic(
                                say("effect of one standard deviation for the worse"),
                                slope.value(),
                                turned.effect().size(measured.size()),
                                slope.standardError(),
                                Math.round(slope.n())),
                        new Scale(-0.2, FeelingsUnlinked.NEGLIGIBLE, FeelingsUnlinked.NEGLIGIBLE, 0.5));
    }
}
