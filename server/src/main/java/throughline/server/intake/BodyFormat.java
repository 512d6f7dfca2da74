package throughline.server.intake;

import java.util.Locale;

/// How the rows of a delivery are written.
public enum BodyFormat {
    NDJSON(".ndjson"),
    CSV(".csv"),

    /// Events as JSON, one or an array of them; the data of each is one row.
    CLOUDEVENTS(".json");

    private final String ending;

    BodyFormat(String ending) {
        this.ending = ending;
    }

    /// Ending of the name of a file that holds it, such as `.csv`.
    String ending() {
        return ending;
    }

    /// Name in the database, such as `ndjson`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format of a name in the database.
    public static BodyFormat of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
