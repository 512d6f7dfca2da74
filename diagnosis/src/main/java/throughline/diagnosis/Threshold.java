package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

/// A named, versioned setting against which a figure is held.
///
/// @param name id such as `nobody-accountable.share-owned`
/// @param text the rule in words with its figures, such as `present below 95 % of contacts`
/// @param source a citation, or `ours` where the literature has no value
public record Threshold(String name, String text, String source) {

    /// The rule in the language that is spoken.
    @Override
    public String text() {
        return say(text);
    }

    /// Where the value is from, in the language that is spoken.
    @Override
    public String source() {
        return say(source);
    }

    /// A threshold that is ours.
    public static Threshold ours(String name, String text) {
        return new Threshold(name, text, key("ours"));
    }
}
