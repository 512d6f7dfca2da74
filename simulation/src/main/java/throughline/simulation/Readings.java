package throughline.simulation;

import throughline.lake.fact.FactKind;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;

/// Writes what the infrastructure measured: faults by the hour, availability and response time by the day. Large
/// organisations keep faults by the day as well.
final class Readings {

    private static final long MOST_UNIT_DAYS_BY_THE_HOUR = 13_000;

    private final World world;
    private final Tables tables;

    Readings(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
    }

    void write() {
        TableFile file = tables.open(FactKind.READINGS, "at measure value unit touchpoint system denominator");
        Dialect dialect = world.settings().recording().dialect();
        String faults = dialect.name("system_faults");
        String available = dialect.name("availability");
        String slowness = dialect.name("response_ms");
        boolean hourly = (long) world.settings().units() * world.settings().days() <= MOST_UNIT_DAYS_BY_THE_HOUR;
        int hours = Conditions.CLOSES - Conditions.OPENS;
        for (int day = 0; day < world.settings().days(); day++) {
            for (int u = 0; u < world.settings().units(); u++) {
                Place unit = world.blueprint().frontline().get(u);
                var draws = Draws.of(world.settings().seed(), Purpose.READINGS, u, day);
                if (!hourly) {
                    int atFault = world.conditions().hoursAtFault(u, day);
                    int many = 4 * atFault + draws.nextInt(2 + 8 * Math.min(1, atFault)) / 2;
                    boolean lost = draws.happens(0.01);
                    if (!lost && tables.covers(FactKind.READINGS, day)) {
                        file.date(day).text(faults).number(many).text(unit.id());
                        file.empty().text("order-system").empty().end();
                    }
                }
                for (int h = Conditions.OPENS; hourly && h < Conditions.CLOSES; h++) {
                    boolean fault = world.conditions().fault(u, day, h * 3600);
                    int quiet = draws.happens(0.03) ? 1 : 0;
                    int many = 4 + draws.nextInt(9);
                    boolean lost = draws.happens(0.01);
                    if (!lost && tables.covers(FactKind.READINGS, day)) {
                        file.time(day, h * 3600).text(faults).number(fault ? many : quiet);
                        file.text(unit.id())
                                .empty()
                                .text("order-system")
                                .empty()
                                .end();
                    }
                }
                double up = 1 - (double) world.conditions().hoursAtFault(u, day) / hours;
                double slow = Math.exp(5.6 + 0.8 * (1 - up) + draws.normal(0.15));
                if (tables.covers(FactKind.READINGS, day)) {
                    for (String point : unit.serves()) {
                        file.date(day)
                                .text(available)
                                .number(up, 3)
                                .text(unit.id())
                                .text(point);
                        file.text("order-system").number(hours).end();
                        file.date(day)
                                .text(slowness)
                                .number(slow, 0)
                                .text(unit.id())
                                .text(point);
                        file.text("order-system").empty().end();
                    }
                }
            }
        }
    }
}
