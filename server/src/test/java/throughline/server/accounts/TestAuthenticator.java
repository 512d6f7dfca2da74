package throughline.server.accounts;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/// A browser and an authenticator of a few lines, which sign what they are told to and need not tell the truth.
public final class TestAuthenticator {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CBORMapper CBOR = CBORMapper.builder().build();
    private static final int USER_PRESENT = 1;
    private static final int USER_VERIFIED = 4;
    private static final int KEY_INCLUDED = 64;

    private final KeyPair key;
    private final byte[] id = new byte[32];
    private String handle = "";
    private String origin;
    private long counter;
    private int verified = USER_VERIFIED;

    /// @param origin the address the browser shows
    public TestAuthenticator(String origin) {
        this.origin = origin;
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            this.key = keys.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        new SecureRandom().nextBytes(id);
    }

    /// The same at another address, as a page that fishes for passkeys would have it.
    TestAuthenticator at(String address) {
        origin = address;
        return this;
    }

    /// The same whose next signature is counted as a given one.
    TestAuthenticator counting(long next) {
        counter = next - 1;
        return this;
    }

    /// The same that asks for neither finger nor PIN.
    TestAuthenticator unverified() {
        verified = 0;
        return this;
    }

    /// The same that says another account is its own.
    TestAuthenticator of(Account other) {
        handle = text(RelyingParty.handle(other.id()));
        return this;
    }

    /// What a browser answers when a passkey is made.
    public String make(String options) throws Exception {
        JsonNode asked = JSON.readTree(options);
        handle = asked.at("/user/id").asString();
        byte[] cose = new ObjectConverter()
                .getCborConverter()
                .writeValueAsBytes(EC2COSEKey.create((ECPublicKey) key.getPublic(), COSEAlgorithmIdentifier.ES256));
        byte[] data = data(
                asked.at("/rp/id").asString(),
                KEY_INCLUDED,
                ByteBuffer.allocate(16 + 2 + id.length + cose.length)
                        .put(new byte[16])
                        .putShort((short) id.length)
                        .put(id)
                        .put(cose)
                        .array());
        byte[] attestation = CBOR.writeValueAsBytes(Map.of("fmt", "none", "attStmt", Map.of(), "authData", data));
        return answer(Map.of(
                "clientDataJSON",
                text(client("webauthn.create", asked)),
                "attestationObject",
                text(attestation),
                "transports",
                new String[] {"internal"}));
    }

    /// What a browser answers when somebody signs in.
    public String sign(String options) throws Exception {
        JsonNode asked = JSON.readTree(options);
        byte[] data = data(asked.at("/rpId").asString(), 0, new byte[0]);
        byte[] client = client("webauthn.get", asked);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(data);
        signature.update(sha256(client));
        return answer(Map.of(
                "clientDataJSON",
                text(client),
                "authenticatorData",
                text(data),
                "signature",
                text(signature.sign()),
                "userHandle",
                handle));
    }

    private String answer(Map<String, Object> response) {
        return JSON.writeValueAsString(Map.of(
                "id",
                text(id),
                "rawId",
                text(id),
                "type",
                "public-key",
                "clientExtensionResults",
                Map.of(),
                "response",
                response));
    }

    private byte[] client(String type, JsonNode asked) {
        return JSON.writeValueAsString(Map.of(
                        "type",
                        type,
                        "challenge",
                        asked.at("/challenge").asString(),
                        "origin",
                        origin,
                        "crossOrigin",
                        false))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] data(String party, int flags, byte[] more) throws GeneralSecurityException {
        counter++;
        return ByteBuffer.allocate(32 + 1 + 4 + more.length)
                .put(sha256(party.getBytes(StandardCharsets.UTF_8)))
                .put((byte) (USER_PRESENT | verified | flags))
                .putInt((int) counter)
                .put(more)
                .array();
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
