package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// New alerts as a mail.
///
/// @param name of who is told
/// @param alerts address of the page with all of them, where others reach the pages
public record AlertLetter(String name, String title, List<Item> items, Optional<String> alerts) {

    /// One of them.
    ///
    /// @param chance how often it is raised without cause
    /// @param href of its evidence, where others reach the pages
    public record Item(String kind, String what, String since, String chance, String next, Optional<String> href) {}
}
