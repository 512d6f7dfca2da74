package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.diagnosis.Cause;
import throughline.lake.trino.SameNumbers;
import throughline.lake.trino.TrinoCluster;
import throughline.server.IntakeServer;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Showing;
import throughline.server.diagnose.Examination;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.diagnose.Scope;
import throughline.server.diagnose.Span;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;
import throughline.simulation.Settings;
import throughline.simulation.Simulation;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// A server whose facts a cluster of three processes adds up: `./throughline test --distributed`.
@DisplayNameGeneration(ReplaceUnderscores.class)
@EnabledIfSystemProperty(
        named = "throughline.trino",
        matches = ".+",
        disabledReason = "needs a Trino of 540 MB: ./throughline test --distributed")
class TrinoServerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    /// What is found over two spans of days, in which the rows of the facts are counted differently.
    ///
    /// @param engine what added up
    private record Found(Map<Scope, String> verdicts, String engine) {}

    private static Found found(IntakeServer server) {
        CurrentWorkspace current = server.bean(CurrentWorkspace.class);
        await().atMost(PATIENCE)
                .until(() -> current.show(showing -> {
                    if (showing instanceof Showing.Unreadable(String why)) {
                        throw new AssertionError(why);
                    }
                    return showing instanceof Showing.Ready(var _, var _, CurrentWorkspace.Newer.None());
                }));
        return current.show(showing -> {
            OpenWorkspace workspace = ((Showing.Ready) showing).workspace();
            var verdicts = new HashMap<Scope, String>();
            String engine = "";
            for (Scope scope : List.of(Scope.USUAL, new Scope(Span.WEEKS_12, ""))) {
                Examination seen = workspace.examine(scope);
                verdicts.put(scope, seen.diagnosis().verdicts().toString());
                engine = seen.provenance().engine();
            }
            return new Found(verdicts, engine);
        });
    }

    private static List<String> publications(DatabaseAddress address) {
        try (var database = Database.at(address)) {
            return JdbcClient.create(database.dataSource())
                    .sql("select table_namespace from iceberg_tables where table_namespace <> 'facts'"
                            + " union select name from publication")
                    .query(String.class)
                    .list();
        }
    }

    @Test
    void comes_to_the_verdicts_of_one_that_adds_up_itself_and_leaves_nothing_behind() throws Exception {
        Path data = folder.resolve("data");
        Path files = folder.resolve("files");
        Simulation.of(Settings.of(5).withSize(200, 20_000).with(Cause.TOO_MUCH_AT_ONCE))
                .write(files);
        Path staged = Files.createDirectory(folder.resolve("staged"));
        WorkspaceStore.stage(List.of(files), null, staged);
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        DatabaseAddress address = DatabaseKind.EXTERNAL.fresh();
        Found embedded;
        String token;
        try (var server = IntakeServer.on(data, address, Map.of())) {
            token = server.token();
            embedded = found(server);
            assertThat(embedded.engine()).isEqualTo("duckdb");
        }
        var catalogue = new PGSimpleDataSource();
        catalogue.setUrl(address.jdbc());
        catalogue.setCurrentSchema("throughline");
        try (var cluster = new TrinoCluster(folder.resolve("cluster"), data.resolve("lake"), catalogue)) {
            Map<String, Object> settings = Map.of("throughline.trino.url", cluster.url());
            try (var server = IntakeServer.on(data, address, token, settings, step -> {})) {
                Found distributed = found(server);

                assertThat(distributed.engine()).isEqualTo("trino");
                embedded.verdicts()
                        .forEach((scope, verdicts) ->
                                SameNumbers.in(distributed.verdicts().get(scope), verdicts));
                assertThat(
                                cluster.number(
                                        "select count(*) from system.runtime.queries where source = 'throughline' and state = 'FINISHED'"))
                        .isGreaterThan(50);
                assertThat(publications(address)).hasSize(1);

                cluster.close();
                Found alone = server.bean(CurrentWorkspace.class).show(showing -> {
                    OpenWorkspace workspace = ((Showing.Ready) showing).workspace();
                    Scope scope = Scope.USUAL.of(
                            workspace.organisation().units().getLast().id(), Scope.Facts.ALL);
                    return new Found(
                            Map.of(), workspace.examine(scope).provenance().engine());
                });
                assertThat(alone.engine()).isEqualTo("duckdb instead of trino");
            }
            assertThat(publications(address)).isEmpty();
            try (var left = Files.walk(data.resolve("lake"))) {
                assertThat(left.filter(Files::isRegularFile))
                        .allSatisfy(file -> assertThat(file).startsWith(data.resolve("lake/facts")));
            }
        }
    }
}
