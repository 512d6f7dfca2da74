package throughline.server.intake.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.intake.LiveTables;
import throughline.server.intake.RowsCounted;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;

/// Reads from Kafka where brokers are configured; without them nothing of it is loaded.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("throughline.kafka.brokers")
@EnableConfigurationProperties(KafkaSettings.class)
class KafkaConfiguration {

    @Bean
    KafkaIntake kafkaIntake(
            DataFolder folder, Database database, LiveTables tables, RowsCounted counted, KafkaSettings settings)
            throws IOException {
        Path messages = Files.createDirectories(folder.spool());
        var rows = new MessageRows(messages, tables, counted);
        return new KafkaIntake(database.dataSource(), tables, rows, counted, settings);
    }
}
