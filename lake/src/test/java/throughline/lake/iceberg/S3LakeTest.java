package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.TABLE;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.rows;
import static throughline.lake.iceberg.Contacts.waits;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lake whose files are objects of a real S3 server.
@DisplayNameGeneration(ReplaceUnderscores.class)
class S3LakeTest {

    @TempDir
    private static Path folder;

    private static S3Server server;

    @TempDir
    private Path cache;

    private CatalogueServer catalogue;

    @BeforeAll
    static void startServer() throws Exception {
        server = S3Server.start(Path.of("target/s3/s3proxy.jar"), folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        catalogue = new CatalogueServer();
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private Storage.Objects storage(String secret, String place) {
        return Storage.Objects.s3(
                "s3://" + S3Server.BUCKET + "/" + place,
                Map.of(
                        "s3.endpoint",
                        server.endpoint().toString(),
                        "s3.path-style-access",
                        "true",
                        "s3.chunked-encoding-enabled",
                        "false",
                        "s3.access-key-id",
                        S3Server.KEY,
                        "s3.secret-access-key",
                        secret,
                        "client.region",
                        "eu-central-1"),
                cache,
                1 << 20);
    }

    private void leave(String name, String place) throws Exception {
        Storage.Objects storage = storage(S3Server.SECRET, place);
        try (FileIO io = CatalogUtil.loadFileIO(storage.fileIo(), storage.properties(), null);
                OutputStream out =
                        io.newOutputFile(storage.location() + "/" + name).create()) {
            out.write(1);
        }
    }

    private IcebergLake lake(String secret, String place) {
        return IcebergLake.open(storage(secret, place), CatalogueServer.at(catalogue.url("lake")));
    }

    private List<String> parquet(String place) throws Exception {
        return server.objects().stream()
                .map(Path::toString)
                .filter(name -> name.contains("/" + place + "/") && name.endsWith(".parquet"))
                .toList();
    }

    @Test
    void is_written_corrected_forgotten_put_together_and_dropped_like_any_other() throws Exception {
        try (var lake = lake(S3Server.SECRET, "one")) {
            for (int b = 0; b < 3; b++) {
                lake.append(TABLE, batch(b), rows(contact("a" + b, "2026-03-01", b), contact("last", "2026-04-01", b)));
            }
            lake.forget(INTERACTIONS, "interaction_id", List.of("a1"), List.of("wait_s"));
            lake.compact(INTERACTIONS);
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(1), 2, Set.of());
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(1), 2, Set.of());
        }

        try (var lake = lake(S3Server.SECRET, "one")) {
            assertThat(waits(lake))
                    .containsEntry("a0", 0.0)
                    .containsEntry("a2", 2.0)
                    .containsEntry("last", 2.0);
            assertThat(parquet("one")).hasSize(2);
            assertThat(lake.check()).isEmpty();
            leave("facts/interactions/data/stray.parquet", "one");
            assertThat(parquet("one")).hasSize(3);
            assertThat(lake.removeOrphans(INTERACTIONS, Instant.now().plusSeconds(60)))
                    .isEqualTo(1);

            lake.drop();
            assertThat(parquet("one")).isEmpty();
        }
    }

    @Test
    void says_that_the_store_lets_nobody_in() {
        assertThatThrownBy(() -> {
                    try (var lake = lake("wrong", "two")) {
                        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-01", 1)));
                    }
                })
                .hasMessageContaining("403");
    }
}
