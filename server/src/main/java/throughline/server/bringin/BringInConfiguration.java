package throughline.server.bringin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.upload.Uploads;
import throughline.workspace.WorkspaceStore;

/// Puts the bringing in of files together.
@Configuration(proxyBeanMethods = false)
class BringInConfiguration {

    @Bean
    FileImports fileImports(Uploads uploads, CurrentWorkspace current, OrganisationRecord record) {
        return new FileImports(
                uploads,
                new WorkspaceStore(current.folder()),
                new CurrentVerdicts(current),
                new KeptMappings(current.folder().resolveSibling("mappings")),
                record);
    }
}
