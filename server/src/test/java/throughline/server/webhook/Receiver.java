package throughline.server.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A receiver of webhooks on this computer, as well or badly behaved as a test wants it.
public final class Receiver implements AutoCloseable {

    private final String scheme;
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new ArrayList<>();

    /// Opens it on a free port.
    public Receiver(Behaviour behaviour) throws IOException {
        this("http", new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    }

    /// One that has a certificate of its own making, which nobody has reason to trust.
    static Receiver selfSigned(Behaviour behaviour, KeyStore certificate, char[] password) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return new Receiver(
                "https",
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                behaviour);
    }

    private Receiver(String scheme, ServerSocket server, Behaviour behaviour) {
        this.scheme = scheme;
        this.server = server;
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket, behaviour));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /// What it does with who has sent a request.
    public interface Behaviour {
        /// Answers.
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    /// Says one thing and no more.
    public static Behaviour answering(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Behaviour endlessly(String head, String more) {
        return out -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000_000; i++) {
                out.write(more.getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    static Behaviour dripping(String text) {
        return out -> {
            for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
                out.write(each);
                out.flush();
                Thread.sleep(100);
            }
        };
    }

    private void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            String request = read(socket.getInputStream());
            synchronized (requests) {
                requests.add(request);
            }
            behaviour.answer(socket.getOutputStream());
        } catch (IOException | InterruptedException broken) {
            // whoever asked no longer listens
        }
    }

    private static String read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int left = Integer.MAX_VALUE;
        while (left > 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            left--;
            String text = bytes.toString(StandardCharsets.UTF_8);
            if (left > 1_000_000 && text.endsWith("\r\n\r\n")) {
                left = text.lines()
                        .filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                        .mapToInt(l -> Integer.parseInt(l.substring(15).strip()))
                        .findFirst()
                        .orElse(0);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Where it listens.
    public URI address() {
        return URI.create("%s://127.0.0.1:%s/hook".formatted(scheme, server.getLocalPort()));
    }

    /// How many have connected to it.
    public int connections() {
        return connections.get();
    }

    /// What was sent to it, as it came.
    public List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
