package throughline.lake.fact;

import static throughline.lake.fact.ColumnType.FLAG;
import static throughline.lake.fact.ColumnType.NUMBER;
import static throughline.lake.fact.ColumnType.TEXT;
import static throughline.lake.fact.ColumnType.TIME;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The kinds of facts of the exchange format, one table each, with their declared columns.
///
/// Columns that a file has beyond these become measures. `*` marks a column that must be there.
public enum FactKind {
    INTERACTIONS(
            "*interaction_id",
            "*started_at:t",
            "ended_at:t",
            "customer",
            "case_id",
            "touchpoint",
            "channel",
            "unit",
            "agent",
            "intent",
            "outcome",
            "resolved:f"),
    EVENTS("*case_id", "*activity", "*at:t", "resource", "unit", "touchpoint", "interaction_id", "lifecycle"),
    RESPONSES(
            "*response_id",
            "*answered_at:t",
            "instrument",
            "interaction_id",
            "customer",
            "touchpoint",
            "unit",
            "agent",
            "verbatim",
            "language"),
    INVITATIONS("*invitation_id", "*sent_at:t", "interaction_id", "customer", "instrument", "response_id"),
    COMPLAINTS(
            "*complaint_id",
            "*received_at:t",
            "acknowledged_at:t",
            "closed_at:t",
            "customer",
            "interaction_id",
            "touchpoint",
            "unit",
            "category",
            "root_cause",
            "step_id",
            "text",
            "upheld:f"),
    READINGS("*at:t", "*measure", "*value:n", "unit", "touchpoint", "system", "denominator:n"),
    PULSE("*answered_at:t", "unit", "layer", "names_owner", "knows_promise:f", "noticed_for"),
    EVALUATIONS("*evaluation_id", "*evaluated_at:t", "interaction_id", "agent", "unit", "evaluator", "calibration"),
    TRAINING("*completed_at:t", "*person", "unit", "course", "kind", "method", "hours:n", "score:n", "layer"),
    ANNOUNCEMENTS("*announcement_id", "*at:t", "unit", "audience", "theme", "text", "withdrawn_on:t"),
    DECISIONS(
            "*decision_id",
            "*at:t",
            "unit",
            "kind",
            "direction",
            "size:n",
            "minutes:n",
            "evidence",
            "text",
            "withdrawn_on:t"),
    PROMISES(
            "*promise_id",
            "*made_on:t",
            "by",
            "audience",
            "unit",
            "measure",
            "target:n",
            "*due_on:t",
            "kept:f",
            "withdrawn_on:t"),
    FORECASTS(
            "*made_at:t",
            "*person",
            "*measure",
            "*period",
            "*predicted:n",
            "low:n",
            "high:n",
            "unit",
            "touchpoint",
            "layer"),
    IMPORTANCES("*said_at:t", "*person", "*measure", "rank:n", "weight:n", "layer"),
    LISTENING("*at:t", "*person", "hours:n", "kind", "layer"),
    REWARDS("*at:t", "*person", "unit", "kind", "amount:n"),
    PUSHES("*push_id", "*started_on:t", "ended_on:t", "unit", "intensity:n"),
    OFFERS("*at:t", "interaction_id", "unit", "agent", "campaign", "accepted:f"),
    STEPS(
            "*step_id",
            "*name",
            "*started_on:t",
            "unit",
            "ended_on:t",
            "aimed_at",
            "cause",
            "objective",
            "targets_layer",
            "sponsor",
            "owner_after",
            "size",
            "bedding_days:n",
            "baseline_from:t",
            "baseline_to:t"),
    AGENDAS("*at:t", "unit", "layer", "topic", "minutes:n"),
    /// One case (contacts about one matter), derived from the interactions at load; never a file.
    CASES(
            "*case_id",
            "*opened_at:t",
            "unit",
            "touchpoint",
            "intent",
            "segment",
            "contacts:n",
            "repeat_72h:f",
            "channel_changed:f",
            "touchpoint_changed:f",
            "returned:f",
            "crossed:f",
            "repeats:n",
            "systems:n",
            "resolved:f",
            "touchpoints"),
    /// One case of the event log, derived from the events at load; never a file. `path` names its
    /// touchpoints in their order, joined by [#STEP_BREAK], after many steps [#CUT].
    TRACES(
            "*case_id",
            "*began_at:t",
            "unit",
            "touchpoint",
            "events:n",
            "activities:n",
            "duration_s:n",
            "repeated:f",
            "touchpoint_changed:f",
            "unit_changed:f",
            "resource_changed:f",
            "path");

    /// Stands between the steps of a path.
    public static final String STEP_BREAK = " > ";

    /// Stands at the end of a path for the steps that were too many.
    public static final String CUT = "…";

    private final List<Column> columns;
    private final Set<String> required;

    FactKind(String... columns) {
        Map<String, ColumnType> all = new LinkedHashMap<>();
        for (String column : columns) {
            String bare = column.startsWith("*") ? column.substring(1) : column;
            int colon = bare.indexOf(':');
            String name = colon < 0 ? bare : bare.substring(0, colon);
            all.put(name, colon < 0 ? TEXT : typeOf(bare.charAt(colon + 1)));
        }
        this.columns = all.entrySet().stream()
                .map(e -> new Column(e.getKey(), e.getValue()))
                .toList();
        this.required = Set.copyOf(Arrays.stream(columns)
                .filter(c -> c.startsWith("*"))
                .map(c -> c.substring(1).replaceFirst(":.*", ""))
                .toList());
    }

    private static ColumnType typeOf(char letter) {
        return switch (letter) {
            case 't' -> TIME;
            case 'n' -> NUMBER;
            case 'f' -> FLAG;
            default -> throw new IllegalArgumentException("No column type " + letter);
        };
    }

    /// The kind whose table has the name, such as `interactions`.
    public static Optional<FactKind> find(String table) {
        return Arrays.stream(values()).filter(k -> k.table().equals(table)).findFirst();
    }

    /// Name of the table and of its files, such as `interactions`.
    public String table() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Declared columns in the order of the exchange format.
    public List<Column> columns() {
        return columns;
    }

    /// Names of the columns a row cannot do without.
    public Set<String> required() {
        return required;
    }

    /// Name of the column that identifies a row (the last row of an id wins), where the kind has one.
    public Optional<String> id() {
        return switch (this) {
            case EVENTS, READINGS, PULSE, TRAINING, FORECASTS, IMPORTANCES, LISTENING, REWARDS, OFFERS, AGENDAS ->
                Optional.empty();
            default -> Optional.of(columns.getFirst().name());
        };
    }

    /// Name of the column that says which customer a row is about, where the kind has one.
    public Optional<String> customer() {
        return columns.stream().map(Column::name).filter("customer"::equals).findFirst();
    }

    /// Names of the columns in which customers write in their own words.
    public List<String> words() {
        return switch (this) {
            case RESPONSES -> List.of("verbatim");
            case COMPLAINTS -> List.of("text");
            default -> List.of();
        };
    }

    /// Name of the column that says when the fact happened; its local day is the row's `day`.
    public String time() {
        return columns.stream()
                .filter(c -> c.type() == TIME)
                .findFirst()
                .orElseThrow()
                .name();
    }

    /// Whether the table is made from others at load rather than read from a file.
    public boolean derived() {
        return this == CASES || this == TRACES;
    }
}
