package throughline.server.accounts;

import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import throughline.server.accounts.Accounts.Invitation;
import throughline.server.accounts.MailSettings.Security;

/// Sends one-time links by e-mail. Nobody waits for the mail server: what it refuses is in the log, and the link is on
/// the page of who made it as well.
public final class AccountMail {

    private static final Logger LOG = Logger.getLogger(AccountMail.class.getName());
    private static final String MILLIS = "10000";

    private final MailSettings settings;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    AccountMail(MailSettings settings) {
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

    /// Whether there is a mail server.
    public boolean works() {
        return settings.host() != null;
    }

    /// Sends the link of an invitation, or for a new password, where there is a mail server.
    ///
    /// @param origin address of the server without a slash at its end
    public void send(Invitation invitation, String origin) {
        if (!works()) {
            return;
        }
        Account account = invitation.account();
        var mail = new SimpleMailMessage();
        mail.setFrom(settings.from() == null ? "throughline@" + settings.host() : settings.from());
        mail.setTo(account.email());
        boolean invited = account.state() == Account.State.INVITED;
        mail.setSubject(invited ? "Your account with Throughline" : "A link for Throughline");
        mail.setText("""
                %s,

                %s Open this link and choose a password or a passkey:

                %s

                The link works once%s. If you did not expect this mail, leave it alone.
                """.formatted(
                        account.name(),
                        invited
                                ? "there is an account for you, as %s."
                                        .formatted(account.role().title())
                                : "an administrator has made a link for you.",
                        invitation.link().at(origin),
                        invited ? "" : ", within %s minutes".formatted(OneTimeLinks.SOON.toMinutes())));
        Thread.ofVirtual().name("mail").start(() -> {
            try {
                sender.send(mail);
            } catch (MailException e) {
                LOG.log(
                        Level.WARNING,
                        "A mail to the account %s could not be sent: %s".formatted(account.id(), e.getMessage()));
            }
        });
    }
}
