package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedRequestsTest {

    @Test
    void are_answered_in_a_few_words_under_the_policy_of_pages(@TempDir Path data) throws Exception {
        try (var server = OpenServer.showing(SmallWorld.named("Northmoor"), data)) {
            HttpResponse<String> answer = server.get("/causes/%3C%2Fscript%3E");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("400 Bad Request\n");
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'");
        }
    }
}
