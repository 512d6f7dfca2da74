package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.BeingReadException;
import throughline.server.page.MessagePage;
import throughline.server.turn.BusyException;

/// What a reader sees when a page cannot be had: what is the matter, what to do, and no stack trace.
@Controller
@ControllerAdvice
class Problems implements ErrorController {

    private static final Logger LOG = Logger.getLogger(Problems.class.getName());

    private final AtomicLong failures = new AtomicLong();
    private final ShellMaker shells;

    Problems(ShellMaker shells) {
        this.shells = shells;
    }

    @ExceptionHandler(NotFoundException.class)
    PageView notFound(NotFoundException e) {
        return notFound(String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    PageView notANumber(MethodArgumentTypeMismatchException e) {
        return notFound(say("The address has words where a number belongs."));
    }

    /// A form that was sent is not sent again by itself.
    @ExceptionHandler(BeingReadException.class)
    PageView beingRead(BeingReadException e, HttpServletRequest request) {
        boolean asked = request.getMethod().equals("GET");
        String progress = e.progress().isEmpty() ? "" : e.progress() + ".";
        return new PageView(
                "message",
                new MessagePage(
                        shells.bare(say("Reading"), Visit.of(null, null, null, request.getParameter("theme"))),
                        say("One moment"),
                        say("The facts are being read"),
                        progress.isEmpty() ? say("This page shows what is there as soon as it is read.") : progress,
                        asked ? List.of() : List.of(say("What you sent was not taken. Go back and send it again.")),
                        asked ? BeingReadException.AGAIN : 0),
                HttpStatus.SERVICE_UNAVAILABLE);
    }

    @ExceptionHandler(BusyException.class)
    PageView busy() {
        return message(
                HttpStatus.SERVICE_UNAVAILABLE,
                say("The server is busy"),
                say(
                        "Others are served first. This page asks again by itself in %s seconds; a file you have to ask for again.",
                        BusyException.AGAIN),
                BusyException.AGAIN);
    }

    /// Whatever else the container could not answer.
    @Needs(Right.ANYBODY)
    @RequestMapping("/error")
    PageView failed(HttpServletRequest request) {
        int code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer i ? i : 404;
        if (code == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            return busy();
        }
        if (code < 500) {
            return code == 405
                    ? message(
                            HttpStatus.METHOD_NOT_ALLOWED,
                            say("This address cannot be used like that"),
                            say("Follow a link to get on."))
                    : code == 404
                            ? notFound(say("Nothing is kept at this address."))
                            : message(
                                    HttpStatus.valueOf(code),
                                    say("The request could not be understood"),
                                    say("Follow a link to get on."));
        }
        long number = failures.incrementAndGet();
        LOG.log(Level.SEVERE, "Failure " + number, request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        return message(
                HttpStatus.INTERNAL_SERVER_ERROR,
                say("This page could not be made"),
                say(
                        "The fault is ours and stands in the server’s log as failure %s. Try again, or look at another page.",
                        number));
    }

    private PageView notFound(String text) {
        return message(HttpStatus.NOT_FOUND, say("There is no such page"), text);
    }

    private PageView message(HttpStatus status, String title, String text) {
        return message(status, title, text, 0);
    }

    private PageView message(HttpStatus status, String title, String text, int again) {
        return new PageView(
                "message",
                new MessagePage(
                        shells.bare(title, Visit.USUAL), String.valueOf(status.value()), title, text, List.of(), again),
                status);
    }
}
