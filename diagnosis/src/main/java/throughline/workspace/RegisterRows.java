package throughline.workspace;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Register;

/// The rows of a register as texts by column of the exchange format, as a file has them: the way back from [Register].
/// Times have become days on the way, and columns that are no part of the register are gone.
public final class RegisterRows {

    private RegisterRows() {}

    /// The tables that registers are kept of, in the order of the exchange format.
    public static List<FactKind> kinds() {
        return RegisterBuilder.KINDS.stream().sorted().toList();
    }

    /// The rows of a table in their order; what is not known is left out, and what was withdrawn is not there.
    ///
    /// @param kind one of [#kinds]
    public static List<Map<String, String>> of(FactKind kind, Register register) {
        return switch (kind) {
            case STEPS -> rows(register.steps(), RegisterRows::step);
            case DECISIONS ->
                rows(
                        register.decisions(),
                        d -> row(
                                "decision_id", d.id(),
                                "at", d.at(),
                                "unit", d.unit(),
                                "kind", d.kind(),
                                "direction", d.direction(),
                                "size", d.size(),
                                "minutes", d.minutes(),
                                "evidence", d.evidence(),
                                "text", d.text()));
            case ANNOUNCEMENTS ->
                rows(
                        register.announcements(),
                        a -> row(
                                "announcement_id", a.id(),
                                "at", a.at(),
                                "unit", a.unit(),
                                "audience", a.audience(),
                                "theme", a.theme(),
                                "text", a.text()));
            case PROMISES ->
                rows(
                        register.promises(),
                        p -> row(
                                "promise_id", p.id(),
                                "made_on", p.madeOn(),
                                "by", p.by(),
                                "audience", p.audience(),
                                "unit", p.unit(),
                                "measure", p.measure(),
                                "target", p.target(),
                                "due_on", p.dueOn(),
                                "kept", p.kept()));
            case FORECASTS ->
                rows(
                        register.forecasts(),
                        f -> row(
                                "made_at", f.madeAt(),
                                "person", f.person(),
                                "measure", f.measure(),
                                "period", "%s/%s".formatted(f.from(), f.to()),
                                "predicted", f.predicted(),
                                "low", f.low(),
                                "high", f.high(),
                                "unit", f.unit(),
                                "touchpoint", f.touchpoint(),
                                "layer", f.layer()));
            case IMPORTANCES ->
                rows(
                        register.importances(),
                        i -> row(
                                "said_at", i.saidAt(),
                                "person", i.person(),
                                "measure", i.measure(),
                                "rank", i.rank(),
                                "weight", i.weight(),
                                "layer", i.layer()));
            case TRAINING ->
                rows(
                        register.trainings(),
                        t -> row(
                                "completed_at", t.completedAt(),
                                "person", t.person(),
                                "unit", t.unit(),
                                "course", t.course(),
                                "kind", t.kind(),
                                "method", t.method(),
                                "hours", t.hours(),
                                "score", t.score(),
                                "layer", t.layer()));
            case PUSHES ->
                rows(
                        register.pushes(),
                        p -> row(
                                "push_id", p.id(),
                                "started_on", p.startedOn(),
                                "ended_on", p.endedOn(),
                                "unit", p.unit(),
                                "intensity", p.intensity()));
            case REWARDS ->
                rows(
                        register.rewards(),
                        r -> row(
                                "at", r.at(),
                                "person", r.person(),
                                "unit", r.unit(),
                                "kind", r.kind(),
                                "amount", r.amount()));
            case AGENDAS ->
                rows(
                        register.agendas(),
                        a -> row(
                                "at", a.at(),
                                "unit", a.unit(),
                                "layer", a.layer(),
                                "topic", a.topic(),
                                "minutes", a.minutes()));
            case LISTENING ->
                rows(
                        register.listening(),
                        l -> row(
                                "at", l.at(),
                                "person", l.person(),
                                "hours", l.hours(),
                                "kind", l.kind(),
                                "layer", l.layer()));
            default -> throw new IllegalArgumentException("No register of " + kind);
        };
    }

    private static Map<String, String> step(Register.Step s) {
        return row(
                "step_id", s.id(),
                "name", s.name(),
                "started_on", s.startedOn(),
                "unit", s.unit(),
                "ended_on", s.endedOn(),
                "aimed_at", s.aimedAt(),
                "cause", s.cause(),
                "objective", s.objective(),
                "targets_layer", s.targetsLayer(),
                "sponsor", s.sponsor(),
                "owner_after", s.ownerAfter(),
                "size", s.size(),
                "bedding_days", s.beddingDays(),
                "baseline_from", s.baselineFrom(),
                "baseline_to", s.baselineTo());
    }

    private static <T> List<Map<String, String>> rows(List<T> rows, Function<T, Map<String, String>> row) {
        return rows.stream().map(row).toList();
    }

    private static Map<String, String> row(@Nullable Object... cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            Object value = cells[i + 1];
            if (value != null) {
                row.put(String.valueOf(cells[i]), text(value));
            }
        }
        return row;
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number ->
                number == Math.rint(number) && Math.abs(number) < 1e15
                        ? Long.toString(number.longValue())
                        : new BigDecimal(number.toString()).toPlainString();
            case Layer layer -> layer.id();
            default -> String.valueOf(value);
        };
    }

    /// The rows below the name of their table, as a YAML file has them.
    public static String yaml(FactKind kind, List<Map<String, String>> rows) {
        return OrganisationWriter.rows(kind.table(), rows);
    }
}
