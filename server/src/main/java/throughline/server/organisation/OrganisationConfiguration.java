package throughline.server.organisation;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.platform.Database;

/// Puts the record together.
@Configuration(proxyBeanMethods = false)
class OrganisationConfiguration {

    @Bean
    OrganisationRecord organisationRecord(Database database, Clock clock) {
        return new OrganisationRecord(database.dataSource(), clock);
    }
}
