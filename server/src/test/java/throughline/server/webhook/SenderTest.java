package throughline.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.webhook.Sender.Answer;

/// Against receivers on this computer that do not behave: row T06 of the threats.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SenderTest {

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final byte[] SECRET = Signature.secret();

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private Sender sender(Destinations.NameServer names, String... allowed) {
        var sender = new Sender(new Destinations(new WebhookSettings(Set.of(allowed)), names, PATIENCE), PATIENCE);
        open.push(sender);
        return sender;
    }

    private Receiver receiver(Receiver.Behaviour behaviour) throws IOException {
        var receiver = new Receiver(behaviour);
        open.push(receiver);
        return receiver;
    }

    private Answer sent(Receiver to) {
        return sender(InetAddress::getAllByName, "127.0.0.1")
                .send(to.address(), SECRET, "msg_1", BODY, Instant.parse("2026-11-28T01:00:00Z"));
    }

    @Test
    void signs_as_standard_webhooks_says() {
        byte[] secret = java.util.Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(Signature.of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), BODY))
                .as("the example of the specification's libraries")
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(Signature.shown(secret)).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @Test
    void posts_what_a_receiver_can_check_with_the_library_of_the_standard() throws Exception {
        Receiver to = receiver(Receiver.answering("HTTP/1.1 204 No Content\r\n\r\n"));
        Answer answer =
                sender(InetAddress::getAllByName, "127.0.0.1").send(to.address(), SECRET, "msg_1", BODY, Instant.now());

        assertThat(answer).isEqualTo(new Answer(true, false, "Taken, answered 204."));
        String request = to.requests().getFirst();
        assertThat(request)
                .startsWith("POST /hook HTTP/1.1")
                .contains("Content-Type: application/cloudevents+json", "User-Agent: Throughline")
                .doesNotContain("Cookie");
        new Webhook(Signature.shown(SECRET))
                .verify(
                        request.substring(request.indexOf("\r\n\r\n") + 4),
                        Map.of(
                                "webhook-id", List.of(header(request, "webhook-id")),
                                "webhook-timestamp", List.of(header(request, "webhook-timestamp")),
                                "webhook-signature", List.of(header(request, "webhook-signature"))));
    }

    @Test
    void sends_nothing_to_an_address_that_would_not_be_taken_today() {
        var asked = new AtomicInteger();
        Sender sender = sender(host -> {
            asked.incrementAndGet();
            return InetAddress.getAllByName("127.0.0.1");
        });

        assertThat(sender.send(URI.create("https://hooks.example.org:8443/x"), SECRET, "msg_1", BODY, Instant.EPOCH))
                .satisfies(answer -> assertThat(answer.taken() || answer.gone()).isFalse())
                .extracting(Answer::words)
                .asString()
                .startsWith("Not sent. It must not name a port");
        assertThat(sender.send(URI.create("http://hooks.example.org/x"), SECRET, "msg_2", BODY, Instant.EPOCH)
                        .words())
                .startsWith("Not sent. It has to begin with https://");
        assertThat(asked).as("no name is looked up for them").hasValue(0);
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(l -> l.startsWith(name + ": "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 2);
    }

    @Test
    void follows_no_redirect__T06() throws Exception {
        Receiver canary = receiver(Receiver.answering("HTTP/1.1 204 No Content\r\n\r\n"));
        for (int code : new int[] {301, 302, 303, 307, 308}) {
            Receiver to =
                    receiver(Receiver.answering("HTTP/1.1 %s Elsewhere\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                            .formatted(code, canary.address())));

            assertThat(sent(to))
                    .isEqualTo(
                            new Answer(false, false, "Answered %s, and redirects are not followed.".formatted(code)));
        }
        assertThat(canary.connections()).isZero();
    }

    @Test
    void connects_to_nothing_that_a_name_leads_to_only_after_the_check__T06() throws Exception {
        var asked = new AtomicInteger();
        Destinations.NameServer flips = host ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "1.1.1.1" : "127.0.0.1")};
        var destinations = new Destinations(new WebhookSettings(Set.of()), flips, PATIENCE);
        URI address = destinations.destination("https://rebound.example.org/hook");
        try (var sender = new Sender(destinations, PATIENCE)) {
            assertThat(sender.send(address, SECRET, "msg_1", BODY, Instant.now())
                            .words())
                    .startsWith("rebound.example.org does not lead to the public Internet.");
        }
        assertThat(asked)
                .as("once when it was added, once to connect, and never between check and connection")
                .hasValue(2);
    }

    @Test
    void reads_no_further_than_the_head_of_an_endless_answer() throws Exception {
        Receiver to =
                receiver(Receiver.endlessly("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", "x".repeat(8192)));

        long before = System.nanoTime();
        assertThat(sent(to).taken()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
    }

    @Test
    void gives_up_on_an_answer_that_drips() throws Exception {
        Receiver to = receiver(Receiver.dripping("HTTP/1.1 200 OK\r\nX: " + "y".repeat(600)));

        assertThat(sent(to)).isEqualTo(new Answer(false, false, "No answer within 2 seconds."));
    }

    @Test
    void gives_up_on_a_head_without_end() throws Exception {
        Receiver to = receiver(Receiver.endlessly("HTTP/1.1 200 OK\r\n", "X-More: " + "z".repeat(4000) + "\r\n"));

        assertThat(sent(to).taken()).isFalse();
    }

    @Test
    void trusts_no_certificate_that_a_receiver_made_for_itself() throws Exception {
        Path file = folder.resolve("receiver.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "throughline",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        char[] password = "throughline".toCharArray();
        Receiver to = Receiver.selfSigned(
                Receiver.answering("HTTP/1.1 204 No Content\r\n\r\n"),
                KeyStore.getInstance(file.toFile(), password),
                password);
        open.push(to);

        var sender = new Sender(
                new Destinations(
                        new WebhookSettings(Set.of("127.0.0.1")), InetAddress::getAllByName, PATIENCE.multipliedBy(20)),
                PATIENCE.multipliedBy(20));
        open.push(sender);
        assertThat(sender.send(to.address(), SECRET, "msg_1", BODY, Instant.now()))
                .isEqualTo(new Answer(
                        false,
                        false,
                        "Its certificate is not trusted. Give it one that a certificate authority has signed."));
        assertThat(to.connections()).as("it was reached").isEqualTo(1);
        assertThat(to.requests())
                .as("nothing was sent")
                .allSatisfy(request -> assertThat(request).isEmpty());
    }

    @Test
    void says_what_went_wrong_without_a_word_of_the_answer() throws Exception {
        Receiver angry = receiver(Receiver.answering("HTTP/1.1 500 Secret-Phrase\r\nContent-Length: 6\r\n\r\nsecret"));
        assertThat(sent(angry)).isEqualTo(new Answer(false, false, "Answered 500."));

        Receiver gone = receiver(Receiver.answering("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"));
        assertThat(sent(gone)).isEqualTo(new Answer(false, true, "Answered 410."));

        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertThat(sender(InetAddress::getAllByName, "127.0.0.1")
                        .send(URI.create("http://127.0.0.1:" + nobody), SECRET, "msg_1", BODY, Instant.now())
                        .words())
                .isEqualTo("Nobody listens there.");
    }
}
