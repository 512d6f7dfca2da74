package throughline.organisation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A layer of the organisation, from the board down.
public enum Layer {
    BOARD("board", "Board"),
    EXECUTIVE("executive", "Executive"),
    MANAGEMENT("management", "Management"),
    FRONTLINE("frontline", "Front line");

    private final String id;
    private final String title;

    Layer(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /// The layer's id in the exchange format, such as `frontline`.
    public String id() {
        return id;
    }

    /// The layer's name on a page.
    public String title() {
        return title;
    }

    /// The layer of an id; dashes, underscores, blanks and case do not matter.
    public static Optional<Layer> find(String id) {
        String plain = id.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        return Arrays.stream(values()).filter(l -> l.id.equals(plain)).findFirst();
    }
}
