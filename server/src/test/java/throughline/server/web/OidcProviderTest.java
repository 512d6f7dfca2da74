package throughline.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.HandSetClock;
import throughline.server.accounts.OidcSettings;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OidcProviderTest {

    private final HandSetClock clock = new HandSetClock();

    private OidcProvider at(String issuer) {
        return new OidcProvider(
                new OidcSettings(
                        URI.create(issuer), "throughline", "a secret", null, "Northmoor", "email", "email_verified"),
                new AccountSettings(null, Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(7)),
                clock);
    }

    private static String leave(OidcProvider provider) {
        return provider.departure(new MockHttpServletRequest(), "/").to();
    }

    @Test
    void is_not_asked_again_for_ten_seconds_after_it_failed() throws Exception {
        var asked = new AtomicInteger();
        HttpServer away = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String issuer = "http://localhost:" + away.getAddress().getPort();
        away.createContext("/.well-known/openid-configuration", exchange -> {
            byte[] said = JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "issuer",
                            issuer,
                            "authorization_endpoint",
                            issuer + "/authorize",
                            "token_endpoint",
                            issuer + "/token",
                            "jwks_uri",
                            issuer + "/keys",
                            "subject_types_supported",
                            new String[] {"public"}))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        away.start();
        try {
            OidcProvider provider = at(issuer);
            assertThatThrownBy(() -> leave(provider)).isInstanceOf(ProviderAwayException.class);
            clock.pass(OidcProvider.AWAY.minusMillis(1));
            assertThatThrownBy(() -> leave(provider))
                    .isInstanceOf(ProviderAwayException.class)
                    .hasRootCauseMessage("It did not answer some seconds ago");
            assertThat(asked).hasValue(1);

            clock.pass(Duration.ofMillis(1));
            assertThat(leave(provider)).startsWith(issuer + "/authorize?");
            assertThat(leave(provider)).startsWith(issuer + "/authorize?");
            assertThat(asked).as("once it is found it is not asked again").hasValue(2);
        } finally {
            away.stop(0);
        }
    }

    @Test
    void is_waited_for_a_few_seconds_only_where_it_says_nothing() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OidcProvider provider = at("http://localhost:" + silent.getLocalPort());
            long before = System.nanoTime();

            assertThatThrownBy(() -> leave(provider)).isInstanceOf(ProviderAwayException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void has_to_call_itself_what_is_set() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] said = "{\"issuer\":\"https://evil.example\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        other.start();
        try {
            String issuer = "http://localhost:" + other.getAddress().getPort() + "/realms/all";

            assertThatThrownBy(() -> leave(at(issuer)))
                    .hasRootCauseMessage("It calls itself https://evil.example and not " + issuer);
        } finally {
            other.stop(0);
        }
    }
}
