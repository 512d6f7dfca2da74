package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import throughline.lake.iceberg.S3Server;
import throughline.lake.iceberg.Storage;
import throughline.server.IntakeServer;
import throughline.server.platform.DataFolder;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// A server whose facts are objects of a real S3 server.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LakeOnS3Test {

    @TempDir
    private Path folder;

    private static Map<String, Object> settings(S3Server store) {
        return Map.of(
                "throughline.intake.flush-every",
                "50ms",
                "throughline.lake.location",
                "s3://" + S3Server.BUCKET + "/throughline",
                "throughline.lake.endpoint",
                store.endpoint().toString(),
                "throughline.lake.region",
                "eu-central-1",
                "throughline.lake.access-key",
                S3Server.KEY,
                "throughline.lake.secret-key",
                S3Server.SECRET,
                "throughline.lake.cache",
                "10MB");
    }

    @Test
    void shows_its_facts_after_the_machine_was_replaced() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        try (var store = S3Server.start(Path.of("../lake/target/s3/s3proxy.jar"), folder.resolve("store"))) {
            String token;
            try (var server = IntakeServer.on(folder.resolve("first"), address, settings(store))) {
                token = server.token();
                server.post(
                        "responses",
                        "text/csv",
                        "response_id,answered_at,empathy\nr1,2026-10-30T09:14:05Z,4\nr2,2026-10-31T09:14:05Z,5\n");
                assertThat(server.heading("2 rows")).contains("2 rows");
            }
            assertThat(store.objects().stream().map(Path::toString)).anyMatch(name -> name.endsWith(".parquet"));
            assertThat(folder.resolve("first/lake")).doesNotExist();

            try (var server = IntakeServer.on(folder.resolve("second"), address, token, settings(store), step -> {})) {
                assertThat(server.heading("2 rows")).contains("2 rows");
                server.post("responses", "text/csv", "response_id,answered_at,empathy\nr3,2026-10-31T10:14:05Z,1\n");
                assertThat(server.heading("3 rows")).contains("3 rows");
            }
        }
    }

    @Test
    void is_in_the_data_folder_where_nothing_else_is_said() {
        var folder = new DataFolder(Path.of("data"));

        assertThat(new LakeSettings(null, null, null, null, null, DataSize.ofGigabytes(1)).storage(folder, "server", 3))
                .isEqualTo(new Storage.Folder(Path.of("data/lake")));
        assertThat(LakeSettings.ofEnvironment().storage(folder, "server", 0))
                .isEqualTo(new Storage.Folder(Path.of("data/lake")));
    }

    @Test
    void leaves_to_the_environment_what_is_not_said_of_s3() {
        var settings = new LakeSettings("s3://bucket/place", null, "eu-central-1", null, null, DataSize.ofGigabytes(1));

        assertThat(((Storage.Objects) settings.storage(new DataFolder(Path.of("data")), "server", 3)))
                .extracting(Storage.Objects::location, o -> o.properties().get("client.region"), Storage.Objects::cache)
                .containsExactly("s3://bucket/place", "eu-central-1", Path.of("data/lake-cache/server/3"));
        assertThat(((Storage.Objects) settings.storage(new DataFolder(Path.of("data")), "server", 3)).properties())
                .doesNotContainKeys("s3.endpoint", "s3.access-key-id");
    }

    @Test
    void refuses_what_is_half_said() {
        assertThatThrownBy(() -> new LakeSettings("bucket", null, null, null, null, DataSize.ofGigabytes(1)))
                .hasMessage("THROUGHLINE_LAKE_LOCATION is bucket; it has to be like s3://bucket/throughline");
        assertThatThrownBy(() -> new LakeSettings(
                        "s3://b", URI.create("http://127.0.0.1"), null, "key", null, DataSize.ofGigabytes(1)))
                .hasMessageContaining("go together");
    }
}
