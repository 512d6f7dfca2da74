package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.server.accounts.AccountSettings;

/// A server that others reach through a proxy with TLS: rows T05 and T19 of the threats.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BehindProxyTest {

    @TempDir
    private static Path data;

    private static OpenServer server;

    @BeforeAll
    static void open() {
        server = OpenServer.with(
                Map.of("throughline.accounts.public-address", "https://service.northmoor.example"),
                SmallWorld.named("Northmoor Home"),
                data);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    /// The whole answer to a request, header by header as it is written.
    private static String ask(String method, String path, String host, String... headers) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            socket.getOutputStream()
                    .write("%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%sContent-Length: 0\r\n\r\n"
                            .formatted(method, path, host, more)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void binds_its_cookies_to_the_host_and_to_tls__T05() throws Exception {
        String page = ask("GET", "/error", "service.northmoor.example");

        assertThat(page.lines()
                        .filter(l -> l.startsWith("Set-Cookie:"))
                        .findFirst()
                        .orElse(""))
                .startsWith("Set-Cookie: __Host-throughline-form=")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(page).contains("Strict-Transport-Security: max-age=31536000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "service.northmoor.example.attacker.example",
                "northmoor.example",
                "192.0.2.1"
            })
    void answers_to_no_other_host__T19(String host) throws Exception {
        assertThat(ask("GET", "/sign-in", host))
                .startsWith("HTTP/1.1 403")
                .endsWith("This server answers to service.northmoor.example only.\n");
    }

    @Test
    void answers_to_its_public_host_however_it_is_written__T19() throws Exception {
        assertThat(ask("GET", "/healthz", "Service.Northmoor.example:443")).startsWith("HTTP/1.1 200");
    }

    @Test
    void believes_no_header_about_the_host__T19() throws Exception {
        String answer = ask(
                "GET",
                "/data",
                "service.northmoor.example",
                "X-Forwarded-Host: attacker.example",
                "Forwarded: host=attacker.example",
                "X-Forwarded-Proto: http");

        assertThat(answer).startsWith("HTTP/1.1 303").contains("Location: /sign-in?next=%2Fdata");
        assertThat(answer).doesNotContain("attacker");
    }

    @Test
    void takes_forms_from_its_public_address_and_from_no_other__T04() throws Exception {
        assertThat(ask("POST", "/sign-in", "service.northmoor.example", "Origin: https://attacker.example"))
                .contains("Only pages of this server may change anything here.");
        assertThat(ask("POST", "/sign-in", "service.northmoor.example", "Origin: https://service.northmoor.example"))
                .as("this goes on to the token")
                .contains("This form can no longer be used");
    }

    @Test
    void shows_nobody_the_demo_or_its_measurements() throws Exception {
        assertThat(ask("GET", "/", "service.northmoor.example")).contains("Location: /sign-in");
        assertThat(ask("GET", "/metrics", "service.northmoor.example")).startsWith("HTTP/1.1 303");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service.northmoor.example", "ftp://northmoor.example", "https://northmoor.example/pages"})
    void does_not_start_with_an_address_that_is_none(String address) {
        assertThatThrownBy(() -> new AccountSettings(
                        URI.create(address), Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "THROUGHLINE_ACCOUNTS_PUBLICADDRESS is %s; it has to read like https://service.example.org",
                        address);
    }
}
