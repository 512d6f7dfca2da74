package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;

/// How often cases of an event log pass from one touchpoint, unit or resource to another, where no
/// contacts are known.
///
/// An event log alone can clear cause 1.6, since where cases do not change hands nothing can be lost
/// between systems. It cannot show it: what a hand-over costs the customer is in their answers.
final class HandOvers {

    private static final long CASES_NEEDED = 200;

    /// The flags of a trace, and what each says of cases.
    private static final Map<String, String> PASSED = Map.of(
            "touchpoint_changed",
            key("[[%s]] cases passed from one touchpoint to another."),
            "unit_changed",
            key("[[%s]] cases passed from one unit to another."),
            "resource_changed",
            key("[[%s]] cases passed from one resource to another."));

    private HandOvers() {}

    /// Judges the event log.
    static void judge(Dossier dossier, Judgement judgement, Scale scale, Threshold threshold) {
        judgement.missing(
                "interactions",
                say("The contacts of each case (case_id), to see what a hand-over costs the customer."));
        judgement.missing(
                "responses", say("Answers of customers about cases with and without a hand-over, 30 of each."));
        List<String> flags = PASSED.keySet().stream()
                .filter(flag -> dossier.has(FactKind.TRACES, flag))
                .sorted()
                .toList();
        if (flags.isEmpty()) {
            judgement.missing("events", say("The touchpoint, unit or resource of each event."));
            return;
        }
        Optional<Indicator> worst = flags.stream()
                .flatMap(flag -> changes(dossier, flag, scale, threshold).stream())
                .max(Comparator.comparingDouble(i -> i.statistic().value()));
        worst.ifPresentOrElse(
                indicator -> {
                    if (indicator.side() == Side.ABSENT) {
                        judgement.essential(indicator);
                    } else {
                        judgement.context(indicator);
                    }
                },
                () -> judgement.missing("events", say("%s cases with the owner of each event known.", CASES_NEEDED)));
    }

    private static Optional<Indicator> changes(Dossier dossier, String flag, Scale scale, Threshold threshold) {
        WeeklyShare share = WeeklyShare.of(dossier, CubeQuery.of(FactKind.TRACES), flag);
        if (share.rows() < CASES_NEEDED) {
            return Optional.empty();
        }
        return Optional.of(new Indicator(
                "hand-overs",
                say("How often a case changes hands"),
                say(Objects.requireNonNull(PASSED.get(flag)), Wording.of(share.hits(), share.rows())),
                share.statistic(say("share of cases that change hands")),
                scale,
                threshold,
                new Lineage(
                        share.rows(),
                        say("cases"),
                        dossier.files(FactKind.EVENTS),
                        dossier.period(),
                        say(WeeklyShare.METHOD),
                        WeeklyShare.query(FactKind.TRACES, "share " + flag),
                        Optional.of(new RowQuery(
                                FactKind.TRACES,
                                List.of("case_id", "began_at", "unit", "events", flag, "path"),
                                List.of(new Known(flag))))),
                Optional.empty()));
    }
}
