package throughline.server.webhook;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where webhooks may lead, `throughline.webhooks.*` (docs/operating.md).
///
/// @param privateHosts names of hosts that may lie in the organisation's own network, as they stand in addresses, and
///     that need not be reached through TLS
@ConfigurationProperties("throughline.webhooks")
public record WebhookSettings(@DefaultValue Set<String> privateHosts) {

    /// Names are compared in small letters.
    public WebhookSettings {
        privateHosts = privateHosts.stream()
                .map(h -> h.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
