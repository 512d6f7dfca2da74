package throughline.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/// A language in which Throughline speaks, with the rules for its numbers and days.
///
/// The language is bound for as long as something is being said ([#speak]); where none is, it is English. Work handed
/// to another thread takes it along by [#kept].
public final class Language {

    /// The language of the sources.
    public static final Language ENGLISH = new Language(Locale.UK, "English", UnaryOperator.identity());

    /// German, from the catalogue `de.yaml` of each module.
    public static final Language GERMAN = new Language(Locale.GERMANY, "Deutsch", Catalogue.of("de")::text);

    private static final List<Language> ALL = List.of(ENGLISH, GERMAN);
    private static final ScopedValue<Language> CURRENT = ScopedValue.newInstance();

    private final Locale locale;
    private final String name;
    private final UnaryOperator<String> translation;

    /// A language.
    ///
    /// @param locale      whose numbers and days it uses
    /// @param name        what it calls itself, such as `Deutsch`
    /// @param translation of an English text, with its marks (`%s`, `[[`) in place
    public Language(Locale locale, String name, UnaryOperator<String> translation) {
        this.locale = locale;
        this.name = name;
        this.translation = translation;
    }

    /// All languages one can choose.
    public static List<Language> all() {
        return ALL;
    }

    /// The language with this tag, such as `de`.
    public static Optional<Language> of(String tag) {
        return ALL.stream().filter(language -> language.tag().equals(tag)).findFirst();
    }

    /// The language that a browser asks for, the first of those it prefers that we have; empty if we have none.
    ///
    /// @param accepted the header `Accept-Language`, such as `de-CH, de;q=0.9, en;q=0.8`
    public static Optional<Language> accepted(String accepted) {
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(accepted);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        return Optional.ofNullable(Locale.lookup(
                        ranges, ALL.stream().map(l -> Locale.of(l.tag())).toList()))
                .flatMap(locale -> of(locale.getLanguage()));
    }

    /// The language that is being spoken.
    public static Language current() {
        return CURRENT.orElse(ENGLISH);
    }

    /// Does something in this language.
    ///
    /// @throws X what the work throws
    public <T, X extends Throwable> T speak(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /// Does something without a result in this language.
    public void speak(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /// The work, to be done by another thread in the language that is spoken now.
    public static <T> Callable<T> kept(Callable<T> work) {
        Language language = current();
        return () -> language.speak(work::call);
    }

    /// The same of work without a result.
    public static Runnable kept(Runnable work) {
        Language language = current();
        return () -> language.speak(work);
    }

    /// Its locale.
    public Locale locale() {
        return locale;
    }

    /// Its tag in HTML and HTTP, such as `de`.
    public String tag() {
        return locale.getLanguage();
    }

    /// What it calls itself.
    public String name() {
        return name;
    }

    /// The text in this language; the English one where it has no other.
    public String text(String english) {
        return translation.apply(english);
    }

    @Override
    public String toString() {
        return tag();
    }
}
