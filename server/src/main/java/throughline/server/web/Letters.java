package throughline.server.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import throughline.server.accounts.Account;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Right;
import throughline.server.language.LanguageSettings;
import throughline.server.mail.Mail;
import throughline.server.mail.Mail.Letter;

/// Sends by e-mail what people have asked for: looks every ten minutes what is to be sent.
@Component
final class Letters implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Letters.class.getName());
    private static final int MINUTES = 10;

    private final Accounts accounts;
    private final Mail mail;
    private final Clock clock;
    private final LanguageSettings language;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("letters").daemon().factory());

    Letters(Accounts accounts, Mail mail, Clock clock, LanguageSettings language) {
        this.accounts = accounts;
        this.mail = mail;
        this.clock = clock;
        this.language = language;
    }

    /// Whether there is a mail server.
    boolean works() {
        return mail.works();
    }

    /// Today, where the server stands.
    LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneId.systemDefault()));
    }

    /// Does something again and again as long as the server runs, where there is a mail server.
    ///
    /// @param what it sends, as the beginning of a sentence
    /// @param sending is given the day
    void regularly(String what, Consumer<LocalDate> sending) {
        if (works()) {
            var _ = thread.scheduleWithFixedDelay(
                    () -> {
                        try {
                            sending.accept(today());
                        } catch (RuntimeException e) {
                            LOG.log(Level.WARNING, what + " could not be sent; it is tried again", e);
                        }
                    },
                    1,
                    MINUTES,
                    TimeUnit.MINUTES);
        }
    }

    /// Sends to an account that can still be used and has the right. What cannot be sent to one does not keep it from
    /// others. The letter is made in the language of the account.
    ///
    /// @param what is sent, as the beginning of a sentence
    /// @param letter makes it; empty where there is none
    /// @return whether a letter was sent
    boolean sent(UUID id, Right right, String what, Function<Account, Optional<Letter>> letter) {
        Optional<Account> reader =
                accounts.find(id).filter(a -> a.state() != Account.State.DISABLED && right.isOf(a.role()));
        if (reader.isEmpty()) {
            return false;
        }
        try {
            Optional<Letter> made =
                    reader.get().language().orElseGet(language::usual).speak(() -> letter.apply(reader.get()));
            made.ifPresent(l -> mail.send(reader.get().email(), l));
            return made.isPresent();
        } catch (NotFoundException e) {
            LOG.log(Level.INFO, "%s of the account %s: %s".formatted(what, id, e.getMessage()));
        } catch (MailException e) {
            LOG.log(
                    Level.WARNING,
                    "%s of the account %s could not be sent and is tried again: %s"
                            .formatted(what, id, e.getClass().getSimpleName()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "%s of the account %s could not be made".formatted(what, id), e);
        }
        return false;
    }

    @Override
    public void close() {
        thread.close();
    }
}
