package throughline.server.web;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.organisation.Change;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.organisation.UnitPart;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.page.BothWays;
import throughline.server.page.RecordFormPage;
import throughline.server.page.RecordFormPage.Theirs;
import throughline.server.page.RecordListPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Place;
import throughline.workspace.RecordEntry;
import throughline.workspace.RecordEntry.Typed;

/// The organisation's record, entry by entry.
@Controller
class RecordController {

    private final OrganisationRecord record;
    private final RecordDesk desk;
    private final Visitors visitors;
    private final ShellMaker shells;

    RecordController(OrganisationRecord record, RecordDesk desk, Visitors visitors, ShellMaker shells) {
        this.record = record;
        this.desk = desk;
        this.visitors = visitors;
        this.shells = shells;
    }

    @Needs(Right.SEE_RECORD)
    @GetMapping("/record/{sort}")
    PageView list(
            @PathVariable String sort,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "") String done) {
        Sort of = sort(sort);
        RecordList list = RecordList.of(now(), of, find, page);
        boolean more = edits() && of != Sort.BASICS && !(of == Sort.PROMISE && list.kept() > 0);
        return new PageView(
                        "recordList",
                        new RecordListPage(
                                shell(new Crumb(list.title(), Optional.empty())),
                                list.title(),
                                Wording.count(list.kept(), "entry", "entries"),
                                list.rows(id -> edits() ? Optional.of(entry(id)) : Optional.empty()),
                                list.turn(),
                                more ? Optional.of("/record/%s/add".formatted(of.id())) : Optional.empty(),
                                Wording.sentence(say("Add %s", of.withArticle())),
                                edits() ? BothWays.of(of) : BothWays.of(of).only(),
                                of == Sort.TOUCHPOINTS
                                                && list.kept() > 1
                                                && visitors.current().may(Right.EDIT_WHOLE_RECORD)
                                        ? Optional.of(JoinController.PAGE)
                                        : Optional.empty(),
                                done(done)))
                .with(list::whole);
    }

    @Needs(Right.EDIT_RECORD)
    @GetMapping("/record/{sort}/add")
    PageView add(@PathVariable String sort, @RequestParam MultiValueMap<String, String> sent) {
        Sort of = sort(sort);
        Now now = now();
        return form(
                HttpStatus.OK,
                now,
                now.number(),
                of,
                Optional.empty(),
                RecordForms.typed(of, sent),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    @Needs(Right.EDIT_RECORD)
    @PostMapping("/record/{sort}/add")
    View add(
            @PathVariable String sort,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam MultiValueMap<String, String> sent) {
        return keep(sort(sort), from, Optional.empty(), sent);
    }

    @Needs(Right.EDIT_RECORD)
    @GetMapping("/record/{sort}/entry")
    PageView change(@PathVariable String sort, @RequestParam(defaultValue = "") String key) {
        Now now = now();
        var id = new Thing.Id(sort(sort), key);
        Thing thing = Thing.find(now.organisation(), id)
                .filter(now::keeps)
                .orElseThrow(() -> new NotFoundException(say("The record has no such entry (any more).")));
        return form(
                HttpStatus.OK,
                now,
                now.number(),
                id.sort(),
                Optional.of(id),
                RecordEntry.texts(thing),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    @Needs(Right.EDIT_RECORD)
    @PostMapping("/record/{sort}/entry")
    View change(
            @PathVariable String sort,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam MultiValueMap<String, String> sent) {
        return keep(sort(sort), from, Optional.of(found(sort, key, seen(from))), sent);
    }

    @Needs(Right.EDIT_RECORD)
    @PostMapping("/record/{sort}/remove")
    View remove(
            @PathVariable String sort,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "0") long from) {
        Now now = seen(from);
        var id = found(sort, key, now);
        Map<String, String> texts =
                Thing.find(now.organisation(), id).map(RecordEntry::texts).orElse(Map.of());
        return answer(
                now,
                from,
                id.sort(),
                Optional.of(id),
                texts,
                record.change(desk.editor(), from, new Change.Remove(id)),
                "removed");
    }

    private View keep(Sort sort, long from, Optional<Thing.Id> id, MultiValueMap<String, String> sent) {
        Now now = seen(from);
        Map<String, String> texts = RecordForms.typed(sort, sent);
        fixed(id).ifPresent(key -> texts.put("id", key));
        Typed typed = RecordEntry.read(sort, texts);
        Thing thing = typed.thing();
        if (thing == null || !typed.problems().isEmpty()) {
            return form(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    now,
                    from,
                    sort,
                    id,
                    texts,
                    typed.problems(),
                    List.of(),
                    Optional.empty());
        }
        Change change = id.<Change>map(i -> new Change.Replace(i, thing)).orElseGet(() -> new Change.Add(thing));
        return answer(
                now,
                from,
                sort,
                id,
                texts,
                record.change(desk.editor(), from, change),
                id.isPresent() ? "changed" : "added");
    }

    private View answer(
            Now now,
            long from,
            Sort sort,
            Optional<Thing.Id> id,
            Map<String, String> texts,
            Outcome outcome,
            String done) {
        return switch (outcome) {
            case Made made -> desk.saved("/record/%s?done=%s".formatted(sort.id(), done));
            case Unchanged unchanged -> SeeOther.at("/record/%s?done=unchanged".formatted(sort.id()));
            case Refused refused ->
                form(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        now,
                        from,
                        sort,
                        id,
                        texts,
                        Map.of(),
                        refused.why(),
                        Optional.empty());
            case Differs differs ->
                form(
                        HttpStatus.CONFLICT,
                        desk.unit().isEmpty() ? now : now(),
                        differs.now(),
                        sort,
                        id,
                        renamed(now, differs.now(), sort, texts),
                        Map.of(),
                        List.of(),
                        Optional.of(new Theirs(
                                RecordForms.meanwhile(sort, differs.since()),
                                RecordForms.lines(sort, differs.theirs(), texts))));
        };
    }

    /// What was typed over one state, in the words of another: those without names are numbered anew in each.
    private Map<String, String> renamed(Now typedOver, long number, Sort sort, Map<String, String> texts) {
        Optional<UnitPart> was = typedOver.part();
        Optional<UnitPart> is = record.at(number, desk.unit()).part();
        Thing typed = RecordEntry.read(sort, texts).thing();
        return was.isEmpty() || is.isEmpty() || typed == null
                ? texts
                : RecordEntry.texts(is.get().shown(was.get().meant(typed)));
    }

    private PageView form(
            HttpStatus status,
            Now now,
            long from,
            Sort sort,
            Optional<Thing.Id> id,
            Map<String, String> texts,
            Map<String, String> problems,
            List<String> refusals,
            Optional<Theirs> theirs) {
        String title = id.flatMap(i -> Thing.find(now.organisation(), i))
                .map(Thing::title)
                .orElse(
                        id.isPresent()
                                ? Wording.sentence(sort.one())
                                : Wording.sentence(say("Add %s", sort.withArticle())));
        var kept = new ArrayList<Kept>();
        kept.add(new Kept("from", Long.toString(from)));
        id.ifPresent(i -> kept.add(new Kept("key", i.key())));
        boolean faithful = id.flatMap(i -> Thing.find(now.organisation(), i))
                .map(RecordEntry::isWrittenWhole)
                .orElse(true);
        String back = "/record/" + sort.id();
        return new PageView(
                "recordForm",
                new RecordFormPage(
                        shell(
                                new Crumb(Wording.sentence(sort.several()), Optional.of(back)),
                                new Crumb(title, Optional.empty())),
                        title,
                        fixed(id)
                                .map(key -> say("%s with the id %s.", Wording.sentence(sort.withArticle()), key))
                                .orElse(""),
                        "%s/%s".formatted(back, id.isPresent() ? "entry" : "add"),
                        kept,
                        faithful
                                ? RecordForms.inputs(
                                        sort,
                                        texts,
                                        problems,
                                        now.organisation(),
                                        fixed(id).isPresent() ? "id" : "")
                                : List.of(),
                        id.isPresent() ? say("Save the change") : say("Add it"),
                        refusals,
                        theirs,
                        id.isPresent() && sort != Sort.BASICS ? Optional.of(back + "/remove") : Optional.empty(),
                        now.unread(),
                        back),
                status);
    }

    /// The id that others refer to, which a form does not change.
    private static Optional<String> fixed(Optional<Thing.Id> id) {
        return id.filter(i -> switch (i.sort()) {
                    case UNITS, PEOPLE, TOUCHPOINTS, JOURNEYS, MEASURES, OBJECTIVES -> true;
                    case BASICS, PROMISE, SCORECARDS, LINKS -> false;
                })
                .map(Thing.Id::key);
    }

    static String entry(Thing.Id id) {
        return "/record/%s/entry?key=%s".formatted(id.sort().id(), Visit.encoded(id.key()));
    }

    private Shell shell(Crumb... way) {
        List<Crumb> all = new ArrayList<>();
        all.add(new Crumb(say("Record"), Optional.of("/record")));
        all.addAll(List.of(way));
        return shells.bare(Place.RECORD, Visit.USUAL, all.toArray(Crumb[]::new));
    }

    private boolean edits() {
        return visitors.current().may(Right.EDIT_RECORD);
    }

    /// The record as the visitor sees it.
    private Now now() {
        return RecordForms.recorded(record.now(desk.unit()));
    }

    /// The record as a form was filled in over: what it calls those without names, is called so in no other state.
    private Now seen(long from) {
        return desk.unit().isEmpty() ? now() : RecordForms.recorded(record.at(from, desk.unit()));
    }

    /// An entry that the visitor may change, be it gone by now.
    private Thing.Id found(String sort, String key, Now now) {
        var id = new Thing.Id(sort(sort), key);
        if (Thing.find(now.organisation(), id).filter(t -> !now.keeps(t)).isPresent()
                || (now.part().isPresent() && Thing.find(now.organisation(), id).isEmpty())) {
            throw new NotFoundException(say("The record has no such entry (any more)."));
        }
        return id;
    }

    private Sort sort(String id) {
        return Sort.find(id)
                .filter(desk::keeps)
                .orElseThrow(() -> new NotFoundException(say("The record has no such part.")));
    }

    private static String done(String done) {
        return switch (done) {
            case "added" -> say("It is added.");
            case "joined" -> say("The two are one. History can take it back.");
            case "brought" -> say("What the file has is on record. History can take it back.");
            case "changed" -> say("The change is saved.");
            case "removed" -> say("It is removed. History can take that back.");
            case "unchanged" -> say("It was so already; nothing was changed.");
            default -> "";
        };
    }
}
