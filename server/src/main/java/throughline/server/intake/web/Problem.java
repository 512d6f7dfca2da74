package throughline.server.intake.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/// An answer that says what is the matter and what to do.
///
/// - [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)
///
/// @param detail a sentence or two
record Problem(HttpStatus status, String detail) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail);
    }

    private Map<String, String> headers() {
        var headers = new TreeMap<String, String>();
        headers.put(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        switch (status) {
            case UNAUTHORIZED -> headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS -> headers.put(HttpHeaders.RETRY_AFTER, "5");
            case INSUFFICIENT_STORAGE -> headers.put(HttpHeaders.RETRY_AFTER, "60");
            default -> headers.remove(HttpHeaders.RETRY_AFTER);
        }
        return headers;
    }

    private byte[] body() {
        return JSON.writeValueAsString(
                        Map.of("status", status.value(), "title", status.getReasonPhrase(), "detail", detail))
                .getBytes(StandardCharsets.UTF_8);
    }

    ResponseEntity<byte[]> answer() {
        var headers = new HttpHeaders();
        headers().forEach(headers::set);
        return new ResponseEntity<>(body(), headers, status);
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status.value());
        headers().forEach(response::setHeader);
        response.getOutputStream().write(body());
    }
}
