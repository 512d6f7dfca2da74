package throughline.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import throughline.text.Language;

/// Tells Spring which language is spoken, since it writes that over the header `Content-Language` of every view.
@Component("localeResolver")
class SpokenLocale implements LocaleResolver {

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Locale.of(Language.current().tag());
    }

    /// Nobody chooses a language by Spring, which asks for this method all the same.
    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("SpokenLanguage says which language is spoken");
    }
}
