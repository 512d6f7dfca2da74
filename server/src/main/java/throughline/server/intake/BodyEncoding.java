package throughline.server.intake;

import java.util.Locale;

/// Whether a delivery is compressed.
public enum BodyEncoding {
    IDENTITY(""),
    GZIP(".gz");

    private final String ending;

    BodyEncoding(String ending) {
        this.ending = ending;
    }

    /// What the name of a file that holds it ends in, after the format's ending.
    String ending() {
        return ending;
    }

    /// Name in the database, such as `gzip`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The encoding of a name in the database.
    public static BodyEncoding of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
