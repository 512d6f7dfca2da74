package throughline.lake.duckdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;

/// Turns staged rows into the tables that are asked.
final class Sealing {

    private final Connections connections;
    private final Collection<Stage> stages;
    private final Map<FactKind, Long> replaced = new EnumMap<>(FactKind.class);

    Sealing(Connections connections, Collection<Stage> stages) {
        this.connections = connections;
        this.stages = stages;
    }

    Map<FactKind, Long> replaced() {
        return replaced;
    }

    List<StoredTable> run() {
        List<StoredTable> tables = new ArrayList<>();
        for (Stage stage : stages) {
            String table = stage.kind().table();
            connections.run("create temp view %s as %s".formatted(staged(stage.kind()), stage.select()));
            String kept = dropReplaced(stage);
            String columns = stage.table().columns().stream()
                    .map(Column::name)
                    .map(Sql::name)
                    .collect(Collectors.joining(", "));
            connections.run("create table %s as select %s from %s where %s"
                    .formatted(Sql.name(table), columns, staged(stage.kind()), kept));
            tables.add(new StoredTable(stage.table(), Map.of()));
        }
        return tables;
    }

    static String staged(FactKind kind) {
        return Sql.name("staged_" + kind.table());
    }

    /// A condition on `rn` that leaves out rows which a later row of the same id replaces.
    private String dropReplaced(Stage stage) {
        FactKind kind = stage.kind();
        if (kind.id().isEmpty() || stage.table().position(kind.id().get()) < 0) {
            return "true";
        }
        String id = Sql.name(kind.id().get());
        String twice = Sql.name("twice_" + kind.table());
        String lost = Sql.name("lost_" + kind.table());
        connections.run(
                "create table %s as select hash(%s) h from %s where %2$s is not null group by 1 having count(*) > 1"
                        .formatted(twice, id, staged(kind)));
        if (connections.number("select count(*) from " + twice, List.of()) == 0) {
            return "true";
        }
        connections.run(("create table %s as select rn from (select rn, max(rn) over (partition by %s) last from %s"
                        + " where hash(%2$s) in (select h from %s)) where rn < last")
                .formatted(lost, id, staged(kind), twice));
        long count = connections.number("select count(*) from " + lost, List.of());
        if (count == 0) {
            return "true";
        }
        replaced.put(kind, count);
        return "rn not in (select rn from %s)".formatted(lost);
    }
}
