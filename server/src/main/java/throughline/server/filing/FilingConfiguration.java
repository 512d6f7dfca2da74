package throughline.server.filing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.accounts.Accounts;
import throughline.server.intake.Intake;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;

/// Puts the filing together.
@Configuration(proxyBeanMethods = false)
class FilingConfiguration {

    @Bean
    Filing filing(DataFolder folder, Database database, Intake intake, Accounts accounts) {
        return new Filing(folder.spool(), database.dataSource(), intake, accounts.audit());
    }
}
