package throughline.server.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/// Which addresses events may be sent to. A name is looked up once for each connection, and the connection is made to
/// the addresses that were checked here, so that a name which leads elsewhere a moment later leads nowhere.
final class Destinations implements DnsResolver {

    /// Longest address that is taken.
    private static final int LONGEST = 500;

    private final WebhookSettings settings;
    private final NameServer names;

    Destinations(WebhookSettings settings, NameServer names) {
        this.settings = settings;
        this.names = names;
    }

    /// Knows the addresses of names.
    interface NameServer {
        /// All addresses of a name.
        ///
        /// @throws UnknownHostException if there are none
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// A name leads where nothing is sent to.
    static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence);
        }
    }

    /// The address that somebody typed.
    ///
    /// @throws WebhookRefusal if nothing may be sent there, saying why
    URI destination(String typed) {
        URI address = read(typed.strip());
        String host = address.getHost();
        boolean named = isNamed(host);
        if (!"https".equals(address.getScheme()) && !(named && "http".equals(address.getScheme()))) {
            throw new WebhookRefusal("It has to begin with https://, so that nobody on the way can read along.");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new WebhookRefusal("It must not hold a name and password, or a part after #.");
        }
        try {
            resolve(bare(host));
        } catch (UnknownHostException e) {
            throw new WebhookRefusal(
                    e instanceof Refused
                            ? String.valueOf(e.getMessage())
                            : "No host of the name %s is known.".formatted(host));
        }
        return address;
    }

    private static URI read(String typed) {
        try {
            URI address = new URI(typed);
            if (address.getHost() != null && typed.length() <= LONGEST && address.getPort() != 0) {
                return address;
            }
        } catch (URISyntaxException notAnAddress) {
            // told below
        }
        throw new WebhookRefusal("It has to read like https://hooks.example.org/throughline.");
    }

    private boolean isNamed(String host) {
        return settings.privateHosts().contains(bare(host).toLowerCase(Locale.ROOT));
    }

    /// An address of IPv6 without its brackets.
    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /// The addresses to connect to.
    ///
    /// @throws Refused if one of them is not to be sent to
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.addresses(host);
        for (InetAddress address : found) {
            switch (Reach.of(address)) {
                case PUBLIC -> {}
                case PRIVATE -> {
                    if (!isNamed(host)) {
                        throw new Refused(
                                "%s leads to %s, which is not of the public Internet. Whoever runs the server can allow it with throughline.webhooks.private-hosts."
                                        .formatted(host, address.getHostAddress()));
                    }
                }
                case FORBIDDEN ->
                    throw new Refused(
                            "%s leads to %s, to which nothing is ever sent.".formatted(host, address.getHostAddress()));
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
