package throughline.server.accounts;

import static throughline.text.Text.say;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.mail.MailException;
import throughline.server.accounts.Accounts.Invitation;
import throughline.server.mail.Mail;
import throughline.server.mail.Mail.Letter;
import throughline.text.Language;

/// Sends one-time links by e-mail. Nobody waits for the mail server: what it refuses is in the log, and the link is on
/// the page of who made it as well.
public final class AccountMail {

    private static final Logger LOG = Logger.getLogger(AccountMail.class.getName());

    /// Characters of what a mail server says that are kept.
    private static final int LONGEST = 500;

    private final Mail mail;
    private final Language usual;

    /// @param usual what is spoken to whoever has not chosen a language
    AccountMail(Mail mail, Language usual) {
        this.mail = mail;
        this.usual = usual;
    }

    /// Whether there is a mail server.
    public boolean works() {
        return mail.works();
    }

    /// Sends the link of an invitation, or for a new password, where there is a mail server.
    ///
    /// @param origin address of the server without a slash at its end
    public void send(Invitation invitation, String origin) {
        if (!works()) {
            return;
        }
        Account account = invitation.account();
        Letter letter = account.language().orElse(usual).speak(() -> letter(invitation, origin));
        Thread.ofVirtual().name("mail").start(() -> {
            try {
                mail.send(account.email(), letter);
            } catch (MailException e) {
                LOG.log(
                        Level.WARNING,
                        "A mail to the account %s could not be sent: %s".formatted(account.id(), withoutWhom(e)));
            }
        });
    }

    private static Letter letter(Invitation invitation, String origin) {
        Account account = invitation.account();
        boolean invited = account.state() == Account.State.INVITED;
        String text = """
                %s,

                %s

                %s

                %s
                """.formatted(
                        account.name(),
                        invited
                                ? say(
                                        "there is an account for you, as %s. Open this link and choose a password or a passkey:",
                                        account.role().title())
                                : say(
                                        "an administrator has made a link for you. Open this link and choose a password or a passkey:"),
                        invitation.link().at(origin),
                        invited
                                ? say("The link works once. If you did not expect this mail, leave it alone.")
                                : say(
                                        "The link works once, within %s minutes. If you did not expect this mail, leave it alone.",
                                        OneTimeLinks.SOON.toMinutes()));
        return new Letter(invited ? say("Your account with Throughline") : say("A link for Throughline"), text);
    }

    /// What went wrong, in one line of the log: a mail server's words may hold anything, and mostly hold the address.
    private static String withoutWhom(MailException why) {
        String words = String.valueOf(why.getMessage());
        return words.substring(0, Math.min(words.length(), LONGEST))
                .replaceAll("\\S*@\\S*", "(an address)")
                .replaceAll("[\\p{IsControl}\\u2028\\u2029]+", " ");
    }
}
