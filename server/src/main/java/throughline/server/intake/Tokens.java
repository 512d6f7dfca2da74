package throughline.server.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.server.intake.store.TokenTable;
import throughline.server.intake.store.TokenTable.Scope;
import throughline.server.platform.Database;

/// Which programs may send facts, keep the record or read alerts. A token is shown once, when it is made; what is kept
/// of it is a hash.
public final class Tokens {

    private static final String PREFIX = "tl_";
    private static final int BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final TokenTable table;

    /// The tokens of a database.
    public Tokens(Database database) {
        table = new TokenTable(database.dataSource());
    }

    /// A token, as a list shows it.
    ///
    /// @param createdAt as `2026-03-02 09:14`, UTC
    /// @param revokedAt likewise; null while it is valid
    public record Listed(
            String name, String createdAt, @Nullable String revokedAt) {}

    /// Makes a token: 256 random bits.
    ///
    /// @param name of the sender, the source of its batches; never given away twice
    /// @return the token, which nobody can find out again
    /// @throws IllegalArgumentException if the name cannot be used or was given away before
    public String create(String name) {
        return create(name, Scope.FACTS);
    }

    /// Makes a token that also reads and replaces the organisation's record.
    ///
    /// @return the token, which nobody can find out again
    /// @throws IllegalArgumentException if the name cannot be used or was given away before
    public String createForRecord(String name) {
        return create(name, Scope.FACTS_AND_RECORD);
    }

    /// Makes a token that reads the alerts of the whole organisation and nothing else.
    ///
    /// @return the token, which nobody can find out again
    /// @throws IllegalArgumentException if the name cannot be used or was given away before
    public String createForAlerts(String name) {
        return create(name, Scope.ALERTS);
    }

    private String create(String name, Scope scope) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s is no name for a token. A name has up to 64 letters, digits, dots and dashes, such as crm-export."
                            .formatted(name));
        }
        String token = random();
        if (!table.insert(name, hash(token), scope)) {
            throw new IllegalArgumentException(
                    "There was a token %s already, and a name is never given away twice. Choose another, such as %s-2."
                            .formatted(name, name));
        }
        return token;
    }

    /// Ends the validity of a token at once.
    ///
    /// @throws IllegalArgumentException if there is no valid token of that name
    public void revoke(String name) {
        if (!table.revoke(name)) {
            throw new IllegalArgumentException(
                    "There is no valid token %s. ./throughline token list shows them.".formatted(name));
        }
    }

    /// All tokens that were ever made, in order of name.
    public List<Listed> list() {
        return table.list().stream()
                .map(t -> new Listed(t.name(), t.createdAt(), t.revokedAt()))
                .toList();
    }

    /// Whom a token belongs to.
    ///
    /// @param scope what it is for
    public record Sender(String name, Scope scope) {}

    /// The sender that a token belongs to; empty for one that is not valid.
    public Optional<Sender> sender(String token) {
        byte[] hash = hash(token);
        return table.find(hash)
                .filter(found -> MessageDigest.isEqual(found.sha256(), hash))
                .map(found -> new Sender(found.name(), found.scope()));
    }

    static String random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
