package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.IntakeServer;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IntakeLimitsTest {

    private static final String ROW = "response_id,answered_at\nr%d,2026-03-02\n";

    @TempDir
    private Path data;

    private static void says(HttpResponse<String> answer, int status, String again, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue(again);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void stops_before_the_disk_is_full_while_pages_are_still_read() throws Exception {
        try (var server = IntakeServer.on(
                data, DatabaseKind.EMBEDDED.fresh(), Map.of("throughline.intake.least-free", "8000000GB"))) {
            says(
                    server.post("responses", "text/csv", ROW.formatted(1)),
                    507,
                    "60",
                    "The disk of the data folder is nearly full");
            assertThat(server.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void lets_no_more_wait_than_may_and_takes_more_in_once_that_is_worked_off() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        String token;
        try (var server = IntakeServer.on(
                data,
                address,
                Map.of("throughline.intake.most-batches", "2", "throughline.intake.flush-every", "3s"))) {
            token = server.token();
            long last = 0;
            HttpResponse<String> answer = server.post("responses", "text/csv", ROW.formatted(0));
            for (int i = 1; answer.statusCode() == 202 && i < 100; i++) {
                last = IntakeServer.batch(answer);
                answer = server.post("responses", "text/csv", ROW.formatted(i));
            }
            says(answer, 429, "5", "2 batches of 0 MB wait to be worked off");
            server.settled(last);
            assertThat(server.post("responses", "text/csv", ROW.formatted(1_000))
                            .statusCode())
                    .isEqualTo(202);
        }
        try (var server =
                IntakeServer.on(data, address, token, Map.of("throughline.intake.most-unsettled", "10B"), step -> {})) {
            says(
                    server.post("responses", "text/csv", ROW.formatted(2_000)),
                    429,
                    "5",
                    "Send this again in some seconds.");
        }
    }

    @Test
    void says_so_while_the_database_does_not_answer() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        try (var server = IntakeServer.on(data, address, Map.of())) {
            server.get("/");

            DatabaseKind.EMBEDDED.drop(address);

            says(
                    server.post("responses", "text/csv", ROW.formatted(1)),
                    503,
                    "5",
                    "The database does not answer just now.");
            assertThat(server.get("/").body()).contains("the database does not answer just now");
        }
    }
}
