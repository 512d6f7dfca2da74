package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.server.IntakeServer;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// What others notice of clients that connect and say nothing, that never come to the end of a head, and whose
/// deliveries drip.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowClientsFaultsTest {

    private static final int OF_EACH = Faults.rounds(150, 1_500);
    private static final int ASKED = 20;

    /// A head that comes to no end for so long is not waited for; 20 seconds outside this test.
    private static final Duration HEAD = Duration.ofSeconds(3);

    private static final String ROW = "response_id,answered_at,empathy\nslow-%s,2026-03-02,4\n";

    @TempDir
    private Path data;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket connected(int port, String said) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        say(socket, said);
        return socket;
    }

    private static void say(Socket socket, String words) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(words.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// Others are answered, and their deliveries taken in.
    private static void serves(IntakeServer server, Sender sender) throws Exception {
        for (int i = 0; i < ASKED; i++) {
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(sender.send(server.port())).isTrue();
        }
    }

    @Test
    void others_are_served_and_what_drips_comes_in_in_the_end() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        Map<String, Object> settings =
                Map.of("server.tomcat.connection-timeout", HEAD, "throughline.intake.flush-every", "50ms");
        try (var server = IntakeServer.on(data, address, settings);
                var sender = new Sender("till", server.token())) {
            assertThat(sender.send(server.port())).isTrue();

            List<Socket> heads = new ArrayList<>();
            List<Socket> bodies = new ArrayList<>();
            for (int i = 0; i < OF_EACH; i++) {
                connected(server.port(), "");
                heads.add(connected(server.port(), "GET /healthz HTTP/1.1\r\nHost: 127"));
                String body = ROW.formatted(i);
                bodies.add(connected(
                        server.port(),
                        "POST /api/v1/facts/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: text/csv\r\nContent-Length: %s\r\n\r\n%s"
                                .formatted(server.token(), body.length(), body.charAt(0))));
            }
            serves(server, sender);

            for (Socket head : heads) {
                head.setSoTimeout((int) HEAD.multipliedBy(10).toMillis());
                assertThat(head.getInputStream().readAllBytes())
                        .as("a head without end is given up")
                        .isNotNull();
            }
            int late = 0;
            for (int i = 0; i < OF_EACH; i++) {
                late += finished(bodies.get(i), ROW.formatted(i).substring(1)) ? 1 : 0;
            }
            var checker = new Checker(data, server.bean(Database.class), sender);
            checker.awaitSettled();
            assertThat(KeptFacts.rows(data, address, throughline.lake.fact.FactKind.RESPONSES, "response_id").stream()
                            .filter(row -> row.getFirst().toString().startsWith("slow-"))
                            .count())
                    .as("what was acknowledged is there, and no more")
                    .isEqualTo(late);
        }
    }

    /// Sends the rest of a delivery; whether it was taken in.
    private static boolean finished(Socket delivery, String rest) {
        try {
            say(delivery, rest);
            delivery.setSoTimeout((int) HEAD.multipliedBy(10).toMillis());
            byte[] head = delivery.getInputStream().readNBytes(12);
            return new String(head, StandardCharsets.US_ASCII).equals("HTTP/1.1 202");
        } catch (IOException givenUp) {
            return false;
        }
    }
}
