package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.bringin.FileImports;
import throughline.server.upload.Checksum;
import throughline.server.upload.Upload;
import throughline.server.upload.UploadRefusal;
import throughline.server.upload.UploadRefusal.Reason;
import throughline.server.upload.Uploads;

/// Files in parts, with interruptions: tus 1.0.0 with its extensions creation, expiration, checksum and termination.
///
/// - [tus resumable upload protocol](https://tus.io/protocols/resumable-upload)
@RestController
class TusController {

    private static final String VERSION = "1.0.0";
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final MediaType PART = MediaType.parseMediaType("application/offset+octet-stream");

    private final Uploads uploads;
    private final FileImports imports;

    TusController(Uploads uploads, FileImports imports) {
        this.uploads = uploads;
        this.imports = imports;
    }

    /// Another version of the protocol than ours.
    private static final class OtherVersionException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Needs(Right.BRING_IN)
    @RequestMapping(
            path = {"/uploads", "/uploads/{id}"},
            method = RequestMethod.OPTIONS)
    ResponseEntity<Void> abilities() {
        return answer(HttpStatus.NO_CONTENT)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,expiration,checksum,termination")
                .header(
                        "Tus-Max-Size",
                        Long.toString(uploads.settings().largest().toBytes()))
                .header("Tus-Checksum-Algorithm", String.join(",", Checksum.ALGORITHMS))
                .build();
    }

    @Needs(Right.BRING_IN)
    @PostMapping("/uploads")
    ResponseEntity<Void> create(
            @RequestHeader(name = RESUMABLE, required = false) @Nullable String version,
            @RequestHeader(name = LENGTH, required = false) @Nullable String length,
            @RequestHeader(name = "Upload-Metadata", required = false) @Nullable String metadata)
            throws IOException {
        check(version);
        Upload upload = uploads.create(name(metadata), number(length, LENGTH));
        return about(answer(HttpStatus.CREATED), upload)
                .location(URI.create("/uploads/" + upload.id()))
                .build();
    }

    @Needs(Right.BRING_IN)
    @RequestMapping(path = "/uploads/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> state(
            @PathVariable UUID id, @RequestHeader(name = RESUMABLE, required = false) @Nullable String version)
            throws IOException {
        check(version);
        Upload upload = uploads.find(id).orElseThrow(TusController::unknown);
        return about(answer(HttpStatus.OK), upload)
                .header(LENGTH, Long.toString(upload.length()))
                .build();
    }

    @Needs(Right.BRING_IN)
    @PatchMapping("/uploads/{id}")
    ResponseEntity<Void> append(
            @PathVariable UUID id,
            @RequestHeader(name = RESUMABLE, required = false) @Nullable String version,
            @RequestHeader(name = OFFSET, required = false) @Nullable String offset,
            @RequestHeader(name = "Upload-Checksum", required = false) @Nullable String checksum,
            HttpServletRequest request)
            throws IOException {
        check(version);
        if (!PART.toString().equalsIgnoreCase(request.getContentType())) {
            return answer(HttpStatus.UNSUPPORTED_MEDIA_TYPE).build();
        }
        Upload upload = uploads.append(
                id,
                number(offset, OFFSET),
                request.getInputStream(),
                Optional.ofNullable(checksum).map(Checksum::parse));
        return about(answer(HttpStatus.NO_CONTENT), upload).build();
    }

    @Needs(Right.BRING_IN)
    @DeleteMapping("/uploads/{id}")
    ResponseEntity<Void> delete(
            @PathVariable UUID id, @RequestHeader(name = RESUMABLE, required = false) @Nullable String version)
            throws IOException {
        check(version);
        imports.discard(uploads.find(id).orElseThrow(TusController::unknown).id());
        return answer(HttpStatus.NO_CONTENT).build();
    }

    @ExceptionHandler(UploadRefusal.class)
    ResponseEntity<String> refused(UploadRefusal e) {
        int status = switch (e.reason()) {
            case MALFORMED, CUT -> 400;
            case UNKNOWN -> 404;
            case WRONG_OFFSET -> 409;
            case BUSY -> 423;
            case CORRUPT -> 460;
            case TOO_LARGE -> 413;
            case TOO_MANY -> 429;
            case DISK_FULL -> 507;
        };
        var answer = ResponseEntity.status(status)
                .header(RESUMABLE, VERSION)
                .header("Cache-Control", "no-store")
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
        if (e.reason() == Reason.TOO_MANY || e.reason() == Reason.DISK_FULL) {
            answer.header("Retry-After", "60");
        }
        return answer.body(e.getMessage() + "\n");
    }

    @ExceptionHandler(OtherVersionException.class)
    ResponseEntity<Void> otherVersion() {
        return answer(HttpStatus.PRECONDITION_FAILED)
                .header("Tus-Version", VERSION)
                .build();
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<String> notAnId() {
        return refused(unknown());
    }

    private static void check(@Nullable String version) {
        if (!VERSION.equals(version)) {
            throw new OtherVersionException();
        }
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status).header(RESUMABLE, VERSION).header("Cache-Control", "no-store");
    }

    private static ResponseEntity.BodyBuilder about(ResponseEntity.BodyBuilder answer, Upload upload) {
        answer.header(OFFSET, Long.toString(upload.offset()));
        if (!upload.complete()) {
            answer.header(
                    "Upload-Expires",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(upload.expires().atOffset(ZoneOffset.UTC)));
        }
        return answer;
    }

    private static long number(@Nullable String text, String header) {
        if (text == null || !text.matches("\\d{1,18}")) {
            throw new UploadRefusal(Reason.MALFORMED, say("%s must be a number of bytes.", header));
        }
        return Long.parseLong(text);
    }

    /// The file's name in metadata such as `filename Y2FsbHMuY3N2,filetype dGV4dC9jc3Y=`.
    private static String name(@Nullable String metadata) {
        for (String pair : (metadata == null ? "" : metadata).split(",", -1)) {
            String[] parts = pair.strip().split(" ", 2);
            if (parts.length == 2 && parts[0].equals("filename")) {
                try {
                    return new String(Base64.getDecoder().decode(parts[1].strip()), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw new UploadRefusal(Reason.MALFORMED, say("The filename in Upload-Metadata must be Base64."));
                }
            }
        }
        return "file";
    }

    private static UploadRefusal unknown() {
        return new UploadRefusal(Reason.UNKNOWN, say("There is no such upload, or it has expired."));
    }
}
