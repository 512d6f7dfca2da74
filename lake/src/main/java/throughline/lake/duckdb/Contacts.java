package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.OFFERS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// What is derived of interactions alone.
///
/// - `repeat_72h`: an earlier contact on the same matter began at most 72 hours before. A matter is a case,
/// and without
///   a case a customer's intent; where neither is known it is empty.
/// - `offered`: an offer names the interaction; where none does, not known before the first day with an
///   offer and after the last.
/// - `degraded` and `state_<measure>`: see [StateAtContact].
///
/// `derived_lone` says that the contact is the only one of its case; [Cases] takes such a case from its row.
///
/// The derived columns are a file beside the appended one, in the same order, because writing ten million
/// rows again would cost as much as reading them did. A column of the same name in the organisation's own
/// file is left alone.
final class Contacts {

    /// Within so many microseconds a contact on the same matter is a repeat.
    static final long HOURS_72 = 72L * 3600 * 1_000_000;

    /// The derived columns, and `derived_rn` by which they join `rn` of the kept rows.
    static final String DERIVED = "derived_interactions";

    private static final String KEPT = Sql.name(Sealing.kept(INTERACTIONS));

    private final Workshop workshop;
    private final StateAtContact state;
    private final boolean offers;
    private final boolean replaced;
    private FactTable table;

    Contacts(Workshop workshop, Map<FactKind, FactTable> tables, StateAtContact state) {
        this.workshop = workshop;
        this.state = state;
        this.table = java.util.Objects.requireNonNull(tables.get(INTERACTIONS));
        this.offers = Optional.ofNullable(tables.get(OFFERS))
                .filter(t -> t.position("interaction_id") >= 0)
                .isPresent();
        this.replaced = workshop.has(Sealing.lost(INTERACTIONS));
    }

    private boolean has(String column) {
        return table.position(column) >= 0;
    }

    /// Joins the derived columns to the view of interactions, and gives the table with them.
    FactTable derive() {
        if (!has("started_at")) {
            return table;
        }
        Map<Column, String> derived = new LinkedHashMap<>();
        repeats().ifPresent(sql -> derived.put(new Column("repeat_72h", ColumnType.FLAG), sql));
        if (offers && has("interaction_id")) {
            derived.put(
                    new Column("offered", ColumnType.FLAG),
                    "case when f.contact in (select hash(interaction_id) from %1$s where interaction_id is not null) then true when f.day between (select min(day) from %1$s) and (select max(day) from %1$s) then false end"
                            .formatted(Sql.name(Sealing.kept(OFFERS))));
        }
        state.columns().forEach(column -> derived.put(column, "f." + Sql.name(column.name())));
        derived.keySet().removeIf(column -> has(column.name()));
        if (derived.isEmpty() && !has("case_id")) {
            return table;
        }
        workshop.write(DERIVED, select(derived));
        workshop.view(
                INTERACTIONS.table(),
                "select * from %s positional join %s%s"
                        .formatted(
                                Sql.name(Sealing.appended(INTERACTIONS)),
                                Sql.name(DERIVED),
                                replaced ? " where not derived_replaced" : ""));
        var columns = new ArrayList<>(table.columns());
        columns.addAll(derived.keySet());
        table = new FactTable(INTERACTIONS, columns);
        return table;
    }

    private String select(Map<Column, String> derived) {
        List<String> selected = new ArrayList<>(List.of("f.rn derived_rn"));
        derived.forEach((column, value) -> selected.add(value + " " + Sql.name(column.name())));
        if (has("case_id")) {
            selected.add(
                    "f.case_matter is not null and f.case_matter not in (select matter from several) derived_lone");
        }
        if (replaced) {
            selected.add(
                    "f.rn in (select rn from %s) derived_replaced".formatted(Sql.name(Sealing.lost(INTERACTIONS))));
        }
        String facts = "(select rn, day, started_at t, %s, %s, %s contact, %s case_matter, %s matter from %s)"
                .formatted(
                        has("unit") ? "unit" : "null::varchar unit",
                        has("touchpoint") ? "touchpoint" : "null::varchar touchpoint",
                        has("interaction_id") ? "hash(interaction_id)" : "null::ubigint",
                        has("case_id") ? "case when case_id is not null then hash(case_id) end" : "null::ubigint",
                        matter().orElse("null::ubigint"),
                        Sql.name("staged_" + INTERACTIONS.table()));
        String states = state.columns().isEmpty() ? "" : ", " + state.values();
        // A join hands matched rows on before the others, so what it gives is put back in order.
        return "select %s from (select f.rn, f.day, f.matter, f.case_matter, f.contact%s from %s f %s) f order by f.rn"
                .formatted(String.join(", ", selected), states, facts, state.joins());
    }

    private Optional<String> matter() {
        return matter(table);
    }

    /// SQL of the hash of what a contact was about; empty where the table does not know it of any.
    static Optional<String> matter(FactTable table) {
        String ofCase = table.position("case_id") >= 0 ? "when case_id is not null then hash(case_id) " : "";
        String ofIntent = table.position("customer") >= 0 && table.position("intent") >= 0
                ? "when customer is not null and intent is not null then hash(customer, intent) "
                : "";
        return ofCase.isEmpty() && ofIntent.isEmpty()
                ? Optional.empty()
                : Optional.of("case " + ofCase + ofIntent + "end");
    }

    private Optional<String> repeats() {
        return matter().map(matter -> {
            workshop.write(
                    "matters",
                    "select rn, t, matter from (select rn, started_at t, %s matter from %s) where matter is not null"
                            .formatted(matter, KEPT));
            workshop.write("several", "select matter from matters group by matter having count(*) > 1");
            workshop.write("repeats", """
                            select rn from (select rn, t - lag(t) over (partition by matter order by t, rn) gap
                            from matters where matter in (select matter from several)) where gap <= %d
                            """.formatted(HOURS_72));
            return "case when f.matter is not null then f.rn in (select rn from repeats) end";
        });
    }
}
