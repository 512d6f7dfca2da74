package throughline.server.webhook;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.accounts.Accounts;
import throughline.server.platform.Database;

/// Puts the webhooks together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    /// How long a receiver may take to answer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// How long a name may take to be found; part of that.
    private static final Duration NAMES = Duration.ofSeconds(2);

    @Bean
    Destinations webhookDestinations(WebhookSettings settings) {
        return new Destinations(settings, InetAddress::getAllByName, NAMES);
    }

    @Bean
    Webhooks webhooks(Database database, Destinations webhookDestinations, Accounts accounts, Clock clock) {
        return new Webhooks(database.dataSource(), webhookDestinations, accounts.audit(), clock);
    }

    @Bean
    Dispatch webhookDispatch(Database database, Destinations webhookDestinations, Clock clock) {
        return new Dispatch(database.dataSource(), new Sender(webhookDestinations, PATIENCE), clock);
    }
}
