package throughline.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import throughline.server.mail.MailSettings.Security;

/// Sends mails through the organisation's mail server.
public final class Mail {

    private static final String MILLIS = "10000";

    private final MailSettings settings;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    Mail(MailSettings settings) {
        this.settings = settings;
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setUsername(settings.username());
        sender.setPassword(settings.password());
        sender.setDefaultEncoding("UTF-8");
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(settings.security() == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(settings.security() == Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.security() == Security.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", MILLIS);
        properties.setProperty("mail.smtp.timeout", MILLIS);
        properties.setProperty("mail.smtp.writetimeout", MILLIS);
    }

    /// A file that goes with a mail.
    ///
    /// @param type media type, such as `application/pdf`
    public record Attachment(String name, String type, Resource content) {}

    /// Whether there is a mail server.
    public boolean works() {
        return settings.host() != null;
    }

    /// A mail.
    ///
    /// @param text for every reader
    /// @param html the same for readers that show it; empty where the text does
    public record Letter(String subject, String text, Optional<String> html, List<Attachment> attachments) {

        /// A mail of plain text.
        public Letter(String subject, String text) {
            this(subject, text, Optional.empty(), List.of());
        }

        /// Copies the list.
        public Letter {
            attachments = List.copyOf(attachments);
        }
    }

    /// Sends a mail and waits until the mail server has taken it.
    ///
    /// @throws MailException if it does not
    public void send(String to, Letter letter) {
        MimeMessage message = sender.createMimeMessage();
        try {
            var mail = new MimeMessageHelper(
                    message, letter.html().isPresent() || !letter.attachments().isEmpty());
            mail.setFrom(settings.from() == null ? "throughline@" + settings.host() : settings.from());
            mail.setTo(to);
            // A line that a name brings along would begin a header of its own.
            mail.setSubject(letter.subject().replaceAll("\\s+", " ").strip());
            if (letter.html().isPresent()) {
                mail.setText(letter.text(), letter.html().get());
            } else {
                mail.setText(letter.text());
            }
            for (Attachment attachment : letter.attachments()) {
                mail.addAttachment(attachment.name(), attachment.content(), attachment.type());
            }
        } catch (MessagingException e) {
            throw new MailPreparationException(e);
        }
        sender.send(message);
    }
}
