package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.organisation.Organisation.Unit;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;
import throughline.server.search.Entry;
import throughline.server.search.Entry.Sort;
import throughline.server.search.Finder;
import throughline.server.search.Finder.Found;

/// What is found by name, and where it stands: in the part and period that the reader looks at. The same
/// list is shown by the command palette.
///
/// @param asked what was typed
/// @param kept part, period and theme, which a search must not lose
public record SearchPage(Shell shell, String asked, List<Shell.Kept> kept, String headline, Found found) {

    /// Most of what is listed.
    private static final int MOST = 20;

    /// The page of a search.
    ///
    /// @param units those the reader may choose
    /// @param ofUnit the diagnosis of a unit
    public static SearchPage of(
            String asked,
            List<Shell.Kept> kept,
            Examination examination,
            List<Unit> units,
            Function<String, String> ofUnit,
            Shell shell) {
        var all = new ArrayList<Entry>();
        all.addAll(pages(shell));
        causes(shell.links()).forEach(all::add);
        units.forEach(u -> all.add(new Entry(Sort.UNIT, u.title(), u.id(), "", ofUnit.apply(u.id()))));
        named(examination, shell.links()).forEach(all::add);
        shell.links()
                .words()
                .ifPresent(words -> Term.all()
                        .forEach(t -> all.add(
                                new Entry(Sort.TERM, t.word(), "", Words.kept(t.meaning()), words + "#" + t.id()))));
        Found found = Finder.find(all, asked, MOST);
        return new SearchPage(
                shell,
                asked,
                kept,
                asked.isBlank()
                        ? say("Search")
                        : found.entries().isEmpty()
                                ? say("Nothing here is called that")
                                : say("Found for “%s”", asked.strip()),
                found);
    }

    /// That there is more than is listed; empty where there is not.
    public String more() {
        return found.more() == 0 ? "" : say("%s more; type more letters.", Words.count(found.more()));
    }

    private static List<Entry> pages(Shell shell) {
        Links links = shell.links();
        var pages = new ArrayList<Entry>();
        page(pages, say("Diagnosis"), say("fifteen causes line of sight home"), Optional.of(links.diagnosis()));
        page(pages, say("Board page"), say("pack report"), links.board());
        page(pages, say("Journeys"), say("blueprint"), links.journeys());
        page(pages, say("Accountability"), say("owners touchpoints"), links.accountability());
        page(pages, say("Measures"), say("dictionary"), links.measures());
        page(pages, say("Scorecards"), say("targets weights"), links.scorecards());
        page(pages, say("Record"), say("organisation"), links.record());
        page(pages, say("Data"), say("tables files"), links.data());
        page(pages, say("Bring in a file"), say("import upload"), links.bringIn());
        page(pages, say("Cause map"), say("effects what if"), links.causeMap());
        page(pages, say("Drivers"), say("importance performance"), links.drivers());
        page(pages, say("Front line"), say("teams"), links.frontLine());
        page(pages, say("Say and do"), say("announcements promises decisions"), links.sayAndDo());
        page(pages, say("Your predictions"), say("forecasts calibration"), links.predictions());
        page(pages, say("Steps"), say("improvements"), links.steps(""));
        page(pages, say("Alerts"), say("notices warnings e-mail"), links.alerts());
        page(pages, say("Webhooks"), say("alerts events subscriptions"), links.webhooks());
        page(pages, say("Words"), say("dictionary glossary terms"), links.words());
        page(
                pages,
                say("Accounts"),
                say("people roles"),
                Optional.of("/accounts").filter(a -> shell.reader().keepsAccounts()));
        page(
                pages,
                say("Audit log"),
                "",
                Optional.of("/audit").filter(a -> shell.reader().readsAuditLog()));
        page(
                pages,
                say("Your account"),
                say("password passkeys"),
                Optional.of("/account").filter(a -> !shell.reader().name().isEmpty()));
        return pages;
    }

    private static void page(List<Entry> pages, String name, String also, Optional<String> href) {
        href.ifPresent(h -> pages.add(new Entry(Sort.PAGE, name, also, "", h)));
    }

    private static Stream<Entry> causes(Links links) {
        return Stream.of(Cause.values())
                .map(c -> new Entry(
                        Sort.CAUSE,
                        "%s %s".formatted(c.order(), c.title()),
                        "%s %s %s".formatted(c.shortName(), c.number(), c.id()),
                        "",
                        links.cause(c)));
    }

    private static Stream<Entry> named(Examination examination, Links links) {
        Stream<Optional<Entry>> journeys = examination.journeys().all().stream()
                .map(j -> links.journey(j.journey().id())
                        .map(h -> new Entry(
                                Sort.JOURNEY, j.journey().title(), j.journey().id(), "", h)));
        Stream<Optional<Entry>> touchpoints = examination.accountability().touchpoints().stream()
                .map(t -> links.touchpoint(t.id()).map(h -> new Entry(Sort.TOUCHPOINT, t.title(), t.id(), "", h)));
        Stream<Optional<Entry>> measures = examination.measures().measures().stream()
                .filter(m -> m.measured())
                .map(m -> links.measure(m.id()).map(h -> new Entry(Sort.MEASURE, m.title(), m.id(), m.id(), h)));
        Stream<Optional<Entry>> steps = examination.steps().all().stream()
                .map(s -> links.step(s.step().id())
                        .map(h -> new Entry(Sort.STEP, s.step().name(), s.step().id(), "", h)));
        Stream<Optional<Entry>> promises = PromiseRow.of(examination).stream()
                .map(p -> links.sayAndDo()
                        .map(h -> new Entry(Sort.PROMISE, p.what(), p.to(), say("due %s", p.due()), h + "#promises")));
        return Stream.of(journeys, touchpoints, measures, steps, promises)
                .flatMap(Function.identity())
                .flatMap(Optional::stream);
    }
}
