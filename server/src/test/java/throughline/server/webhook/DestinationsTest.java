package throughline.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where events are never sent: row T06 of the threats.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DestinationsTest {

    private static final Destinations ANY = allowing();

    private static Destinations allowing(String... hosts) {
        return new Destinations(new WebhookSettings(Set.of(hosts)), InetAddress::getAllByName);
    }

    /// A name that leads to addresses.
    private static Destinations leadingTo(Set<String> allowed, String... addresses) {
        return new Destinations(new WebhookSettings(allowed), host -> {
            var found = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
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
                        "(?s).*(not of the public Internet|nothing is ever sent|No host of the name|has to read like).*");
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
        assertThat(ANY.destination("https://%s:8443/hook?a=b".formatted(host)).getPort())
                .isEqualTo(8443);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.org/hook | It has to begin with https://",
                "ftp://example.org/hook | It has to begin with https://",
                "https://name:secret@example.org/ | It must not hold a name and password",
                "https://example.org/#part | It must not hold a name and password, or a part after #.",
                "https:///hook | It has to read like https://hooks.example.org/throughline.",
                "hooks.example.org | It has to read like",
                "https://exa mple.org | It has to read like",
                "https://example.org:0/ | It has to read like",
                "javascript:alert(1) | It has to read like",
                "https://nobody.invalid/hook | No host of the name nobody.invalid is known."
            })
    void are_addresses_that_begin_with_https_and_hold_nothing_else(String typed, String why) {
        Destinations names = new Destinations(new WebhookSettings(Set.of()), host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> names.destination(typed))
                .isInstanceOf(WebhookRefusal.class)
                .hasMessageContaining(why);
    }

    @Test
    void are_none_of_a_name_of_which_one_address_is_private() {
        assertThatThrownBy(() -> leadingTo(Set.of(), "1.1.1.1", "10.0.0.5").destination("https://hooks.example.org/"))
                .hasMessage(
                        "hooks.example.org leads to 10.0.0.5, which is not of the public Internet. Whoever runs the server can allow it with throughline.webhooks.private-hosts.");
    }

    @Test
    void may_be_private_and_without_tls_where_whoever_runs_the_server_names_the_host() {
        assertThat(leadingTo(Set.of("Robot.Intern "), "10.0.0.5").destination("http://robot.intern:8080/hook"))
                .hasHost("robot.intern");
        assertThatThrownBy(() -> leadingTo(Set.of("robot.intern"), "10.0.0.5").destination("https://other.intern/"))
                .hasMessageContaining("other.intern leads to 10.0.0.5");
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
