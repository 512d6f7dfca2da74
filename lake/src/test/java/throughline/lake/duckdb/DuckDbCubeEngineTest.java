package throughline.lake.duckdb;

import java.util.List;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeEngineContract;
import throughline.lake.cube.Worlds;

class DuckDbCubeEngineTest extends CubeEngineContract {

    @Override
    protected CubeEngine engine(List<Worlds.World> worlds) {
        var lake = DuckDbLake.temporary();
        worlds.forEach(world -> world.into(lake.appender(world.table())));
        return lake.seal(List.of());
    }
}
