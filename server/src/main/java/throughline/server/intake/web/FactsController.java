package throughline.server.intake.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import throughline.lake.fact.FactKind;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.intake.BodyCutException;
import throughline.server.intake.BodyEncoding;
import throughline.server.intake.BodyFormat;
import throughline.server.intake.Delivery;
import throughline.server.intake.Intake;
import throughline.server.intake.Receipt;
import throughline.server.intake.Refusal;
import throughline.server.intake.Refusal.Reason;

/// Takes facts in.
@RestController
class FactsController {

    private static final Logger LOG = Logger.getLogger(FactsController.class.getName());
    private static final String KEY = "Idempotency-Key";
    private static final String KEY_FORM = "[\\x21-\\x7e]{1,200}";

    private final Intake intake;

    FactsController(Intake intake) {
        this.intake = intake;
    }

    /// The body of an answer about a delivery that is durable.
    record ReceiptAnswer(long batch, String sha256, long bytes) {}

    /// Answers 202 once the facts are durable, 200 where they were already.
    @Needs(Right.TOKEN)
    @PostMapping("/api/v1/facts/{kind}")
    ResponseEntity<ReceiptAnswer> receive(
            @PathVariable String kind, @RequestAttribute(TokenFilter.SENDER) String sender, HttpServletRequest request)
            throws IOException {
        var delivery = new Delivery(sender, key(request), kind(kind), format(request), encoding(request));
        long length = request.getContentLengthLong();
        Receipt receipt = receive(delivery, request.getInputStream(), length);
        return ResponseEntity.status(receipt.replay() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/batches/" + receipt.batch()))
                .cacheControl(org.springframework.http.CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ReceiptAnswer(receipt.batch(), receipt.sha256(), receipt.bytes()));
    }

    private Receipt receive(Delivery delivery, InputStream body, long length) throws IOException {
        try {
            return intake.receive(delivery, body, length < 0 ? Optional.empty() : Optional.of(length));
        } catch (BodyCutException e) {
            throw e;
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "A delivery could not be written down", e);
            throw new Refusal(
                    Reason.UNAVAILABLE,
                    say(
                            "The body could not be written down; nothing of it is kept. Send it again in some seconds, with the same Idempotency-Key."));
        }
    }

    private static FactKind kind(String table) {
        return FactKind.find(table)
                .filter(kind -> !kind.derived())
                .orElseThrow(() -> new UnknownException(say(
                        "There is no such table. The tables are: %s.",
                        Arrays.stream(FactKind.values())
                                .filter(kind -> !kind.derived())
                                .map(FactKind::table)
                                .collect(Collectors.joining(", ")))));
    }

    private static Optional<String> key(HttpServletRequest request) {
        String key = request.getHeader(KEY);
        if (key != null && !key.matches(KEY_FORM)) {
            throw new Refusal(
                    Reason.MALFORMED,
                    say(
                            "An Idempotency-Key has 1 to 200 visible ASCII characters, such as a UUID. Send this again with such a key, or without one."));
        }
        return Optional.ofNullable(key);
    }

    private static BodyFormat format(HttpServletRequest request) {
        try {
            MediaType media = MediaType.parseMediaType(
                    Optional.ofNullable(request.getContentType()).orElse(""));
            if (!"utf-8"
                    .equalsIgnoreCase(
                            Optional.ofNullable(media.getParameter("charset")).orElse("utf-8"))) {
                throw unknownFormat();
            }
            return switch ("%s/%s"
                    .formatted(media.getType(), media.getSubtype())
                    .toLowerCase(Locale.ROOT)) {
                case "application/x-ndjson", "application/ndjson", "application/jsonl" -> BodyFormat.NDJSON;
                case "text/csv" -> BodyFormat.CSV;
                case "application/cloudevents+json", "application/cloudevents-batch+json" -> BodyFormat.CLOUDEVENTS;
                default -> throw unknownFormat();
            };
        } catch (InvalidMediaTypeException e) {
            throw unknownFormat();
        }
    }

    private static Refusal unknownFormat() {
        return new Refusal(
                Reason.UNKNOWN_FORMAT,
                say(
                        "This Content-Type is not read. Send application/x-ndjson, text/csv, application/cloudevents+json or application/cloudevents-batch+json, in UTF-8."));
    }

    private static BodyEncoding encoding(HttpServletRequest request) {
        String encoding = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_ENCODING))
                .orElse("identity");
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> BodyEncoding.IDENTITY;
            case "gzip", "x-gzip" -> BodyEncoding.GZIP;
            default ->
                throw new Refusal(
                        Reason.UNKNOWN_FORMAT,
                        say("This Content-Encoding is not read. Compress with gzip, or not at all."));
        };
    }
}
