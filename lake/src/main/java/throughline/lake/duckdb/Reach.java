package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.OFFERS;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// How far a change of some rows reaches: the months in which a row that is made of facts may be another now.
///
/// An interaction may be another when it changed itself, when a row of its case did, when one on the same matter that
/// began up to 72 hours before did, when an offer that names it did, and when readings of its days or the days that
/// have offers did. A fact that names an interaction may be another when that one may.
final class Reach {

    /// What is looked up in an interaction.
    static final List<FactKind> NAMING =
            List.of(RESPONSES, FactKind.EVALUATIONS, FactKind.COMPLAINTS, FactKind.INVITATIONS, OFFERS);

    private static final String CONTACTS = "changed_contacts";
    private static final String DAYS = "changed_days";
    private static final String AFFECTED = "affected_contacts";

    private static final String NONE =
            "select null::ubigint h, 0 side, null::ubigint key_contact, null::ubigint key_matter, false key_cased, null::bigint started_at, 0 as day where false";

    private final Workshop workshop;
    private final MonthlyRows rows;
    private final Map<FactKind, NavigableSet<YearMonth>> dirty = new EnumMap<>(FactKind.class);

    Reach(Workshop workshop, MonthlyRows rows) {
        this.workshop = workshop;
        this.rows = rows;
        rows.kept().keySet().stream()
                .filter(PagedSealing.PAGED::contains)
                .forEach(kind -> dirty.put(kind, new TreeSet<>(rows.touched(kind))));
    }

    /// Whether no file of facts is another.
    boolean nothing() {
        return dirty.values().stream().allMatch(Collection::isEmpty);
    }

    /// The months of the pages that are to be made anew, by kind.
    ///
    /// @param readings table of the readings as they are judged now
    /// @param daysCounting how many days a reading may count at most
    /// @param before the days of the first and the last offer before; empty where there are none
    /// @param now those of now
    Map<FactKind, NavigableSet<YearMonth>> months(
            FactTable readings, long daysCounting, List<Long> before, List<Long> now) {
        List<String> days = new ArrayList<>();
        judged(readings, daysCounting).ifPresent(days::add);
        if (!before.equals(now)) {
            days.add(days(Math.min(before.get(0), now.get(0)), Math.max(before.get(0), now.get(0))));
            days.add(days(Math.min(before.get(1), now.get(1)), Math.max(before.get(1), now.get(1))));
        }
        workshop.write(
                DAYS, "select distinct day from (%s)".formatted(union(days, "select null::bigint as day where false")));
        if (rows.has(INTERACTIONS)) {
            interactions();
            NAMING.stream().filter(rows::has).forEach(this::naming);
        }
        if (rows.has(RESPONSES)) {
            add(RESPONSES, "day in (select day from %s)".formatted(DAYS));
        }
        if (rows.has(EVENTS)) {
            changed(EVENTS, rows.table(EVENTS), "key_matter", "changed_event_cases");
            add(EVENTS, "key_matter in (select key_matter from changed_event_cases)");
        }
        return dirty;
    }

    private static String union(List<String> selects, String otherwise) {
        return selects.isEmpty() ? otherwise : String.join(" union all ", selects);
    }

    private static String days(long from, long to) {
        return "select unnest(range(%d, %d)) as day".formatted(from, to + 1);
    }

    /// The days for which readings changed, or what is thought of them; the months of such readings become dirty.
    private Optional<String> judged(FactTable now, long daysCounting) {
        if (!rows.has(READINGS) || touched(READINGS).isEmpty()) {
            return Optional.empty();
        }
        String columns = now.columns().stream().map(c -> Sql.name(c.name())).collect(Collectors.joining(", "));
        String news = "select hash(%s) h, 1 side, day from %s".formatted(columns, Sql.name(READINGS.table()));
        String olds = rows.from(READINGS, rows.pages(READINGS).keySet())
                .map(from -> " union all select hash(%s) h, -1 side, day from %s".formatted(columns, from))
                .orElse("");
        workshop.write(
                "changed_readings",
                "select any_value(day) as day from (%s%s) group by h having sum(side) <> 0".formatted(news, olds));
        months("select distinct %s from changed_readings".formatted(MonthlyRows.MONTH))
                .forEach(dirty(READINGS)::add);
        // A day on either side, because the day of a fact is a local one and a reading counts from a moment on.
        return Optional.of(
                "select unnest(range(day - 1, day + %d)) as day from (select distinct day from changed_readings)"
                        .formatted(daysCounting + 2));
    }

