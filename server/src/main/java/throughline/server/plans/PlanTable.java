package throughline.server.plans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The planned steps. Those of other facts than are shown are as if they were not there.
final class PlanTable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    PlanTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// Puts one in the place of its unit's; false where it is there already.
    boolean put(UUID id, String unit, Map<String, String> row, Instant at, String by) {
        return sql.sql("""
                        insert into planned_step (unit, id, step, planned_at, planned_by, generation)
                        select ?, ?, ?::jsonb, ?, ?, generation from lake_shown
                        on conflict (unit) do update set id = excluded.id, step = excluded.step,
                            planned_at = excluded.planned_at, planned_by = excluded.planned_by,
                            generation = excluded.generation
                        where planned_step.id <> excluded.id""")
                        .params(unit, id, JSON.writeValueAsString(row), at.atOffset(ZoneOffset.UTC), by)
                        .update()
                == 1;
    }

    /// Takes plans away from every unit but one.
    ///
    /// @return those that were there
    List<Plan> deleteElsewhere(List<UUID> ids, String unit) {
        return sql.sql("""
                        delete from planned_step where id = any (?) and unit <> ?
                        returning unit, id, step::text, planned_at""")
                .params(ids.toArray(UUID[]::new), unit)
                .query(PlanTable::plan)
                .list();
    }

    List<Plan> list() {
        return sql.sql("""
                        select unit, id, step::text, planned_at from planned_step join lake_shown using (generation)
                        order by unit""").query(PlanTable::plan).list();
    }

    private static Plan plan(ResultSet row, int number) throws SQLException {
        var texts = new LinkedHashMap<String, String>();
        JSON.readTree(row.getString("step"))
                .properties()
                .forEach(column -> texts.put(column.getKey(), column.getValue().asString()));
        return new Plan(
                row.getObject("id", UUID.class),
                row.getString("unit"),
                texts,
                row.getTimestamp("planned_at")
                        .toInstant()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate());
    }

    /// Whether it was there.
    boolean delete(UUID id) {
        return sql.sql("delete from planned_step where id = ?").param(id).update() == 1;
    }
}
