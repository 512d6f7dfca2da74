package throughline.server.intake.web;

import static throughline.text.Text.say;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import throughline.server.diagnose.BeingReadException;
import throughline.server.intake.BodyCutException;
import throughline.server.intake.Refusal;
import throughline.server.intake.Refusal.Reason;

/// What a sender is answered when its request cannot be served.
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {

    @ExceptionHandler(Refusal.class)
    ResponseEntity<byte[]> refused(Refusal e) {
        return Problem.of(status(e.reason()), String.valueOf(e.getMessage())).answer();
    }

    /// The status that stands for a reason.
    static HttpStatus status(Reason reason) {
        return switch (reason) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNKNOWN_FORMAT -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case UNUSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MUCH_AT_ONCE -> HttpStatus.TOO_MANY_REQUESTS;
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    @ExceptionHandler(BodyCutException.class)
    ResponseEntity<byte[]> cut(BodyCutException e) {
        return Problem.of(
                        HttpStatus.BAD_REQUEST,
                        say("The body ended before its time; nothing of it is kept. Send it again."))
                .answer();
    }

    @ExceptionHandler(UnknownException.class)
    ResponseEntity<byte[]> unknown(UnknownException e) {
        return Problem.of(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage())).answer();
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<byte[]> notANumber(MethodArgumentTypeMismatchException e) {
        return Problem.of(HttpStatus.NOT_FOUND, say("Batches are named by their number, as the receipt says."))
                .answer();
    }

    @ExceptionHandler(BeingReadException.class)
    ResponseEntity<byte[]> beingRead() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        say("What was brought in is being read. Try again in some seconds."))
                .answer();
    }

    @ExceptionHandler(DataAccessException.class)
    ResponseEntity<byte[]> unavailable(DataAccessException e) {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        say("The database does not answer just now. Try again in some seconds."))
                .answer();
    }
}
