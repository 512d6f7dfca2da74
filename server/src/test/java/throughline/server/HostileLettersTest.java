package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Role;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alert.Kind;
import throughline.server.alerts.Alerts;
import throughline.server.web.AlertMail;
import throughline.server.web.BoardMail;

/// What is sent by e-mail of an organisation whose names and words try to leave the place they are written to.
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileLettersTest {

    private static final String NAME =
            "Northgate\r\nBcc: eve@elsewhere.invalid\r\n\r\n<img src=x onerror=window.hit=1>";

    @TempDir
    private static Path data;

    private static GreenMail smtp;
    private static OpenServer server;
    private static SignedIn reader;

    @BeforeAll
    static void open() throws Exception {
        smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
        smtp.start();
        server = OpenServer.with(
                Map.of(
                        "throughline.mail.host", "127.0.0.1",
                        "throughline.mail.port", smtp.getSmtp().getPort(),
                        "throughline.mail.security", "none",
                        "throughline.accounts.public-address", "http://service.northgate.example"),
                SmallWorld.named(NAME),
                data);
        server.awaitPages();
        reader = server.signIn(Role.BOARD_OWNER, null);
    }

    @AfterAll
    static void close() {
        server.close();
        smtp.stop();
    }

    @Test
    void the_board_page_goes_to_its_reader_alone_and_names_stay_text() throws Exception {
        server.post(reader, "/board/orders", Map.of());

        server.bean(BoardMail.class).send(LocalDate.of(2026, 12, 8));

        MimeMessage mail = last();
        assertThat(mail.getSubject())
                .startsWith("Northgate Bcc: eve@elsewhere.invalid <img src=x onerror=window.hit=1>: ");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        List<BodyPart> parts = parts((MimeMultipart) mail.getContent());
        assertThat(parts.getFirst().isMimeType("text/plain")).isTrue();
        try (var pack = Loader.loadPDF(parts.getLast().getInputStream().readAllBytes())) {
            assertThat(pack.getDocumentCatalog().getOpenAction()).isNull();
            assertThat(pack.getDocumentCatalog().getNames())
                    .satisfiesAnyOf(
                            names -> assertThat(names).isNull(),
                            names -> assertThat(names.getJavaScript()).isNull());
        }
    }

    @Test
    void alerts_say_each_word_as_it_was_written() throws Exception {
        LocalDate monday = LocalDate.now(ZoneId.systemDefault()).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        server.post(reader, "/alerts/digest", Map.of("rhythm", "weekly"));
        server.bean(AlertMail.class).send(monday);
        List<String> payloads = Hostile.payloads();
        var found = new ArrayList<Finding>();
        for (int i = 0; i < payloads.size(); i++) {
            found.add(new Finding(
                    Kind.RELAPSE, "s" + i, monday, payloads.get(i), payloads.get(i), "Next " + payloads.get(i)));
        }
        server.bean(Alerts.class).settle("", SmallWorld.named(NAME).diagnosis(), found);

        server.bean(AlertMail.class).send(monday.plusDays(7));

        List<BodyPart> parts = parts((MimeMultipart) last().getContent());
        assertThat(parts).hasSize(2);
        String plain = parts.getFirst().getContent().toString().replaceAll("\\s+", " ");
        Document html = Jsoup.parse(parts.getLast().getContent().toString());
        assertThat(html.select("*").stream().map(e -> e.normalName()).distinct())
                .isSubsetOf("#root", "html", "head", "meta", "title", "body", "h1", "h2", "p", "b", "a", "hr");
        assertThat(html.select("[onerror], [onload], [style], a:not([href^=http://service.northgate.example/])"))
                .isEmpty();
        List<String> said = html.select("p").eachText();
        for (String payload : payloads) {
            String words = Jsoup.parse("<p></p>").selectFirst("p").text(payload).text();
            assertThat(said).as(payload).contains(words);
            assertThat(plain).contains(payload.replaceAll("\\s+", " ").strip());
        }
    }

    private static MimeMessage last() throws Exception {
        MimeMessage[] mails = smtp.getReceivedMessages();
        assertThat(mails).isNotEmpty();
        assertThat(mails)
                .allSatisfy(mail -> assertThat(mail.getRecipients(RecipientType.TO)[0].toString())
                        .isEqualTo(reader.who().email()));
        return mails[mails.length - 1];
    }

    private static List<BodyPart> parts(MimeMultipart all) throws Exception {
        var parts = new ArrayList<BodyPart>();
        for (int i = 0; i < all.getCount(); i++) {
            if (all.getBodyPart(i).getContent() instanceof MimeMultipart inner) {
                parts.addAll(parts(inner));
            } else {
                parts.add(all.getBodyPart(i));
            }
        }
        return parts;
    }
}
