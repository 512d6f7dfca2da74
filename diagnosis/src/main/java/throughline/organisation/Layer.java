package throughline.organisation;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A layer of the organisation, from the board down.
public enum Layer {
    BOARD("board", key("Board")),
    EXECUTIVE("executive", key("Executive")),
    MANAGEMENT("management", key("Management")),
    FRONTLINE("frontline", key("Front line"));

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
        return say(title);
    }

    /// The layer of an id; dashes, underscores, blanks and case do not matter.
    public static Optional<Layer> find(String id) {
        String plain = id.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        return Arrays.stream(values()).filter(l -> l.id.equals(plain)).findFirst();
    }
}
