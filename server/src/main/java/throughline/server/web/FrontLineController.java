package throughline.server.web;

import static throughline.text.Text.say;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.diagnosis.PersonalCards;
import throughline.organisation.Organisation.Person;
import throughline.server.accounts.Account;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.FrontLinePage;
import throughline.server.page.FrontLinePage.Cards;
import throughline.server.page.FrontLinePage.Chosen;
import throughline.server.page.MessagePage;
import throughline.server.page.PersonalCardPage;
import throughline.server.page.PersonalCardPage.Reader;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// The front line: its teams for everybody who sees them, the card of a person for that person and who leads them.
@Controller
class FrontLineController {

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;
    private final Clock clock;

    FrontLineController(Reception reception, ShellMaker shells, Visitors visitors, Clock clock) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
        this.clock = clock;
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping("/frontline")
    PageView frontLine(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String measure) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Shell shell =
                    shells.around(seen, Place.FRONT_LINE, "/frontline", new Crumb(say("Front line"), Optional.empty()));
            return new PageView(
                    "frontLine",
                    FrontLinePage.of(
                            seen.examination(),
                            new Chosen(team, measure),
                            seen.visit().kept(),
                            shell,
                            seen.ready().demo()
                                    ? Optional.empty()
                                    : visitors.current().account().map(who -> cards(seen, who, shell))));
        });
    }

    private Cards cards(Seen seen, Account who, Shell shell) {
        return new Cards(
                who.person().flatMap(p -> shell.links().card(p)),
                who.person()
                        .map(leader -> led(seen, leader).stream()
                                .map(p -> new Cards.Person(
                                        p.title(), shell.links().card(p.id()).orElse("")))
                                .toList())
                        .orElse(List.of()));
    }

    private List<Person> led(Seen seen, String leader) {
        return people(seen).stream()
                .filter(p -> !p.id().equals(leader) && PersonalCards.mayBeSeenBy(p, leader, today()))
                .sorted(Comparator.comparing(Person::title).thenComparing(Person::id))
                .toList();
    }

    /// The card of somebody. Whoever may not see it is answered as if there were nobody of that name.
    @Needs(Right.SEE_CARDS)
    @GetMapping("/frontline/card")
    PageView card(
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Optional<String> reader = visitors.signedIn().who().person();
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Optional<String> whose = Optional.ofNullable(person).or(() -> reader);
            if (whose.isEmpty()) {
                return new PageView(
                        "message",
                        new MessagePage(
                                around(seen, say("Your card")),
                                say("Your card"),
                                say("It is not known who you are on record"),
                                say(
                                        "An administrator can say so on the page of your account. Then your own figures stand here, for you and your manager only."),
                                List.of(),
                                0));
            }
            Person shown = people(seen).stream()
                    .filter(p -> p.id().equals(whose.get()))
                    .filter(p -> reader.filter(r -> PersonalCards.mayBeSeenBy(p, r, today()))
                            .isPresent())
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException(say("No card of that name is open to you.")));
            boolean own = reader.filter(shown.id()::equals).isPresent();
            return new PageView(
                    "personalCard",
                    PersonalCardPage.of(
                            seen.ready()
                                    .workspace()
                                    .cards(seen.visit().scope(), visitors.account())
                                    .of(shown),
                            own ? Reader.THE_PERSON : Reader.WHO_LEADS,
                            seen.examination().periodWords(),
                            around(seen, own ? say("Your card") : shown.title())));
        });
    }

    private Shell around(Seen seen, String title) {
        return shells.around(
                seen,
                Place.FRONT_LINE,
                "",
                new Crumb(say("Front line"), seen.visit().frontLine()),
                new Crumb(title, Optional.empty()));
    }

    /// Everybody on record, whatever part of it the reader sees: who leads whom is asked of the whole record.
    private static List<Person> people(Seen seen) {
        return seen.ready().workspace().organisation().people();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
