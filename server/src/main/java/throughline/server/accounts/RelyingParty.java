package throughline.server.accounts;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorSelectionCriteria;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialDescriptor;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.PublicKeyCredentialRpEntity;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.PublicKeyCredentialUserEntity;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.ResidentKeyRequirement;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.server.accounts.store.PasskeyTable.Made;
import throughline.server.accounts.store.PasskeyTable.Row;

/// To whom browsers bind passkeys: this server under its name. It words what they are asked, and verifies with
/// WebAuthn4J what they answer.
///
/// @param id name of the host
/// @param origin the only address at which passkeys are made and used, without a slash at its end
public record RelyingParty(String id, String origin) {

    /// What authenticators may sign with, the best first: EdDSA, ES256, RS256.
    private static final List<PublicKeyCredentialParameters> SIGNATURES = List.of(
            signature(COSEAlgorithmIdentifier.EdDSA),
            signature(COSEAlgorithmIdentifier.ES256),
            signature(COSEAlgorithmIdentifier.RS256));

    private static final ObjectConverter CONVERTER = new ObjectConverter();
    private static final AttestedCredentialDataConverter KEYS = new AttestedCredentialDataConverter(CONVERTER);

    /// It does not ask who made an authenticator: people choose their own.
    private static final WebAuthnManager CHECKS = WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);

    private static final int LONGEST_ANSWER = 16_384;
    private static final byte[] NONE = {};

    private static PublicKeyCredentialParameters signature(COSEAlgorithmIdentifier by) {
        return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, by);
    }

    /// By what an authenticator knows an account: its id, which says nothing of the person.
    static byte[] handle(UUID account) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array();
    }

    /// What a browser needs to make a passkey, as JSON.
    ///
    /// @param others those that the account has already, for one device makes one only
    String creationOptions(Account account, byte[] challenge, List<Row> others) {
        return json(new PublicKeyCredentialCreationOptions(
                new PublicKeyCredentialRpEntity(id, "Throughline"),
                new PublicKeyCredentialUserEntity(handle(account.id()), account.email(), account.name()),
                new DefaultChallenge(challenge),
                SIGNATURES,
                Challenges.GOOD_FOR.toMillis(),
                others.stream()
                        .map(row -> new PublicKeyCredentialDescriptor(
                                PublicKeyCredentialType.PUBLIC_KEY, row.made().credential(), transports(row.made())))
                        .toList(),
                new AuthenticatorSelectionCriteria(
                        null, true, ResidentKeyRequirement.REQUIRED, UserVerificationRequirement.REQUIRED),
                AttestationConveyancePreference.NONE,
                null));
    }

    /// What a browser needs to sign in with a passkey, as JSON. It names none: whoever asks is not known yet.
    String requestOptions(byte[] challenge) {
        return json(new PublicKeyCredentialRequestOptions(
                new DefaultChallenge(challenge),
                Challenges.GOOD_FOR.toMillis(),
                id,
                List.of(),
                UserVerificationRequirement.REQUIRED,
                null));
    }

    private static String json(Object options) {
        return Objects.requireNonNull(CONVERTER.getJsonConverter().writeValueAsString(options));
    }

    /// What an authenticator made, as a browser tells it; nothing of it is verified yet.
    ///
    /// @throws DataConversionException if it cannot be read
    RegistrationData readMade(String answer) {
        return read(CHECKS::parseRegistrationResponseJSON, answer);
    }

    /// What an authenticator signed to let somebody in, as a browser tells it; nothing of it is verified yet.
    ///
    /// @throws DataConversionException if it cannot be read
    AuthenticationData readSigned(String answer) {
        return read(CHECKS::parseAuthenticationResponseJSON, answer);
    }

    /// Anybody may send anything, and the parser fails in more ways than it says.
    private static <T> T read(Function<String, T> parser, String answer) {
        if (answer.isEmpty() || answer.length() > LONGEST_ANSWER) {
            throw new DataConversionException("No answer of a passkey");
        }
        try {
            return parser.apply(answer);
        } catch (RuntimeException e) {
            throw new DataConversionException("No answer of a passkey", e);
        }
    }

    /// What was to be signed when a passkey was made; empty where nothing was.
    static byte[] challenge(RegistrationData data) {
        return challenge(data.getCollectedClientData());
    }

    /// What was signed; empty where nothing was.
    static byte[] challenge(AuthenticationData data) {
        return challenge(data.getCollectedClientData());
    }

    /// Verifies what an authenticator made: for this server, at this address, by somebody whom it has made sure of.
    ///
    /// @throws RuntimeException if it does not hold, mostly a
    ///     [com.webauthn4j.verifier.exception.VerificationException]
    Made verify(RegistrationData data) {
        CHECKS.verify(data, new RegistrationParameters(property(challenge(data)), SIGNATURES, true, true));
        AuthenticatorData<?> authenticator =
                Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData key = Objects.requireNonNull(authenticator.getAttestedCredentialData());
        return new Made(
                key.getCredentialId(),
                KEYS.convert(key),
                authenticator.getSignCount(),
                Optional.ofNullable(data.getTransports()).orElse(Set.of()).stream()
                        .map(AuthenticatorTransport::getValue)
                        .sorted()
                        .toList(),
                authenticator.isFlagBE());
    }

    /// Verifies what was signed: by this key, for this server, at this address, by somebody whom the authenticator has
    /// made sure of, and counted on.
    ///
    /// @return what the authenticator has counted to
    /// @throws RuntimeException if it does not hold, mostly a
    ///     [com.webauthn4j.verifier.exception.VerificationException]
    long verify(AuthenticationData data, Made kept) {
        var known = new CredentialRecordImpl(
                null,
                true,
                kept.eligible(),
                null,
                kept.counter(),
                KEYS.convert(kept.publicKey()),
                null,
                null,
                null,
                transports(kept));
        CHECKS.verify(data, new AuthenticationParameters(property(challenge(data)), known, null, true, true));
        return Objects.requireNonNull(data.getAuthenticatorData()).getSignCount();
    }

    private static byte[] challenge(@Nullable CollectedClientData data) {
        return data == null ? NONE : data.getChallenge().getValue();
    }

    private ServerProperty property(byte[] challenge) {
        return new ServerProperty(new Origin(origin), id, new DefaultChallenge(challenge));
    }

    private static Set<AuthenticatorTransport> transports(Made made) {
        return made.transports().stream()
                .map(AuthenticatorTransport::create)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
