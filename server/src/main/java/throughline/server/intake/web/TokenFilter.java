package throughline.server.intake.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import throughline.server.intake.Tokens;

/// Lets nobody to the API without a token; only what the API can do is for all to read.
@Component
class TokenFilter extends OncePerRequestFilter {

    /// The request's attribute that names the sender.
    static final String SENDER = "throughline.sender";

    private static final String API = "/api/";
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;

    TokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.startsWith(API) || path.equals(OpenApiController.PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .orElse("");
        Optional<String> sender;
        try {
            sender = header.startsWith(SCHEME)
                    ? tokens.sender(header.substring(SCHEME.length()).strip())
                    : Optional.empty();
        } catch (DataAccessException e) {
            Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The database does not answer just now. Try again in some seconds.")
                    .write(response);
            return;
        }
        if (sender.isEmpty()) {
            Problem.of(
                            HttpStatus.UNAUTHORIZED,
                            "A valid token is needed. Make one with ./throughline token create NAME and send it as: Authorization: Bearer TOKEN")
                    .write(response);
            return;
        }
        request.setAttribute(SENDER, sender.get());
        chain.doFilter(request, response);
    }
}
