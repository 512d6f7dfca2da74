package throughline.text;

/// What is said to a reader. The English text stands in the source and is the key of the catalogue, so sources can be
/// read as before and a text without a translation is still said.
///
/// A text is a whole sentence, label or phrase; what differs goes into its marks. Another language may take them in
/// another order (`%2$s`).
public final class Text {

    private Text() {}

    /// The text in the language that is being spoken.
    public static String say(String english) {
        return Language.current().text(english);
    }

    /// The text in the language that is being spoken, with its marks filled.
    ///
    /// @param english with a mark `%s` for each part; a percent sign is written `%%`
    /// @param parts   what fills the marks, already in the language: numbers by [throughline.diagnosis.Wording]
    public static String say(String english, Object... parts) {
        Language language = Language.current();
        return language.text(english).formatted(parts);
    }

    /// What is counted in the form that goes with the count; English and German have one for one and one for all else.
    public static String counted(long n, String one, String many) {
        return say(n == 1 ? one : many);
    }

    /// Marks a text that is kept and said later, so that the catalogues have it.
    public static String key(String english) {
        return english;
    }
}
