package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// No PostgreSQL of 14 can be had from where the tests get theirs, so one is spoken for by its first words: the
/// messages
/// of the protocol's version 3, as its chapter "Message Formats" has them.
@DisplayNameGeneration(ReplaceUnderscores.class)
class OldServerTest {

    @Test
    void is_refused_with_its_version_and_with_what_is_needed() throws Exception {
        try (var socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> serve(socket));
            int port = socket.getLocalPort();

            assertThatThrownBy(() -> Database.at(DatabaseAddress.parse(
                                    "postgres://ann:pw@127.0.0.1:%d/service?sslmode=disable&gssEncMode=disable"
                                            .formatted(port)))
                            .close())
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessage(
                            "The database at 127.0.0.1:%d/service is PostgreSQL 14; Throughline needs 15 or newer. Upgrade it, or leave DATABASE_URL out and use the one that Throughline brings along.",
                            port);
        }
    }

    private static void serve(ServerSocket socket) {
        try (Socket client = socket.accept();
                var in = new DataInputStream(client.getInputStream());
                var out = new DataOutputStream(client.getOutputStream())) {
            in.skipNBytes(in.readInt() - 4);
            message(out, 'R', new byte[] {0, 0, 0, 0});
            parameter(out, "server_version", "14.20");
            parameter(out, "server_encoding", "UTF8");
            parameter(out, "client_encoding", "UTF8");
            parameter(out, "DateStyle", "ISO, MDY");
            parameter(out, "integer_datetimes", "on");
            parameter(out, "standard_conforming_strings", "on");
            message(out, 'K', new byte[8]);
            message(out, 'Z', new byte[] {'I'});
            for (int kind = in.read(); kind >= 0; kind = in.read()) {
                in.skipNBytes(in.readInt() - 4);
                answer(out, kind);
            }
        } catch (IOException hungUp) {
            return;
        }
    }

    /// What the driver sets at the beginning is granted.
    private static void answer(DataOutputStream out, int kind) throws IOException {
        if (kind == 'Q') {
            message(out, 'C', text("SET"));
            message(out, 'Z', new byte[] {'I'});
        }
    }

    private static void parameter(DataOutputStream out, String name, String value) throws IOException {
        message(out, 'S', text(name + "\0" + value));
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static void message(DataOutputStream out, char kind, byte[] body) throws IOException {
        out.writeByte(kind);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }
}
