package throughline.server.web;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.alerts.Alert;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alert.Kind;
import throughline.server.alerts.Alerts;
import throughline.server.alerts.Alerts.Told;
import throughline.server.alerts.Digests;
import throughline.server.alerts.Digests.Rhythm;
import throughline.server.alerts.Findings;
import throughline.server.alerts.Reader;
import throughline.server.chart.Words;
import throughline.server.page.AlertsPage;
import throughline.server.page.AlertsPage.Digest;
import throughline.server.page.AlertsPage.Row;
import throughline.server.page.Choice;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;

/// What is new and should be known, and what each reader has seen of it.
@Controller
class AlertsController {

    private static final String PATH = "/alerts";

    private final Alerts alerts;
    private final Digests digests;
    private final AlertMail mail;
    private final Letters letters;
    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;

    AlertsController(
            Alerts alerts,
            Digests digests,
            AlertMail mail,
            Letters letters,
            Reception reception,
            ShellMaker shells,
            Visitors visitors) {
        this.alerts = alerts;
        this.digests = digests;
        this.mail = mail;
        this.letters = letters;
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping(PATH)
    PageView show(
            @RequestParam(defaultValue = "") String done, @RequestParam(required = false) @Nullable String theme) {
        return reception.show(Visit.of(null, null, null, theme), seen -> {
            Visitor visitor = visitors.current();
            List<Row> rows = visitor instanceof SignedIn who && !seen.ready().demo()
                    ? alerts.told(Reader.of(who)).stream()
                            .map(AlertsController::row)
                            .toList()
                    : ofDemo(seen, visitor);
            return new PageView("alerts", page(seen, visitor, rows, done));
        });
    }

    /// Of the demo nothing is kept: what is found is shown.
    private List<Row> ofDemo(Seen seen, Visitor visitor) {
        boolean whole = seen.visit().scope().part().isEmpty();
        return Stream.concat(
                        Findings.of(seen.examination()).stream(),
                        whole
                                ? Findings.late(
                                        seen.ready().workspace().workspace().dossier(), letters.today())
                                        .stream()
                                : Stream.<Finding>empty())
                .filter(f -> visitor.may(f.kind().right()))
                .map(f -> row("", f, "", AlertAddresses.path(seen.visit(), f), false, true))
                .toList();
    }

    private AlertsPage page(Seen seen, Visitor visitor, List<Row> rows, String done) {
        List<Row> fresh = rows.stream().filter(Row::news).toList();
        boolean marks = visitor instanceof SignedIn && !seen.ready().demo();
        return new AlertsPage(
                shells.around(seen, Place.ALERTS, "", new Crumb(say("Alerts"), Optional.empty())),
                fresh.isEmpty() ? say("Nothing new") : Wording.count(fresh.size(), "new alert", "new alerts"),
                say("Each is raised once, by the diagnosis itself, and says how often it is wrong."),
                switch (done) {
                    case "digest" -> say("It is noted how alerts come to you.");
                    case "muted" -> say("You hear nothing more of it.");
                    default -> "";
                },
                fresh,
                rows.stream().filter(r -> !r.news() && !r.over()).toList(),
                rows.stream().filter(Row::over).toList(),
                marks,
                digest(marks ? Optional.of(visitors.signedIn()) : Optional.empty()));
    }

    private Digest digest(Optional<SignedIn> who) {
        Optional<Rhythm> now = who.flatMap(w -> digests.of(w.who().id()));
        var rhythm = new Choice(
                "rhythm",
                say("Alerts by e-mail"),
                "",
                "",
                List.of(
                        new Option("none", say("Not at all"), now.isEmpty()),
                        new Option(
                                "weekly",
                                say("Each Monday"),
                                now.filter(r -> r == Rhythm.WEEKLY).isPresent()),
                        new Option(
                                "daily",
                                say("Each day"),
                                now.filter(r -> r == Rhythm.DAILY).isPresent())));
        return new Digest(
                who.isPresent() && (mail.works() || now.isPresent()),
                rhythm,
                mail.works()
                        ? say("Only when something is new, and each alert once.")
                        : say(
                                "Where the server has a mail server (throughline.mail.host), alerts come by e-mail to who wants them."));
    }

    private static Row row(Told told) {
        Alert alert = told.alert();
        return row(
                alert.id().toString(),
                alert.finding(),
                alert.endedAt()
                        .map(at -> Words.date(LocalDate.ofInstant(at, ZoneOffset.UTC)))
                        .orElse(""),
                AlertAddresses.path(alert),
                told.muted(),
                told.fresh());
    }

    private static Row row(String id, Finding finding, String ended, String href, boolean muted, boolean news) {
        String since = Words.date(finding.since());
        return new Row(
                id,
                finding.kind().title(),
                finding.what(),
                ended.isEmpty() ? say("Since %s", since) : say("From %s to %s", since, ended),
                finding.chance(),
                finding.next(),
                href,
                evidence(finding.kind()),
                muted,
                news,
                !ended.isEmpty());
    }

    private static String evidence(Kind kind) {
        return switch (kind) {
            case RELAPSE -> say("The step, week by week");
            case WORD_AND_DEED -> say("What was said and done");
            case VERDICT -> say("The evidence");
            case DATA_LATE -> say("What was read");
            case WEBHOOK -> say("Its last deliveries");
        };
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping(PATH + "/seen")
    View see(@RequestParam(required = false) @Nullable UUID id) {
        alerts.see(reader(), Optional.ofNullable(id));
        return SeeOther.at(PATH);
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping(PATH + "/mute")
    View mute(@RequestParam(required = false) @Nullable UUID id) {
        Optional.ofNullable(id).ifPresent(alert -> alerts.mute(reader(), alert));
        return SeeOther.at(PATH + "?done=muted");
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping(PATH + "/unmute")
    View unmute(@RequestParam(required = false) @Nullable UUID id) {
        Optional.ofNullable(id).ifPresent(alert -> alerts.unmute(reader(), alert));
        return SeeOther.at(PATH);
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping(PATH + "/digest")
    View digest(@RequestParam(defaultValue = "") String rhythm) {
        SignedIn who = visitors.signedIn();
        Rhythm.find(rhythm).ifPresentOrElse(r -> digests.order(who, r, letters.today()), () -> digests.cancel(who));
        return SeeOther.at(PATH + "?done=digest");
    }

    private Reader reader() {
        return Reader.of(visitors.signedIn());
    }
}