    /// Finds rows that are in the facts of touched months or in their pages, and not in both.
    private void changed(FactKind kind, FactTable table, String carried, String name) {
        List<String> sides = new ArrayList<>();
        rows.stage(kind, touched(kind))
                .ifPresent(stage -> sides.add("select hash(%s) h, 1 side, %s from (select *%s from (%s))"
                        .formatted(rows.columns(kind), carried, Keys.of(table), stage.select())));
        rows.from(kind, touched(kind))
                .ifPresent(from -> sides.add(
                        "select hash(%s) h, -1 side, %s from %s".formatted(rows.columns(kind), carried, from)));
        String each = List.of(carried.split(", ")).stream()
                .map(column -> "any_value(%1$s) as %1$s".formatted(column))
                .collect(Collectors.joining(", "));
        workshop.write(
                name, "select %s from (%s) group by h having sum(side) <> 0".formatted(each, union(sides, NONE)));
    }

    private void interactions() {
        FactTable table = rows.table(INTERACTIONS);
        String carried = "key_contact, key_matter, key_cased, started_at";
        changed(INTERACTIONS, table, carried, "changed_interactions");
        List<String> contacts = new ArrayList<>(List.of("select key_contact from changed_interactions"));
        if (rows.has(OFFERS)) {
            offers();
            contacts.add("select key_contact from changed_offers");
        }
        workshop.write(
                CONTACTS,
                "select distinct key_contact from (%s) where key_contact is not null"
                        .formatted(String.join(" union all ", contacts)));
        workshop.write(
                "changed_matters",
                "select key_matter, key_cased, started_at from changed_interactions where key_matter is not null");
        List<String> now = new ArrayList<>();
        rows.from(INTERACTIONS, rows.others(INTERACTIONS, touched(INTERACTIONS)))
                .ifPresent(from -> now.add("select %s, day from %s".formatted(carried, from)));
        rows.stage(INTERACTIONS, touched(INTERACTIONS))
                .ifPresent(stage -> now.add("select %s, day from (select *%s from (%s))"
                        .formatted(carried, Keys.of(table), stage.select())));
        workshop.view("present_interactions", union(now, NONE));
        workshop.write("affected_interactions", """
                select key_contact, day from present_interactions where key_contact in (select key_contact from %1$s)
                or key_cased and key_matter in (select key_matter from changed_matters where key_cased)
                or day in (select day from %2$s)
                union all select n.key_contact, n.day from present_interactions n join changed_matters c
                on n.key_matter = c.key_matter and n.started_at >= c.started_at and n.started_at <= c.started_at + %3$d
                where not n.key_cased and not c.key_cased
                """.formatted(CONTACTS, DAYS, Contacts.HOURS_72));
        months("select distinct %s from affected_interactions".formatted(MonthlyRows.MONTH))
                .forEach(dirty(INTERACTIONS)::add);
        workshop.write(
                AFFECTED,
                "select key_contact from affected_interactions where key_contact is not null union select key_contact from %s"
                        .formatted(CONTACTS));
    }

    /// The interactions that offers name which changed; what counts is whether one was made, and accepted.
    private void offers() {
        FactTable table = rows.table(OFFERS);
        String said = "hash(%s, %s)"
                .formatted(
                        table.position("interaction_id") < 0 ? "null" : "interaction_id",
                        table.position("accepted") < 0 ? "null" : "accepted");
        List<String> sides = new ArrayList<>();
        rows.stage(OFFERS, touched(OFFERS))
                .ifPresent(stage -> sides.add("select %s h, 1 side, %s key_contact from (%s)"
                        .formatted(said, Keys.contact(table), stage.select())));
        rows.from(OFFERS, touched(OFFERS))
                .ifPresent(from -> sides.add(
                        "select %s h, -1 side, %s key_contact from %s".formatted(said, Keys.contact(table), from)));
        workshop.write(
                "changed_offers",
                "select any_value(key_contact) as key_contact from (%s) group by h having sum(side) <> 0"
                        .formatted(union(sides, NONE)));
    }

    private void naming(FactKind kind) {
        if (rows.table(kind).position("interaction_id") >= 0) {
            add(kind, "hash(interaction_id) in (select key_contact from %s)".formatted(AFFECTED));
        }
    }

    /// Adds the months of untouched pages with a row for which a condition holds.
    private void add(FactKind kind, String where) {
        rows.from(kind, rows.others(kind, dirty(kind)))
                .ifPresent(
                        from -> months("select distinct %s from %s where %s".formatted(MonthlyRows.MONTH, from, where))
                                .forEach(dirty(kind)::add));
    }

    private NavigableSet<YearMonth> touched(FactKind kind) {
        return rows.touched(kind);
    }

    private NavigableSet<YearMonth> dirty(FactKind kind) {
        return Objects.requireNonNull(dirty.get(kind));
    }

    private List<YearMonth> months(String select) {
        return workshop.small(select).stream()
                .map(row -> MonthlyRows.month((Long) row[0]))
                .toList();
    }
}
