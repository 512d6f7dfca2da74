package throughline.server.web;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import throughline.diagnosis.Wording;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.chart.Words;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.page.RecordListPage.Row;
import throughline.server.page.RecordListPage.Turn;
import throughline.server.sheet.PageTables;
import throughline.server.sheet.Sheet;
import throughline.workspace.RecordEntry;

/// The entries of one sort that somebody keeps, those of which the name or the id holds some letters, a page at a
/// time.
///
/// @param kept how many there are in all
/// @param found those that hold the letters
/// @param names the entries whose names stand for ids
/// @param page counted from 0
record RecordList(
        Sort sort,
        int kept,
        List<Map.Entry<Thing.Id, Thing>> found,
        Map<Thing.Id, Thing> names,
        String find,
        int page) {

    /// Entries on a page.
    static final int SHOWN = 200;

    /// The entries of a state of the record.
    ///
    /// @param find some letters; empty for all entries
    /// @throws NotFoundException if there is no such page
    static RecordList of(Now now, Sort sort, String find, int page) {
        List<Map.Entry<Thing.Id, Thing>> kept = new ArrayList<>();
        Thing.all(now.organisation(), sort).entrySet().stream()
                .filter(e -> now.keeps(e.getValue()))
                .forEach(kept::add);
        String letters = find.strip().toLowerCase(Locale.ROOT);
        List<Map.Entry<Thing.Id, Thing>> found = kept.stream()
                .filter(e ->
                        holds(e.getValue().title(), letters) || holds(e.getKey().key(), letters))
                .toList();
        if (page < 0 || (page > 0 && (long) page * SHOWN >= found.size())) {
            throw new NotFoundException(say("There is no such page of entries."));
        }
        return new RecordList(sort, kept.size(), found, Thing.all(now.organisation()), find.strip(), page);
    }

    private static boolean holds(String text, String letters) {
        return text.toLowerCase(Locale.ROOT).contains(letters);
    }

    /// The entries of the page.
    ///
    /// @param href where an entry is changed
    List<Row> rows(Function<Thing.Id, Optional<String>> href) {
        return found.subList(page * SHOWN, Math.min((page + 1) * SHOWN, found.size())).stream()
                .map(e -> new Row(
                        e.getValue().title(),
                        href.apply(e.getKey()),
                        e.getKey().key(),
                        RecordEntry.words(e.getValue(), names)))
                .toList();
    }

    /// The letters to look for and the pages beside this one, where there are more entries than a page takes.
    Optional<Turn> turn() {
        long first = (long) page * SHOWN;
        return kept <= SHOWN
                ? Optional.empty()
                : Optional.of(new Turn(
                        find,
                        found.isEmpty()
                                ? say("No entry is called that")
                                : say(
                                        "Entries %s to %s of %s",
                                        Words.count(first + 1),
                                        Words.count(Math.min(first + SHOWN, found.size())),
                                        Words.count(found.size())),
                        page == 0 ? Optional.empty() : Optional.of(at(page - 1)),
                        first + SHOWN < found.size() ? Optional.of(at(page + 1)) : Optional.empty()));
    }

    private String at(int other) {
        return "/record/%s?find=%s&page=%s".formatted(sort.id(), Visit.encoded(find), other);
    }

    /// What the table of entries is called.
    String title() {
        return Wording.sentence(sort.several());
    }

    /// All entries that were found, where their table is what is asked for by name.
    Optional<Sheet> whole(String table) {
        return PageTables.isShown(title(), table)
                ? Optional.of(new Sheet(
                        table,
                        List.of(
                                new Column(say("Entry"), ColumnType.TEXT),
                                new Column(say("Id"), ColumnType.TEXT),
                                new Column(say("What it says"), ColumnType.TEXT)),
                        List.copyOf(found.stream()
                                .map(e -> List.of(
                                        e.getValue().title(), e.getKey().key(), RecordEntry.words(e.getValue(), names)))
                                .toList())))
                : Optional.empty();
    }
}
