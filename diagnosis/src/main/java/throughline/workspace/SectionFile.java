package throughline.workspace;

import static throughline.text.Text.say;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.workspace.WrittenRows.UnusableFileException;

/// One part of the record as a file that people change elsewhere and bring in again: a table of the fields of a form,
/// or
/// the part as organisation.yaml has it. What is taken away and brought in unchanged changes nothing.
public final class SectionFile {

    private static final int MOST_SAME = 100;

    private final Sort sort;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final Map<Thing.Id, Long> lines = new HashMap<>();

    private SectionFile(Sort sort) {
        this.sort = sort;
    }

    /// An entry of the file.
    ///
    /// @param line in which it begins, from 1
    public record Entry(long line, Thing.Id id, Thing thing) {}

    /// What cannot be an entry.
    ///
    /// @param id of the entry that was meant; empty where that cannot be told
    public record Left(Reject reject, Optional<Thing.Id> id) {}

    /// What a file holds.
    public record Reading(List<Entry> entries, List<Left> left) {

        /// Copies the lists.
        public Reading {
            entries = List.copyOf(entries);
            left = List.copyOf(left);
        }
    }

    /// The columns of the table.
    public static List<String> columns(Sort sort) {
        return RecordField.of(sort).stream().map(RecordField::key).toList();
    }

    /// The table of entries.
    ///
    /// @param entries all of the sort
    public static String csv(Sort sort, List<? extends Thing> entries) {
        return WrittenRows.csv(
                columns(sort), entries.stream().map(RecordEntry::texts).toList());
    }

    /// The part as organisation.yaml has it.
    ///
    /// @param entries all of the sort
    public static String yaml(Sort sort, List<? extends Thing> entries) {
        return OrganisationWriter.write(sort, entries);
    }

    /// Reads a file by the ending of its name: a table, or the part as organisation.yaml has it.
    ///
    /// @param now the record of which the file was made
    /// @throws UnusableFileException if nothing of it can be used
    public static Reading read(Path file, Sort sort, Organisation now) throws UnusableFileException {
        return WrittenRows.isYaml(file) ? readYaml(file, sort) : readCsv(file, sort, now);
    }

    /// Reads a table. A column that it does not have stays as it is on record; an empty cell is not known.
    private static Reading readCsv(Path file, Sort sort, Organisation now) throws UnusableFileException {
        WrittenRows rows = WrittenRows.csv(file, columns(sort), must(sort));
        var reader = new SectionFile(sort);
        Map<Thing.Id, Thing> things = Thing.all(now);
        rows.rejects().forEach(r -> reader.left.add(new Left(r, Optional.empty())));
        rows.rows().forEach(row -> reader.row(row, rows.columns(), things));
        return new Reading(reader.entries, reader.left);
    }

    /// Reads the part as organisation.yaml has it. An entry is the whole of what is known.
    private static Reading readYaml(Path file, Sort sort) throws UnusableFileException {
        var notes = new YamlNotes("");
        String top = sort.section().map(Organisation.Section::key).orElse("name");
        YamlMap root = WrittenRows.below(file, top, notes);
        var reader = new SectionFile(sort);
        List<YamlMap> maps = switch (sort) {
            case BASICS -> List.of(root);
            case PROMISE -> Optional.ofNullable(root.map(top)).stream().toList();
            default -> root.maps(top);
        };
        notes.rejects().forEach(r -> reader.left.add(new Left(r, Optional.empty())));
        maps.forEach(map -> reader.entry(map, notes));
        return new Reading(reader.entries, reader.left);
    }

    private static Set<String> must(Sort sort) {
        return switch (sort) {
            case BASICS -> Set.of("name");
            case PROMISE -> Set.of("statement");
            case SCORECARDS -> Set.of("measure", "weight");
            case LINKS -> Set.of("cause", "effect");
            default -> Set.of("id");
        };
    }

