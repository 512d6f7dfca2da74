package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;
import throughline.server.web.BoardMail;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BoardMailTest {

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static GreenMail smtp;
    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            smtp = new GreenMail(new ServerSetup(socket.getLocalPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        }
        smtp.start();
        Railway.write(files);
        server = OpenServer.reading(
                files,
                data,
                Map.of(
                        "throughline.mail.host", "127.0.0.1",
                        "throughline.mail.port", smtp.getSmtp().getPort(),
                        "throughline.mail.security", "none",
                        "throughline.accounts.public-address", "http://service.northgate.example"));
    }

    @AfterAll
    static void close() {
        server.close();
        smtp.stop();
    }

    @Test
    void sends_a_month_once_to_who_asked_for_it_with_the_pack_of_what_they_may_see() throws Exception {
        SignedIn leader = server.signIn(Role.UNIT_LEADER, "w-01");
        SignedIn owner = server.signIn(Role.BOARD_OWNER, null);
        assertThat(post(leader, "/board/orders").statusCode()).isEqualTo(303);
        assertThat(post(owner, "/board/orders").statusCode()).isEqualTo(303);
        assertThat(page(owner)).contains("You are sent this page as a pack each month");

        send(LocalDate.of(2026, 6, 1));
        assertThat(smtp.getReceivedMessages())
                .as("May was on the page when they asked")
                .isEmpty();

        send(LocalDate.of(2026, 7, 3));
        assertThat(smtp.getReceivedMessages())
                .as("June is not whole, and a week is waited")
                .isEmpty();

        smtp.stop();
        send(LocalDate.of(2026, 7, 8)); // while the mail server is away
        smtp.start();
        send(LocalDate.of(2026, 7, 8));
        send(LocalDate.of(2026, 7, 9));
        MimeMessage[] mails = smtp.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails)
                .extracting(m -> m.getAllRecipients()[0].toString())
                .containsExactlyInAnyOrder(leader.who().email(), owner.who().email());
        for (MimeMessage mail : mails) {
            assertThat(mail.getSubject()).isEqualTo("Łódź & Northgate Rail: June 2026");
            var parts = (MimeMultipart) mail.getContent();
            String text = text(parts);
            assertThat(text)
                    .contains(
                            "The data end on 20 June 2026, so the month is not whole.",
                            "http://service.northgate.example/board?");
            boolean leaders =
                    mail.getAllRecipients()[0].toString().equals(leader.who().email());
            assertThat(text.contains("part=w-01")).isEqualTo(leaders);
            try (InputStream in = parts.getBodyPart(1).getInputStream();
                    var pack = Loader.loadPDF(in.readAllBytes())) {
                assertThat(new PDFTextStripper().getText(pack))
                        .contains(
                                leaders ? "Northgate Rail, Westgate station, June 2026" : "Northgate Rail, June 2026");
            }
        }

        post(owner, "/board/orders/end");
        server.bean(Accounts.class).disable("tests", leader.who().id());
        send(LocalDate.of(2026, 7, 31));
        assertThat(smtp.getReceivedMessages())
                .as("one no longer wants it, one may no longer see it")
                .hasSize(2);
    }

    private static String text(MimeMultipart parts) throws Exception {
        Object content = parts.getBodyPart(0).getContent();
        return content instanceof MimeMultipart inner ? text(inner) : content.toString();
    }

    private static void send(LocalDate day) {
        server.bean(BoardMail.class).send(day);
    }

    private static String page(SignedIn reader) throws Exception {
        return server.send(reader.on(HttpRequest.newBuilder(server.address("/board"))))
                .body();
    }

    private static HttpResponse<String> post(SignedIn reader, String path) throws Exception {
        return server.send(reader.on(HttpRequest.newBuilder(server.address(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("_csrf=" + reader.token())));
    }
}
