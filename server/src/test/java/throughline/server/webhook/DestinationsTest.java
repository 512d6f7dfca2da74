package throughline.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where events are never sent: row T06 of the threats.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DestinationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Destinations ANY = allowing();

    private static Destinations allowing(String... hosts) {
        return new Destinations(new WebhookSettings(Set.of(hosts)), InetAddress::getAllByName, PATIENCE);
    }

    /// A name that leads to addresses.
    private static Destinations leadingTo(Set<String> allowed, String... addresses) {
        return new Destinations(
                new WebhookSettings(allowed),
                host -> {
                    var found = new InetAddress[addresses.length];
                    for (int i = 0; i < addresses.length; i++) {
                        found[i] = InetAddress.getByName(addresses[i]);
                    }
                    return found;
                },
                PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.255.255.254",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "localhost",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "169.254.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::127.0.0.1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::ffff:10.0.0.1]",
                "[::ffff:169.254.169.254]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b::a00:1]",
                "[64:ff9b:1::a00:1]",
                "[100::1]",
                "[2001::1]",
                "[2001:0:7f00:1::]",
                "[2001:20::1]",
                "[2001:db8::1]",
                "[2002:7f00:1::]",
                "[2002:a9fe:a9fe::]",
                "[3fff::1]",
                "[5f00::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[fec0::1]",
                "[febf::1]",
                "[ff02::1]",
                "[ff0e::1]"
            })
    void are_no_spelling_of_an_address_that_is_not_public__T06(String host) {
        assertThatThrownBy(() -> ANY.destination("https://%s/hook".formatted(host)))
                .isInstanceOf(WebhookRefusal.class)
                .message()
                .matches(
                        "(?s).*(not lead to the public Internet|nothing is ever sent|No host of the name|has to read like).*");
    }

    /// Java reads no octal numbers in addresses: 0177 is 177, and it is Java that connects.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "0177.0.0.1",
                "172.32.0.1",
                "100.128.0.1",
                "193.0.0.1",
                "[2606:4700::1111]",
                "[2a00:1450::5]"
            })
    void are_of_the_public_internet_else(String host) throws Exception {
        String bare = host.replaceAll("[\\[\\]]", "");

        assertThat(ANY.resolve(bare)).containsExactly(InetAddress.getByName(bare));
        assertThat(ANY.destination("https://%s:443/hook?a=b".formatted(host)).getPort())
                .isEqualTo(443);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.org/hook | It has to begin with https://",
                "ftp://example.org/hook | It has to begin with https://",
                "https://name:secret@example.org/ | It must not hold a name and password",
                "https://example.org/#part | It must not hold a name and password, or a part after #.",
                "https://1.1.1.1:8443/hook | It must not name a port",
                "https:///hook | It has to read like https://hooks.example.org/throughline.",
                "hooks.example.org | It has to read like",
                "https://exa mple.org | It has to read like",
                "https://example.org:0/ | It has to read like",
                "javascript:alert(1) | It has to read like",
                "https://nobody.invalid/hook | No host of the name nobody.invalid is known."
            })
    void are_addresses_that_begin_with_https_and_hold_nothing_else(String typed, String why) {
        Destinations names = new Destinations(
                new WebhookSettings(Set.of()),
                host -> {
                    throw new UnknownHostException(host);
                },
                PATIENCE);

        assertThatThrownBy(() -> names.destination(typed))
                .isInstanceOf(WebhookRefusal.class)
                .hasMessageContaining(why);
    }

    @Test
    void are_none_of_a_name_of_which_one_address_is_private() {
        assertThatThrownBy(() -> leadingTo(Set.of(), "1.1.1.1", "10.0.0.5").destination("https://hooks.example.org/"))
                .hasMessage(
                        "hooks.example.org does not lead to the public Internet. Whoever runs the server can allow it with throughline.webhooks.private-hosts.");
    }

    @Test
    void may_be_private_and_without_tls_where_whoever_runs_the_server_names_the_host() {
        assertThat(leadingTo(Set.of("Robot.Intern "), "10.0.0.5").destination("http://robot.intern:8080/hook"))
                .hasHost("robot.intern");
        assertThatThrownBy(() -> leadingTo(Set.of("robot.intern"), "10.0.0.5").destination("https://other.intern/"))
                .hasMessageContaining("other.intern does not lead to the public Internet");
    }

    @Test
    void are_told_to_nobody_by_the_number_that_an_inner_name_leads_to() {
        for (String address : List.of("10.0.0.5", "169.254.169.254")) {
            assertThatThrownBy(() -> leadingTo(Set.of(), address).destination("https://payroll.example.org/"))
                    .message()
                    .startsWith("payroll.example.org ")
                    .doesNotContain(address);
        }
    }

    @Test
    void are_looked_up_no_longer_than_somebody_waits() throws Exception {
        var never = new CountDownLatch(1);
        try (var slow = new Destinations(
                new WebhookSettings(Set.of()),
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException ended) {
                        // the look-up is not waited for any more
                    }
                    throw new UnknownHostException(host);
                },
                PATIENCE)) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> slow.resolve("slow.example.org"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("The name slow.example.org was not found within 2 seconds.");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void are_never_link_local_even_where_the_host_is_named() {
        for (String address : Arrays.asList("169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0")) {
            assertThatThrownBy(() -> leadingTo(Set.of("robot.intern"), address).destination("https://robot.intern/"))
                    .as(address)
                    .hasMessageContaining("to which nothing is ever sent");
        }
    }
}
