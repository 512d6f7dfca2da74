package throughline.lake.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SortedHashesTest {

    @TempDir
    private Path folder;

    private Connections connections;
    private int files;

    @BeforeEach
    void open() {
        connections = Connections.open(folder, 100);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private SortedHashes of(String select) {
        return SortedHashes.of(connections, select, folder.resolve("hashes-" + files++));
    }

    private SortedHashes of(Set<Long> hashes) {
        return of("select h from (%s) order by h"
                .formatted(hashes.stream()
                        .map("select %d::bigint h"::formatted)
                        .collect(Collectors.joining(" union all "))));
    }

    @Test
    void meet_where_one_hash_is_in_both() {
        SortedHashes even = of("select range * 2 h from range(100000) order by h");

        assertThat(even.meets(of("select 199998::bigint h"))).isTrue();
        assertThat(even.meets(of("select 0::bigint h"))).isTrue();
        assertThat(even.meets(of("select 131072::bigint h"))).isTrue();
        assertThat(of("select 131072::bigint h").meets(even)).isTrue();
        assertThat(even.meets(of("select range * 2 + 1 h from range(100000) order by h")))
                .isFalse();
        assertThat(even.meets(of("select 200000::bigint h"))).isFalse();
    }

    @Test
    void meet_nothing_where_there_are_none() {
        SortedHashes none = of("select 1::bigint h where false");

        assertThat(none.meets(none)).isFalse();
        assertThat(none.meets(of("select 1::bigint h"))).isFalse();
        assertThat(of("select 1::bigint h").meets(none)).isFalse();
    }

    @Test
    void meet_as_sets_do() {
        var random = new SplittableRandom(54);
        for (int i = 0; i < 200; i++) {
            Set<Long> one = some(random);
            Set<Long> two = some(random);

            assertThat(of(one).meets(of(two))).as("%s and %s", one, two).isEqualTo(!Collections.disjoint(one, two));
        }
    }

    private static Set<Long> some(SplittableRandom random) {
        return LongStream.range(0, 1 + random.nextInt(20))
                .map(i -> random.nextLong(150))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void leave_no_file_when_they_are_closed() throws Exception {
        SortedHashes hashes = of("select 1::bigint h");
        hashes.close();

        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()).toList())
                    .isNotEqualTo(List.of())
                    .noneMatch(name -> name.startsWith("hashes"));
        }
    }
}
