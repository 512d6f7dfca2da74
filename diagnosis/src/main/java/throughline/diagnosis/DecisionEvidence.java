package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.List;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register.Decision;
import throughline.statistics.Proportion;

/// How many decisions that change the ability to serve name the customer evidence they rest on.
///
/// It informs cause 1.2 and decides nothing: what is written beside a decision need not be what it rests on.
final class DecisionEvidence {

    /// Decisions from which a share is worth showing (ours).
    private static final int FEWEST = 5;

    private DecisionEvidence() {}

    /// Adds the share to the judgement, or says what is missing for it.
    static void judge(Dossier dossier, Judgement judgement) {
        List<Decision> decisions = dossier.register().decisions().stream()
                .filter(d -> dossier.period().contains(d.at()) && counts(dossier, d))
                .toList();
        long based = decisions.stream()
                .filter(d -> d.evidence() != null && !d.evidence().isBlank())
                .count();
        if (decisions.size() < FEWEST) {
            return;
        }
        if (based == 0 && !dossier.has(FactKind.DECISIONS, "evidence")) {
            judgement.missing(
                    "decisions",
                    say(
                            "What customer evidence each of the %s was based on.",
                            Wording.count(decisions.size(), "decision", "decisions")));
            return;
        }
        judgement.context(Card.of(
                        Cause.OUTSIDE_STRATEGY, "decisions-with-evidence", say("What decisions are based on"), dossier)
                .rests(decisions.size(), say("decisions"))
                .files(FactKind.DECISIONS)
                .method(say("Wilson interval, 95 %"))
                .rows(new RowQuery(
                        FactKind.DECISIONS,
                        List.of("decision_id", "at", "unit", "kind", "direction", "evidence", "text"),
                        List.of()))
                .informs(
                        say(
                                "[[%s]] decisions that change the ability to serve name customer evidence.",
                                Wording.of(based, decisions.size())),
                        Statistic.of(
                                say("share of decisions with customer evidence"),
                                Proportion.wilson((double) based, decisions.size(), 0.95))));
    }

    private static boolean counts(Dossier dossier, Decision decision) {
        return dossier.units().isEmpty()
                || decision.unit() == null
                || dossier.units().contains(decision.unit());
    }
}
