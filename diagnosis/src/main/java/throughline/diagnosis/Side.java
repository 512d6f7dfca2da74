package throughline.diagnosis;

import java.util.Locale;

/// What a figure says of a cause.
public enum Side {
    PRESENT,
    ABSENT,
    UNKNOWN;

    /// The word of the exchange format: `present`, `absent` or `unknown`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
