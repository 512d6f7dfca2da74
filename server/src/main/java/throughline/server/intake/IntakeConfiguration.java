package throughline.server.intake;

import java.io.IOException;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.intake.store.BatchTable;
import throughline.server.platform.Database;
import throughline.workspace.WorkspaceStore;

/// Puts the intake together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
class IntakeConfiguration {

    @Bean
    Spool spool(CurrentWorkspace current, IntakeSettings settings, Clock clock) throws IOException {
        return new Spool(current.folder().resolveSibling("spool"), settings, clock);
    }

    @Bean
    FactStore factStore(CurrentWorkspace current) {
        return new WorkspaceFacts(new WorkspaceStore(current.folder()));
    }

    @Bean
    Flusher flusher(
            Database database,
            Spool spool,
            FactStore facts,
            IntakeSettings settings,
            ObjectProvider<IntakeStep.Watcher> watcher) {
        return new Flusher(
                database.dataSource(),
                spool,
                new BatchFlush(spool, facts, watcher.getIfAvailable(() -> step -> {})),
                settings);
    }

    @Bean
    Intake intake(
            Database database,
            Spool spool,
            Flusher flusher,
            IntakeSettings settings,
            ObjectProvider<IntakeStep.Watcher> watcher) {
        return new Intake(
                spool,
                new BatchTable(database.dataSource()),
                settings,
                watcher.getIfAvailable(() -> step -> {}),
                flusher::received);
    }

    @Bean
    IntakeMetrics intakeMetrics(Database database, CurrentWorkspace current, IntakeSettings settings) {
        return new IntakeMetrics(
                new BatchTable(database.dataSource()),
                new DiskGuard(current.folder().toAbsolutePath().resolveSibling("spool"), settings));
    }

    @Bean
    Tokens tokens(Database database) {
        return new Tokens(database);
    }
}
