package throughline.organisation;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The small tables that are read row by row: what was said, decided, promised, forecast, changed and discussed.
///
/// Every row knows where it stands in the files (`source`, such as `steps.csv:14`). Days are local. Rows come in the
/// order
/// of file and line.
///
/// @param withdrawn rows that somebody took back, so that they count for nothing
public record Register(
        List<Step> steps,
        List<Decision> decisions,
        List<Announcement> announcements,
        List<PromiseMade> promises,
        List<Forecast> forecasts,
        List<Importance> importances,
        List<Training> trainings,
        List<Push> pushes,
        List<Reward> rewards,
        List<Agenda> agendas,
        List<Listening> listening,
        List<Withdrawn> withdrawn) {

    /// Nothing on record.
    public static final Register EMPTY = new Register(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of());

    /// Of rows of which none was taken back.
    public Register(
            List<Step> steps,
            List<Decision> decisions,
            List<Announcement> announcements,
            List<PromiseMade> promises,
            List<Forecast> forecasts,
            List<Importance> importances,
            List<Training> trainings,
            List<Push> pushes,
            List<Reward> rewards,
            List<Agenda> agendas,
            List<Listening> listening) {
        this(
                steps,
                decisions,
                announcements,
                promises,
                forecasts,
                importances,
                trainings,
                pushes,
                rewards,
                agendas,
                listening,
                List.of());
    }

    /// What of it was on record at the end of a day: a step or a push that ended later had not ended, and how a promise
    /// ended that came due later was not known.
    public Register until(LocalDate last) {
        return new Register(
                until(last, steps, Step::startedOn).stream()
                        .map(s -> s.until(last))
                        .toList(),
                until(last, decisions, Decision::at),
                until(last, announcements, Announcement::at),
                until(last, promises, PromiseMade::madeOn).stream()
                        .map(p -> p.until(last))
                        .toList(),
                until(last, forecasts, Forecast::madeAt),
                until(last, importances, Importance::saidAt),
                until(last, trainings, Training::completedAt),
                until(last, pushes, Push::startedOn).stream()
                        .map(p -> p.until(last))
                        .toList(),
                until(last, rewards, Reward::at),
                until(last, agendas, Agenda::at),
                until(last, listening, Listening::at),
                withdrawn);
    }

    private static <T> List<T> until(LocalDate last, List<T> rows, Function<T, LocalDate> day) {
        return rows.stream().filter(row -> !day.apply(row).isAfter(last)).toList();
    }

    private static @Nullable LocalDate ended(@Nullable LocalDate on, LocalDate last) {
        return on == null || on.isAfter(last) ? null : on;
    }

    /// An announcement, a decision or a promise that somebody took back: as if it had never been recorded.
    ///
    /// @param table of the exchange format that it stands in
    /// @param words what it said, or a promise's measure; null where it said nothing
    public record Withdrawn(
            String source,
            String table,
            String id,
            LocalDate on,
            @Nullable String unit,
            @Nullable String words) {}

    /// A change made to improve service.
    public record Step(
            String source,
            String id,
            String name,
            LocalDate startedOn,
            @Nullable String unit,
            @Nullable LocalDate endedOn,
            @Nullable String aimedAt,
            @Nullable String cause,
            @Nullable String objective,
            @Nullable Layer targetsLayer,
            @Nullable String sponsor,
            @Nullable String ownerAfter,
            @Nullable String size,
            @Nullable Integer beddingDays,
            @Nullable LocalDate baselineFrom,
            @Nullable LocalDate baselineTo) {

        private Step until(LocalDate last) {
            return new Step(
                    source,
                    id,
                    name,
                    startedOn,
                    unit,
                    ended(endedOn, last),
                    aimedAt,
                    cause,
                    objective,
                    targetsLayer,
                    sponsor,
                    ownerAfter,
                    size,
                    beddingDays,
                    baselineFrom,
                    baselineTo);
        }
    }

    /// Something done that changes the ability to serve.
    ///
    /// @param direction improves, worsens or neutral
    /// @param size share of capacity, -1 to 1
    public record Decision(
            String source,
            String id,
            LocalDate at,
            @Nullable String unit,
            @Nullable String kind,
            @Nullable String direction,
            @Nullable Double size,
            @Nullable Double minutes,
            @Nullable String evidence,
            @Nullable String text) {}

    /// Something said about service.
    public record Announcement(
            String source,
            String id,
            LocalDate at,
            @Nullable String unit,
            @Nullable String audience,
            @Nullable String theme,
            @Nullable String text) {}

    /// A promise about service with a date.
    ///
    /// @param kept null: judge it from the measure
    public record PromiseMade(
            String source,
            String id,
            LocalDate madeOn,
            @Nullable String by,
            @Nullable String audience,
            @Nullable String unit,
            @Nullable String measure,
            @Nullable Double target,
            LocalDate dueOn,
            @Nullable Boolean kept) {

        private PromiseMade until(LocalDate last) {
            return dueOn.isAfter(last)
                    ? new PromiseMade(source, id, madeOn, by, audience, unit, measure, target, dueOn, null)
                    : this;
        }
    }

    /// What a manager expected a measure to be.
    ///
    /// @param from first day of the period forecast
    /// @param to last day of the period forecast
    public record Forecast(
            String source,
            LocalDate madeAt,
            String person,
            String measure,
            LocalDate from,
            LocalDate to,
            double predicted,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable String unit,
            @Nullable String touchpoint,
            @Nullable Layer layer) {}

    /// How much somebody thinks a measure matters; a rank of 1 is the most, a weight is larger for more.
    public record Importance(
            String source,
            LocalDate saidAt,
            String person,
            String measure,
            @Nullable Double rank,
            @Nullable Double weight,
            @Nullable Layer layer) {}

    /// One person completing one course.
    public record Training(
            String source,
            LocalDate completedAt,
            String person,
            @Nullable String unit,
            @Nullable String course,
            @Nullable String kind,
            @Nullable String method,
            @Nullable Double hours,
            @Nullable Double score,
            @Nullable Layer layer) {}

    /// A sales campaign in a unit.
    public record Push(
            String source,
            String id,
            LocalDate startedOn,
            @Nullable LocalDate endedOn,
            @Nullable String unit,
            @Nullable Double intensity) {

        private Push until(LocalDate last) {
            return new Push(source, id, startedOn, ended(endedOn, last), unit, intensity);
        }
    }

    /// Something that recognised a person.
    public record Reward(
            String source,
            LocalDate at,
            String person,
            @Nullable String unit,
            @Nullable String kind,
            @Nullable Double amount) {}

    /// One item of a leadership meeting.
    public record Agenda(
            String source,
            LocalDate at,
            @Nullable String unit,
            @Nullable Layer layer,
            @Nullable String topic,
            @Nullable Double minutes) {}

    /// Time a leader spent with customers or the front line.
    public record Listening(
            String source,
            LocalDate at,
            String person,
            @Nullable Double hours,
            @Nullable String kind,
            @Nullable Layer layer) {}
}
