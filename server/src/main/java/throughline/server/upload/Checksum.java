package throughline.server.upload;

import static throughline.text.Text.say;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import throughline.server.upload.UploadRefusal.Reason;

/// What the bytes of one part must add up to.
///
/// @param algorithm `sha1` or `sha256`
/// @param value the digest
@SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest alone
public record Checksum(String algorithm, byte[] value) {

    /// The algorithms that are known.
    public static final List<String> ALGORITHMS = List.of("sha1", "sha256");

    /// The checksum of a header such as `sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`.
    ///
    /// @throws UploadRefusal if it is none
    public static Checksum parse(String header) {
        String[] parts = header.strip().split(" ", 2);
        if (parts.length != 2 || !ALGORITHMS.contains(parts[0])) {
            throw malformed();
        }
        try {
            return new Checksum(parts[0], Base64.getDecoder().decode(parts[1].strip()));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static UploadRefusal malformed() {
        return new UploadRefusal(
                Reason.MALFORMED, say("An Upload-Checksum is sha1 or sha256, a blank, and the digest in Base64."));
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha1") ? "SHA-1" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1 and SHA-256", e);
        }
    }
}
