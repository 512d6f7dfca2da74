package throughline.lake.sql;

import java.time.Instant;
import java.time.LocalDate;

/// The words in which engines differ. All else is SQL that every engine understands.
public interface Dialect {

    /// The column `day` as days since 1970, a whole number.
    String dayNumber();

    /// The column `day` as a DATE.
    String date();

    /// A TIME column as whole seconds since 1970, for times from then on.
    String seconds(String column);

    /// A time to the second as TIME columns hold it.
    String literal(Instant time);

    /// A day as the column `day` holds it.
    String literal(LocalDate day);
}
