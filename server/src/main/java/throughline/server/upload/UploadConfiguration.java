package throughline.server.upload;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.intake.DiskGuard;
import throughline.server.intake.IntakeSettings;
import throughline.workspace.WorkspaceStore;

/// Puts the uploads together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadSettings.class)
class UploadConfiguration {

    @Bean
    Uploads uploads(CurrentWorkspace current, UploadSettings settings, IntakeSettings intake, Clock clock)
            throws IOException {
        Path folder = Files.createDirectories(current.folder().resolveSibling("uploads"));
        return new Uploads(folder, settings, new DiskGuard(folder, intake), clock);
    }

    /// What forms send goes to the data folder, whose disk is watched, and not to the system's temporary one.
    @Bean
    MultipartConfigElement multipartConfigElement(CurrentWorkspace current, UploadSettings settings)
            throws IOException {
        Path folder =
                current.folder().toAbsolutePath().resolveSibling("uploads").resolve("forms");
        if (Files.exists(folder)) {
            WorkspaceStore.delete(folder);
        }
        Files.createDirectories(folder);
        long largest = settings.largestForm().toBytes();
        return new MultipartConfigElement(folder.toString(), largest, largest + (1 << 20), 1 << 16);
    }
}
