package throughline.server.accounts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import throughline.server.mail.Mail;
import throughline.text.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountMailTest {

    /// A mail server that knows nobody, and says so in two lines with what it was given.
    private static void refuse(ServerSocket server) {
        try (Socket one = server.accept();
                var in = new BufferedReader(new InputStreamReader(one.getInputStream(), US_ASCII))) {
            say(one, "220 here");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(
                        one,
                        line.startsWith("RCPT")
                                ? "550-Nobody <priya@example.org> is known here\r\n550 08:15:00 WARN Forged: of priya@example.org"
                                : "250 well");
            }
        } catch (IOException e) {
            // whoever sent has gone
        }
    }

    private static void say(Socket to, String line) throws IOException {
        to.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
        to.getOutputStream().flush();
    }

    /// Keeps what is logged.
    private static final class Kept extends Handler {

        private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(10);

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getMessage());
        }

        @Override
        public void flush() {
            // nothing waits
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void names_nobody_in_the_log_whatever_the_mail_server_says__T15() throws Exception {
        var account = new Account(
                UUID.randomUUID(),
                "priya@example.org",
                "Priya Raman",
                Role.AUDITOR,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Account.State.INVITED,
                Set.of(),
                "2026-03-02 09:14");
        Logger log = Logger.getLogger(AccountMail.class.getName());
        var kept = new Kept();
        log.addHandler(kept);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var context = new AnnotationConfigApplicationContext()) {
            Thread.ofVirtual().start(() -> refuse(server));
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "mail",
                            Map.of(
                                    "throughline.mail.host", "127.0.0.1",
                                    "throughline.mail.port", server.getLocalPort(),
                                    "throughline.mail.security", "none",
                                    "throughline.mail.from", "service@northmoor.example")));
            context.scan(Mail.class.getPackageName());
            context.refresh();

            new AccountMail(context.getBean(Mail.class), Language.ENGLISH)
                    .send(new Accounts.Invitation(account, Secret.random()), "http://service.northmoor.example");

            String line = kept.lines.poll(20, TimeUnit.SECONDS);
            assertThat(line)
                    .startsWith("A mail to the account %s could not be sent: ".formatted(account.id()))
                    .contains("is known here")
                    .doesNotContain("priya")
                    .doesNotContainPattern("\\R");
            assertThat(List.copyOf(kept.lines)).isEmpty();
        } finally {
            log.removeHandler(kept);
        }
    }
}
