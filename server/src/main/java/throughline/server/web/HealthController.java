package throughline.server.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.platform.Database;

/// Whether the server lives, and whether it can work: for whoever watches over it.
@RestController
class HealthController {

    /// Seconds after which it is worth asking again: an embedded database is back by then.
    private static final String AGAIN = "5";

    private final Database database;

    HealthController(Database database) {
        this.database = database;
    }

    /// Alive: answers as long as the process does, whatever has become of the database.
    @Needs(Right.ANYBODY)
    @GetMapping(path = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
    String health() {
        return "ok\n";
    }

    /// Ready: the tables are up to date, which they are before the first answer, and the database answers now.
    @Needs(Right.ANYBODY)
    @GetMapping(path = "/readyz", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> readiness() {
        return database.isReachable()
                ? ResponseEntity.ok("ready\n")
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, AGAIN)
                        .body("The database does not answer.\n");
    }
}
