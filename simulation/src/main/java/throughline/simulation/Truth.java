package throughline.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;

/// What is true of a simulated organisation, and whether its files could show it.
///
/// A cause is present or absent as it was switched. It is unknown when the facts that show it were not kept, were kept
/// too short, or when another cause removed them: with one score there is no feeling to tie to the infrastructure.
///
/// @param seed the seed of the organisation
/// @param causes what is so, a cause each
public record Truth(long seed, Map<Cause, Answer> causes) {

    private static final int FEWEST_STEPS = 5;
    /// Answers to tell gains of 0.12 standard deviations, what too much at once leaves of a step: 1,089 with and as
    /// many
    /// without (two-sided 5 %, 80 % power), twice that because units and weeks are freed of their own levels.
    private static final int FEWEST_FOR_FAINT = 4_400;

    private static final int FEWEST_FORECASTS = 30;
    private static final int FEWEST_TRAINED = 30;
    private static final int FEWEST_ANSWERS = 200;
    private static final int FEWEST_OFFERS = 400;
    private static final int FEWEST_STAFF_ANSWERS = 30;
    private static final int FEWEST_MEETINGS = 6;
    private static final int PROOF_DAYS = 90;

    /// What is so.
    public enum State {
        /// The cause works in the organisation.
        PRESENT,
        /// The cause does not work in the organisation, or only in a mild form.
        ABSENT,
        /// The files cannot show it.
        UNKNOWN;

        /// The name in truth.json.
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What is true of one cause.
    ///
    /// @param state what the files allow to be known
    /// @param severity how strongly the cause works, 0 to 1, whether it can be known or not
    /// @param reason why it is not known; empty otherwise
    public record Answer(State state, double severity, String reason) {}

    /// Copies the map.
    public Truth {
        causes = Map.copyOf(causes);
    }

    static Truth of(World world, Tables tables) {
        Map<Cause, Answer> all = new EnumMap<>(Cause.class);
        Settings settings = world.settings();
        for (Cause cause : Cause.values()) {
            String reason = obstacle(cause, world, tables);
            State state = !reason.isEmpty()
                    ? State.UNKNOWN
                    : settings.present().contains(cause) ? State.PRESENT : State.ABSENT;
            all.put(cause, new Answer(state, settings.severities().getOrDefault(cause, 0.0), reason));
        }
        return new Truth(settings.seed(), all);
    }

