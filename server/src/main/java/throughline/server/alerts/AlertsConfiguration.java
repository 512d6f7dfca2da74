package throughline.server.alerts;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.accounts.Accounts;
import throughline.server.platform.Database;
import throughline.server.webhook.Webhooks;

/// Puts the alerts together.
@Configuration(proxyBeanMethods = false)
class AlertsConfiguration {

    @Bean
    Alerts alerts(Database database, Webhooks webhooks, AlertLinks links, Clock clock) {
        return new Alerts(database.dataSource(), webhooks, links, clock);
    }

    @Bean
    Digests digests(Database database, Accounts accounts, Clock clock) {
        return new Digests(database.dataSource(), accounts.audit(), clock);
    }
}
