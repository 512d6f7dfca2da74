package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// The tables of an engine that say of each fact which unit it is of; the others are as if they were not there. What
/// somebody may see who may see one unit only.
record ToldApart(CubeEngine engine) implements CubeEngine {

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
