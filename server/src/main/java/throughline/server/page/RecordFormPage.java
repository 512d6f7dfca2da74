package throughline.server.page;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;

/// A form about one entry of the record.
///
/// @param action where it is sent
/// @param kept what is sent along unseen
/// @param inputs empty where the entry cannot be changed in a form
/// @param refusals why it was not taken, as sentences that belong to no field
/// @param theirs what somebody else wrote meanwhile
/// @param remove where the entry is removed
/// @param unread what the first change leaves out of the document
/// @param back where the reader came from
public record RecordFormPage(
        Shell shell,
        String title,
        String lede,
        String action,
        List<Kept> kept,
        List<Input> inputs,
        String submit,
        List<String> refusals,
        Optional<Theirs> theirs,
        Optional<String> remove,
        List<String> unread,
        String back) {

    /// Something to fill in.
    ///
    /// @param options the choices, of a shape that has any
    public record Input(
            String name, String label, String hint, String problem, String value, Shape shape, List<Option> options) {

        /// What describes the field, for `aria-describedby`; null where nothing does.
        public @Nullable String described() {
            String all = (hint.isEmpty() ? "" : name + "-hint ")
                    .concat(problem.isEmpty() ? "" : name + "-problem")
                    .strip();
            return all.isEmpty() ? null : all;
        }
    }

    /// How something is filled in.
    public enum Shape {
        LINE,
        PROSE,
        DATE,
        ONE,
        SEVERAL
    }

    /// What somebody else made of the same entry.
    ///
    /// @param who did it and when
    /// @param lines each field that differs from what was typed, as they have it
    public record Theirs(String who, List<Line> lines) {}

    /// A field in two states.
    public record Line(String label, String theirs, String yours) {}

    /// Whether anything is wrong.
    public boolean wrong() {
        return !refusals.isEmpty() || inputs.stream().anyMatch(i -> !i.problem().isEmpty());
    }
}
