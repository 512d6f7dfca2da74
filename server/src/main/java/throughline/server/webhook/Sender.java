package throughline.server.webhook;

import static throughline.text.Text.key;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/// Posts events. A connection is made for each and leads nowhere but to the addresses that [Destinations] has checked;
/// it follows no redirect, uses no proxy, keeps no cookie, and of the answer nothing is read but its head: what stands
/// in the body is nobody's business, and could be without end. Safe for use by several threads.
final class Sender implements AutoCloseable {

    private static final int CONNECTIONS = 20;

    private final Destinations destinations;
    private final CloseableHttpClient client;
    private final Duration patience;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

    /// @param patience how long one attempt may take, from the first byte to the answer's head
    Sender(Destinations destinations, Duration patience) {
        this.destinations = destinations;
        this.patience = patience;
        Timeout timeout = Timeout.of(patience);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(destinations)
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(timeout).build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Throughline")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    /// What came of an attempt.
    ///
    /// @param gone whether the receiver says it will never take an event again
    /// @param words a short sentence
    record Answer(boolean taken, boolean gone, String words) {

        private static Answer failed(String words) {
            return new Answer(false, false, words);
        }
    }

    /// Tries once.
    ///
    /// @param id of the event, by which a receiver knows it again
    Answer send(URI address, byte[] secret, String id, byte[] body, Instant now) {
        Optional<String> shut = destinations.shut(address);
        if (shut.isPresent()) {
            return Answer.failed("Not sent. " + shut.get());
        }
        var post = new HttpPost(address);
        post.setEntity(new ByteArrayEntity(body, ContentType.parse(Event.MEDIA_TYPE)));
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        post.setHeader("webhook-signature", Signature.of(secret, id, now, body));
        var late = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    post.cancel();
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return answer(client.executeOpen(null, post, null).getCode());
        } catch (IOException | RuntimeException e) {
            return Answer.failed(
                    late.get() ? key("No answer within %s seconds.").formatted(patience.toSeconds()) : words(e));
        } finally {
            deadline.cancel(false);
            post.cancel(); // the rest of the answer is not waited for
        }
    }

    private static Answer answer(int code) {
        if (code >= 200 && code < 300) {
            return new Answer(true, false, key("Taken, answered %s.").formatted(code));
        }
        return new Answer(
                false,
                code == 410,
                (code >= 300 && code < 400 ? key("Answered %s, and redirects are not followed.") : key("Answered %s."))
                        .formatted(code));
    }

    private String words(Exception e) {
        return switch (e) {
            case Destinations.Refused refused -> String.valueOf(refused.getMessage());
            case UnknownHostException unknown -> key("No host of that name is known.");
            case SSLException tls
            when isOfCertificate(tls) ->
                key("Its certificate is not trusted. Give it one that a certificate authority has signed.");
            case SSLException tls -> key("No secure connection came about.");
            case SocketTimeoutException slow ->
                key("No answer within %s seconds.").formatted(patience.toSeconds());
            case InterruptedIOException ended -> key("The connection was broken off.");
            case ConnectException nobody -> key("Nobody listens there.");
            default -> key("The connection was broken off.");
        };
    }

    private static boolean isOfCertificate(SSLException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        try {
            client.close();
        } catch (IOException nothingToDo) {
            // its connections end with the process
        }
    }
}
