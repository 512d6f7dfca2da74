package throughline.lake.cube;

import java.util.List;

class InMemoryCubeEngineTest extends CubeEngineContract {

    @Override
    protected CubeEngine engine(List<Worlds.World> worlds) {
        var lake = new InMemoryLake();
        worlds.forEach(world -> world.into(lake.appender(world.table())));
        return lake.engine();
    }
}
