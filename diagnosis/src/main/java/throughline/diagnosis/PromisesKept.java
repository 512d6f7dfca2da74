package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

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
import throughline.organisation.Measures.Entry;
import throughline.organisation.Register.PromiseMade;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// Promises about service that have come due, and how many of them were kept.
///
/// Where the ledger does not say, the measure does: its mean in the month from the due day (or, if too little is known
/// yet, in the month up to it) reaches the target or not.
///
/// @param judged each with what became of it, in the order of the register
record PromisesKept(List<Judged> judged) {

    /// Promises due that are needed.
    static final long NEEDED = 20;

    private static final long ROWS = 10;
    private static final long MONTH = 30;
    private static final Scale SCALE = new Scale(1, 0.8, 0.8, 0.3);
    private static final Threshold LIMIT =
            Threshold.ours("say-do-gap.promises-kept", key("present below 80 % of promises that have come due"));

    PromisesKept {
        judged = List.copyOf(judged);
    }

    /// A promise that has come due.
    record Judged(PromiseMade promise, Standing standing) {}

    /// The promises due in the period.
    static PromisesKept of(Dossier dossier) {
        Map<String, Optional<MeasureMeans>> means = new HashMap<>();
        var judged = new ArrayList<Judged>();
        for (PromiseMade promise : dossier.register().promises()) {
            if (dossier.period().contains(promise.dueOn()) && Conflicts.counts(dossier, promise.unit())) {
                judged.add(new Judged(promise, standing(dossier, promise, means)));
            }
        }
        return new PromisesKept(judged);
    }

    private static Standing standing(Dossier dossier, PromiseMade promise, Map<String, Optional<MeasureMeans>> means) {
        Boolean kept = promise.kept();
        if (kept != null) {
            return kept
                    ? new Standing.Kept(new Standing.Source.Ledger())
                    : new Standing.Broken(new Standing.Source.Ledger());
        }
        String measure = promise.measure();
        Double target = promise.target();
        if (measure == null || target == null) {
            return new Standing.Unknown(
                    say("It names no measure with a target, and nobody has said whether it was kept."));
        }
        return means.computeIfAbsent(measure, m -> MeasureMeans.of(dossier, m))
                .map(found -> held(found, promise, target))
                .orElseGet(() -> new Standing.Unknown(say(
                        "There are no figures of its measure, %s.",
                        dossier.measures().find(measure).map(Entry::title).orElse(measure))));
    }

    private static Standing held(MeasureMeans found, PromiseMade promise, double target) {
        LocalDate due = promise.dueOn();
        Summary sum = found.over(new Period(due, due.plusDays(MONTH)), promise.unit(), null);
        if (sum.count() < ROWS) {
            sum = found.over(new Period(due.minusDays(MONTH), due.plusDays(MONTH)), promise.unit(), null);
        }
        if (sum.count() < ROWS) {
            return new Standing.Unknown(say(
                    "Around the due day its measure has %s; %s are needed.",
                    Wording.count(sum.count(), "figure", "figures"), ROWS));
        }
        var source = new Standing.Source.Measure(sum.mean(), sum.count());
        return found.sign() * (sum.mean() - target) >= -1e-9 ? new Standing.Kept(source) : new Standing.Broken(source);
    }

    /// How many were kept.
    long kept() {
        return judged.stream()
                .filter(j -> j.standing() instanceof Standing.Kept)
                .count();
    }

    /// Those that were not kept, in the order of the register.
    List<PromiseMade> broken() {
        return judged.stream()
                .filter(j -> j.standing() instanceof Standing.Broken)
                .map(Judged::promise)
                .toList();
    }

    /// How many have come due and can be judged.
    long due() {
        return kept() + broken().size();
    }

    /// The share kept, where enough have come due.
    Optional<Indicator> indicator(Dossier dossier) {
        if (due() < NEEDED) {
            return Optional.empty();
        }
        return Optional.of(new Indicator(
                "promises-kept",
                say("Promises that came due"),
                say("[[%s]] promises about service that have come due were kept.", Wording.of(kept(), due())),
                Statistic.of(say("share of promises kept"), Proportion.wilson((double) kept(), (double) due(), 0.95)),
                SCALE,
                LIMIT,
                new Lineage(
                        due(),
                        say("promises due"),
                        dossier.files(FactKind.PROMISES),
                        dossier.period(),
                        say(
                                "kept by the ledger, else by the measure from the due day; Wilson interval, 95 %; version 1"),
                        say("promises: due in the period, kept or not"),
                        Optional.of(new RowQuery(
                                FactKind.PROMISES,
                                List.of("promise_id", "made_on", "unit", "measure", "target", "due_on", "kept"),
                                List.<Filter>of()))),
                Optional.empty()));
    }

    /// The oldest broken promise in words.
    Optional<String> first(Dossier dossier) {
        return broken().stream()
                .min(java.util.Comparator.comparing(PromiseMade::dueOn).thenComparing(PromiseMade::id))
                .map(p -> {
                    @Nullable String unit = p.unit();
                    String due = Wording.day(p.dueOn());
                    return unit == null
                            ? say("the promise due on %s", due)
                            : say("the promise due on %s in %s", due, HandlingTime.unitTitle(dossier, unit));
                });
    }
}
