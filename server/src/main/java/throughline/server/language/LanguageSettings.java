package throughline.server.language;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import throughline.text.Language;

/// The language of the organisation, `throughline.language` (docs/operating.md): what is said to whoever has not chosen
/// another, and what is written down for all.
///
/// @param language its tag, such as `de`
@ConfigurationProperties("throughline")
public record LanguageSettings(@DefaultValue("en") String language) {

    /// Refuses a language that there is not.
    ///
    /// @throws IllegalArgumentException if there is none of this tag
    public LanguageSettings {
        if (Language.of(language).isEmpty()) {
            throw new IllegalArgumentException("THROUGHLINE_LANGUAGE is %s; it can be %s"
                    .formatted(
                            language,
                            Language.all().stream()
                                    .map(l -> "%s (%s)".formatted(l.tag(), l.name()))
                                    .collect(Collectors.joining(" or "))));
        }
    }

    /// The language itself.
    public Language usual() {
        return Language.of(language).orElseThrow();
    }
}
