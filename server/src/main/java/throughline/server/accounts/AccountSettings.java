package throughline.server.accounts;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final String LOCALHOST = "localhost";

    /// An address of IPv4 or IPv6.
    private static final Pattern NUMBER = Pattern.compile("[0-9.]+|\\[.*]");

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

    /// To whom browsers bind passkeys: the public address, or this computer by its name. Empty where they bind none,
    /// because the address is a number or not encrypted.
    ///
    /// @param port this server listens at
    public Optional<RelyingParty> relyingParty(int port) {
        if (publicAddress == null) {
            return Optional.of(new RelyingParty(LOCALHOST, "http://%s:%s".formatted(LOCALHOST, port)));
        }
        return host().filter(h -> encrypted() || h.equals(LOCALHOST))
                .filter(h -> !NUMBER.matcher(h).matches())
                .map(h -> new RelyingParty(h, origin().orElseThrow()));
    }

    /// Whether browsers reach the pages through TLS only.
    public boolean encrypted() {
        return publicAddress != null && "https".equals(publicAddress.getScheme());
    }
}
