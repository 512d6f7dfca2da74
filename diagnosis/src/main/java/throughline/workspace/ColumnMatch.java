package throughline.workspace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.workspace.ColumnGuess.Reason;
import throughline.workspace.ColumnGuess.Sureness;
import throughline.workspace.KnownFields.Fit;

/// Finds which column of a foreign file becomes which field of a table. A field is made of one column only; better fits
/// come first, and what somebody has said before all of them.
final class ColumnMatch {

    private final FactKind kind;
    private final Answers answers;
    private final Map<String, ColumnType> fields;
    private final @Nullable ColumnGuess[] guesses;
    private final Set<String> taken = new HashSet<>();
    private final List<SampledColumn> columns;

    private ColumnMatch(FactKind kind, TableSample sample, Answers answers) {
        this.kind = kind;
        this.answers = answers;
        this.fields = new LinkedHashMap<>(KnownFields.of(kind));
        KnownFields.answers(kind).forEach(answer -> fields.put(answer, ColumnType.NUMBER));
        this.columns = sample.columns();
        this.guesses = new ColumnGuess[columns.size()];
    }

    /// One guess a column.
    static List<ColumnGuess> of(FactKind kind, TableSample sample, Answers answers) {
        var match = new ColumnMatch(kind, sample, answers);
        match.unusable();
        match.said();
        match.fitting(Fit.EXACT);
        match.fitting(Fit.OTHER_NAME);
        match.fitting(Fit.PARTLY);
        match.onlyTime();
        match.rest();
        var all = new ArrayList<ColumnGuess>();
        for (ColumnGuess guess : match.guesses) {
            all.add(java.util.Objects.requireNonNull(guess));
        }
        return List.copyOf(all);
    }

    private void unusable() {
        for (int i = 0; i < guesses.length; i++) {
            SampledColumn column = columns.get(i);
            if (column.repeated()) {
                guesses[i] = ColumnGuess.leftOut(column, Reason.SAME_NAME);
            } else if (column.plain().isEmpty()) {
                guesses[i] = ColumnGuess.leftOut(column, Reason.NO_NAME);
            }
        }
    }

    private void said() {
        for (int i = 0; i < guesses.length; i++) {
            SampledColumn column = columns.get(i);
            String said = answers.of(Answers.column(column.name())).orElse("");
            if (guesses[i] != null || said.isEmpty()) {
                continue;
            }
            String field = said.equals(Answers.OWN_NAME) ? ownName(column) : said;
            if (field.equals(Answers.LEFT_OUT)) {
                guesses[i] = ColumnGuess.of(column, "", Sureness.CHOSEN, Reason.PLAIN);
            } else if (taken.add(field)) {
                guesses[i] = ColumnGuess.of(column, field, Sureness.CHOSEN, Reason.PLAIN);
            }
        }
    }

    private void fitting(Fit wanted) {
        for (int i = 0; i < guesses.length; i++) {
            if (guesses[i] != null) {
                continue;
            }
            SampledColumn column = columns.get(i);
            List<String> possible = fields.keySet().stream()
                    .filter(field -> KnownFields.fit(kind, field, column) == wanted)
                    .toList();
            List<String> free = possible.stream()
                    .filter(field -> !taken.contains(field) && fits(field, column))
                    .toList();
            if (free.size() > 1) {
                guesses[i] = new ColumnGuess(column, "", Sureness.ASKED, free, Reason.SEVERAL_FIELDS);
            } else if (free.size() == 1) {
                take(i, free.getFirst(), wanted);
            } else if (wanted != Fit.PARTLY && possible.stream().anyMatch(f -> !taken.contains(f))) {
                boolean time = possible.stream().anyMatch(f -> fields.get(f) == ColumnType.TIME);
                guesses[i] = ColumnGuess.leftOut(
                        column, column.known() == 0 ? Reason.EMPTY : time ? Reason.NOT_A_TIME : Reason.NOT_A_NUMBER);
            }
        }
    }

    private void take(int place, String field, Fit fit) {
        SampledColumn column = columns.get(place);
        taken.add(field);
        boolean assumed = field.endsWith("_s")
                && fit != Fit.EXACT
                && Durations.unit(column.name()).isEmpty();
        guesses[place] = ColumnGuess.of(
                column,
                field,
                fit == Fit.PARTLY || assumed ? Sureness.LIKELY : Sureness.RECOGNISED,
                fit == Fit.PARTLY ? Reason.NAME_IN_PART : assumed ? Reason.UNIT_ASSUMED : Reason.PLAIN);
    }

    /// The only column of times is when it happened.
    private void onlyTime() {
        if (taken.contains(kind.time())) {
            return;
        }
        int only = -1;
        for (int i = 0; i < guesses.length; i++) {
            if (columns.get(i).time().isPresent() && (guesses[i] == null || !guesses[i].used())) {
                if (only >= 0 || (guesses[i] != null && guesses[i].sureness() == Sureness.CHOSEN)) {
                    return;
                }
                only = i;
            }
        }
        if (only >= 0) {
            taken.add(kind.time());
            guesses[only] = ColumnGuess.of(columns.get(only), kind.time(), Sureness.LIKELY, Reason.ONLY_TIME);
        }
    }

    /// Numbers may be measures and are kept; other columns are left out, since nothing asks for them and they may be
    /// about persons.
    private void rest() {
        for (int i = 0; i < guesses.length; i++) {
            if (guesses[i] != null) {
                continue;
            }
            SampledColumn column = columns.get(i);
            boolean counted =
                    (column.numeric() || column.flag()) && column.time().isEmpty();
            boolean id = column.plain().equals("id") || column.plain().endsWith("_id");
            if (column.known() == 0) {
                guesses[i] = ColumnGuess.leftOut(column, Reason.EMPTY);
            } else if (counted && !id && taken.add(ownName(column))) {
                guesses[i] = ColumnGuess.of(column, ownName(column), Sureness.KEPT, Reason.NUMBERS_KEPT);
            } else {
                guesses[i] = ColumnGuess.leftOut(column, Reason.NOT_NEEDED);
            }
        }
    }

    private boolean fits(String field, SampledColumn column) {
        ColumnType type = fields.getOrDefault(field, ColumnType.TEXT);
        return switch (type) {
            case TIME, DATE -> column.time().isPresent();
            case NUMBER -> column.numeric();
            case FLAG -> column.flag() || (column.numeric() && column.low() >= 0 && column.high() <= 1);
            case TEXT -> column.known() > 0 || kind.required().contains(field);
        };
    }

    /// The name under which a column of no known name is kept.
    static String ownName(SampledColumn column) {
        String plain = column.plain();
        return FactTable.SYSTEM.stream().anyMatch(c -> c.name().equals(plain)) ? plain + "_given" : plain;
    }
}
