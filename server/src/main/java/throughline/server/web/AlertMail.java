package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.annotation.PostConstruct;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import throughline.diagnosis.Wording;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Right;
import throughline.server.alerts.Alert;
import throughline.server.alerts.AlertLinks;
import throughline.server.alerts.Alerts;
import throughline.server.alerts.Alerts.Told;
import throughline.server.alerts.Digests;
import throughline.server.alerts.Reader;
import throughline.server.chart.Words;
import throughline.server.mail.Mail.Letter;
import throughline.server.page.AlertLetter;
import throughline.server.page.Templates;

/// Sends the alerts that are new to who asked for them, each once, and nothing where there are none.
@Component
public final class AlertMail {

    private final Digests digests;
    private final Alerts alerts;
    private final AlertLinks links;
    private final AccountSettings settings;
    private final Letters letters;
    private final Templates templates = new Templates();

    AlertMail(Digests digests, Alerts alerts, AlertLinks links, AccountSettings settings, Letters letters) {
        this.digests = digests;
        this.alerts = alerts;
        this.links = links;
        this.settings = settings;
        this.letters = letters;
    }

    @PostConstruct
    void begin() {
        letters.regularly("The alerts", this::send);
    }

    /// Whether there is a mail server.
    boolean works() {
        return letters.works();
    }

    /// Sends what is to be sent on a day.
    public void send(LocalDate today) {
        digests.due(today).forEach(account -> digests.send(account, today, this::sent));
    }

    private boolean sent(UUID id, Instant after, Instant upTo) {
        var nothing = new AtomicBoolean();
        boolean sent = letters.sent(id, Right.SEE_ALERTS, "The alerts", reader -> {
            List<Alert> fresh = alerts.told(Reader.of(reader)).stream()
                    .filter(Told::fresh)
                    .map(Told::alert)
                    .filter(a -> a.raisedAt().isAfter(after) && !a.raisedAt().isAfter(upTo))
                    .toList();
            nothing.set(fresh.isEmpty());
            return fresh.isEmpty() ? Optional.empty() : Optional.of(letter(reader, fresh));
        });
        return sent || nothing.get();
    }

    private Letter letter(Account reader, List<Alert> fresh) {
        String subject = fresh.size() == 1
                ? say("1 new alert: %s", fresh.getFirst().finding().kind().title())
                : Wording.count(fresh.size(), "new alert", "new alerts");
        var page = new AlertLetter(
                reader.name(),
                subject,
                fresh.stream().map(this::item).toList(),
                settings.origin().map(o -> o + "/alerts"));
        String text = """
                %s.

                %s
                %s
                """.formatted(
                subject,
                page.items().stream().map(AlertMail::plain).collect(Collectors.joining()),
                page.alerts()
                        .map(a -> say("You asked for alerts by e-mail. You can end that on the page Alerts: %s", a))
                        .orElseGet(() -> say("You asked for alerts by e-mail. You can end that on the page Alerts.")));
        return new Letter(
                subject,
                text,
                Optional.of(new String(templates.render("alertLetter", page).toByteArray(), StandardCharsets.UTF_8)),
                List.of());
    }

    private AlertLetter.Item item(Alert alert) {
        return new AlertLetter.Item(
                alert.finding().kind().title(),
                alert.finding().what(),
                say("Since %s.", Words.date(alert.finding().since())),
                alert.finding().chance(),
                alert.finding().next(),
                settings.origin().map(o -> links.evidence(alert).toString()));
    }

    private static String plain(AlertLetter.Item item) {
        return """
                %s. %s
                %s %s
                %s
                %s
                """.formatted(
                        item.kind(),
                        item.what(),
                        item.since(),
                        say("False alarms: %s", item.chance()),
                        say("Next: %s", item.next()),
                        item.href().map(h -> h + "\n").orElse(""));
    }
}
