package throughline.workspace;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Period;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.organisation.Layer;
import throughline.organisation.Register;

/// Makes the [Register] of the small tables' rows while they are read. Of each id the last row is kept, in its place.
final class RegisterBuilder {

    /// The tables that are kept row by row.
    static final Set<FactKind> KINDS = Set.of(
            FactKind.STEPS,
            FactKind.DECISIONS,
            FactKind.ANNOUNCEMENTS,
            FactKind.PROMISES,
            FactKind.FORECASTS,
            FactKind.IMPORTANCES,
            FactKind.TRAINING,
            FactKind.PUSHES,
            FactKind.REWARDS,
            FactKind.AGENDAS,
            FactKind.LISTENING);

    /// Most rows of one table that are kept; they are held in memory, and no leadership decides more often.
    static final int MOST = 500_000;

    /// The column that says since when a row counts for nothing, where a table has it.
    private static final String WITHDRAWN = "withdrawn_on";

    private static final Set<FactKind> WITHDRAWABLE =
            Set.of(FactKind.DECISIONS, FactKind.ANNOUNCEMENTS, FactKind.PROMISES);

    private final Map<FactKind, Map<Object, Object>> rows = new EnumMap<>(FactKind.class);

    /// Opens a table; rows of several tables may be taken in by several threads at once.
    Sheet sheet(FactTable table, TimeText times) {
        Map<Object, Object> kept = new LinkedHashMap<>();
        synchronized (rows) {
            rows.put(table.kind(), kept);
        }
        return new Sheet(table, times, kept);
    }

    /// The register of all rows taken in.
    Register register() {
        return new Register(
                list(FactKind.STEPS, Register.Step.class),
                list(FactKind.DECISIONS, Register.Decision.class),
                list(FactKind.ANNOUNCEMENTS, Register.Announcement.class),
                list(FactKind.PROMISES, Register.PromiseMade.class),
                list(FactKind.FORECASTS, Register.Forecast.class),
                list(FactKind.IMPORTANCES, Register.Importance.class),
                list(FactKind.TRAINING, Register.Training.class),
                list(FactKind.PUSHES, Register.Push.class),
                list(FactKind.REWARDS, Register.Reward.class),
                list(FactKind.AGENDAS, Register.Agenda.class),
                list(FactKind.LISTENING, Register.Listening.class),
                rows.keySet().stream()
                        .sorted()
                        .flatMap(kind -> list(kind, Register.Withdrawn.class).stream())
                        .toList());
    }

