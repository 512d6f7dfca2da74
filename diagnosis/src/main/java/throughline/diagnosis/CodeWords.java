package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Set;
import throughline.organisation.Layer;

/// Codes of the exchange format as a reader meets them.
public final class CodeWords {

    /// Those there is a word for in other languages: of channels, decisions, listening, roles, sizes, layers, what a
    /// measure is of and which way it is better, and what an objective is about.
    private static final Set<String> KNOWN = Set.of(
            key("Phone"),
            key("Web"),
            key("App"),
            key("Email"),
            key("Chat"),
            key("Letter"),
            key("Store"),
            key("Reception"),
            key("Carpark"),
            key("Billing"),
            key("Hr"),
            key("Pr"),
            key("Social"),
            key("Partner"),
            key("Other"),
            key("Staffing"),
            key("Hours"),
            key("Standards"),
            key("Budget"),
            key("Tooling"),
            key("Training"),
            key("Redundancy"),
            key("Customer visit"),
            key("Side by side"),
            key("Calls"),
            key("Complaints"),
            key("Agent"),
            key("Small"),
            key("Medium"),
            key("Large"),
            key("Board"),
            key("Executive"),
            key("Management"),
            key("Front line"),
            key("Infrastructure"),
            key("Perception"),
            key("Feeling"),
            key("Outcome"),
            key("Staff"),
            key("Lower"),
            key("Higher"),
            key("Target"),
            key("Service"),
            key("Sales"),
            key("Cost"),
            key("Safety"),
            key("Growth"),
            key("Compliance"),
            key("People"));

    private CodeWords() {}

    /// A code in words, such as `side-by-side`; one that is the organisation's own stands as it is written.
    public static String said(String code) {
        String words = code.equals(Layer.FRONTLINE.id()) ? "Front line" : Wording.sentence(code.replace('-', ' '));
        return KNOWN.contains(words) ? say(words) : words;
    }

    /// The same within a sentence.
    public static String within(String code) {
        return Wording.within(said(code));
    }
}
