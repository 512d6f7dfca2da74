package throughline.server.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import throughline.server.accounts.AccountSettings;
import throughline.server.language.LanguageSettings;

/// Spring Security with one chain for every request: who asks, whether a form is ours, and whether the [Gate] opens.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /// What a form sends along, beside its cookie.
    static final String FORM_TOKEN = "_csrf";

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            Gate gate,
            SessionCookie sessions,
            CsrfTokenRepository tokens,
            Refusals refusals,
            LanguageCookie chosen,
            LanguageSettings language)
            throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().access(gate))
                .addFilterAfter(new SpokenLanguage(chosen, language), SecurityContextHolderFilter.class)
                .securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // The API has tokens of its own, which no browser sends by itself.
                .csrf(forms -> forms.csrfTokenRepository(tokens)
                        .csrfTokenRequestHandler(new FormTokens())
                        .ignoringRequestMatchers(request -> OwnPagesOnly.isForPrograms(request)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(AbstractHttpConfigurer::disable) // SecurityHeaders sends them, with static files as well
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    CsrfTokenRepository formTokens(AccountSettings settings) {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(SessionCookie.name("throughline-form", settings));
        tokens.setParameterName(FORM_TOKEN);
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(
                cookie -> cookie.secure(settings.encrypted()).httpOnly(true).sameSite("Lax"));
        return tokens;
    }
}
