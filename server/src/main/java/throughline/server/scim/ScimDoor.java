package throughline.server.scim;

import static throughline.text.Text.say;

import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.exceptions.UnauthorizedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.Directory;
import throughline.server.accounts.Secret;

/// Lets only whoever holds the directory's token to the methods below it, and words what goes wrong there as RFC 7644
/// does. It stands in the controller, before a body is read, so that no way of writing an address goes round it.
abstract class ScimDoor {

    private static final String SCHEME = "Bearer ";

    private final Directory directory;

    ScimDoor(Directory directory) {
        this.directory = directory;
    }

    /// @throws UnauthorizedException if the token is not the one in force
    @ModelAttribute
    void askForToken(HttpServletRequest request, HttpServletResponse response) throws UnauthorizedException {
        String header = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .orElse("");
        if (!header.startsWith(SCHEME)
                || !directory.accepts(
                        new Secret(header.substring(SCHEME.length()).strip()))) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            throw new UnauthorizedException(say(
                    "A valid token is needed. An administrator makes one on the page Accounts, under The directory."));
        }
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrong(ScimException why) {
        return ScimAnswers.wrong(why.getScimError());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(AccountRefusal why) {
        return why.field() == Field.WHOLE || why.field() == Field.ROLE
                ? ScimAnswers.wrong(HttpStatus.CONFLICT, "uniqueness", why.sentence())
                : ScimAnswers.wrong(HttpStatus.BAD_REQUEST, "invalidValue", why.sentence());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> changed(Directory.ChangedMeanwhile why) {
        return ScimAnswers.wrong(HttpStatus.PRECONDITION_FAILED, null, String.valueOf(why.getMessage()));
    }

    @ExceptionHandler({HttpMessageNotReadableException.class, MethodArgumentTypeMismatchException.class})
    ResponseEntity<byte[]> unread() {
        return ScimAnswers.wrong(HttpStatus.BAD_REQUEST, "invalidSyntax", say("The request cannot be read."));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> away(DataAccessException why) {
        return ScimAnswers.wrong(
                HttpStatus.SERVICE_UNAVAILABLE,
                null,
                say("The database does not answer just now. Try again in some seconds."));
    }
}
