package throughline.server.intake.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Storage;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.platform.Database;

/// Reads from Kafka where brokers are configured; without them nothing of it is loaded.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("throughline.kafka.brokers")
@EnableConfigurationProperties(KafkaSettings.class)
class KafkaConfiguration {

    @Bean
    KafkaIntake kafkaIntake(CurrentWorkspace current, Database database, KafkaSettings settings) throws IOException {
        Path messages = Files.createDirectories(current.folder().resolveSibling("spool"));
        return new KafkaIntake(
                database.dataSource(),
                IcebergLake.open(new Storage.Folder(current.folder().resolveSibling("lake")), database.dataSource()),
                new MessageRows(messages),
                settings);
    }
}