    private static String obstacle(Cause cause, World world, Tables tables) {
        boolean present = world.settings().present().contains(cause);
        return switch (cause) {
            case NOBODY_ACCOUNTABLE -> {
                boolean either = records(world, Section.TOUCHPOINTS) || records(world, Section.PROMISE);
                yield present && either ? "" : unrecorded(world, Section.TOUCHPOINTS, Section.PROMISE);
            }
            case OUTSIDE_STRATEGY ->
                present && tables.rows(FactKind.AGENDAS) >= FEWEST_MEETINGS
                        ? ""
                        : unrecorded(world, Section.OBJECTIVES);
            case NO_SERVICE_DESIGN -> {
                boolean shown = records(world, Section.TOUCHPOINTS)
                        || records(world, Section.PROMISE)
                        || tables.rows(FactKind.PULSE) >= FEWEST_STAFF_ANSWERS;
                yield present && shown
                        ? ""
                        : unrecorded(world, Section.TOUCHPOINTS, Section.LINKS, Section.PROMISE)
                                + few(tables, FactKind.RESPONSES, 1)
                                + few(tables, FactKind.READINGS, 1);
            }
            case ONE_DIMENSIONAL_FEEDBACK -> few(tables, FactKind.RESPONSES, FEWEST_ANSWERS);
            case FEELINGS_UNLINKED -> {
                String few = few(tables, FactKind.RESPONSES, FEWEST_ANSWERS) + few(tables, FactKind.READINGS, 1);
                yield world.mechanism().decided(Cause.ONE_DIMENSIONAL_FEEDBACK)
                        ? "One score says nothing of feelings."
                        : few + unrecorded(world, Section.LINKS);
            }
            case TECHNOLOGY_APART -> few(tables, FactKind.INTERACTIONS, FEWEST_ANSWERS);
            case MEASURED_ON_THROUGHPUT ->
                present && tables.rows(FactKind.PULSE) >= FEWEST_STAFF_ANSWERS
                        ? ""
                        : unrecorded(world, Section.SCORECARDS);
            case TRAINING_DOES_NOT_WORK -> few(tables, FactKind.TRAINING, FEWEST_TRAINED);
            case SAY_DO_GAP -> {
                boolean silent = tables.rows(FactKind.ANNOUNCEMENTS) == 0 && tables.rows(FactKind.PROMISES) == 0;
                yield silent ? "No announcements and no promises." : few(tables, FactKind.PULSE, FEWEST_STAFF_ANSWERS);
            }
            case MANAGEMENT_OUT_OF_TOUCH -> few(tables, FactKind.FORECASTS, FEWEST_FORECASTS);
            case INITIATIVE_NOT_COMMITMENT -> {
                long proven = world.agenda().steps().stream()
                        .filter(s -> tables.covers(FactKind.STEPS, s.start()))
                        .filter(s -> s.end() + PROOF_DAYS < world.settings().days())
                        .count();
                yield proven < FEWEST_STEPS
                        ? "Only " + proven + " steps ended long enough ago."
                        : present
                                ? ""
                                : few(
                                        tables,
                                        FactKind.RESPONSES,
                                        world.mechanism().decided(Cause.TOO_MUCH_AT_ONCE) ? FEWEST_FOR_FAINT : 1);
            }
            case STARTS_AT_THE_BOTTOM, TOO_MUCH_AT_ONCE -> few(tables, FactKind.STEPS, FEWEST_STEPS);
            case STORES_ONLY -> {
                boolean logged = tables.rows(FactKind.EVENTS) >= FEWEST_ANSWERS;
                yield (logged ? "" : few(tables, FactKind.INTERACTIONS, FEWEST_ANSWERS))
                        + few(tables, FactKind.RESPONSES, FEWEST_ANSWERS);
            }
            case SALES_FIRST ->
                few(tables, FactKind.OFFERS, FEWEST_OFFERS)
                        + few(tables, FactKind.INTERACTIONS, FEWEST_ANSWERS)
                        + few(tables, FactKind.RESPONSES, FEWEST_ANSWERS);
        };
    }

    private static String few(Tables tables, FactKind kind, int fewest) {
        long rows = tables.rows(kind);
        return rows >= fewest ? "" : "Only " + rows + " rows of " + kind.table() + ". ";
    }

    private static boolean records(World world, Section section) {
        return !world.settings().unrecorded().contains(section);
    }

    /// A section that is left out says nothing; another that shows the cause all the same makes it known.
    private static String unrecorded(World world, Section... sections) {
        return List.of(sections).stream().anyMatch(s -> !records(world, s)) ? "Not recorded in organisation.yaml." : "";
    }

    /// The truth as JSON, one cause a line.
    public String json() {
        var text = new StringBuilder("{\"throughline\": 1, \"seed\": " + seed + ", \"causes\": [\n");
        for (Cause cause : Cause.values()) {
            Answer answer = answer(cause);
            text.append("  {\"cause\": \"%s\", \"truth\": \"%s\", \"severity\": %s, \"reason\": \"%s\"}%s\n"
                    .formatted(
                            cause.id(),
                            answer.state().id(),
                            Yaml.shortest(answer.severity()),
                            answer.reason().strip(),
                            cause.ordinal() < Cause.values().length - 1 ? "," : ""));
        }
        return text.append("]}\n").toString();
    }

    /// What is true of the cause.
    public Answer answer(Cause cause) {
        Answer answer = causes.get(cause);
        if (answer == null) {
            throw new IllegalArgumentException("Nothing is known of " + cause.id());
        }
        return answer;
    }
}
