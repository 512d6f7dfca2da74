package throughline.server.intake.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.organisation.Version;
import throughline.workspace.OrganisationReader;
import throughline.workspace.OrganisationReader.Reading;
import throughline.workspace.OrganisationWriter;
import tools.jackson.databind.json.JsonMapper;

/// The organisation's record for programs: read it, replace it whole if it is still what was read, and see its
/// versions.
@RestController
class OrganisationApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 500;

    private final OrganisationRecord record;
    private final Accounts accounts;

    OrganisationApi(OrganisationRecord record, Accounts accounts) {
        this.record = record;
        this.accounts = accounts;
    }

    /// A version as the API names it.
    record VersionAnswer(
            long number,
            String at,
            String by,
            String what,
            @Nullable Long undoes) {

        static VersionAnswer of(Version version) {
            return new VersionAnswer(
                    version.number(),
                    version.at().toString(),
                    version.by().actor(),
                    version.what(),
                    version.undoes().isPresent() ? version.undoes().getAsLong() : null);
        }
    }

    /// organisation.yaml byte for byte, or its value as JSON with the same keys.
    @Needs(Right.SEE_RECORD)
    @GetMapping(OrganisationRecord.ADDRESS)
    ResponseEntity<byte[]> get(
            @RequestParam(required = false) @Nullable Long version,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @RequestAttribute(name = TokenFilter.SENDER, required = false) @Nullable String sender) {
        Optional<String> unit = editor(sender).unit();
        Now now = version == null ? record.now(unit) : record.then(version, unit);
        if (now.document().isEmpty()) {
            return Problem.of(
                            HttpStatus.NOT_FOUND,
                            version == null && unit.isEmpty()
                                    ? say("Nothing is on record yet. Send an organisation.yaml with If-None-Match: *")
                                    : version == null
                                            ? say("Nothing of your unit is on record.")
                                            : say("There is no version of that number."))
                    .answer();
        }
        if (tag(now.number()).equals(known)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(tag(now.number()))
                    .build();
        }
        boolean json = accept.contains("json");
        String text = json
                ? OrganisationWriter.json(now.organisation())
                : now.document().get();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT)
                .eTag(tag(now.number()))
                .contentType(json ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_YAML)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Puts a document in the place of the one of the version that was read. JSON is YAML as well.
    @Needs(Right.EDIT_RECORD)
    @PutMapping(OrganisationRecord.ADDRESS)
    ResponseEntity<byte[]> put(
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String read,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String none,
            @RequestAttribute(name = TokenFilter.SENDER, required = false) @Nullable String sender)
            throws IOException {
        Optional<Long> from = from(read, none);
        if (from.isEmpty()) {
            return Problem.of(
                            HttpStatus.PRECONDITION_REQUIRED,
                            say(
                                    "Say which version you replace: send the ETag of the last GET as If-Match, or If-None-Match: * where there is none."))
                    .answer();
        }
        byte[] body = request.getInputStream().readNBytes((int) OrganisationReader.LARGEST + 1);
        if (body.length > OrganisationReader.LARGEST) {
            return Problem.of(
                            HttpStatus.CONTENT_TOO_LARGE,
                            say("A record has at most %s bytes.", OrganisationReader.LARGEST))
                    .answer();
        }
        String document = new String(body, StandardCharsets.UTF_8);
        if (!Arrays.equals(body, document.getBytes(StandardCharsets.UTF_8))) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, say("The document is not UTF-8."))
                    .answer();
        }
        Reading reading = OrganisationReader.read(document, "");
        if (!reading.organisation().recorded()) {
            return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, String.join(" ", reading.unread()))
                    .answer();
        }
        Editor editor = editor(sender);
        Outcome outcome = record.replace(editor, from.get(), document);
        return switch (outcome) {
            case Made made -> changed(made.version().number(), made.version().what(), reading);
            case Unchanged unchanged -> changed(from.get(), say("Nothing changed."), reading);
            case Refused refused ->
                Problem.of(HttpStatus.CONFLICT, String.join(" ", refused.why())).answer();
            case Differs differs ->
                Problem.of(
                                HttpStatus.PRECONDITION_FAILED,
                                say(
                                        "The record is at version %s by now: %s Read it again and bring your change into that.",
                                        differs.now(),
                                        editor.unit().isPresent()
                                                ? say("it was changed since.")
                                                : differs.since().what()))
                        .answer();
        };
    }

    private static ResponseEntity<byte[]> changed(long version, String what, Reading reading) {
        return ResponseEntity.ok()
                .eTag(tag(version))
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsBytes(Map.of(
                        "version",
                        version,
                        "what",
                        what,
                        "left_out",
                        reading.unread(),
                        "warnings",
                        reading.warnings())));
    }

    /// The versions, newest first.
    @Needs(Right.SEE_RECORD)
    @GetMapping(OrganisationRecord.ADDRESS + "/versions")
    ResponseEntity<List<VersionAnswer>> versions(
            @RequestParam(defaultValue = "9223372036854775807") long below,
            @RequestParam(defaultValue = "100") int limit,
            @RequestAttribute(name = TokenFilter.SENDER, required = false) @Nullable String sender) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(record
                        .versions(
                                below,
                                Math.clamp(limit, 1, MOST),
                                editor(sender).unit())
                        .stream()
                        .map(VersionAnswer::of)
                        .toList());
    }

    private static String tag(long version) {
        return "\"%s\"".formatted(version);
    }

    /// The version that is to be replaced; empty where the sender does not say.
    private static Optional<Long> from(@Nullable String read, @Nullable String none) {
        if (read == null) {
            return "*".equals(none) ? Optional.of(0L) : Optional.empty();
        }
        return Stream.of(read.strip())
                .filter(tag -> tag.matches("\"\\d{1,18}\""))
                .map(tag -> Long.valueOf(tag.substring(1, tag.length() - 1)))
                .findFirst()
                .or(() -> Optional.of(-1L));
    }

    private Editor editor(@Nullable String sender) {
        if (sender != null) {
            return Editor.ofToken(sender);
        }
        return Editor.of(Caller.account(accounts));
    }
}
