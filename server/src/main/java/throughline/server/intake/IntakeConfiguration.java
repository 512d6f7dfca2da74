package throughline.server.intake;

import java.io.IOException;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.lake.duckdb.Pages;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.DemoFolder;
import throughline.server.diagnose.Sources;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.ErasureTable;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;

/// Puts the intake together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IntakeSettings.class, LakeSettings.class, RetentionSettings.class, TrinoSettings.class})
class IntakeConfiguration {

    private final IntakeStep.Watcher watcher;

    IntakeConfiguration(ObjectProvider<IntakeStep.Watcher> watcher) {
        this.watcher = watcher.getIfAvailable(() -> step -> {});
    }

    @Bean
    Spool spool(DataFolder folder, IntakeSettings settings, Clock clock) throws IOException {
        return new Spool(folder.spool(), settings, clock);
    }

    @Bean
    LakeFacts facts(DataFolder folder, LakeSettings lake, Database database) {
        return new LakeFacts(
                generation -> lake.storage(folder, "server", generation),
                database.dataSource(),
                step -> watcher.reached(IntakeStep.IN_LAKE));
    }

    @Bean
    LiveTables liveTables(Database database, LakeFacts facts) {
        return new LiveTables(database.dataSource(), facts);
    }

    @Bean
    RowsCounted rowsCounted() {
        return new RowsCounted();
    }

    @Bean
    FolderDrain drain(
            DataFolder folder, Database database, LakeFacts facts, Spool spool, RowsCounted counted, Clock clock) {
        return new FolderDrain(folder, database.dataSource(), facts, spool, counted, clock, watcher);
    }

    @Bean
    Pages pages(DataFolder folder) {
        return Pages.in(folder.cells());
    }

    @Bean
    Publications publications(DataFolder folder, LakeSettings lake, TrinoSettings trino, Database database) {
        return new Publications(trino, () -> lake.storage(folder, "published", 0), database.dataSource());
    }

    @Bean
    Sources sources(
            Database database,
            LakeFacts facts,
            Pages pages,
            FolderDrain drain,
            Publications publications,
            Clock clock) {
        return new LakeSources(
                IntakeTables.over(database.dataSource()),
                facts,
                pages,
                drain,
                new DemoFolder(clock),
                publications::over);
    }

    @Bean
    Erasure erasure(
            DataFolder folder,
            Database database,
            LakeFacts facts,
            RetentionSettings kept,
            ObjectProvider<CurrentWorkspace> current,
            Clock clock) {
        kept.write(new ErasureTable(database.dataSource()));
        return new Erasure(
                folder,
                database.dataSource(),
                facts,
                () -> current.ifAvailable(workspace -> workspace.show(showing -> true)),
                clock);
    }

    @Bean
    LakeUpkeep upkeep(Database database, LakeFacts facts, Publications publications, Erasure erasure, Clock clock) {
        var upkeep = new LakeUpkeep(database.dataSource(), facts, publications, erasure, clock);
        upkeep.begin();
        return upkeep;
    }

    @Bean
    Flusher flusher(
            Database database,
            Spool spool,
            LakeFacts facts,
            FolderDrain drain,
            RowsCounted counted,
            IntakeSettings settings) {
        var flush = new BatchFlush(spool, facts, counted, watcher);
        return new Flusher(database.dataSource(), spool, flush, drain, settings);
    }

    @Bean
    Intake intake(Database database, Spool spool, Flusher flusher, IntakeSettings settings) {
        return new Intake(spool, new BatchTable(database.dataSource()), settings, watcher, flusher::received);
    }

    @Bean
    IntakeMetrics intakeMetrics(Database database, DataFolder folder, IntakeSettings settings) {
        return new IntakeMetrics(new BatchTable(database.dataSource()), new DiskGuard(folder.spool(), settings));
    }

    @Bean
    Tokens tokens(Database database) {
        return new Tokens(database);
    }
}
