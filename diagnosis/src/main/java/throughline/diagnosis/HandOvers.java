package throughline.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Proportion;

/// How often cases of an event log pass from one touchpoint, unit or resource to another, where no contacts are known.
///
/// An event log alone can clear cause 1.6, since where cases do not change hands nothing can be lost between systems.
/// It cannot show it: what a hand-over costs the customer is in their answers.
final class HandOvers {

    private static final long CASES_NEEDED = 200;

    /// More events than this are not followed case by case.
    private static final long MOST = 20_000_000;

    private HandOvers() {}

    /// Judges the event log.
    static void judge(Dossier dossier, Judgement judgement, Scale scale, Threshold threshold) {
        judgement.missing(
                "interactions", "The contacts of each case (case_id), to see what a hand-over costs the customer.");
        judgement.missing("responses", "Answers of customers about cases with and without a hand-over, 30 of each.");
        List<String> owners = new ArrayList<>();
        for (String owner : List.of("touchpoint", "unit", "resource")) {
            if (dossier.has(FactKind.EVENTS, owner)) {
                owners.add(owner);
            }
        }
        if (owners.isEmpty() || dossier.rows(FactKind.EVENTS) > MOST) {
            judgement.missing("events", "The touchpoint, unit or resource of each event.");
            return;
        }
        Indicator worst = null;
        for (String owner : owners) {
            Optional<Indicator> found = changes(dossier, owner, scale, threshold);
            if (found.isPresent()
                    && (worst == null
                            || found.get().statistic().value()
                                    > worst.statistic().value())) {
                worst = found.get();
            }
        }
        if (worst == null) {
            judgement.missing("events", "%s cases with the owner of each event known.".formatted(CASES_NEEDED));
        } else if (worst.side() == Side.ABSENT) {
            judgement.essential(worst);
        } else {
            judgement.context(worst);
        }
    }

    private static Optional<Indicator> changes(Dossier dossier, String owner, Scale scale, Threshold threshold) {
        Map<String, Integer> owners = new LinkedHashMap<>();
        for (Cell cell :
                dossier.scan(CubeQuery.of(FactKind.EVENTS).by("case_id", owner).where(new Known(owner)))) {
            owners.merge(String.valueOf(cell.text(0)), 1, Integer::sum);
        }
        if (owners.size() < CASES_NEEDED) {
            return Optional.empty();
        }
        long several = owners.values().stream().filter(n -> n > 1).count();
        return Optional.of(new Indicator(
                "hand-overs",
                "How often a case changes hands",
                "[[%s]] cases passed from one %s to another.".formatted(Wording.of(several, owners.size()), owner),
                Statistic.of(
                        "share of cases that change hands", Proportion.wilson((double) several, owners.size(), 0.95)),
                scale,
                threshold,
                new Lineage(
                        dossier.rows(FactKind.EVENTS),
                        "events",
                        dossier.files(FactKind.EVENTS),
                        dossier.period(),
                        "Wilson interval, 95 %; version 1",
                        "events: number of different values of %s by case".formatted(owner),
                        Optional.of(new RowQuery(
                                FactKind.EVENTS,
                                List.of("case_id", "activity", "at", owner),
                                List.of(new Known(owner))))),
                Optional.empty()));
    }
}
