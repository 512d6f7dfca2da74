package throughline.server.page;

import java.util.List;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;

/// A choice in the head of a section: a form that works without script.
///
/// @param name of the parameter
/// @param label what is chosen
/// @param action address of the page
/// @param kept further parameters that the choice must not lose
public record Pick(String name, String label, String action, List<Option> options, List<Kept> kept) {

    /// Copies the lists.
    public Pick {
        options = List.copyOf(options);
        kept = List.copyOf(kept);
    }
}
