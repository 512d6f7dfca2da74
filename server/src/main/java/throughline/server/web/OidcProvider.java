package throughline.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.OidcSettings;
import throughline.server.accounts.Passkeys;
import throughline.server.accounts.ProviderSignIn.Identity;

/// The organisation's OpenID Connect provider, asked by Spring Security's parts: code with PKCE, state and nonce, and a
/// token whose signature (RS256), issuer, audience and times are checked. Tokens are forgotten once they are read.
///
/// It is found when somebody first wants to sign in through it, so that the server starts without it. Where it does not
/// answer, nobody asks again for some seconds: each would wait as long as the first.
@Component
class OidcProvider {

    /// Where the provider sends people back to.
    static final String BACK = "/sign-in/provider/back";

    /// Who goes there may want to add a passkey, so the provider is to ask who they are, if it has not done so lately.
    private static final String OWN_ACCOUNT = "/account";

    private static final System.Logger LOG = System.getLogger(OidcProvider.class.getName());
    private static final String ID = "provider";

    /// What a claim that says yes looks like: Entra ID has been seen to send the second.
    private static final Set<String> YES = Set.of("true", "1");

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration AWAY = Duration.ofSeconds(10);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final OidcSettings settings;
    private final AccountSettings accounts;
    private final OidcAuthorizationCodeAuthenticationProvider checks;
    private final RestClient pages =
            RestClient.builder().requestFactory(requests()).build();
    private final Clock clock;
    private volatile @Nullable ClientRegistration found;
    private Instant awayUntil = Instant.MIN;

    OidcProvider(OidcSettings settings, AccountSettings accounts, Clock clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.clock = clock;
        RestTemplate http = http();
        var codes = new RestClientAuthorizationCodeTokenResponseClient();
        codes.setRestClient(RestClient.create(http));
        var claims = new DefaultOAuth2UserService();
        claims.setRestOperations(http);
        var users = new OidcUserService();
        users.setOauth2UserService(claims);
        this.checks = new OidcAuthorizationCodeAuthenticationProvider(codes, users);
    }

    /// What the button calls it; empty where there is none.
    Optional<String> name() {
        return settings.isOn() ? Optional.of(settings.name()) : Optional.empty();
    }

    /// Where to send somebody, and what the browser is to keep meanwhile.
    ///
    /// @param to address at the provider
    record Departure(String to, PendingSignIn pending) {}

    /// Prepares somebody to be sent to the provider.
    ///
    /// @param next where to go on afterwards
    /// @throws ProviderAwayException if it does not say where that is
    Departure departure(HttpServletRequest request, String next) {
        ClientRegistration registration = registration();
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(id -> registration);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce()
                .andThen(to -> to.additionalParameters(more -> {
                    if (next.equals(OWN_ACCOUNT)) {
                        more.put("max_age", Passkeys.FRESH.toSeconds());
                    }
                })));
        OAuth2AuthorizationRequest asked = Objects.requireNonNull(resolver.resolve(request, ID));
        return new Departure(
                asked.getAuthorizationRequestUri(),
                new PendingSignIn(
                        Objects.requireNonNull(asked.getState()),
                        attribute(asked, OidcParameterNames.NONCE),
                        attribute(asked, PkceParameterNames.CODE_VERIFIER),
                        next));
    }

    private static String attribute(OAuth2AuthorizationRequest request, String name) {
        return Objects.requireNonNull(request.<String>getAttribute(name));
    }

    /// Who came back, as the provider vouches for them; empty where its answer does not hold.
    ///
    /// @param code what the provider gave along
    /// @param state likewise
    /// @throws ProviderAwayException if it does not answer
    Optional<Identity> identity(HttpServletRequest request, PendingSignIn pending, String code, String state) {
        ClientRegistration registration = registration();
        String back = accounts.origin().orElseGet(() -> origin(request)) + BACK;
        var asked = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(back)
                .scopes(registration.getScopes())
                .state(pending.state())
                .attributes(Map.of(
                        OidcParameterNames.NONCE,
                        pending.nonce(),
                        PkceParameterNames.CODE_VERIFIER,
                        pending.verifier()))
                .build();
        var answered = OAuth2AuthorizationResponse.success(code)
                .redirectUri(back)
                .state(state)
                .build();
        try {
            var checked = checks.authenticate(
                    new OAuth2LoginAuthenticationToken(registration, new OAuth2AuthorizationExchange(asked, answered)));
            return Optional.of(identity((OidcUser)
                    Objects.requireNonNull(Objects.requireNonNull(checked).getPrincipal())));
        } catch (OAuth2AuthenticationException e) {
            if (isAway(e)) {
                throw new ProviderAwayException(e);
            }
            log("An answer of the provider does not hold", e);
            return Optional.empty();
        }
    }

    private static String origin(HttpServletRequest request) {
        return "http://%s:%s".formatted(request.getServerName(), request.getServerPort());
    }

    private Identity identity(OidcUser user) {
        boolean verified = YES.contains(String.valueOf(user.<Object>getClaim(settings.verifiedClaim())));
        return new Identity(
                String.valueOf(settings.issuer()),
                Objects.requireNonNull(user.getSubject()),
                Optional.ofNullable(user.getClaimAsString(settings.emailClaim()))
                        .filter(email -> verified),
                Optional.ofNullable(user.getIdToken().getAuthenticatedAt()));
    }

    private ClientRegistration registration() {
        ClientRegistration known = found;
        return known != null ? known : look();
    }

    /// Looks for it, one request at a time.
    private synchronized ClientRegistration look() {
        ClientRegistration known = found;
        if (known != null) {
            return known;
        }
        if (clock.instant().isBefore(awayUntil)) {
            throw new ProviderAwayException(new IOException("It did not answer some seconds ago"));
        }
        try {
            ClientRegistration now = ClientRegistrations.fromOidcConfiguration(description())
                    .registrationId(ID)
                    .clientId(Objects.requireNonNull(settings.clientId()))
                    .clientSecret(settings.secret())
                    .redirectUri(accounts.origin().orElse("{baseUrl}") + BACK)
                    .scope("openid", "email")
                    .build();
            found = now;
            return now;
        } catch (RuntimeException | IOException e) {
            awayUntil = clock.instant().plus(AWAY);
            throw new ProviderAwayException(e);
        }
    }

    /// What the provider says of itself, at the address that OpenID Connect Discovery 1.0 names.
    ///
    /// @throws IOException if it calls itself something else than is set
    private Map<String, Object> description() throws IOException {
        String issuer = String.valueOf(settings.issuer());
        Map<String, Object> said = Objects.requireNonNullElse(
                pages.get()
                        .uri(URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration"))
                        .retrieve()
                        .body(JSON),
                Map.of());
        if (!issuer.equals(said.get("issuer"))) {
            throw new IOException("It calls itself %s and not %s".formatted(said.get("issuer"), issuer));
        }
        return said;
    }

    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof HttpServerErrorException) {
                return true;
            }
        }
        return false;
    }

    /// Says in one line of the log what went wrong; a provider's words may hold anything.
    static void log(String what, Throwable why) {
        LOG.log(Level.WARNING, () -> "%s: %s".formatted(what, why.getMessage()).replaceAll("\\p{Cntrl}", " "));
    }

    /// What asks with some patience, and understands answers and refusals.
    private static RestTemplate http() {
        var http = new RestTemplate(requests());
        http.getMessageConverters().addFirst(new OAuth2AccessTokenResponseHttpMessageConverter());
        http.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        return http;
    }

    private static ClientHttpRequestFactory requests() {
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        requests.setReadTimeout(PATIENCE);
        return requests;
    }
}
