package throughline.organisation;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A layer of the organisation, from the board down.
public enum Layer {
    BOARD("board", key("Board"), key("board"), key("the board")),
    EXECUTIVE("executive", key("Executive"), key("executive"), key("the executive")),
    MANAGEMENT("management", key("Management"), key("management"), key("the management")),
    FRONTLINE("frontline", key("Front line"), key("front line"), key("the front line"));

    private final String id;
    private final String title;
    private final String word;
    private final String inSentence;

    Layer(String id, String title, String word, String inSentence) {
        this.id = id;
        this.title = title;
        this.word = word;
        this.inSentence = inSentence;
    }

    /// The layer's id in the exchange format, such as `frontline`.
    public String id() {
        return id;
    }

    /// The layer's name on a page.
    public String title() {
        return say(title);
    }

    /// The layer's name within a sentence, without an article.
    public String word() {
        return say(word);
    }

    /// The layer within a sentence, such as `the front line`.
    public String inSentence() {
        return say(inSentence);
    }

    /// The layer of an id; dashes, underscores, blanks and case do not matter.
    public static Optional<Layer> find(String id) {
        String plain = id.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        return Arrays.stream(values()).filter(l -> l.id.equals(plain)).findFirst();
    }
}
