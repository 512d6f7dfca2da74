package throughline.server.intake.web;

import static throughline.text.Text.say;

import com.fasterxml.jackson.annotation.JsonProperty;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.intake.Batch;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.Intake;
import throughline.workspace.RejectsWriter;
import tools.jackson.databind.json.JsonMapper;

/// Says what has become of a batch; its sender alone may ask.
@RestController
class BatchController {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Intake intake;

    BatchController(Intake intake) {
        this.intake = intake;
    }

    /// The body of an answer about a batch.
    record BatchAnswer(
            long batch,
            String kind,
            String state,
            String sha256,
            long bytes,
            @JsonProperty("received_at") String receivedAt,
            @JsonProperty("settled_at") @Nullable String settledAt,
            @Nullable RowCounts rows,
            @Nullable String reason) {

        static BatchAnswer of(Batch batch) {
            return new BatchAnswer(
                    batch.sequence(),
                    batch.delivery().kind().table(),
                    batch.state().id(),
                    batch.sha256(),
                    batch.bytes(),
                    batch.receivedAt().toString(),
                    batch.settledAt().map(Object::toString).orElse(null),
                    batch.rows().orElse(null),
                    batch.reason().orElse(null));
        }
    }

    /// One line of the rejects.
    record RejectLine(long line, @Nullable String column, String reason, String row) {}

    @Needs(Right.TOKEN)
    @GetMapping("/api/v1/batches/{number}")
    ResponseEntity<BatchAnswer> batch(@PathVariable long number, @RequestAttribute(TokenFilter.SENDER) String sender) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(BatchAnswer.of(find(sender, number)));
    }

    /// The rejects in the order of their lines, as CSV where that is asked for, else as NDJSON.
    @Needs(Right.TOKEN)
    @GetMapping("/api/v1/batches/{number}/rejects")
    void rejects(
            @PathVariable long number,
            @RequestAttribute(TokenFilter.SENDER) String sender,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Batch batch = find(sender, number);
        boolean csv = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT))
                .orElse("")
                .contains("text/csv");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(csv ? "text/csv;charset=UTF-8" : "application/x-ndjson");
        var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        if (csv) {
            writeCsv(batch, out);
        } else {
            writeLines(batch, out);
        }
        out.flush();
    }

    private void writeCsv(Batch batch, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord("line", "column", "reason", "row");
        intake.rejects(
                batch,
                reject -> csv.writeRecord(
                        Long.toString(reject.line()),
                        RejectsWriter.safe(reject.column()),
                        RejectsWriter.safe(reject.reason()),
                        RejectsWriter.safe(reject.row())));
        csv.flush();
    }

    private void writeLines(Batch batch, Writer out) {
        intake.rejects(batch, reject -> {
            try {
                out.write(JSON.writeValueAsString(new RejectLine(
                        reject.line(),
                        reject.column().isEmpty() ? null : reject.column(),
                        reject.reason(),
                        reject.row())));
                out.write('\n');
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private Batch find(String sender, long number) {
        return intake.find(sender, number)
                .orElseThrow(() -> new UnknownException(say("There is no batch %s of this sender.", number)));
    }
}
