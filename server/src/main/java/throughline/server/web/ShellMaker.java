package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.MeasureCells;
import throughline.diagnosis.Side;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation.Unit;
import throughline.server.accounts.Account;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor;
import throughline.server.alerts.Alerts;
import throughline.server.chart.Words;
import throughline.server.diagnose.CurrentWorkspace.Newer;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.diagnose.Scope;
import throughline.server.diagnose.Scope.Pinned;
import throughline.server.diagnose.Span;
import throughline.server.page.Door;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Assets;
import throughline.server.page.Shell.Controls;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;
import throughline.server.page.Shell.Reader;
import throughline.server.web.AllowedLinks.Shown;
import throughline.text.Language;

/// Puts together what every page has around it.
@Component
class ShellMaker {

    private final ResourceUrlProvider assets;
    private final Visitors visitors;
    private final Alerts alerts;

    ShellMaker(ResourceUrlProvider assets, Visitors visitors, Alerts alerts) {
        this.assets = assets;
        this.visitors = visitors;
        this.alerts = alerts;
    }

    /// Around a page of an examination.
    ///
    /// @param action address of the page, for the choice of part and period; empty where there is no choice
    Shell around(Seen seen, Place place, String action, Crumb... way) {
        return around(seen, place, action, List.of(), way);
    }

    /// Around a page of one thing of an examination.
    ///
    /// @param id of the thing, which a choice of part and period must not lose
    Shell aroundOne(Seen seen, Place place, String action, String id, Crumb... way) {
        return around(seen, place, action, List.of(new Kept("id", id)), way);
    }

    /// Around a page of an examination.
    ///
    /// @param kept parameters that a choice of part and period must not lose
    Shell around(Seen seen, Place place, String action, List<Kept> kept, Crumb... way) {
        Ready ready = seen.ready();
        Visit visit = seen.visit();
        Visitor visitor = visitors.current();
        OpenWorkspace workspace = ready.workspace();
        String name = workspace.organisation().name();
        int units = workspace.organisation().units().size();
        return new Shell(
                way[way.length - 1].text(),
                place,
                List.of(way),
                name,
                units == 0 ? name : name + " · " + Wording.count(units, "unit", "units"),
                Optional.of(String.valueOf(seen.examination().diagnosis().count(Side.PRESENT))),
                Optional.of(seen.examination().accountability())
                        .filter(Accountability::recorded)
                        .map(a -> a.orphans().size())
                        .filter(n -> n > 0)
                        .map(Words::count),
                Optional.of(seen.examination().steps().units())
                        .filter(n -> n > 0)
                        .map(Words::count),
                ready.demo() ? Optional.empty() : alerts(visitor),
                workspace.workspace().to().map(ShellMaker::fresh),
                action.isEmpty() ? Optional.empty() : Optional.of(controls(workspace, visit, action, kept, visitor)),
                pinned(seen),
                ready.demo() ? say("Demo: simulated data") : "",
                notices(ready, visitor),
                reader(visitor),
                new AllowedLinks(
                        visit,
                        visitor,
                        ready.demo() ? Shown.DEMO : Shown.OWN,
                        unit -> visitor.account()
                                .flatMap(Account::unit)
                                .map(own -> workspace.isWithin(unit, own))
                                .orElse(true),
                        (measure, table, touchpoint) ->
                                MeasureCells.table(seen.examination().dossier(), measure, table, touchpoint)),
                assets(visit));
    }

    /// Around a page without an examination.
    Shell bare(String title, Visit visit) {
        return bare(Place.ELSEWHERE, visit, new Crumb(title, Optional.empty()));
    }

    /// Around a page for who is not signed in, or not yet.
    ///
    /// @param scripts further ones that the page works without
    Door door(String title, String... scripts) {
        return new Door(title, assets(Visit.USUAL, scripts), formToken(), here());
    }

    /// Around a page without an examination, at its place.
    Shell bare(Place place, Visit visit, Crumb... way) {
        Visitor visitor = visitors.current();
        return new Shell(
                way[way.length - 1].text(),
                place,
                List.of(way),
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                alerts(visitor),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(),
                reader(visitor),
                new AllowedLinks(
                        visit, visitor, Shown.OWN, unit -> false, (measure, table, touchpoint) -> Optional.empty()),
                assets(visit));
    }

