package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// A form on which one thing is recorded.
///
/// @param action where it is sent
/// @param key what tells this form from any other, so that it is filed once however often it is sent
/// @param problem why it could not be filed although nothing typed is wrong; may be empty
/// @param notice what it would not fit
/// @param button what sends it
public record FactFormPage(
        Shell shell,
        String title,
        String lede,
        String action,
        String key,
        List<FormInput> inputs,
        String problem,
        Optional<Notice> notice,
        String button) {

    /// What is on record that does not fit what was typed.
    ///
    /// @param items each with where and when, and its words
    /// @param seen what is sent along when it is saved all the same
    public record Notice(String title, String lede, List<Item> items, String seen) {

        /// One of it.
        public record Item(String where, String words) {}
    }
}
