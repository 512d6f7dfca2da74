package throughline.workspace;

import java.util.List;

/// What a column of a foreign file becomes, and how sure that is.
///
/// @param column what was seen of it
/// @param field the field it becomes; empty where it is left out or not known yet
/// @param candidates fields it may be, where that is to be asked
/// @param reason why, where it is not plain
public record ColumnGuess(
        SampledColumn column, String field, Sureness sureness, List<String> candidates, Reason reason) {

    /// How sure it is.
    public enum Sureness {
        RECOGNISED,
        LIKELY,
        ASKED,
        CHOSEN,
        KEPT,
        LEFT_OUT
    }

    /// Why a column is taken for what it is.
    public enum Reason {
        PLAIN,
        NAME_IN_PART,
        ONLY_TIME,
        SEVERAL_FIELDS,
        UNIT_ASSUMED,
        NUMBERS_KEPT,
        NO_NAME,
        SAME_NAME,
        EMPTY,
        NOT_A_TIME,
        NOT_A_NUMBER,
        NOT_NEEDED
    }

    /// Copies the list.
    public ColumnGuess {
        candidates = List.copyOf(candidates);
    }

    static ColumnGuess of(SampledColumn column, String field, Sureness sureness, Reason reason) {
        return new ColumnGuess(column, field, sureness, List.of(), reason);
    }

    static ColumnGuess leftOut(SampledColumn column, Reason reason) {
        return of(column, "", Sureness.LEFT_OUT, reason);
    }

    /// Whether it becomes a field.
    public boolean used() {
        return !field.isEmpty();
    }
}
