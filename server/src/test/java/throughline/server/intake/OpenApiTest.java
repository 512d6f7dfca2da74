package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactKind;
import throughline.server.IntakeServer;
import throughline.server.intake.web.ApiStatuses;
import throughline.server.platform.DatabaseKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The document says what the server does, no more and no less.
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiTest {

    private static final Path DOCUMENT = Path.of("../docs/openapi.json");

    @TempDir
    private Path data;

    @Test
    void is_served_to_everybody_and_names_the_routes_that_there_are() throws Exception {
        String written = Files.readString(DOCUMENT);
        JsonNode document = JsonMapper.shared().readTree(written);
        try (var server = IntakeServer.on(data, DatabaseKind.EMBEDDED.fresh(), Map.of())) {
            assertThat(server.get("/api/v1/openapi.json", "Authorization", "none")
                            .body())
                    .isEqualTo(written);
            var routes = new TreeSet<String>();
            document.get("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .propertyNames()
                            .forEach(method ->
                                    routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
            assertThat(routes).isEqualTo(server.apiRoutes());
        }
    }

    @Test
    void names_each_status_that_a_delivery_can_be_answered_with_and_each_table() throws Exception {
        JsonNode post =
                JsonMapper.shared().readTree(Files.readString(DOCUMENT)).at("/paths/~1api~1v1~1facts~1{kind}/post");

        assertThat(post.get("responses").propertyNames()).containsExactlyInAnyOrderElementsOf(ApiStatuses.ofDelivery());
        assertThat(post.at("/parameters/0/schema/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(Arrays.stream(FactKind.values())
                        .filter(kind -> !kind.derived())
                        .map(FactKind::table)
                        .toList());
    }
}
