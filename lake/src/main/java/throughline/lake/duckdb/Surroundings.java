package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.EVALUATIONS;
import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.OFFERS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// The rows that are needed to make some months: all of these months, and of other months those that they look at. The
/// others come from pages.
///
/// An interaction looks at all rows of its case and at those on its matter of the 72 hours before; a fact that names an
/// interaction looks at that, and through it; an event looks at all of its case.
final class Surroundings {

    private static final String INTERACTIONS_NEEDED = "some_interactions";

    private final Workshop workshop;
    private final MonthlyRows rows;
    private final Map<FactKind, NavigableSet<YearMonth>> dirty;
    private final List<Stage> stages = new ArrayList<>();

    Surroundings(Workshop workshop, MonthlyRows rows, Map<FactKind, NavigableSet<YearMonth>> dirty) {
        this.workshop = workshop;
        this.rows = rows;
        this.dirty = dirty;
    }

    /// What is needed, by kind.
    ///
    /// @param offered the days of the first and the last offer; empty where there are none
    List<Stage> stages(List<Long> offered) {
        boolean named = Reach.NAMING.stream().anyMatch(kind -> !months(kind).isEmpty());
        if (rows.has(INTERACTIONS) && (named || !months(INTERACTIONS).isEmpty())) {
            interactions();
        }
        if (rows.has(OFFERS) && (named || !months(INTERACTIONS).isEmpty())) {
            offers(offered);
        }
        Reach.NAMING.stream()
                .filter(kind -> kind != OFFERS && rows.has(kind))
                .forEach(kind -> facts(kind).ifPresent(stages::add));
        if (!months(EVENTS).isEmpty()) {
            events();
        }
        return stages;
    }

    private NavigableSet<YearMonth> months(FactKind kind) {
        return dirty.getOrDefault(kind, new TreeSet<>());
    }

    /// The facts of the months that are made anew.
    private Optional<KeptStage> facts(FactKind kind) {
        return rows.stage(kind, months(kind));
    }

    private Optional<String> others(FactKind kind) {
        return rows.from(kind, rows.others(kind, months(kind)));
    }

    private void interactions() {
        named("named_contacts", Reach.NAMING);
        named("looked_through", List.of(RESPONSES, EVALUATIONS));
        String keys = "key_matter, key_cased, started_at";
        List<String> wanted = new ArrayList<>();
        facts(INTERACTIONS)
                .ifPresent(stage -> wanted.add("select %s from (select *%s from (%s))"
                        .formatted(keys, Keys.of(rows.table(INTERACTIONS)), stage.select())));
        others(INTERACTIONS)
                .ifPresent(from ->
                        wanted.add("select %s from %s where key_contact in (select key_contact from looked_through)"
                                .formatted(keys, from)));
        workshop.write(
                "wanted_matters",
                "select %s from (%s) where key_matter is not null".formatted(keys, String.join(" union all ", wanted)));
        write(INTERACTIONS, INTERACTIONS_NEEDED, """
                select file_index::bigint i, file_row_number r from %1$s where key_contact in (select key_contact from named_contacts)
                or key_cased and key_matter in (select key_matter from wanted_matters where key_cased)
                union select n.file_index::bigint, n.file_row_number
                from (select file_index, file_row_number, key_matter, started_at from %1$s where not key_cased) n
                join (select key_matter, started_at from wanted_matters where not key_cased) w
                on n.key_matter = w.key_matter and n.started_at <= w.started_at and n.started_at >= w.started_at - %2$d
                """, Contacts.HOURS_72);
    }

    /// Keeps the interactions that facts of some kinds name which are made anew.
    private void named(String name, List<FactKind> kinds) {
        String selects = kinds.stream()
                .filter(kind -> rows.has(kind) && rows.table(kind).position("interaction_id") >= 0)
                .flatMap(kind -> facts(kind).stream())
                .map(stage -> "select %s key_contact from (%s)".formatted(Keys.contact(stage.table()), stage.select()))
                .collect(Collectors.joining(" union all "));
        workshop.write(
                name,
                "select distinct key_contact from (%s) where key_contact is not null"
                        .formatted(selects.isEmpty() ? "select null::ubigint key_contact" : selects));
    }

    private void events() {
        String own = facts(EVENTS)
                .map(stage -> "select key_matter from (select *%s from (%s)) where key_matter is not null"
                        .formatted(Keys.of(rows.table(EVENTS)), stage.select()))
                .orElse("select null::ubigint key_matter where false");
        workshop.write("wanted_cases", "select distinct key_matter from (%s)".formatted(own));
        write(
                EVENTS,
                "some_events",
                "select file_index::bigint i, file_row_number r from %1$s where key_matter in (select key_matter from wanted_cases)",
                0);
    }

    /// Offers say whether an interaction had one, and from which day to which there are any.
    private void offers(List<Long> offered) {
        FactTable table = rows.table(OFFERS);
        String contact = Keys.contact(table);
        String ends = offered.isEmpty() ? "" : " or day in (%d, %d)".formatted(offered.getFirst(), offered.getLast());
        String made = rows.has(INTERACTIONS)
                ? "select %s from %s where interaction_id is not null"
                        .formatted(Keys.contact(rows.table(INTERACTIONS)), INTERACTIONS_NEEDED)
                : "select null::ubigint where false";
        write(
                OFFERS,
                "some_offers",
                "select file_index::bigint i, file_row_number r from %1$s where " + contact + " in (" + made + ")"
                        + ends,
                0);
    }

    /// Puts facts of the months that are made anew and rows of other pages into one file, in their order.
    ///
    /// @param others SELECT of the file and the row number of other pages' rows; gets these pages and the hours
    private void write(FactKind kind, String name, String others, long hours) {
        String columns = rows.columns(kind);
        List<String> parts = new ArrayList<>();
        facts(kind).ifPresent(stage -> parts.add("select rn, %s from (%s)".formatted(columns, stage.select())));
        List<String> files = rows.files(kind, rows.others(kind, months(kind)));
        if (!files.isEmpty()) {
            String looked = "looked_at_by_" + name;
            workshop.write(looked, others.formatted(rows.scan(files), hours));
            // Only files with such a row are read with all their columns.
            workshop.small("select distinct i from %s order by i".formatted(looked)).stream()
                    .map(row -> (Long) row[0])
                    .forEach(file -> parts.add(
                            "select (%1$d::bigint << 40) + file_row_number rn, %2$s from %3$s where file_row_number in (select r from %4$s where i = %1$d)"
                                    .formatted(
                                            file,
                                            columns,
                                            rows.scan(List.of(files.get(Math.toIntExact(file)))),
                                            looked)));
        }
        String all = parts.isEmpty()
                ? "select 0::bigint rn, %s where false"
                        .formatted(rows.table(kind).columns().stream()
                                .map(c -> "null::%s %s".formatted(Stage.type(c.type()), Sql.name(c.name())))
                                .collect(Collectors.joining(", ")))
                : String.join(" union all ", parts);
        String file =
                workshop.write(name, "select %s from (%s) order by %s, rn".formatted(columns, all, MonthlyRows.MONTH));
        stages.add(new WrittenStage(rows.table(kind), file));
    }
}
