package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.annotation.PostConstruct;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Right;
import throughline.server.board.BoardOrders;
import throughline.server.chart.Words;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.mail.Mail.Attachment;
import throughline.server.mail.Mail.Letter;
import throughline.server.report.BoardPack;

/// Sends the board page of a month to who asked for it, as each may see it: as soon as the data reach the month's end,
/// and with what there is a week after it.
@Component
public final class BoardMail {

    /// Days that late data are waited for.
    private static final int PATIENCE = 7;

    private final BoardOrders orders;
    private final AccountSettings settings;
    private final CurrentWorkspace current;
    private final Letters letters;

    BoardMail(BoardOrders orders, AccountSettings settings, CurrentWorkspace current, Letters letters) {
        this.orders = orders;
        this.settings = settings;
        this.current = current;
        this.letters = letters;
    }

    @PostConstruct
    void begin() {
        letters.regularly("The board page", this::send);
    }

    /// Whether there is a mail server.
    boolean works() {
        return letters.works();
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

    /// Nobody who looks at a page waits for the mail server.
    private boolean sent(UUID id, YearMonth month) {
        return letters.sent(
                id,
                Right.SEE_SAY_AND_DO,
                "The board page",
                reader -> current.show(showing -> showing instanceof Ready ready && !ready.demo()
                        ? Optional.of(letter(ready, reader, month))
                        : Optional.empty()));
    }

    private Letter letter(Ready ready, Account reader, YearMonth month) {
        Seen seen = Reception.seen(ready, Visit.USUAL.at(month), reader.unit(), ready.workspace()::examine);
        return new Letter(
                "%s: %s".formatted(ready.workspace().organisation().name(), Words.month(month)),
                text(seen, month),
                Optional.empty(),
                List.of(new Attachment(
                        "throughline-%s.pdf".formatted(month),
                        "application/pdf",
                        new ByteArrayResource(BoardPack.of(seen.examination(), month)))));
    }

    private String text(Seen seen, YearMonth month) {
        LocalDate last = seen.examination().dossier().period().to();
        String late = last.isBefore(month.atEndOfMonth())
                ? "\n\n" + say("The data end on %s, so the month is not whole.", Words.date(last))
                : "";
        String address = settings.publicAddress() == null
                ? ""
                : "\n\n" + settings.publicAddress().resolve(seen.visit().board().orElseThrow());
        return "%s%s%s\n\n%s\n"
                .formatted(
                        seen.examination().diagnosis().headline(),
                        late,
                        address,
                        say("You asked for this page each month; you can end that at the foot of the board page."));
    }
}
