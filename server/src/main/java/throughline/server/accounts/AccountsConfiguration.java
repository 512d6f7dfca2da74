package throughline.server.accounts;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.language.LanguageSettings;
import throughline.server.mail.Mail;
import throughline.server.platform.Database;

/// Puts the accounts together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccountSettings.class, OidcSettings.class, LanguageSettings.class})
class AccountsConfiguration {

    @Bean
    Accounts accounts(Database database, AccountSettings settings, Clock clock) {
        return Accounts.of(database, settings, clock);
    }

    @Bean
    AccountMail accountMail(Mail mail, LanguageSettings language) {
        return new AccountMail(mail, language.usual());
    }
}
