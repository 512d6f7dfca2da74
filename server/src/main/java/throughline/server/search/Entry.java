package throughline.server.search;

/// Something that can be found by its name.
///
/// @param name what it is called
/// @param also other words by which it is looked for, such as its id; may be empty
/// @param note what helps to tell it from others of the same name; may be empty
/// @param href where it stands
public record Entry(Sort sort, String name, String also, String note, String href) {

    /// What it is, in the order in which those that fit equally well are listed.
    public enum Sort {
        PAGE("Page"),
        CAUSE("Cause"),
        UNIT("Unit"),
        JOURNEY("Journey"),
        TOUCHPOINT("Touchpoint"),
        MEASURE("Measure"),
        STEP("Step"),
        PROMISE("Promise"),
        TERM("Word");

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        /// Its name in a list of what was found.
        public String title() {
            return title;
        }
    }
}
