package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.CASES;
import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.READINGS;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// Turns staged rows into the tables that are asked: replaced rows go, derived columns come.
///
/// Every statement runs on one thread (two at a time), so that the tables, and with them all sums, are the
/// same in every run.
final class Sealing {

    private final Workshop workshop;
    private final Map<FactKind, Long> replaced = new EnumMap<>(FactKind.class);
    private final Map<FactKind, FactTable> tables = new EnumMap<>(FactKind.class);

    Sealing(Workshop workshop) {
        this.workshop = workshop;
    }

    /// How many rows gave way to a later one of the same id.
    Map<FactKind, Long> replaced() {
        return replaced;
    }

    /// Makes all tables of the rows that were taken in.
    List<FactTable> run(List<StateRule> rules) {
        return run(state(rules));
    }

    /// The state of the infrastructure, once the readings were taken in.
    StateAtContact state(List<StateRule> rules) {
        var state = new StateAtContact(workshop, rules, Optional.ofNullable(tables.get(READINGS)));
        state.readings().ifPresent(table -> tables.put(READINGS, table));
        return state;
    }

    /// Makes all tables of the rows that were taken in.
    List<FactTable> run(StateAtContact state) {
        // Answers need the sums of cases but not the cases, and nobody needs traces and places: made meanwhile.
        try (var beside = Executors.newSingleThreadExecutor()) {
            Optional<Future<List<FactTable>>> traced =
                    Optional.ofNullable(tables.get(EVENTS)).map(events -> beside.submit(() -> trace(events)));
            Future<List<FactTable>> placed = beside.submit(new Links(workshop, Map.copyOf(tables), state)::places);
            Optional<Future<FactTable>> cases = Optional.empty();
            if (tables.containsKey(INTERACTIONS)) {
                FactTable interactions = new Contacts(workshop, tables, state).derive();
                tables.put(INTERACTIONS, interactions);
                var ofInteractions = new Cases(workshop, interactions);
                Optional<FactTable> summed = ofInteractions.sum();
                summed.ifPresent(table -> tables.put(CASES, table));
                cases = summed.map(table -> beside.submit(ofInteractions::make));
            }
            add(new Links(workshop, tables, state).answers());
            add(done(placed));
            cases.ifPresent(made -> tables.put(CASES, done(made)));
            traced.ifPresent(made -> add(done(made)));
        }
        return List.copyOf(tables.values());
    }

    private void add(List<FactTable> made) {
        made.forEach(table -> tables.put(table.kind(), table));
    }

    /// The events with what came before each, and the traces if there are any.
    private List<FactTable> trace(FactTable events) {
        var traces = new Traces(workshop, events);
        var made = new ArrayList<>(List.of(traces.derive()));
        traces.traces().ifPresent(made::add);
        return made;
    }

    /// What another thread makes, once it is there.
    static <T> T done(Future<T> made) {
        try {
            return made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LakeException("Interrupted while tables were made", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new LakeException("Tables could not be made", e);
        }
    }

    /// Name of the view of a kind's rows as appended, without replaced ones, with `rn` before the columns.
    static String kept(FactKind kind) {
        return "kept_" + kind.table();
    }

    /// Name of the view of a kind's rows as appended, replaced ones among them.
    static String appended(FactKind kind) {
        return "appended_" + kind.table();
    }

    /// Name of the table of the `rn` of a kind's replaced rows; it is there only if there are such rows.
    static String lost(FactKind kind) {
        return "lost_" + kind.table();
    }

    /// Takes the rows of a kind in: makes the views of the kept rows. Replaced rows are passed over, which costs
    /// less than a copy without them. Segments of different columns are made one, as a positional join
    /// needs.
    void keep(Stage stage) {
        FactKind kind = stage.kind();
        tables.put(kind, stage.table());
        String staged = "select * from " + Sql.name("staged_" + kind.table());
        workshop.view("staged_" + kind.table(), stage.select());
        stage.scan()
                .ifPresentOrElse(
                        scan -> workshop.view(appended(kind), "select * from " + scan),
                        () -> workshop.write(appended(kind), staged + " order by rn"));
        if (stage.unique() || !replacements(stage)) {
            workshop.view(kept(kind), staged);
            workshop.view(kind.table(), workshop.definition(appended(kind)));
        } else {
            workshop.view(kept(kind), staged + " where rn not in (select rn from %s)".formatted(Sql.name(lost(kind))));
            workshop.view(kind.table(), workshop.definition(kept(kind)));
        }
    }

    /// Finds rows which a later row of the same id replaces. Hashes tell cheaply which ids to compare.
    private boolean replacements(Stage stage) {
        FactKind kind = stage.kind();
        String staged = Sql.name("staged_" + kind.table());
        String id = Sql.name(kind.id().orElseThrow());
        String twice = "twice_" + kind.table();
        workshop.write(
                twice,
                "select h from (select hash(%1$s) h from %2$s where %1$s is not null) group by h having count(*) > 1"
                        .formatted(id, staged));
        if (workshop.number("select count(*) from " + Sql.name(twice)) == 0) {
            return false;
        }
        workshop.write(lost(kind), """
                select rn from (select rn, max(rn) over (partition by %1$s) latest from %2$s
                where %1$s is not null and hash(%1$s) in (select h from %3$s)) where rn < latest
                """.formatted(id, staged, Sql.name(twice)));
        long lost = workshop.number("select count(*) from " + Sql.name(lost(kind)));
        if (lost > 0) {
            replaced.put(kind, lost);
        }
        return lost > 0;
    }
}
