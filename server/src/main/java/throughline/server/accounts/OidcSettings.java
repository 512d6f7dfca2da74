package throughline.server.accounts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The organisation's OpenID Connect provider, `throughline.oidc.*` (docs/operating.md).
///
/// @param issuer as the provider calls itself; null where there is none, and nothing else counts
/// @param clientId what the provider calls us
/// @param clientSecret what we prove that by; null where it is in a file
/// @param clientSecretFile a file that holds nothing else; null where there is none
/// @param name what the button calls the provider
/// @param emailClaim the claim that holds the e-mail address
/// @param verifiedClaim the claim that says whether the provider has made sure of it
@ConfigurationProperties("throughline.oidc")
public record OidcSettings(
        @Nullable URI issuer,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable Path clientSecretFile,
        @DefaultValue("your organisation") String name,
        @DefaultValue("email") String emailClaim,
        @DefaultValue("email_verified") String verifiedClaim) {

    /// Refuses a provider that could not be asked, or only so that others can read along.
    ///
    /// @throws IllegalArgumentException if something lacks, saying which setting
    public OidcSettings {
        if (issuer != null) {
            boolean onThisComputer = "http".equals(issuer.getScheme())
                    && ("localhost".equals(issuer.getHost()) || "127.0.0.1".equals(issuer.getHost()));
            if (!onThisComputer && !"https".equals(issuer.getScheme())) {
                throw new IllegalArgumentException(
                        "THROUGHLINE_OIDC_ISSUER is %s; it has to begin with https://".formatted(issuer));
            }
            if (clientId == null) {
                throw new IllegalArgumentException(
                        "THROUGHLINE_OIDC_CLIENTID is missing: the name the provider has given to Throughline");
            }
            if ((clientSecret == null) == (clientSecretFile == null)) {
                throw new IllegalArgumentException(
                        "Set either THROUGHLINE_OIDC_CLIENTSECRET or THROUGHLINE_OIDC_CLIENTSECRETFILE");
            }
        }
    }

    /// Whether there is a provider.
    public boolean isOn() {
        return issuer != null;
    }

    /// What we prove by that we are its client.
    ///
    /// @throws IOException if the file with it cannot be read
    public String secret() throws IOException {
        return clientSecret != null
                ? clientSecret
                : Files.readString(Objects.requireNonNull(clientSecretFile)).strip();
    }

    /// Without the secret: it would stand in a log.
    @Override
    public String toString() {
        return "OidcSettings[%s]".formatted(issuer);
    }
}
