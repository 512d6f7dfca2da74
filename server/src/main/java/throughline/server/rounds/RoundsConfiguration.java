package throughline.server.rounds;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.accounts.Accounts;
import throughline.server.filing.Filing;
import throughline.server.platform.Database;

/// Puts the rounds together.
@Configuration(proxyBeanMethods = false)
class RoundsConfiguration {

    @Bean
    Rounds rounds(Database database, Filing filing, Accounts accounts, Clock clock) {
        return new Rounds(database.dataSource(), filing, accounts.audit(), clock);
    }
}
