package throughline.server.web;

import static throughline.text.Text.say;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.CurrentWorkspace.Showing;
import throughline.server.report.HtmlReport;

/// What is fetched rather than read on the spot: the report of one file.
@RestController
class ReportController {

    private final Reception reception;

    ReportController(Reception reception) {
        this.reception = reception;
    }

    @Needs(Right.SEE_ROWS)
    @GetMapping("/report.html")
    ResponseEntity<byte[]> report(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part) {
        Visit visit = Visit.of(period, part, null, null);
        return reception.answer(
                visit,
                seen -> ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename("throughline-diagnosis.html")
                                        .build()
                                        .toString())
                        .body(HtmlReport.of(seen.examination()).getBytes(StandardCharsets.UTF_8)),
                ReportController::nothingYet);
    }

    /// The answer while there is nothing to make a file of.
    static ResponseEntity<byte[]> nothingYet(Showing otherwise) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.TEXT_PLAIN)
                .body(say("There is no diagnosis yet.").getBytes(StandardCharsets.UTF_8));
    }
}
