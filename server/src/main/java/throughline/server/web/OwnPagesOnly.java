package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import throughline.server.accounts.AccountSettings;

/// Lets only our own pages change anything: a request that writes must come from a page of this server, or from a
/// program that is no browser. It stands before the tokens of forms, and needs neither a cookie nor a database. Whoever
/// sends a token of the API is a program, for no foreign page has one.
///
/// A browser says by `Sec-Fetch-Site` where a request comes from, older ones by `Origin`; no page can change either.
/// [SecurityHeaders] has made sure that the host is one of our own names.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class OwnPagesOnly extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final AccountSettings settings;

    OwnPagesOnly(AccountSettings settings) {
        this.settings = settings;
    }

    /// Whether it asks for something that programs call, with tokens of their own.
    static boolean isForPrograms(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/")
                || request.getServletPath().startsWith("/scim/");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean program = isForPrograms(request) && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        return READING.contains(request.getMethod()) || program;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ours(request)) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write(say("Only pages of this server may change anything here.") + "\n");
        }
    }

    private boolean ours(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin == null
                || origin.equals("%s://%s".formatted(request.getScheme(), request.getHeader("Host")))
                || settings.origin().filter(origin::equals).isPresent();
    }
}
