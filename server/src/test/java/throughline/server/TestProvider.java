package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.server.CookieKeepingBrowser.location;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/// A real OpenID Connect provider on a free port of this computer: Spring Authorization Server, with people who sign in
/// on a page of its own. It can be made to answer with tokens that must not be believed.
final class TestProvider implements AutoCloseable {

    static final String CLIENT = "throughline";
    static final String SECRET = "a secret of the two";
    private static final String PASSWORD = "known to the provider only";

    /// What is wrong with the tokens.
    enum Fault {
        NONE,
        OTHER_NONCE,
        OTHER_AUDIENCE,
        OTHER_ISSUER,
        EXPIRED,
        UNSIGNED,
        OTHER_KEY
    }

    /// What the provider knows of somebody, as claims.
    private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();

    private final RSAKey key = newKey();
    private final RSAKey strangeKey = newKey();
    private final ConfigurableApplicationContext context;
    private volatile Fault fault = Fault.NONE;
    private volatile Optional<Instant> asked = Optional.empty();

    private volatile URI back = URI.create("http://127.0.0.1/");

    private TestProvider() {
        context = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.SERVLET)
                .properties(Map.of("server.port", 0))
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean(TestProvider.class, () -> this);
                })
                .run();
    }

    static TestProvider open() {
        return new TestProvider();
    }

    /// Sends people to this address from now on, and to no other.
    void sendsBackTo(URI address) {
        back = address;
    }

    /// What it calls itself.
    String issuer() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /// Knows somebody from now on, or knows something else of them.
    void knows(String name, Map<String, Object> claims) {
        people.put(name, claims);
    }

    /// Knows somebody of a verified address from now on; its name for them.
    String knows(String email) {
        String name = "u-" + UUID.randomUUID();
        knows(name, Map.of("email", email, "email_verified", true));
        return name;
    }

    /// The settings of a server whose people may sign in here.
    Map<String, Object> settings() {
        return Map.of(
                "throughline.oidc.issuer",
                issuer(),
                "throughline.oidc.client-id",
                CLIENT,
                "throughline.oidc.client-secret",
                SECRET,
                "throughline.oidc.name",
                "Northmoor");
    }

    /// Signs somebody in here on the way from a server, and stops where one is sent back.
    URI signIn(OpenServer from, CookieKeepingBrowser browser, String name, String next)
            throws IOException, InterruptedException {
        HttpResponse<String> left = browser.get(from.address("/sign-in/provider?next=" + next));
        assertThat(left.statusCode()).isEqualTo(303);
        HttpResponse<String> answer = browser.get(location(left));
        if (location(answer).getPath().equals("/login")) {
            HttpResponse<String> entered =
                    browser.submit(browser.get(location(answer)), Map.of("username", name, "password", PASSWORD));
            answer = browser.get(location(entered));
        }
        assertThat(location(answer)).hasPath("/sign-in/provider/back");
        return location(answer);
    }

    /// Says from now on that it asked people at this moment who they are; empty where it does not say.
    void asked(Optional<Instant> at) {
        asked = at;
    }

    /// Makes its tokens wrong.
    void fault(Fault now) {
        fault = now;
    }

    @Override
    public void close() {
        context.close();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("the only one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private RegisteredClient client() {
        return RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientSecret("{noop}" + SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(back.toString())
                .scopes(scopes -> scopes.addAll(List.of("openid", "email")))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .build();
    }

    /// Knows one client, at the address of the moment.
    private record OneClient(TestProvider provider) implements RegisteredClientRepository {

        @Override
        public void save(RegisteredClient client) {
            // its secret hashed in a better way; it stays as it is
        }

        @Override
        public @Nullable RegisteredClient findById(String id) {
            return findByClientId(id);
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String id) {
            return id.equals(CLIENT) ? provider.client() : null;
        }
    }

    private Jwt encode(JwtEncoderParameters token) {
        boolean ofIdentity = token.getClaims().hasClaim("nonce");
        if (ofIdentity && fault == Fault.UNSIGNED) {
            var claims = new JWTClaimsSet.Builder();
            token.getClaims()
                    .getClaims()
                    .forEach((name, value) ->
                            claims.claim(name, value instanceof Instant moment ? Date.from(moment) : value));
            return new Jwt(
                    new PlainJWT(claims.build()).serialize(),
                    token.getClaims().getIssuedAt(),
                    token.getClaims().getExpiresAt(),
                    Map.of("alg", "none"),
                    token.getClaims().getClaims());
        }
        RSAKey signing = ofIdentity && fault == Fault.OTHER_KEY ? strangeKey : key;
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(signing))).encode(token);
    }

    private void spoil(JwtEncodingContext token) {
        if (token.getTokenType().getValue().equals("id_token")) {
            token.getClaims().claims(all -> all.remove("auth_time"));
            asked.ifPresent(at -> token.getClaims().claim("auth_time", at.getEpochSecond()));
            switch (fault) {
                case OTHER_NONCE -> token.getClaims().claim("nonce", "of another request");
                case OTHER_AUDIENCE -> token.getClaims().audience(List.of("another client"));
                case OTHER_ISSUER -> token.getClaims().issuer("https://another.example");
                case EXPIRED -> {
                    token.getClaims().issuedAt(Instant.EPOCH.plusSeconds(1));
                    token.getClaims().expiresAt(Instant.EPOCH.plusSeconds(2));
                }
                case NONE, UNSIGNED, OTHER_KEY -> {
                    // the claims are right
                }
            }
        }
    }

    private OidcUserInfo of(String name) {
        var claims = new ConcurrentHashMap<>(people.getOrDefault(name, Map.of()));
        claims.put("sub", name);
        return new OidcUserInfo(claims);
    }

    /// Its parts; not a `@Configuration`, which our own server would find and take for its own.
    @EnableWebSecurity
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    static final class Parts {

        @Bean
        SecurityFilterChain chain(HttpSecurity http, TestProvider provider) throws Exception {
            return http.oauth2AuthorizationServer(server ->
                            server.oidc(oidc -> oidc.userInfoEndpoint(info -> info.userInfoMapper(asked ->
                                    provider.of(asked.getAuthorization().getPrincipalName())))))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(tokens -> tokens.jwt(Customizer.withDefaults()))
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        AuthorizationServerSettings addresses() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        RegisteredClientRepository clients(TestProvider provider) {
            return new OneClient(provider);
        }

        @Bean
        UserDetailsService people(TestProvider provider) {
            return name -> User.withUsername(name)
                    .password("{noop}" + PASSWORD)
                    .disabled(!provider.people.containsKey(name))
                    .build();
        }

        @Bean
        JWKSource<SecurityContext> keys(TestProvider provider) {
            return new ImmutableJWKSet<>(new JWKSet(provider.key));
        }

        @Bean
        JwtEncoder encoder(TestProvider provider) {
            return provider::encode;
        }

        @Bean
        JwtDecoder decoder(TestProvider provider) throws JOSEException {
            return NimbusJwtDecoder.withPublicKey(provider.key.toRSAPublicKey()).build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> spoiling(TestProvider provider) {
            return provider::spoil;
        }
    }
}
