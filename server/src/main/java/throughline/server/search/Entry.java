package throughline.server.search;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

/// Something that can be found by its name.
///
/// @param name what it is called
/// @param also other words by which it is looked for, such as its id; may be empty
/// @param note what helps to tell it from others of the same name; may be empty
/// @param href where it stands
public record Entry(Sort sort, String name, String also, String note, String href) {

    /// What it is, in the order in which those that fit equally well are listed.
    public enum Sort {
        PAGE(key("Page")),
        CAUSE(key("Cause")),
        UNIT(key("Unit")),
        JOURNEY(key("Journey")),
        TOUCHPOINT(key("Touchpoint")),
        MEASURE(key("Measure")),
        STEP(key("Step")),
        PROMISE(key("Promise")),
        TERM(key("Word"));

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        /// Its name in a list of what was found.
        public String title() {
            return say(title);
        }
    }
}
