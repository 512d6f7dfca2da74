package throughline.server.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Whose network an address lies in. What is not plainly of the public Internet is not.
///
/// Blocks: the registries of special-purpose addresses of IANA for IPv4 and IPv6 (RFC 6890 and what has been added
/// since). Forms of IPv6 that hold an address of IPv4 (mapped, NAT64, 6to4, Teredo) are never public: they would lead
/// around the check. Java reads a mapped address as the one of IPv4 that it holds.
enum Reach {
    /// The public Internet.
    PUBLIC,
    /// A network of the organisation's own, or this computer.
    PRIVATE,
    /// Nobody's to send to: link-local, where clouds keep their secrets, multicast, documentation and reserved ones.
    FORBIDDEN;

    private static final List<Block> PRIVATE_BLOCKS = blocks(
            "10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7");

    private static final List<Block> FORBIDDEN_BLOCKS = blocks(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /// Global unicast; all other addresses of IPv6 are something special.
    private static final Block GLOBAL = block("2000::/3");

    /// Addresses with the same first bits.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] address, int bits) {

        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((address[i / 8] & mask) != (other[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static List<Block> blocks(String... all) {
        return Arrays.stream(all).map(Reach::block).toList();
    }

    private static Block block(String text) {
        int slash = text.indexOf('/');
        try {
            return new Block(
                    InetAddress.getByName(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /// Where an address lies.
    static Reach of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (PRIVATE_BLOCKS.stream().anyMatch(b -> b.holds(bytes))) {
            return PRIVATE;
        }
        boolean special =
                FORBIDDEN_BLOCKS.stream().anyMatch(b -> b.holds(bytes)) || (bytes.length == 16 && !GLOBAL.holds(bytes));
        return special ? FORBIDDEN : PUBLIC;
    }
}
