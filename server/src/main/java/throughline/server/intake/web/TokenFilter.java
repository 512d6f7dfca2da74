package throughline.server.intake.web;

import static throughline.text.Text.say;

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
import throughline.server.alerts.Alerts;
import throughline.server.intake.Tokens;
import throughline.server.intake.Tokens.Sender;
import throughline.server.intake.store.TokenTable.Scope;
import throughline.server.organisation.OrganisationRecord;

/// Lets nobody to the API without a token; only what the API can do is for all to read, and the record and the alerts
/// are also for who is signed in, whom the gate has looked at before.
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
        return !path.startsWith(API)
                || path.equals(OpenApiController.PATH)
                || (isForAccountsToo(path) && request.getHeader(HttpHeaders.AUTHORIZATION) == null);
    }

    /// Whether an address is also for who is signed in.
    private static boolean isForAccountsToo(String path) {
        return path.startsWith(OrganisationRecord.ADDRESS) || path.equals(Alerts.ADDRESS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .orElse("");
        Optional<Sender> sender;
        try {
            sender = header.startsWith(SCHEME)
                    ? tokens.sender(header.substring(SCHEME.length()).strip())
                    : Optional.empty();
        } catch (DataAccessException e) {
            Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            say("The database does not answer just now. Try again in some seconds."))
                    .write(response);
            return;
        }
        if (sender.isEmpty()) {
            Problem.of(
                            HttpStatus.UNAUTHORIZED,
                            say(
                                    "A valid token is needed. Make one with ./throughline token create NAME and send it as: Authorization: Bearer TOKEN"))
                    .write(response);
            return;
        }
        Optional<String> refused =
                refused(request.getServletPath(), sender.get().scope());
        if (refused.isPresent()) {
            Problem.of(HttpStatus.FORBIDDEN, refused.get()).write(response);
            return;
        }
        request.setAttribute(SENDER, sender.get().name());
        chain.doFilter(request, response);
    }

    /// Why a token of a scope is no good for an address; empty where it is.
    private static Optional<String> refused(String path, Scope scope) {
        if (path.equals(Alerts.ADDRESS)) {
            return scope == Scope.ALERTS
                    ? Optional.empty()
                    : Optional.of(
                            say(
                                    "This token does not read alerts. Make one that does, and nothing else, with ./throughline token create NAME --alerts."));
        }
        if (scope == Scope.ALERTS) {
            return Optional.of(say("This token reads alerts only. Make another with ./throughline token create NAME."));
        }
        return path.startsWith(OrganisationRecord.ADDRESS) && scope != Scope.FACTS_AND_RECORD
                ? Optional.of(
                        say(
                                "This token sends facts only. For the record, make one with ./throughline token create NAME --record."))
                : Optional.empty();
    }
}