    /// How many alerts are new to somebody who is signed in; empty also while the database does not answer, which
    /// keeps nobody from the pages.
    private Optional<String> alerts(Visitor visitor) {
        try {
            return visitor.account()
                    .map(account -> alerts.fresh(throughline.server.alerts.Reader.of(account)))
                    .filter(n -> n > 0)
                    .map(Words::count);
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }

    private static Reader reader(Visitor visitor) {
        return new Reader(
                visitor.account().map(Account::name).orElse(""),
                visitor.account().map(a -> a.role().title()).orElse(""),
                formToken(),
                here(),
                visitor.may(Right.BRING_IN),
                visitor.may(Right.KEEP_ACCOUNTS),
                visitor.may(Right.READ_AUDIT_LOG));
    }

    /// What forms of this answer send along.
    private static String formToken() {
        return RequestContextHolder.currentRequestAttributes()
                                .getAttribute(CsrfToken.class.getName(), RequestAttributes.SCOPE_REQUEST)
                        instanceof CsrfToken token
                ? token.getToken()
                : "";
    }

    /// The page that is asked for; the first page where it cannot be asked for again.
    private static String here() {
        if (!(RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes asked)) {
            return "/";
        }
        HttpServletRequest request = asked.getRequest();
        boolean again = request.getMethod().equals("GET") && request.getDispatcherType() == DispatcherType.REQUEST;
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return again ? request.getRequestURI() + query : "/";
    }

    private static String fresh(LocalDate last) {
        DateTimeFormatter day =
                DateTimeFormatter.ofPattern(say("EEE d MMM"), Language.current().locale());
        return say("Data to %s", day.format(last).replace("Sept", "Sep"));
    }

    /// The page that is asked for, of the days it shows now.
    private static Optional<String> pinned(Seen seen) {
        if (!(RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes asked)
                || !asked.getRequest().getMethod().equals("GET")) {
            return Optional.empty();
        }
        HttpServletRequest request = asked.getRequest();
        var parameters = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        List.of("theme", "table", "format").forEach(parameters::remove);
        parameters.put(
                "period",
                Visit.words(new Pinned(
                        seen.examination().diagnosis().period(),
                        seen.visit().scope().comparison())));
        return Optional.of(Visit.at(request.getRequestURI(), parameters));
    }

    private static List<String> notices(Ready ready, Visitor visitor) {
        return switch (ready.newer()) {
            case Newer.None none -> List.of();
            case Newer.Coming coming ->
                List.of(say("What has changed since is being read; until then the pages show what was there before."));
            case Newer.Unreadable unreadable ->
                List.of(say(
                                "The files have changed, but they could not be read, so the pages show what they said before.")
                        + (visitor.may(Right.SEE_DATA) ? " " + unreadable.why() : ""));
        };
    }

    private static Controls controls(
            OpenWorkspace workspace, Visit visit, String action, List<Kept> own, Visitor visitor) {
        Scope scope = visit.scope();
        Optional<String> unit = visitor.account().flatMap(Account::unit);
        var parts = new ArrayList<Option>();
        if (unit.isEmpty()) {
            parts.add(new Option(
                    "", say("Whole organisation"), workspace.part(scope).isEmpty()));
        }
        for (Unit each : workspace.parts()) {
            if (unit.isPresent() && !workspace.isWithin(each.id(), unit.get())) {
                continue;
            }
            parts.add(new Option(
                    each.id(),
                    "\u2003".repeat(Math.min(workspace.depth(each), 4)) + each.title(),
                    each.id().equals(scope.part())));
        }
        var periods = new ArrayList<Option>();
        scope.month()
                .ifPresent(m -> periods.add(
                        new Option(m.toString(), say("12 months to %s", Words.shortDate(m.atEndOfMonth())), true)));
        scope.pinned()
                .ifPresent(p -> periods.add(new Option(
                        Visit.words(p),
                        say(
                                "%s to %s",
                                Words.shortDate(p.days().from()),
                                Words.shortDate(p.days().to())),
                        true)));
        boolean usual = scope.month().isEmpty() && scope.pinned().isEmpty();
        for (Span each : Span.values()) {
            periods.add(new Option(each.id(), each.title(), usual && each == scope.span()));
        }
        var kept = new ArrayList<>(own);
        if (!visit.theme().isEmpty()) {
            kept.add(new Kept("theme", visit.theme()));
        }
        return new Controls(action, parts, periods, kept);
    }

    private Assets assets(Visit visit, String... scripts) {
        return new Assets(
                asset("design.css"),
                asset("design.js"),
                asset("favicon.svg"),
                visit.theme(),
                Arrays.stream(scripts).map(this::asset).toList());
    }

    /// The same with the scripts of a page on which files are brought in.
    Shell bringingIn(Shell shell) {
        return with(shell, "htmx.min.js", "upload.js");
    }

    /// The same with the script of a page on which passkeys are made.
    Shell makingPasskeys(Shell shell) {
        return with(shell, "passkey.js");
    }

    private Shell with(Shell shell, String... scripts) {
        Assets all = shell.assets();
        return shell.with(new Assets(
                all.stylesheet(),
                all.script(),
                all.favicon(),
                all.theme(),
                Arrays.stream(scripts).map(this::asset).toList()));
    }

    private String asset(String name) {
        String plain = "/assets/" + name;
        return Objects.requireNonNullElse(assets.getForLookupPath(plain), plain);
    }
}
