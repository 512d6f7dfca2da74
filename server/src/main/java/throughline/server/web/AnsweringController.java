package throughline.server.web;

import static throughline.text.Text.say;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Thing;
import throughline.server.accounts.Account;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome;
import throughline.server.page.OwnAccountPage.Answering;

/// What somebody answers for, and their saying yes to it: the one thing in the record that nobody can say for them.
@Controller
class AnsweringController {

    private final OrganisationRecord record;
    private final Visitors visitors;
    private final Clock clock;

    AnsweringController(OrganisationRecord record, Visitors visitors, Clock clock) {
        this.record = record;
        this.visitors = visitors;
        this.clock = clock;
    }

    /// The touchpoints for which the person of an account answers alone, those not accepted yet first.
    List<Answering> of(Account account) {
        Now now = record.now();
        return now.organisation().touchpoints().stream()
                .filter(t -> answersAlone(account, t))
                .sorted((a, b) -> Boolean.compare(a.acceptedOn() != null, b.acceptedOn() != null))
                .map(t -> new Answering(
                        t.id(),
                        t.title(),
                        t.definition() == null ? "" : t.definition(),
                        Optional.ofNullable(t.acceptedOn()).map(LocalDate::toString),
                        Long.toString(now.number())))
                .toList();
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping("/account/accept")
    View accept(@RequestParam(defaultValue = "") String touchpoint, @RequestParam(defaultValue = "0") long from) {
        Account account = visitors.signedIn().who();
        Now now = record.now();
        Touchpoint answered = now.organisation().touchpoints().stream()
                .filter(t -> t.id().equals(touchpoint) && answersAlone(account, t))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(say("You are not the one person who answers for this.")));
        if (!now.unread().isEmpty()) {
            return SeeOther.at("/account?done=unread");
        }
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), now.organisation().timezone());
        Outcome outcome = record.change(
                Editor.ofOneself(account),
                from,
                new Change.Replace(new Thing.Id(answered.sort(), answered.key()), answered.accepted(today)));
        return SeeOther.at(
                switch (outcome) {
                    case Outcome.Made made -> "/account?done=accepted";
                    case Outcome.Unchanged unchanged -> "/account?done=accepted";
                    case Outcome.Refused refused -> "/account?done=not-accepted";
                    case Outcome.Differs differs -> "/account?done=not-accepted";
                });
    }

    private static boolean answersAlone(Account account, Touchpoint touchpoint) {
        return account.person()
                .filter(person -> touchpoint.accountable().equals(List.of(person)))
                .isPresent();
    }
}
