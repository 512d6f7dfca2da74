package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadinessTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource
    void ends_with_the_database_and_life_does_not(DatabaseKind kind) throws Exception {
        DatabaseAddress address = kind.fresh();
        var world = new OpenServer.World(SmallWorld.named("x"), false);
        try (var server = OpenServer.of(data, world, () -> Database.at(address))) {
            HttpResponse<String> ready = server.get("/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("ready\n");

            kind.drop(address);

            HttpResponse<String> gone = server.get("/readyz");
            assertThat(gone.statusCode()).isEqualTo(503);
            assertThat(gone.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(gone.body()).isEqualTo("The database does not answer.\n");
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(server.get("/").statusCode()).isEqualTo(200);
        }
    }
}
