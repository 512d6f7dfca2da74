package throughline.server.web;

import static throughline.text.Text.say;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.alerts.AlertLinks;
import throughline.server.page.FormField;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.page.WebhooksPage;
import throughline.server.page.WebhooksPage.Delivery;
import throughline.server.page.WebhooksPage.Row;
import throughline.server.webhook.Webhook;
import throughline.server.webhook.WebhookRefusal;
import throughline.server.webhook.Webhooks;

/// Where events are sent, for who keeps the server.
@Controller
class WebhooksController {

    private static final String PATH = "/webhooks";
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Webhooks webhooks;
    private final AlertLinks links;
    private final Visitors visitors;
    private final ShellMaker shells;
    private final Clock clock;

    WebhooksController(Webhooks webhooks, AlertLinks links, Visitors visitors, ShellMaker shells, Clock clock) {
        this.webhooks = webhooks;
        this.links = links;
        this.visitors = visitors;
        this.shells = shells;
        this.clock = clock;
    }

    @Needs(Right.KEEP_WEBHOOKS)
    @GetMapping(PATH)
    PageView show(
            @RequestParam(defaultValue = "") String done, @RequestParam(required = false) @Nullable String theme) {
        return page(
                HttpStatus.OK,
                Visit.of(null, null, null, theme),
                "",
                switch (done) {
                    case "test" -> say("A test event is on its way. Look again in some seconds.");
                    case "removed" -> say("The webhook is removed.");
                    case "enabled" -> say("Events are sent to it again.");
                    default -> "";
                },
                address());
    }

    @Needs(Right.KEEP_WEBHOOKS)
    @PostMapping(PATH)
    PageView add(@RequestParam(defaultValue = "") String address) {
        try {
            return page(HttpStatus.OK, Visit.USUAL, webhooks.add(by(), address), "", address());
        } catch (WebhookRefusal e) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    Visit.USUAL,
                    "",
                    "",
                    address().typed(address).refused("address", e.sentence()));
        }
    }

    @Needs(Right.KEEP_WEBHOOKS)
    @PostMapping(PATH + "/{id}/test")
    View test(@PathVariable UUID id) {
        webhooks.test(known(id), links.source());
        return SeeOther.at(PATH + "?done=test");
    }

    @Needs(Right.KEEP_WEBHOOKS)
    @PostMapping(PATH + "/{id}/remove")
    View remove(@PathVariable UUID id) {
        webhooks.remove(by(), known(id));
        return SeeOther.at(PATH + "?done=removed");
    }

    @Needs(Right.KEEP_WEBHOOKS)
    @PostMapping(PATH + "/{id}/enable")
    View enable(@PathVariable UUID id) {
        webhooks.enable(by(), known(id));
        return SeeOther.at(PATH + "?done=enabled");
    }

    private Webhook known(UUID id) {
        return webhooks.find(id).orElseThrow(() -> new NotFoundException(say("There is no such webhook.")));
    }

    private String by() {
        return visitors.signedIn().who().email();
    }

    private static FormField address() {
        return FormField.of("address", say("Address"), "text", "off")
                .hinted(say("Such as https://hooks.example.org/throughline. What is sent there is signed."));
    }

    private PageView page(HttpStatus status, Visit visit, String made, String done, FormField address) {
        var all = webhooks.list();
        return new PageView(
                "webhooks",
                new WebhooksPage(
                        shells.bare(Place.WEBHOOKS, visit, new Crumb(say("Webhooks"), Optional.empty())),
                        all.isEmpty()
                                ? say("Alerts are sent nowhere")
                                : say("Alerts are sent to %s", Wording.count(all.size(), "address", "addresses")),
                        made,
                        done,
                        address,
                        all.stream().map(this::row).toList()),
                status);
    }

    private Row row(Webhook webhook) {
        Instant now = clock.instant();
        return new Row(
                webhook.id().toString(),
                webhook.shown(),
                say("Added %s by %s", Moments.ago(webhook.madeAt(), now), webhook.madeBy()),
                webhook.disabledAt()
                        .map(at -> say("Given up %s", Moments.ago(at, now)))
                        .or(() -> webhook.failingSince().map(at -> say("Fails; first %s", Moments.ago(at, now))))
                        .orElse(say("Works")),
                webhook.disabledAt().isPresent(),
                webhooks.deliveries(webhook.id()).stream()
                        .map(d -> new Delivery(
                                time(d.madeAt()), d.type(), String.valueOf(d.attempts()), d.taken(), outcome(d)))
                        .toList());
    }

    private static String outcome(Webhook.Delivery delivery) {
        String next =
                delivery.due().map(at -> say("Tried next at %s.", time(at))).orElse("");
        return delivery.outcome().isEmpty()
                ? next.isEmpty() ? say("Given up.") : say("On its way.")
                : (said(delivery.outcome()) + " " + next).strip();
    }

    /// What came of it, which is kept in English, in the language that is spoken: its numbers fill the marks of the
    /// text.
    private static String said(String outcome) {
        Matcher numbers = NUMBER.matcher(outcome.replace("%", "%%"));
        Object[] parts = numbers.results().map(MatchResult::group).toArray();
        return say(numbers.replaceAll("%s"), parts);
    }

    /// As `2026-03-02 09:14:05`, UTC.
    private static String time(Instant at) {
        return at.toString().substring(0, 19).replace('T', ' ');
    }
}
