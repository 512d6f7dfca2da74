package throughline.server.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Something only its holder knows: 256 random bits. What is kept of it is a hash.
///
/// @param text as it stands in a cookie or a link
public record Secret(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new one.
    static Secret random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// The link that holds it.
    ///
    /// @param origin address of the server without a slash at its end
    public String at(String origin) {
        return "%s/link/%s".formatted(origin, text);
    }

    byte[] sha256() {
        return sha256(text);
    }

    static byte[] sha256(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /// Never shown: it would stand in a log.
    @Override
    public String toString() {
        return "Secret";
    }
}
