package throughline.server.webhook;

import static throughline.text.Text.say;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;
import org.apache.hc.client5.http.DnsResolver;

/// Which addresses events may be sent to. A name is looked up once for each connection, and the connection is made to
/// the addresses that were checked here, so that a name which leads elsewhere a moment later leads nowhere.
final class Destinations implements DnsResolver, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Destinations.class.getName());

    /// Names that are looked up at a time. One that is not found in time keeps its thread until the system gives up.
    private static final int LOOKED_UP = 20;

    private static final int HTTPS = 443;

    /// Longest address that is taken.
    private static final int LONGEST = 500;

    private final WebhookSettings settings;
    private final NameServer names;
    private final Duration patience;

    /// Of the platform: looking up a name is native code, which would hold up all virtual threads.
    private final ExecutorService lookingUp = new ThreadPoolExecutor(
            0,
            LOOKED_UP,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("webhook-names").daemon().factory());

    /// @param patience how long a name may take to be found
    Destinations(WebhookSettings settings, NameServer names, Duration patience) {
        this.settings = settings;
        this.names = names;
        this.patience = patience;
    }

    /// Knows the addresses of names.
    interface NameServer {
        /// All addresses of a name.
        ///
        /// @throws UnknownHostException if there are none
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// A name leads where nothing is sent to, or nowhere in time.
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
        Optional<String> shut = shut(address);
        if (shut.isPresent()) {
            throw new WebhookRefusal(shut.get());
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new WebhookRefusal(say("It must not hold a name and password, or a part after #."));
        }
        try {
            resolve(bare(host));
        } catch (UnknownHostException e) {
            throw new WebhookRefusal(
                    e instanceof Refused
                            ? String.valueOf(e.getMessage())
                            : say("No host of the name %s is known.", host));
        }
        return address;
    }

    /// Why nothing is sent to an address, wherever its host leads; empty where something is. Asked before each attempt
    /// as well: an address may be stored from a time when another rule held, or its host was listed.
    Optional<String> shut(URI address) {
        if (isNamed(address.getHost()) && Set.of("http", "https").contains(address.getScheme())) {
            return Optional.empty();
        }
        if (!"https".equals(address.getScheme())) {
            return Optional.of(say("It has to begin with https://, so that nobody on the way can read along."));
        }
        return address.getPort() == -1 || address.getPort() == HTTPS
                ? Optional.empty()
                : Optional.of(
                        say(
                                "It must not name a port: other ports than that of https:// are open only at hosts that whoever runs the server lists in throughline.webhooks.private-hosts."));
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
        throw new WebhookRefusal(say("It has to read like https://hooks.example.org/throughline."));
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
        InetAddress[] found = lookUp(host);
        for (InetAddress address : found) {
            switch (Reach.of(address)) {
                case PUBLIC -> {}
                case PRIVATE -> {
                    if (!isNamed(host)) {
                        throw refused(
                                host,
                                address,
                                say(
                                        "%s does not lead to the public Internet. Whoever runs the server can allow it with throughline.webhooks.private-hosts."));
                    }
                }
                case FORBIDDEN ->
                    throw refused(host, address, say("%s leads to an address to which nothing is ever sent."));
            }
        }
        return found;
    }

    /// Where an inner name leads is for who runs the server, not for who types names on a page.
    private static Refused refused(String host, InetAddress address, String sentence) {
        LOG.info(() -> "No webhook is sent to %s, which leads to %s".formatted(host, address.getHostAddress()));
        return new Refused(sentence.formatted(host));
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> found;
        try {
            found = lookingUp.submit(() -> names.addresses(host));
        } catch (RejectedExecutionException busy) {
            throw late(host);
        }
        try {
            return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw late(host);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw late(host);
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        } finally {
            found.cancel(true);
        }
    }

    private Refused late(String host) {
        return new Refused(say("The name %s was not found within %s seconds.", host, patience.toSeconds()));
    }

    @Override
    public void close() {
        lookingUp.shutdownNow();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
