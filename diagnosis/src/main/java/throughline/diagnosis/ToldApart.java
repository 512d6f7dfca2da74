package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.organisation.Register;

/// The tables of an engine that say of each fact which unit it is of; the others are as if they were not there. What
/// somebody may see who may see one unit only.
record ToldApart(CubeEngine engine) implements CubeEngine {

    /// The register for somebody who may see these units only. What is said, decided and promised without a
    /// unit is for everybody; a forecast without one is another's, and importances and listening tell no
    /// unit.
    static Register of(Register register, Set<String> units) {
        Predicate<@Nullable String> theirs = unit -> unit == null || units.contains(unit);
        return new Register(
                register.steps(),
                register.decisions().stream().filter(d -> theirs.test(d.unit())).toList(),
                register.announcements().stream()
                        .filter(a -> theirs.test(a.unit()))
                        .toList(),
                register.promises().stream().filter(p -> theirs.test(p.unit())).toList(),
                register.forecasts().stream()
                        .filter(f -> f.unit() != null && units.contains(f.unit()))
                        .toList(),
                List.of(),
                register.trainings(),
                register.pushes(),
                register.rewards(),
                register.agendas(),
                List.of());
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Optional<FactTable> table(FactKind kind) {
        return engine.table(kind).filter(table -> table.find("unit").isPresent());
    }

    @Override
    public Cube scan(CubeQuery query) {
        return table(query.fact()).isPresent()
                ? engine.scan(query)
                : new ColumnarCube.Builder(query.keys(), query.measures()).build();
    }

    @Override
    public List<MomentBlock> moments(MomentsQuery query) {
        return table(query.fact()).isPresent() ? engine.moments(query) : List.of();
    }

    @Override
    public Rows rows(RowQuery query, long offset, int limit) {
        return table(query.fact()).isPresent()
                ? engine.rows(query, offset, limit)
                : new Rows(List.of("file", "line"), List.of(), 0);
    }

    /// Nothing: the engine is its owner's.
    @Override
    public void close() {}
}
