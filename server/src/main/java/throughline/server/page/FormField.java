package throughline.server.page;

/// Something to type.
///
/// @param name as it is sent, and the id of the field
/// @param type of the HTML input: `text`, `email`, `password` or `date`; `decimal` for a number, `area` for
///     several lines
/// @param autocomplete what a browser may fill in
/// @param required whether it must be filled in
/// @param value what was typed before; always empty for a password
/// @param hint what to type, may be empty
/// @param problem what is wrong with what was typed, may be empty
public record FormField(
        String name,
        String label,
        String type,
        String autocomplete,
        boolean required,
        String value,
        String hint,
        String problem)
        implements FormInput {

    /// An empty one.
    public static FormField of(String name, String label, String type, String autocomplete) {
        return new FormField(name, label, type, autocomplete, true, "", "", "");
    }

    /// The same that may be left empty.
    public FormField optional() {
        return new FormField(name, label, type, autocomplete, false, value, hint, problem);
    }

    /// The same with what was typed before.
    public FormField typed(String text) {
        return new FormField(name, label, type, autocomplete, required, text, hint, problem);
    }

    /// The same with words about what to type.
    public FormField hinted(String text) {
        return new FormField(name, label, type, autocomplete, required, value, text, problem);
    }

    /// The same with what is wrong, if it is this field's name that is given.
    public FormField refused(String field, String text) {
        return field.equals(name) ? new FormField(name, label, type, autocomplete, required, value, hint, text) : this;
    }

    /// What describes the field, for `aria-describedby`; empty where nothing does.
    public String described() {
        return (hint.isEmpty() ? "" : name + "-hint ")
                .concat(problem.isEmpty() ? "" : name + "-problem")
                .strip();
    }
}
