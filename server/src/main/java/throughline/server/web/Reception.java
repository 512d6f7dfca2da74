package throughline.server.web;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import throughline.server.accounts.Account;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor;
import throughline.server.chart.Words;
import throughline.server.diagnose.BeingReadException;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Showing;
import throughline.server.diagnose.CurrentWorkspace.Showing.Nothing;
import throughline.server.diagnose.CurrentWorkspace.Showing.Reading;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.CurrentWorkspace.Showing.Unreadable;
import throughline.server.diagnose.Examination;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.diagnose.Scope;
import throughline.server.diagnose.Scope.Comparison;
import throughline.server.diagnose.Scope.Pinned;
import throughline.server.page.MessagePage;
import throughline.server.page.StartPage;

/// Answers a request from the current workspace, or says why there is nothing to answer from yet.
@Component
class Reception {

    private final CurrentWorkspace current;
    private final ShellMaker shells;
    private final Visitors visitors;

    Reception(CurrentWorkspace current, ShellMaker shells, Visitors visitors) {
        this.current = current;
        this.shells = shells;
        this.visitors = visitors;
    }

    /// The page of a workspace that is ready, else the page that says what is going on.
    PageView show(Visit visit, Function<Seen, PageView> page) {
        return answer(visit, page, waiting -> switch (waiting) {
            case Ready ready -> throw new IllegalStateException("A workspace that is ready waits for nothing");
            case Nothing nothing ->
                new PageView(
                        "start",
                        StartPage.of(current.folder().toString(), shells.bringingIn(shells.bare(say("Start"), visit))));
            case Reading reading -> throw new BeingReadException(reading.progress());
            case Unreadable unreadable ->
                new PageView(
                        "message",
                        new MessagePage(
                                shells.bare(say("Not readable"), visit),
                                say("Nothing can be shown yet"),
                                say("The workspace could not be read"),
                                visitors.current().may(Right.SEE_DATA)
                                        ? say(
                                                "Mend the files in %s, or import them again. This page notices by itself.",
                                                current.folder())
                                        : say(
                                                "Somebody who brings in the data can see why. This page notices by itself when it is mended."),
                                visitors.current().may(Right.SEE_DATA)
                                        ? unreadable.why().lines().toList()
                                        : List.of(),
                                BeingReadException.AGAIN),
                        HttpStatus.SERVICE_UNAVAILABLE);
        });
    }

    /// The answer from the organisation's own facts, without which there is nothing to write down.
    ///
    /// @param demo where the demo leads to, which is nobody's to write in
    /// @throws BeingReadException if they are being read
    View own(String demo, Function<Seen, View> answer) {
        return answer(
                Visit.USUAL,
                seen -> seen.ready().demo() ? SeeOther.at(demo) : answer.apply(seen),
                waiting -> switch (waiting) {
                    case Reading reading -> throw new BeingReadException(reading.progress());
                    default -> SeeOther.at("/");
                });
    }

    /// An answer of any kind from a workspace that is ready, or from what is going on instead.
    ///
    /// @throws AccessDeniedException if the visitor has no account, and what is there is not the demo
    /// @throws NotFoundException if the visitor sees one unit, and the part asked for does not lie
    ///     within it
    <T> T answer(Visit visit, Function<Seen, T> seen, Function<Showing, T> otherwise) {
        Visitor visitor = visitors.current();
        // Whoever may see no rows would find those of a single day in the difference of two periods.
        Visit asked = visitor.may(Right.SEE_ROWS) ? visit : visit.inWholeMonths();
        return current.show(showing -> {
            if (visitor.account().isEmpty() && !isForGuests(showing)) {
                throw new AccessDeniedException("Only the demo is open to who has no account");
            }
            return showing instanceof Ready ready
                    ? seen.apply(seen(ready, asked, visitor.account().flatMap(Account::unit), looking(ready)))
                    : otherwise.apply(showing);
        });
    }

    /// The same as one would have seen it at the end of a month: the one asked for, else the last that is
    /// over. Very days stay what they are, compared with a month earlier.
    Seen atMonth(Seen seen) {
        Visit then = seen.visit()
                .scope()
                .pinned()
                .map(p -> seen.visit().pinned(new Pinned(p.days(), Comparison.A_MONTH_EARLIER)))
                .orElseGet(() -> seen.visit().at(seen.month()));
        return new Seen(seen.ready(), then, looking(seen.ready()).apply(then.scope()));
    }

    private Function<Scope, Examination> looking(Ready ready) {
        String who = visitors.account();
        return scope -> ready.workspace().examine(scope, who);
    }

    private static boolean isForGuests(Showing showing) {
        return switch (showing) {
            case Ready ready -> ready.demo();
            case Nothing nothing -> true;
            case Reading reading -> true;
            case Unreadable unreadable -> false;
        };
    }

    /// What is seen of a workspace by who sees all, or one unit and those below.
    ///
    /// @param looking examines what is seen
    /// @throws NotFoundException if there is nothing of what was asked for, or not for them
    static Seen seen(Ready ready, Visit visit, Optional<String> only, Function<Scope, Examination> looking) {
        OpenWorkspace workspace = ready.workspace();
        Visit within = only.map(unit -> within(workspace, visit, unit)).orElse(visit);
        within.scope().month().filter(m -> !workspace.months().contains(m)).ifPresent(m -> {
            throw new NotFoundException(say("There are no facts of %s.", Words.month(m)));
        });
        within.scope()
                .pinned()
                .map(Pinned::days)
                .filter(days ->
                        days.within(workspace.workspace().dossier().period()).isEmpty())
                .ifPresent(days -> {
                    throw new NotFoundException(
                            say("There are no facts of %s to %s.", Words.date(days.from()), Words.date(days.to())));
                });
        return new Seen(ready, within, looking.apply(within.scope()));
    }

    private static Visit within(OpenWorkspace workspace, Visit visit, String unit) {
        String part = visit.scope().part().isEmpty() ? unit : visit.scope().part();
        if (!workspace.isWithin(unit, unit)) {
            throw new NotFoundException(say(
                    "Your account is for the unit %s, which the organisation does not have. Ask an administrator.",
                    unit));
        }
        if (!workspace.isWithin(part, unit)) {
            throw new NotFoundException(say("Your unit has no part of that name."));
        }
        return visit.onlyOf(part);
    }
}
