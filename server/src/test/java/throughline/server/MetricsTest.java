package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MetricsTest {

    @TempDir
    private Path data;

    @Test
    void are_in_prometheus_format_and_say_what_waits_and_what_is_free() throws Exception {
        try (var server = OpenServer.showing(SmallWorld.named("x"), data)) {
            HttpResponse<String> metrics = server.get("/metrics");

            assertThat(metrics.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(
                            type -> assertThat(type).startsWith("text/plain").contains("version=0.0.4"));
            assertThat(metrics.body().lines())
                    .contains(
                            "throughline_intake_unsettled_batches 0.0",
                            "throughline_intake_unsettled_bytes 0.0",
                            "throughline_intake_rows_total{kind=\"pulse\",outcome=\"kept\"} 0.0")
                    .anyMatch(line -> line.startsWith("throughline_disk_free_bytes "))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                    .anyMatch(line -> line.startsWith("hikaricp_connections_active{"));
        }
    }

    @Test
    void count_rows_by_kind_and_by_what_became_of_them() throws Exception {
        try (var server = IntakeServer.on(
                data, DatabaseKind.EMBEDDED.fresh(), Map.of("throughline.intake.flush-every", "50ms"))) {
            String rows = """
                    response_id,answered_at,empathy
                    r1,2026-03-02,4
                    r2,2026-03-02,4
                    r1,2026-03-02,5
                    canary,never,4
                    """;
            server.settled(server.post("responses", "text/csv", rows));

            String metrics = server.get("/metrics").body();

            assertThat(metrics.lines())
                    .contains(
                            "throughline_intake_rows_total{kind=\"responses\",outcome=\"kept\"} 2.0",
                            "throughline_intake_rows_total{kind=\"responses\",outcome=\"replaced\"} 1.0",
                            "throughline_intake_rows_total{kind=\"responses\",outcome=\"rejected\"} 1.0");
            assertThat(metrics).doesNotContain("canary", "till");
        }
    }

    @Test
    void name_the_route_of_a_request_and_never_the_address_that_was_asked_for() throws Exception {
        try (var server = OpenServer.showing(SmallWorld.named("x"), data)) {
            server.get("/healthz");
            server.get("/causes/anna.canary@example.org");
            server.get("/no-such-page/anna.canary@example.org");

            String metrics = server.get("/metrics").body();

            assertThat(metrics.lines())
                    .anyMatch(line ->
                            line.startsWith("http_server_requests_seconds_count") && line.contains("uri=\"/healthz\""));
            assertThat(metrics).doesNotContain("canary");
        }
    }

    @Test
    void have_no_numbers_of_a_database_that_is_gone() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        var world = new OpenServer.World(SmallWorld.named("x"), true);
        try (var server = OpenServer.of(data, world, () -> Database.at(address))) {
            server.get("/healthz");

            DatabaseKind.EMBEDDED.drop(address);

            assertThat(server.get("/metrics").body().lines()).contains("throughline_intake_unsettled_batches NaN");
        }
    }
}