    private void row(WrittenRows.Row row, Set<String> columns, Map<Thing.Id, Thing> things) {
        Map<String, String> texts = new LinkedHashMap<>(row.texts());
        Optional<Thing> is = Optional.ofNullable(RecordEntry.read(sort, texts).thing())
                .map(this::id)
                .map(things::get);
        is.map(RecordEntry::texts).orElse(Map.of()).forEach((key, text) -> {
            if (!columns.contains(key)) {
                texts.put(key, text);
            }
        });
        if (is.isPresent() && same(texts, RecordEntry.texts(is.get()))) {
            take(row.line(), is.get());
            return;
        }
        RecordEntry.Typed typed = RecordEntry.read(sort, texts);
        Optional<Thing.Id> id = Optional.ofNullable(typed.thing()).map(this::id);
        if (is.filter(t -> !RecordEntry.isWrittenWhole(t)).isPresent()) {
            leave(row.line(), "", say("A list of this entry holds a comma. Change it in YAML."), id);
        } else if (typed.thing() == null || !typed.problems().isEmpty()) {
            typed.problems().forEach((key, why) -> leave(row.line(), key, why, id));
        } else {
            take(row.line(), typed.thing());
        }
    }

    private static boolean same(Map<String, String> written, Map<String, String> texts) {
        return plain(written).equals(plain(texts));
    }

    private static Map<String, String> plain(Map<String, String> texts) {
        return texts.entrySet().stream()
                .filter(e -> !e.getValue().isBlank())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().strip().replace("\r\n", "\n")));
    }

    private void entry(YamlMap map, YamlNotes notes) {
        int wrongBefore = notes.rejects().size();
        int oddBefore = notes.odd().size();
        Thing thing = sort == Sort.BASICS ? basics(map) : OrganisationReader.thing(sort, map);
        List<Reject> wrong = new ArrayList<>(
                notes.rejects().subList(wrongBefore, notes.rejects().size()));
        wrong.addAll(notes.odd().subList(oddBefore, notes.odd().size()));
        if (thing != null && wrong.isEmpty()) {
            take(map.line(), thing);
            return;
        }
        Optional<Thing.Id> id = Optional.ofNullable(thing)
                .map(this::id)
                .or(() -> Optional.ofNullable(map.raw("id")).map(raw -> new Thing.Id(sort, raw)));
        wrong.forEach(r -> left.add(new Left(r, id)));
    }

    /// Name and time zone stand at the top, where other parts may stand as well: they are left as they are.
    private @Nullable Thing basics(YamlMap root) {
        Map<String, String> texts = new HashMap<>();
        for (String key : columns(sort)) {
            Optional.ofNullable(root.text(key)).ifPresent(text -> texts.put(key, text));
        }
        RecordEntry.Typed typed = RecordEntry.read(sort, texts);
        typed.problems().forEach((key, why) -> root.notes().reject(root.line(key), key, why));
        return typed.thing();
    }

    private Thing.Id id(Thing thing) {
        return new Thing.Id(sort, thing.key());
    }

    /// What has no id of its own may be there several times, and is told apart as in the record.
    private void take(long line, Thing thing) {
        Thing.Id id = id(thing);
        Long before = lines.putIfAbsent(id, line);
        switch (sort) {
            case SCORECARDS, LINKS -> {
                for (int again = 2; before != null && again <= MOST_SAME; again++) {
                    id = new Thing.Id(sort, "%s (%s)".formatted(thing.key(), again));
                    before = lines.putIfAbsent(id, line);
                }
                if (before != null) {
                    leave(line, "", say("More than %s lines are about the same.", MOST_SAME), Optional.empty());
                }
            }
            case BASICS, PROMISE -> {
                if (before != null) {
                    leave(line, "", say("There is only one of these, and line %s has it.", before), Optional.of(id));
                }
            }
            default -> {
                if (before != null) {
                    leave(
                            line,
                            "id",
                            say("The id %s is already that of line %s, which is kept.", id.key(), before),
                            Optional.of(id));
                }
            }
        }
        if (before == null) {
            entries.add(new Entry(line, id, thing));
        }
    }

    private void leave(long line, String column, String why, Optional<Thing.Id> id) {
        left.add(new Left(new Reject("", line, column, why, ""), id));
    }
}
