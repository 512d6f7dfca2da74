package throughline.server.accounts;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people sign in, `throughline.accounts.*` (docs/operating.md).
///
/// @param publicAddress where others reach the pages through a proxy, such as `https://service.example.org`; null where
///     only this computer does
/// @param idle after this long without a request a session has ended
/// @param longest after this long a session has ended in any case
/// @param invitation how long an invitation is good for
@ConfigurationProperties("throughline.accounts")
public record AccountSettings(
        @Nullable URI publicAddress,
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration longest,
        @DefaultValue("7d") Duration invitation) {

    /// Refuses an address that cannot be one.
    ///
    /// @throws IllegalArgumentException if it is not `https://HOST` or `http://HOST`, perhaps with a port
    public AccountSettings {
        if (publicAddress != null
                && (publicAddress.getHost() == null
                        || !String.valueOf(publicAddress.getScheme()).matches("https?")
                        || !publicAddress.getPath().matches("/?"))) {
            throw new IllegalArgumentException(
                    "THROUGHLINE_ACCOUNTS_PUBLICADDRESS is %s; it has to read like https://service.example.org"
                            .formatted(publicAddress));
        }
    }

    /// The address others reach the pages at, without a slash at its end.
    public Optional<String> origin() {
        return Optional.ofNullable(publicAddress).map(a -> "%s://%s".formatted(a.getScheme(), a.getRawAuthority()));
    }

    /// The host others ask for.
    public Optional<String> host() {
        return Optional.ofNullable(publicAddress).map(URI::getHost);
    }

    /// Whether browsers reach the pages through TLS only.
    public boolean encrypted() {
        return publicAddress != null && "https".equals(publicAddress.getScheme());
    }
}
