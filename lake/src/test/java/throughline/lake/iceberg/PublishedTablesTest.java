package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.CASES;
import static throughline.lake.fact.FactKind.INTERACTIONS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.Worlds;
import throughline.lake.duckdb.DuckDbLake;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishedTablesTest {

    @TempDir
    private Path folder;

    @Test
    void have_what_was_derived_and_are_written_once() throws Exception {
        try (var catalogue = new CatalogueServer();
                var tables = PublishedTables.open(
                        new Storage.Folder(folder), CatalogueServer.at(catalogue.url("published")), "published_1");
                var lake = DuckDbLake.temporary()) {
            new Worlds.World(Worlds.table(INTERACTIONS, "interaction_id", "started_at", "case_id", "wait_s:n"))
                    .row("2026-03-02", "i1", "2026-03-02T09:00:00Z", "c1", 10)
                    .row("2026-04-01", "i2", "2026-04-01T09:00:00Z", "c1", 20)
                    .into(lake.appender(
                            Worlds.table(INTERACTIONS, "interaction_id", "started_at", "case_id", "wait_s:n")));
            try (var engine = lake.seal(List.of())) {
                tables.publish(engine);
                tables.publish(engine);

                assertThat(tables.plans()).extracting(Plan::kind).containsExactly(INTERACTIONS, CASES);
                assertThat(tables.plans()).extracting(Plan::rows).containsExactly(2L, 1L);
                assertThat(tables.plans())
                        .allSatisfy(plan -> assertThat(plan.table())
                                .isEqualTo(engine.table(plan.kind()).orElseThrow()));
            }

            tables.drop();
            assertThat(tables.plans()).isEmpty();
            try (var files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    @Test
    void are_never_named_like_the_facts() {
        for (String name : List.of("facts", "facts_2", "Published", "published-b", "")) {
            assertThatThrownBy(() -> PublishedTables.open(
                            new Storage.Folder(folder), CatalogueServer.at("jdbc:h2:mem:none"), name))
                    .hasMessage(
                            "A publication is named published and then by small letters, digits and _, got " + name);
        }
    }
}
