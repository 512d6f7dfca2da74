package throughline.server.accounts;

/// Something about accounts that cannot be done, said so that whoever asked can mend it.
public final class AccountRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Field field;

    /// @param field which of the things that were typed it is about
    /// @param message a sentence for the reader
    public AccountRefusal(Field field, String message) {
        super(message);
        this.field = field;
    }

    /// What was typed.
    public enum Field {
        EMAIL,
        NAME,
        PASSWORD,
        CURRENT_PASSWORD,
        ROLE,
        UNIT,
        PERSON,
        /// None of them.
        WHOLE
    }

    /// Which of the things that were typed it is about.
    public Field field() {
        return field;
    }

    /// The sentence for the reader.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
