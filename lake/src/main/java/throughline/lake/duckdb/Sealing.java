package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.CASES;
import static throughline.lake.fact.FactKind.COMPLAINTS;
import static throughline.lake.fact.FactKind.EVALUATIONS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.INVITATIONS;
import static throughline.lake.fact.FactKind.OFFERS;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// Turns staged rows into the tables that are asked: replaced rows go, derived columns come.
///
/// Every statement runs on one thread and every join ends in the order of appending, so that the tables, and
/// with them all sums, are the same in every run.
final class Sealing {

    private final Workshop workshop;
    private final Map<FactKind, Stage> stages;
    private final Map<FactKind, Long> replaced = new EnumMap<>(FactKind.class);
    private final Map<FactKind, FactTable> tables = new EnumMap<>(FactKind.class);

    Sealing(Workshop workshop, Map<FactKind, Stage> stages) {
        this.workshop = workshop;
        this.stages = stages;
    }

    /// How many rows gave way to a later one of the same id.
    Map<FactKind, Long> replaced() {
        return replaced;
    }

    /// Makes all tables.
    List<StoredTable> run(List<StateRule> rules) {
        stages.forEach((kind, stage) -> {
            keep(stage);
            tables.put(kind, stage.table());
        });
        var state = new StateAtContact(workshop, rules, Optional.ofNullable(tables.get(READINGS)));
        state.readings().ifPresent(table -> tables.put(READINGS, table));
        if (tables.containsKey(INTERACTIONS)) {
            var contacts = new Contacts(workshop, tables, state);
            tables.put(INTERACTIONS, contacts.derive());
            contacts.cases().ifPresent(table -> tables.put(CASES, table));
        }
        var links = new Links(workshop, tables, state);
        for (FactKind kind : List.of(RESPONSES, EVALUATIONS, COMPLAINTS, INVITATIONS, OFFERS)) {
            if (tables.containsKey(kind)) {
                tables.put(kind, links.fill(kind));
            }
        }
        return tables.values().stream()
                .map(table -> new StoredTable(table, Map.of()))
                .toList();
    }

    /// Name of the view of a kind's rows as appended, without replaced ones, with `rn` before the columns.
    static String kept(FactKind kind) {
        return "kept_" + kind.table();
    }

    /// Makes the views of the kept rows. Without a replaced row nothing is copied.
    private void keep(Stage stage) {
        FactKind kind = stage.kind();
        workshop.view("staged_" + kind.table(), stage.select());
        if (stage.unique() || !replacements(stage)) {
            workshop.view(kept(kind), "select * from " + Sql.name("staged_" + kind.table()));
            workshop.view(
                    kind.table(),
                    stage.scan()
                            .map(scan -> "select * from " + scan)
                            .orElseGet(() -> "select * from " + Sql.name(kept(kind))));
        } else {
            workshop.write(
                    kept(kind),
                    "select * from %s where rn not in (select rn from %s)"
                            .formatted(Sql.name("staged_" + kind.table()), Sql.name("lost_" + kind.table())));
            workshop.view(kind.table(), workshop.definition(kept(kind)));
        }
    }

    /// Finds rows which a later row of the same id replaces. Hashes tell cheaply that there are none.
    private boolean replacements(Stage stage) {
        FactKind kind = stage.kind();
        String staged = Sql.name("staged_" + kind.table());
        String id = Sql.name(kind.id().orElseThrow());
        if (workshop.number("select count(%1$s) - count(distinct hash(%1$s)) from %2$s where %1$s is not null"
                        .formatted(id, staged))
                == 0) {
            return false;
        }
        workshop.write(
                "lost_" + kind.table(),
                "select rn from (select rn, max(rn) over (partition by %s) latest from %s where %1$s is not null) where rn < latest"
                        .formatted(id, staged));
        long lost = workshop.number("select count(*) from " + Sql.name("lost_" + kind.table()));
        if (lost > 0) {
            replaced.put(kind, lost);
        }
        return lost > 0;
    }
}
