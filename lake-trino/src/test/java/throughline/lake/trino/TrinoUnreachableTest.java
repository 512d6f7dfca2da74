package throughline.lake.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.EngineUnavailableException;
import throughline.lake.cube.UnknownColumnException;
import throughline.lake.cube.Worlds;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.fact.FactKind;
import throughline.lake.iceberg.PublishedTables;
import throughline.lake.iceberg.Storage;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrinoUnreachableTest {

    @Test
    void says_that_the_cluster_does_not_answer_and_what_it_knows_without_it(@TempDir Path folder) {
        var catalogue = new JdbcDataSource();
        catalogue.setURL("jdbc:h2:mem:trino;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        try (var lake = DuckDbLake.temporary();
                var tables = PublishedTables.open(new Storage.Folder(folder), catalogue, "published_1")) {
            new Worlds.World(Worlds.table(FactKind.COMPLAINTS, "complaint_id", "unit"))
                    .row("2026-03-02", "c1", "north")
                    .into(lake.appender(Worlds.table(FactKind.COMPLAINTS, "complaint_id", "unit")));
            tables.publish(lake.seal(List.of()));
            var engine = new TrinoCubeEngine("jdbc:trino://127.0.0.1:1/lake", Map.of("user", "tests"), tables);

            assertThat(engine.table(FactKind.COMPLAINTS)).isPresent();
            assertThat(engine.scan(CubeQuery.of(FactKind.INTERACTIONS)).size()).isZero();
            assertThatThrownBy(
                            () -> engine.scan(CubeQuery.of(FactKind.COMPLAINTS).by("nobody")))
                    .isInstanceOf(UnknownColumnException.class);
            assertThatThrownBy(
                            () -> engine.scan(CubeQuery.of(FactKind.COMPLAINTS).by("unit")))
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageStartingWith("Trino did not answer: ")
                    .hasMessageEndingWith(". Look at the cluster and ask again");
        }
    }
}
