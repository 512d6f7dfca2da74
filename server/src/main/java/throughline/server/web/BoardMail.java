package throughline.server.web;

import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Right;
import throughline.server.board.BoardOrders;
import throughline.server.chart.Words;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.mail.Mail;
import throughline.server.mail.Mail.Attachment;
import throughline.server.report.BoardPack;

/// Sends the board page of a month to who asked for it, as each may see it: as soon as the data reach the month's end,
/// and with what there is a week after it.
@Component
public final class BoardMail implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BoardMail.class.getName());
    private static final int MINUTES = 10;

    /// Days that late data are waited for.
    private static final int PATIENCE = 7;

    private final BoardOrders orders;
    private final Accounts accounts;
    private final AccountSettings settings;
    private final CurrentWorkspace current;
    private final Mail mail;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("board-mail").daemon().factory());

    BoardMail(
            BoardOrders orders,
            Accounts accounts,
            AccountSettings settings,
            CurrentWorkspace current,
            Mail mail,
            Clock clock) {
        this.orders = orders;
        this.accounts = accounts;
        this.settings = settings;
        this.current = current;
        this.mail = mail;
        this.clock = clock;
    }

    @PostConstruct
    void begin() {
        if (mail.works()) {
            var _ = thread.scheduleWithFixedDelay(this::quietly, 1, MINUTES, TimeUnit.MINUTES);
        }
    }

    /// Whether there is a mail server.
    boolean works() {
        return mail.works();
    }

    private void quietly() {
        try {
            send(LocalDate.now(clock.withZone(ZoneId.systemDefault())));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The board page could not be sent; it is tried again", e);
        }
    }

    /// Sends what is to be sent on a day.
    public void send(LocalDate today) {
        YearMonth month = YearMonth.from(today).minusMonths(1);
        boolean there = current.show(
                showing -> showing instanceof Ready ready && !ready.demo() && isThere(ready, month, today));
        if (there) {
            orders.open(month).forEach(account -> orders.send(account, month, reader -> sent(reader, month)));
        }
    }

    private static boolean isThere(Ready ready, YearMonth month, LocalDate today) {
        boolean whole = ready.workspace()
                .workspace()
                .to()
                .filter(last -> !last.isBefore(month.atEndOfMonth()))
                .isPresent();
        return ready.workspace().months().contains(month) && (whole || today.getDayOfMonth() > PATIENCE);
    }

    /// What goes to a reader.
    private record Letter(String subject, String text, Attachment attachment) {}

    /// Nobody who looks at a page waits for the mail server, and what cannot be sent to one does not keep it from
    /// others.
    private boolean sent(UUID id, YearMonth month) {
        Optional<Account> reader = accounts.find(id)
                .filter(a -> a.state() != Account.State.DISABLED && Right.SEE_SAY_AND_DO.isOf(a.role()));
        if (reader.isEmpty()) {
            return false;
        }
        try {
            Optional<Letter> letter = current.show(showing -> showing instanceof Ready ready && !ready.demo()
                    ? Optional.of(letter(ready, reader.get(), month))
                    : Optional.empty());
            letter.ifPresent(l -> mail.send(reader.get().email(), l.subject(), l.text(), l.attachment()));
            return letter.isPresent();
        } catch (NotFoundException e) {
            LOG.log(Level.INFO, "No board page for the account %s: %s".formatted(id, e.getMessage()));
        } catch (MailException e) {
            LOG.log(
                    Level.WARNING,
                    "The board page of the account %s could not be sent and is tried again: %s"
                            .formatted(id, e.getClass().getSimpleName()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The board page of the account %s could not be made".formatted(id), e);
        }
        return false;
    }

    private Letter letter(Ready ready, Account reader, YearMonth month) {
        Seen seen = Reception.seen(ready, Visit.USUAL.at(month), reader.unit());
        return new Letter(
                "%s: %s".formatted(ready.workspace().organisation().name(), Words.month(month)),
                text(seen, month),
                new Attachment(
                        "throughline-%s.pdf".formatted(month),
                        "application/pdf",
                        new ByteArrayResource(BoardPack.of(seen.examination(), month))));
    }

    private String text(Seen seen, YearMonth month) {
        LocalDate last = seen.examination().dossier().period().to();
        String late = last.isBefore(month.atEndOfMonth())
                ? "\n\nThe data end on %s, so the month is not whole.".formatted(Words.date(last))
                : "";
        String address = settings.publicAddress() == null
                ? ""
                : "\n\n" + settings.publicAddress().resolve(seen.visit().board().orElseThrow());
        return "%s%s%s\n\nYou asked for this page each month; you can end that at the foot of the board page.\n"
                .formatted(seen.examination().diagnosis().headline(), late, address);
    }

    @Override
    public void close() {
        thread.close();
    }
}
