package throughline.server.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;

/// What the server measures of itself, for Prometheus to read.
@RestController
class MetricsController {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final PrometheusMeterRegistry registry;

    MetricsController(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /// All measurements in Prometheus' text format, or as OpenMetrics where that is asked for.
    @Needs(Right.FROM_THIS_COMPUTER)
    @GetMapping("/metrics")
    ResponseEntity<String> metrics(@RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        String type = accept.contains(OPEN_METRICS) ? OPEN_METRICS + "; version=1.0.0; charset=utf-8" : TEXT;
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, type).body(registry.scrape(type));
    }
}
