package throughline.server.page;

import java.util.List;
import throughline.server.page.Shell.Option;

/// Something to choose from a list.
///
/// @param name as it is sent, and the id of the field
/// @param hint what to choose, may be empty
/// @param problem what is wrong with what was chosen, may be empty
public record Choice(String name, String label, String hint, String problem, List<Option> options)
        implements FormInput {

    /// What describes the field, for `aria-describedby`; empty where nothing does.
    public String described() {
        return (hint.isEmpty() ? "" : name + "-hint ")
                .concat(problem.isEmpty() ? "" : name + "-problem")
                .strip();
    }
}
