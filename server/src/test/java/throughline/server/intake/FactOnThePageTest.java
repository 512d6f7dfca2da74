package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.IntakeServer;
import throughline.server.platform.DatabaseKind;
import throughline.simulation.DemoOrganisation;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FactOnThePageTest {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    @TempDir
    private Path data;

    @Test
    void is_there_within_five_seconds_of_its_acknowledgement_at_the_size_of_the_demo() throws Exception {
        DemoOrganisation.write(data.resolve("workspace"), LocalDate.of(2026, 11, 1));
        try (var server = IntakeServer.on(data, DatabaseKind.EMBEDDED.fresh(), Map.of())) {
            long before = rows(server);
            long fastest = Long.MAX_VALUE;
            // The machine may be busy with something else; the promise holds for one that is not.
            for (int i = 1; i <= 4 && fastest > PROMISED.toNanos(); i++) {
                String row = "response_id,answered_at,empathy\nnew-%d,2026-10-30T09:14:05Z,4\n".formatted(i);
                assertThat(server.post("responses", "text/csv", row).statusCode())
                        .isEqualTo(202);
                long acknowledged = System.nanoTime();
                while (rows(server) < before + i) {
                    Thread.sleep(50);
                }
                fastest = Math.min(fastest, System.nanoTime() - acknowledged);
            }
            System.out.printf("A fact is on the page %d ms after its acknowledgement%n", fastest / 1_000_000);
            assertThat(Duration.ofNanos(fastest)).isLessThan(PROMISED);
        }
    }

    /// How many rows the Data page says were read.
    private static long rows(IntakeServer server) throws Exception {
        for (int i = 0; i < 1_200; i++) {
            String heading =
                    Jsoup.parse(server.get("/data").body()).select("h1").text();
            if (heading.contains("could be read")) {
                return Long.parseLong(heading.replaceAll(" .*", "").replaceAll("\\D", ""));
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The demo was not read within a minute");
    }
}
