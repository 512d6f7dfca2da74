package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one account gets that asks for much at once.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoadTest {

    private static final int AT_ONCE = 30;

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        Railway.write(files);
        server = OpenServer.reading(files, data);
        server.page("/");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static List<HttpResponse<String>> asked(IntFunction<String> paths) throws Exception {
        var answers = new ArrayList<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < AT_ONCE; i++) {
                String path = paths.apply(i);
                asked.add(threads.submit(() -> server.get(path)));
            }
            for (Future<HttpResponse<String>> each : asked) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    private static void someAreToldToComeAgain(List<HttpResponse<String>> answers) {
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .contains(200, 503)
                .containsOnly(200, 503);
        HttpResponse<String> busy =
                answers.stream().filter(a -> a.statusCode() == 503).findFirst().orElseThrow();
        assertThat(busy.headers().firstValue("Retry-After")).contains("5");
        assertThat(Jsoup.parse(busy.body()).select("main").text()).contains("The server is busy");
    }

    @Test
    void of_thirty_periods_it_is_shown_some_and_told_to_come_again_for_the_others() throws Exception {
        someAreToldToComeAgain(asked(i -> "/?period=%s..2026-05-31"
                .formatted(LocalDate.parse("2026-03-01").plusDays(i))));
    }

    @Test
    void of_thirty_tables_it_takes_some_away_and_is_told_to_come_again_for_the_others() throws Exception {
        String table = server.page("/measures")
                .select("a[download][href*=parquet]")
                .first()
                .attr("href");

        someAreToldToComeAgain(asked(i -> table));
    }
}
