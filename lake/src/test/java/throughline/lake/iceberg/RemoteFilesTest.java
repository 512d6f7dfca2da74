package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.TABLE;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.rows;
import static throughline.lake.iceberg.Contacts.waits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lake in an object store, here one in memory.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RemoteFilesTest {

    @TempDir
    private Path cache;

    private CatalogueServer catalogue;

    @BeforeEach
    void start() {
        catalogue = new CatalogueServer();
        ObjectStore.NAMES.clear();
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private IcebergLake lake(long cacheBytes) {
        return IcebergLake.open(
                new Storage.Objects("mem://bucket/lake/", ObjectStore.class.getName(), Map.of(), cache, cacheBytes),
                CatalogueServer.at(catalogue.url("lake")));
    }

    /// Iceberg's store in memory, which can also list what it has.
    public static final class ObjectStore extends InMemoryFileIO implements SupportsPrefixOperations {

        private static final long serialVersionUID = 1;
        private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

        @Override
        public OutputFile newOutputFile(String location) {
            NAMES.add(location);
            return super.newOutputFile(location);
        }

        @Override
        public void deleteFile(String location) {
            NAMES.remove(location);
            super.deleteFile(location);
        }

        @Override
        public Iterable<FileInfo> listPrefix(String prefix) {
            return NAMES.stream()
                    .filter(name -> name.startsWith(prefix) && fileExists(name))
                    .map(name -> new FileInfo(name, newInputFile(name).getLength(), 0))
                    .toList();
        }

        @Override
        public void deletePrefix(String prefix) {
            throw new UnsupportedOperationException(prefix);
        }
    }

    private long cached() throws Exception {
        try (var files = Files.list(cache)) {
            return files.count();
        }
    }

    @Test
    void is_written_compacted_expired_and_read_like_any_other() throws Exception {
        try (var lake = lake(1 << 20)) {
            for (int b = 0; b < 3; b++) {
                lake.append(TABLE, batch(b), rows(contact("a" + b, "2026-03-01", b), contact("last", "2026-04-01", b)));
            }
            lake.compact(INTERACTIONS);
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(1), 2, Set.of());
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(1), 2, Set.of());

            assertThat(waits(lake)).isEqualTo(Map.of("a0", 0.0, "a1", 1.0, "a2", 2.0, "last", 2.0));
            assertThat(ObjectStore.NAMES.stream().filter(n -> n.endsWith(".parquet")))
                    .hasSize(2);
            assertThat(lake.check()).isEmpty();
        }
    }

    @Test
    void fetches_no_more_than_the_cache_may_hold() throws Exception {
        long size;
        try (var lake = lake(1 << 20)) {
            lake.append(TABLE, batch(1), rows(contact("a", "2026-03-01", 1), contact("b", "2026-04-01", 2)));
            size = lake.plan(INTERACTIONS).orElseThrow().files().getFirst().bytes();
        }
        try (var lake = lake(size + size / 2)) {
            Plan plan = lake.plan(INTERACTIONS).orElseThrow();
            for (int month = 3; month <= 4; month++) {
                Plan one = plan.months(YearMonth.of(2026, month), YearMonth.of(2026, month));
                assertThat(waits(lake, one)).hasSize(1);
                assertThat(cached()).isEqualTo(1);
            }

            assertThatThrownBy(() -> lake.scan(plan))
                    .hasMessageMatching(
                            "The cache for files of the object store holds \\d+ bytes, and \\d+ are needed at once; allow it more or read fewer months");
        }
    }
}
