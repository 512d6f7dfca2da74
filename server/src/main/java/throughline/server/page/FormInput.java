package throughline.server.page;

/// Something on a form that is filled in.
public sealed interface FormInput permits FormField, Choice {

    /// As it is sent, and the id of the field.
    String name();

    /// What it is called.
    String label();

    /// What is wrong with what was filled in, may be empty.
    String problem();
}
