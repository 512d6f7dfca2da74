package throughline.server.plans;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.accounts.Accounts;
import throughline.server.platform.Database;

/// Puts the plans together.
@Configuration(proxyBeanMethods = false)
class PlansConfiguration {

    @Bean
    Plans plans(Database database, Accounts accounts, Clock clock) {
        return new Plans(database.dataSource(), accounts.audit(), clock);
    }
}