    private <T> List<T> list(FactKind kind, Class<T> type) {
        return new ArrayList<>(rows.getOrDefault(kind, Map.of()).values())
                .stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// One table on its way into the register.
    static final class Sheet {

        private final FactTable table;
        private final TimeText times;
        private final Map<Object, Object> kept;

        private Sheet(FactTable table, TimeText times, Map<Object, Object> kept) {
            this.table = table;
            this.times = times;
            this.kept = kept;
        }

        /// Takes a row in; null, or the cell for which it cannot be kept.
        RowPlan.@Nullable Fault add(FactRow row) {
            var cells = new RowCells(table, times, row);
            if (table.kind() == FactKind.FORECASTS
                    && PeriodText.parse(cells.need("period")).isEmpty()) {
                return new RowPlan.Fault(
                        "period",
                        say(
                                "period: a period such as 2026-Q2, 2026-04, 2026-W15 or 2026-04-01/2026-04-30 was expected,"
                                        + " got \"%s\".",
                                cells.need("period")));
            }
            if (table.kind() == FactKind.IMPORTANCES
                    && cells.number("rank") == null
                    && cells.number("weight") == null) {
                return new RowPlan.Fault("rank", say("rank: a rank or a weight must be there."));
            }
            Object key = table.kind().id().<Object>map(cells::need).orElse(kept.size());
            if (kept.size() >= MOST && !kept.containsKey(key)) {
                return new RowPlan.Fault(
                        "",
                        say(
                                "%s: the first %s rows are kept, and this one is beyond them. Split the years into workspaces of their own.",
                                table.kind().table(), Wording.count(MOST)));
            }
            kept.remove(key);
            kept.put(key, isWithdrawn(cells) ? withdrawn(cells) : row(cells));
            return null;
        }

        private boolean isWithdrawn(RowCells cells) {
            return WITHDRAWABLE.contains(table.kind()) && cells.day(WITHDRAWN) != null;
        }

        private Register.Withdrawn withdrawn(RowCells c) {
            return new Register.Withdrawn(
                    c.source(),
                    table.kind().table(),
                    c.need(table.kind().id().orElseThrow()),
                    c.needDay(WITHDRAWN),
                    c.text("unit"),
                    c.text(table.kind() == FactKind.PROMISES ? "measure" : "text"));
        }

        private Object row(RowCells c) {
            return switch (table.kind()) {
                case STEPS ->
                    new Register.Step(
                            c.source(),
                            c.need("step_id"),
                            c.need("name"),
                            c.needDay("started_on"),
                            c.text("unit"),
                            c.day("ended_on"),
                            c.text("aimed_at"),
                            c.text("cause"),
                            c.text("objective"),
                            c.layer("targets_layer"),
                            c.text("sponsor"),
                            c.text("owner_after"),
                            c.text("size"),
                            c.whole("bedding_days"),
                            c.day("baseline_from"),
                            c.day("baseline_to"));
                case DECISIONS ->
                    new Register.Decision(
                            c.source(),
                            c.need("decision_id"),
                            c.needDay("at"),
                            c.text("unit"),
                            c.text("kind"),
                            c.text("direction"),
                            c.number("size"),
                            c.number("minutes"),
                            c.text("evidence"),
                            c.text("text"));
                case ANNOUNCEMENTS ->
                    new Register.Announcement(
                            c.source(),
                            c.need("announcement_id"),
                            c.needDay("at"),
                            c.text("unit"),
                            c.text("audience"),
                            c.text("theme"),
                            c.text("text"));
                case PROMISES ->
                    new Register.PromiseMade(
                            c.source(),
                            c.need("promise_id"),
                            c.needDay("made_on"),
                            c.text("by"),
                            c.text("audience"),
                            c.text("unit"),
                            c.text("measure"),
                            c.number("target"),
                            c.needDay("due_on"),
                            c.flag("kept"));
                case FORECASTS -> forecast(c, PeriodText.parse(c.need("period")).orElseThrow());
                case IMPORTANCES ->
                    new Register.Importance(
                            c.source(),
                            c.needDay("said_at"),
                            c.need("person"),
                            c.need("measure"),
                            c.number("rank"),
                            c.number("weight"),
                            c.layer("layer"));
                case TRAINING ->
                    new Register.Training(
                            c.source(),
                            c.needDay("completed_at"),
                            c.need("person"),
                            c.text("unit"),
                            c.text("course"),
                            c.text("kind"),
                            c.text("method"),
                            c.number("hours"),
                            c.number("score"),
                            c.layer("layer"));
                case PUSHES ->
                    new Register.Push(
                            c.source(),
                            c.need("push_id"),
                            c.needDay("started_on"),
                            c.day("ended_on"),
                            c.text("unit"),
                            c.number("intensity"));
                case REWARDS ->
                    new Register.Reward(
                            c.source(),
                            c.needDay("at"),
                            c.need("person"),
                            c.text("unit"),
                            c.text("kind"),
                            c.number("amount"));
                case AGENDAS ->
                    new Register.Agenda(
                            c.source(),
                            c.needDay("at"),
                            c.text("unit"),
                            c.layer("layer"),
                            c.text("topic"),
                            c.number("minutes"));
                case LISTENING ->
                    new Register.Listening(
                            c.source(),
                            c.needDay("at"),
                            c.need("person"),
                            c.number("hours"),
                            c.text("kind"),
                            c.layer("layer"));
                default -> throw new IllegalStateException("No register of " + table.kind());
            };
        }

        private static Register.Forecast forecast(RowCells c, Period period) {
            return new Register.Forecast(
                    c.source(),
                    c.needDay("made_at"),
                    c.need("person"),
                    c.need("measure"),
                    period.from(),
                    period.to(),
                    Objects.requireNonNull(c.number("predicted")),
                    c.number("low"),
                    c.number("high"),
                    c.text("unit"),
                    c.text("touchpoint"),
                    c.layer("layer"));
        }
    }

    /// A row asked by column names.
    private record RowCells(FactTable table, TimeText times, FactRow row) {

        String source() {
            return "%s:%s".formatted(row.text(0), (long) row.number(1));
        }

        @Nullable
        String text(String column) {
            int at = table.position(column);
            return at < 0 ? null : row.text(at);
        }

        String need(String column) {
            return Objects.requireNonNull(text(column));
        }

        @Nullable
        LocalDate day(String column) {
            int at = table.position(column);
            return (at < 0 || !row.has(at)) ? null : LocalDate.ofEpochDay(times.day(row.whole(at)));
        }

        LocalDate needDay(String column) {
            return Objects.requireNonNull(day(column));
        }

        @Nullable
        Double number(String column) {
            int at = table.position(column);
            return (at < 0 || !row.has(at)) ? null : Double.valueOf(row.number(at));
        }

        @Nullable
        Integer whole(String column) {
            Double number = number(column);
            return number == null ? null : Integer.valueOf(Math.toIntExact(Math.round(Math.clamp(number, -1e6, 1e6))));
        }

        @Nullable
        Boolean flag(String column) {
            int at = table.position(column);
            return (at < 0 || !row.has(at)) ? null : Boolean.valueOf(row.whole(at) != 0);
        }

        @Nullable
        Layer layer(String column) {
            return Optional.ofNullable(text(column)).flatMap(Layer::find).orElse(null);
        }
    }
}
