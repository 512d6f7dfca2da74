package throughline.server.web;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import throughline.diagnosis.CodeWords;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Version;
import throughline.server.page.RecordFormPage.Input;
import throughline.server.page.RecordFormPage.Line;
import throughline.server.page.RecordFormPage.Shape;
import throughline.server.page.Shell.Option;
import throughline.workspace.RecordEntry;
import throughline.workspace.RecordField;

/// The one form of all sorts of entries: made of what can be said of an entry, and read back.
final class RecordForms {

    private RecordForms() {}

    /// The record, of who changes what is in it.
    ///
    /// @throws NotFoundException if there is none yet
    static Now recorded(OrganisationRecord record) {
        return recorded(record.now());
    }

    /// A state of the record that there is.
    ///
    /// @throws NotFoundException if there is none
    static Now recorded(Now now) {
        if (now.document().isEmpty()) {
            throw new NotFoundException(say("Nothing of your own is on record yet. Begin on the Record page."));
        }
        return now;
    }

    /// What somebody typed, by key of the field.
    static Map<String, String> typed(Sort sort, MultiValueMap<String, String> sent) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (RecordField field : RecordField.of(sort)) {
            List<String> all = sent.getOrDefault(field.key(), List.of()).stream()
                    .filter(s -> !s.isBlank())
                    .toList();
            if (!all.isEmpty()) {
                texts.put(field.key(), String.join(", ", all));
            }
        }
        return texts;
    }

    /// The fields to fill in.
    ///
    /// @param fixed key of a field that is not to be changed; empty where all may be
    static List<Input> inputs(
            Sort sort, Map<String, String> texts, Map<String, String> problems, Organisation among, String fixed) {
        return RecordField.of(sort).stream()
                .filter(f -> !f.key().equals(fixed))
                .map(f -> input(f, texts.getOrDefault(f.key(), ""), problems.getOrDefault(f.key(), ""), among))
                .toList();
    }

    private static Input input(RecordField field, String value, String problem, Organisation among) {
        Shape shape = shape(field);
        String hint = shape == Shape.SEVERAL ? say("%s Several may be chosen.", field.hint()) : field.hint();
        return new Input(
                field.key(),
                field.label(),
                shape == Shape.DATE ? say("%s As 2026-03-02.", hint).strip() : hint.strip(),
                problem,
                value,
                shape,
                options(field, shape, value, among));
    }

    private static Shape shape(RecordField field) {
        boolean chosen = field.refers().isPresent() || !field.words().isEmpty();
        return switch (field.shape()) {
            case PROSE, LINES -> Shape.PROSE;
            case DATE -> Shape.DATE;
            case NUMBER, SCALE -> Shape.LINE;
            case TEXT -> chosen ? Shape.ONE : Shape.LINE;
            // A journey takes its touchpoints in an order, and may pass one twice.
            case LIST -> chosen && !field.key().equals("steps") ? Shape.SEVERAL : Shape.LINE;
        };
    }

    private static List<Option> options(RecordField field, Shape shape, String value, Organisation among) {
        if (shape != Shape.ONE && shape != Shape.SEVERAL) {
            return List.of();
        }
        List<String> chosen = shape == Shape.SEVERAL ? split(value) : List.of(value);
        Map<String, String> choices = new LinkedHashMap<>();
        if (shape == Shape.ONE) {
            choices.put("", say("Not known"));
        }
        field.words().forEach(word -> choices.put(word, CodeWords.said(word)));
        field.refers().ifPresent(sort -> choices.putAll(titles(sort, among)));
        chosen.forEach(id -> choices.putIfAbsent(id, say("%s (not on record)", id)));
        return choices.entrySet().stream()
                .map(e -> new Option(e.getKey(), e.getValue(), chosen.contains(e.getKey())))
                .toList();
    }

    private static List<String> split(String value) {
        return Stream.of(value.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    /// Titles of all entries of a sort by id; somebody's role stands beside the name.
    static Map<String, String> titles(Sort sort, Organisation among) {
        Map<String, String> titles = new LinkedHashMap<>();
        Thing.all(among, sort).values().forEach(t -> titles.put(t.key(), title(t)));
        return titles;
    }

    private static String title(Thing thing) {
        return thing instanceof Person person && person.name() != null && person.role() != null
                ? "%s, %s".formatted(person.name(), person.role())
                : thing.title();
    }

    /// Who changed the same meanwhile, and when.
    static String meanwhile(Sort sort, Version since) {
        return say(
                "%s changed the same %s meanwhile, in version %s (%s UTC)",
                say(since.by().actor()), sort.one(), since.number(), RecordDesk.AT.format(since.at()));
    }

    /// What differs between what somebody else wrote and what was typed.
    static List<Line> lines(Sort sort, Optional<Thing> theirs, Map<String, String> yours) {
        Map<String, String> is = theirs.map(RecordEntry::texts).orElse(Map.of());
        List<Line> lines = new ArrayList<>();
        for (RecordField field : RecordField.of(sort)) {
            String their = is.getOrDefault(field.key(), "");
            String your = yours.getOrDefault(field.key(), "");
            if (!their.equals(your)) {
                lines.add(new Line(
                        field.label(),
                        their.isEmpty() ? say("nothing") : their,
                        your.isEmpty() ? say("nothing") : your));
            }
        }
        return lines;
    }
}
