package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register.PromiseMade;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// Promises about service that have come due, and how many of them were kept.
///
/// Where the ledger does not say, the measure does: its mean in the month from the due day (or, if too little is known
/// yet, in the month up to it) reaches the target or not.
///
/// @param kept how many were kept
/// @param broken those that were not, oldest first
/// @param open how many are due but cannot be judged
record PromisesKept(long kept, List<PromiseMade> broken, long open) {

    /// Promises due that are needed.
    static final long NEEDED = 20;

    private static final long ROWS = 10;
    private static final long MONTH = 30;
    private static final Scale SCALE = new Scale(1, 0.8, 0.8, 0.3);
    private static final Threshold LIMIT =
            Threshold.ours("say-do-gap.promises-kept", "present below 80 % of promises that have come due");

    PromisesKept {
        broken = List.copyOf(broken);
    }

    /// The promises due in the period.
    static PromisesKept of(Dossier dossier) {
        Map<String, Optional<MeasureMeans>> means = new HashMap<>();
        long kept = 0;
        long open = 0;
        var broken = new ArrayList<PromiseMade>();
        for (PromiseMade promise : dossier.register().promises()) {
            String unit = promise.unit();
            if (!dossier.period().contains(promise.dueOn())
                    || (unit != null
                            && !dossier.units().isEmpty()
                            && !dossier.units().contains(unit))) {
                continue;
            }
            Optional<Boolean> verdict = Optional.ofNullable(promise.kept()).or(() -> judged(dossier, promise, means));
            if (verdict.isEmpty()) {
                open++;
            } else if (verdict.get()) {
                kept++;
            } else {
                broken.add(promise);
            }
        }
        return new PromisesKept(kept, broken, open);
    }

    private static Optional<Boolean> judged(
            Dossier dossier, PromiseMade promise, Map<String, Optional<MeasureMeans>> means) {
        String measure = promise.measure();
        Double target = promise.target();
        if (measure == null || target == null) {
            return Optional.empty();
        }
        return means.computeIfAbsent(measure, m -> MeasureMeans.of(dossier, m)).flatMap(found -> {
            LocalDate due = promise.dueOn();
            Summary sum = found.over(new Period(due, due.plusDays(MONTH)), promise.unit(), null);
            if (sum.count() < ROWS) {
                sum = found.over(new Period(due.minusDays(MONTH), due.plusDays(MONTH)), promise.unit(), null);
            }
            return sum.count() < ROWS ? Optional.empty() : Optional.of(found.sign() * (sum.mean() - target) >= -1e-9);
        });
    }

    /// How many have come due and can be judged.
    long due() {
        return kept + broken.size();
    }

    /// The share kept, where enough have come due.
    Optional<Indicator> indicator(Dossier dossier) {
        if (due() < NEEDED) {
            return Optional.empty();
        }
        return Optional.of(new Indicator(
                "promises-kept",
                "Promises that came due",
                "[[%s]] promises about service that have come due were kept.".formatted(Wording.of(kept, due())),
                Statistic.of("share of promises kept", Proportion.wilson((double) kept, (double) due(), 0.95)),
                SCALE,
                LIMIT,
                new Lineage(
                        due(),
                        "promises due",
                        dossier.files(FactKind.PROMISES),
                        dossier.period(),
                        "kept by the ledger, else by the measure from the due day; Wilson interval, 95 %; version 1",
                        "promises: due in the period, kept or not",
                        Optional.of(new RowQuery(
                                FactKind.PROMISES,
                                List.of("promise_id", "made_on", "unit", "measure", "target", "due_on", "kept"),
                                List.<Filter>of()))),
                Optional.empty()));
    }

    /// The oldest broken promise in words.
    Optional<String> first(Dossier dossier) {
        return broken.stream()
                .min(java.util.Comparator.comparing(PromiseMade::dueOn).thenComparing(PromiseMade::id))
                .map(p -> {
                    @Nullable String unit = p.unit();
                    return "the promise due on %s%s"
                            .formatted(
                                    Wording.day(p.dueOn()),
                                    unit == null ? "" : " in " + HandlingTime.unitTitle(dossier, unit));
                });
    }
}
