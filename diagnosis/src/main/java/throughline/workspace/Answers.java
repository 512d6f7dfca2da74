package throughline.workspace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import throughline.workspace.MappingDraft.Scale;

/// What somebody has said of a foreign file: texts by topic, such as `kind`, `zone` or `column/Disp`.
///
/// @param said the texts
public record Answers(Map<String, String> said) {

    /// Nothing has been said.
    public static final Answers NONE = new Answers(Map.of());

    /// Topic: the table that a row belongs to.
    static final String KIND = "kind";

    /// Topic: where times were written.
    static final String ZONE = "zone";

    /// Topic: how rows get their ids; [#ROWS] is the one way beside a column.
    static final String IDS = "ids";

    /// Rows are numbered.
    static final String ROWS = "rows";

    /// Says of a column that it keeps its own name.
    public static final String OWN_NAME = "=";

    /// Says of a column that it is left out.
    public static final String LEFT_OUT = "-";

    private static final String COLUMN = "column/";
    private static final String FORMAT = "format/";
    private static final String UNIT = "unit/";
    private static final String SCALE = "scale/";

    /// Copies the map.
    public Answers {
        said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
    }

    /// These and one more; a later answer to a topic takes the place of an earlier one.
    public Answers with(String topic, String answer) {
        var more = new LinkedHashMap<>(said);
        more.put(topic, answer);
        return new Answers(more);
    }

    /// What was said of the topic.
    Optional<String> of(String topic) {
        return Optional.ofNullable(said.get(topic));
    }

    /// Topic: what a column means.
    public static String column(String name) {
        return COLUMN + name;
    }

    /// Topic: how the times of a column are written.
    public static String format(String name) {
        return FORMAT + name;
    }

    /// Topic: the unit of a column of durations.
    public static String unit(String name) {
        return UNIT + name;
    }

    /// Topic: the scale of a column of answers.
    public static String scale(String name) {
        return SCALE + name;
    }

    /// What the draft of an earlier file says, for a file that has the same columns.
    static Answers of(MappingDraft draft, TableSample sample) {
        var said = new LinkedHashMap<String, String>();
        said.put(KIND, draft.kind().table());
        draft.zone().ifPresent(zone -> said.put(ZONE, zone.getId()));
        draft.rowIds().ifPresent(prefix -> said.put(IDS, ROWS));
        for (SampledColumn column : sample.columns()) {
            said.put(column(column.name()), LEFT_OUT);
        }
        for (MappingDraft.Field field : draft.all()) {
            said.put(column(field.column()), field.name());
            if (!field.format().isEmpty()) {
                said.put(format(field.column()), field.format());
            }
            said.put(unit(field.column()), field.unit().isEmpty() ? "s" : field.unit());
            Scale scale = draft.scales().get(field.name());
            if (scale != null) {
                said.put(scale(field.column()), scale.low() + "/" + scale.high());
            }
        }
        return new Answers(said);
    }

    /// Whether a draft speaks of columns that the file has.
    static boolean fits(MappingDraft draft, TableSample sample) {
        return draft.all().stream()
                .allMatch(f -> sample.columns().stream().anyMatch(c -> c.name().equals(f.column())));
    }
}
