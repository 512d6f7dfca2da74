package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import throughline.server.accounts.AccountSettings;

/// Sends the headers that keep a page from loading, being framed by, or telling anything to anyone else, and answers
/// only requests addressed to this computer by one of its own names or its public one, so that a foreign page cannot
/// rebind a name to it.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecurityHeaders extends OncePerRequestFilter {

    /// What a page may load: its own files, and nothing written into the page itself.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "object-src 'none'";

    private final AccountSettings settings;

    SecurityHeaders(AccountSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (settings.encrypted()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (Origin.OWN_NAMES.contains(request.getServerName())
                || settings.host()
                        .filter(request.getServerName()::equalsIgnoreCase)
                        .isPresent()) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter()
                    .write(say(
                                    "This server answers to %s only.",
                                    settings.host().orElse("127.0.0.1 and localhost")) + "\n");
        }
    }
}
