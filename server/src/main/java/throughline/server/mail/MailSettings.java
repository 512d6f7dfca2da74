package throughline.server.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The mail server by which invitations and board packs are sent, `throughline.mail.*` (docs/operating.md).
///
/// @param host its name; null where there is none, and links are handed over by hand
/// @param from address the mails come from; null for `throughline@` and the host
/// @param username null where the server asks for none
/// @param password likewise
/// @param security how the connection is encrypted
@ConfigurationProperties("throughline.mail")
public record MailSettings(
        @Nullable String host,
        @DefaultValue("587") int port,
        @Nullable String from,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("starttls") Security security) {

    /// How the connection to the mail server is encrypted.
    public enum Security {
        /// Plain at first; without encryption nothing is sent.
        STARTTLS,
        /// From the first byte.
        TLS,
        /// Not at all: for a mail server on this computer.
        NONE
    }
}
