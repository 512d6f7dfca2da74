package throughline.lake.trino;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Period;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeEngineContract;
import throughline.lake.cube.Worlds;
import throughline.lake.duckdb.DuckDbCubeEngine;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.iceberg.PublishedTables;
import throughline.lake.iceberg.Storage;
import throughline.organisation.Registry;
import throughline.simulation.Settings;
import throughline.simulation.Simulation;
import throughline.workspace.Progress;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;

/// The contract of engines on a cluster of three processes: `./throughline test --distributed`.
@EnabledIfSystemProperty(
        named = "throughline.trino",
        matches = ".+",
        disabledReason = "needs a Trino of 540 MB: ./throughline test --distributed")
class TrinoCubeEngineTest extends CubeEngineContract {

    @TempDir
    private static Path folder;

    private static final PGSimpleDataSource catalogue = new PGSimpleDataSource();
    private static TrinoCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        URI uri = URI.create(System.getenv("THROUGHLINE_TEST_DATABASE_URL"));
        String[] login = uri.getUserInfo().split(":", 2);
        catalogue.setServerNames(new String[] {uri.getHost()});
        catalogue.setPortNumbers(new int[] {uri.getPort()});
        catalogue.setDatabaseName(uri.getPath().substring(1));
        catalogue.setUser(login[0]);
        catalogue.setPassword(login[1]);
        cluster = new TrinoCluster(folder.resolve("cluster"), folder.resolve("lake"), catalogue);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Override
    protected CubeEngine engine(List<Worlds.World> worlds) {
        var lake = DuckDbLake.temporary();
        worlds.forEach(world -> world.into(lake.appender(world.table())));
        try (DuckDbCubeEngine sealed = lake.seal(List.of())) {
            return published(sealed);
        }
    }

    /// Each is five questions of some tenths of a second and more.
    @Override
    protected int randomTables() {
        return 60;
    }

    private static TrinoCubeEngine published(DuckDbCubeEngine engine) {
        String name = "published_" + UUID.randomUUID().toString().replace("-", "");
        try (var tables = PublishedTables.open(new Storage.Folder(folder.resolve("lake")), catalogue, name)) {
            tables.publish(engine);
            return new TrinoCubeEngine(cluster.url(), cluster.login(), tables);
        }
    }

    @Test
    void comes_to_the_same_verdicts_as_the_embedded_engine(@TempDir Path simulated) {
        Simulation.of(Settings.random(11, 0.4).withSize(200, 20_000)).write(simulated);
        try (Workspace workspace = WorkspaceReader.read(simulated, Progress.NONE)) {
            Diagnosis embedded = Diagnosis.of(workspace.dossier());
            long began = System.nanoTime();
            CubeEngine trino = published((DuckDbCubeEngine) workspace.engine());
            long asked = System.nanoTime();
            Diagnosis distributed = Diagnosis.of(new Dossier(
                    new Registry(workspace.organisation()),
                    workspace.register(),
                    workspace.measures(),
                    trino,
                    workspace.files(),
                    new Period(workspace.from().orElseThrow(), workspace.to().orElseThrow()),
                    Set.of()));
            System.out.printf(
                    "published in %d ms, diagnosed in %d ms%n",
                    (asked - began) / 1_000_000, (System.nanoTime() - asked) / 1_000_000);

            for (int v = 0; v < embedded.verdicts().size(); v++) {
                SameNumbers.in(
                        distributed.verdicts().get(v).toString(),
                        embedded.verdicts().get(v).toString());
            }
        }
    }
}
