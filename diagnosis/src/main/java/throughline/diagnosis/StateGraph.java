package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.causal.EdgeStability;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.causal.OrderSearch;
import throughline.statistics.causal.Tiers;

/// Whether the infrastructure leads to how it felt in a graph of cause and effect that is steady: infrastructure
/// first, then the service of the contact, then the questions, which cannot cause each other.
///
/// The graph is searched for on the unit-weeks drawn anew 100 times ([EdgeStability]); a link counts as found only if
/// the infrastructure leads to the question, over the service or not, in 80 of 100 (causes.md, 1.5).
final class StateGraph {

    /// Share of searches in which a link must be found (causes.md, 1.5).
    static final double STEADY = 0.8;

    private static final String STATE = "degraded";
    private static final List<String> SERVICE =
            List.of("contact_wait_s", "contact_handle_s", "resolved", "repeat_72h", "case_crossed");

    private static final OrderSearch.Settings SETTINGS = new OrderSearch.Settings(1, 10, 1);

    private final Dossier dossier;
    private final Map<String, Double> leads = new HashMap<>();
    private double rows;

    /// Searches for the graph.
    ///
    /// @param items questions, columns of the answers
    StateGraph(Dossier dossier, List<Entry> items) {
        this.dossier = dossier;
        List<String> service = SERVICE.stream()
                .filter(c -> dossier.has(FactKind.RESPONSES, c))
                .filter(c -> items.stream().noneMatch(i -> i.id().equals(c)))
                .toList();
        List<List<String>> known = AnswerWeeks.groups(dossier, STATE, service);
        List<String> usual = known.isEmpty() ? List.of() : known.getFirst();
        for (List<String> questions :
                AnswerWeeks.groups(dossier, STATE, items.stream().map(Entry::id).toList())) {
            search(usual, questions);
        }
    }

    private void search(List<String> service, List<String> questions) {
        var columns = new ArrayList<String>();
        columns.add(STATE);
        columns.addAll(service);
        columns.addAll(questions);
        int[] tier = new int[columns.size()];
        for (int i = 1; i < tier.length; i++) {
            tier[i] = i <= service.size() ? 1 : 2;
        }
        Optional<MomentBlocks> blocks = AnswerWeeks.of(dossier, columns);
        if (blocks.isEmpty()) {
            return;
        }
        try {
            EdgeStability.Result graph =
                    EdgeStability.of(blocks.get(), Tiers.of(tier).closed(2), SETTINGS, EdgeStability.USUAL_REPLICATES);
            for (String question : questions) {
                leads.put(question, graph.leads(0, columns.indexOf(question)));
            }
            rows = Math.max(rows, graph.rows().rows());
        } catch (ArithmeticException | IllegalArgumentException nothingToCompare) {
            // Nothing varies inside a unit-week, or too few independent answers: the questions stay without a figure.
        }
    }

    /// The card of the question; it informs. The search sees weeks, the effect hours, so that what is sure need not be
    /// steady.
    Indicator indicator(Entry item) {
        double share = leads.getOrDefault(item.id(), 0.0);
        return Card.of(Cause.FEELINGS_UNLINKED, "steady-link", say("Whether the link is steady"), dossier)
                .rule(say("steady from 80 of 100 repeats of the search; shown beside the verdict, not counted"))
                .rests(Math.round(rows), say("answers"))
                .files(FactKind.RESPONSES)
                .files(FactKind.READINGS)
                .method(
                        say(
                                "search for cause and effect in tiers (state, service, questions) on unit-weeks drawn anew; BIC with the effective number of answers"))
                .says(
                        say(
                                "In [[%s of %s]] repeats of the search, a degraded infrastructure goes with a change in “%s”.",
                                Math.round(share * EdgeStability.USUAL_REPLICATES),
                                EdgeStability.USUAL_REPLICATES,
                                item.title()),
                        Statistic.counted(say("share of searches that find the link"), share, Math.round(rows)),
                        new Scale(-1, -0.5, STEADY - 1e-9, STEADY));
    }
}
