package throughline.server.page;

import static throughline.text.Text.say;
/// The form that makes a passkey. What the browser answers is filled in by a script.
///
/// @param name what the passkey is to be called
/// @param problem why none was made, may be empty

public record PasskeyForm(FormField name, String problem) {

    /// An empty one.
    public static PasskeyForm ofThisDevice() {
        return new PasskeyForm(
                FormField.of("name", say("What you call it"), "text", "off")
                        .hinted(say("So that you know it again, such as: office laptop."))
                        .typed(say("This device")),
                "");
    }

    /// The same, for who is told why none was made.
    ///
    /// @param typed the name that was typed
    /// @param field what the reason is about
    public static PasskeyForm refused(String typed, String field, String why) {
        FormField name = ofThisDevice().name().typed(typed).refused(field, why);
        return new PasskeyForm(name, name.problem().isEmpty() ? why : "");
    }
}
