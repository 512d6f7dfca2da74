package throughline.workspace;

import java.util.List;

/// The one thing to settle next before a foreign file can be read.
///
/// @param about what is asked
/// @param topic under which the answer is kept, see [Answers]
/// @param column the column it is about, or empty
/// @param field the field it is about, or empty
/// @param options what may be answered; empty where anything may, such as the name of a time zone
public record Question(About about, String topic, String column, String field, List<String> options) {

    /// What is asked.
    public enum About {
        /// What is one row? Options are tables, the likeliest first.
        ROW,
        /// Does the day or the month come first? Options are forms of times.
        DAY_OR_MONTH,
        /// Which column is the field that must be there? Options are columns.
        WHICH_COLUMN,
        /// No column has ids: number the rows? Options are columns that might be the id.
        NO_IDS,
        /// Which of several fields is the column? Options are fields.
        WHICH_FIELD,
        /// What does a column of answers ask? Options are fields.
        WHICH_ITEM,
        /// In which unit is a duration? Options are units.
        UNIT,
        /// From where to where does the scale go? Options are scales such as `1/5`.
        SCALE,
        /// Where were the times written?
        ZONE
    }

    /// Copies the list.
    public Question {
        options = List.copyOf(options);
    }
}
