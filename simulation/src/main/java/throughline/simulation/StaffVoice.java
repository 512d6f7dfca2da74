package throughline.simulation;

import java.util.List;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;

/// What staff say anonymously every month, and what they are recognised for.
final class StaffVoice {

    private static final List<String> ITEMS = List.of(
            "believes_promise",
            "leaders_say_service_first",
            "we_act_service_first",
            "can_deliver",
            "tools_help",
            "heard",
            "proud",
            "service_is_top_priority",
            "manager_models_service",
            "too_many_changes");

    private final World world;
    private final Tables tables;
    private final Mechanism mechanism;
    private final double[] level = new double[ITEMS.size()];

    StaffVoice(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        mechanism = world.mechanism();
        level[0] = mechanism.mix(Cause.SAY_DO_GAP, 4.2, 2.1);
        // In full 1.2 points of 5 lie between word and deed, 1.5 standard deviations of their difference; a mild form
        // has a tenth of that, which no reader of the 0.2 of the rule would call a gap.
        level[1] = mechanism.mix(Cause.SAY_DO_GAP, 4.1, 4.3);
        level[2] = mechanism.mix(Cause.SAY_DO_GAP, 4.1, 3.1);
        level[3] = mechanism.mix(Cause.TOO_MUCH_AT_ONCE, 4, 3.4);
        level[4] = mechanism.mix(Cause.TECHNOLOGY_APART, 4, 2.1);
        level[5] = mechanism.mix(Cause.MANAGEMENT_OUT_OF_TOUCH, 3.9, 2.6);
        level[6] = mechanism.mix(Cause.MEASURED_ON_THROUGHPUT, 4, 3.3);
        level[7] = mechanism.mix(Cause.OUTSIDE_STRATEGY, 4.3, 2.2);
        level[8] = mechanism.mix(Cause.STARTS_AT_THE_BOTTOM, 4.2, 2.1);
        level[9] = mechanism.mix(Cause.TOO_MUCH_AT_ONCE, 1.9, 4.2);
        if (world.settings().has(Decoy.GLOOMY_STAFF)) {
            for (int i = 0; i < level.length; i++) {
                level[i] += i == level.length - 1 ? 0.4 : -0.4;
            }
        }
    }

    void write() {
        TableFile file = tables.open(
                FactKind.PULSE,
                "answered_at unit layer names_owner knows_promise noticed_for " + String.join(" ", ITEMS));
        for (int m = 0; m < world.calendar().months().size(); m++) {
            int day = world.calendar().firstDay(m) + 9;
            for (int i = 0; i < world.blueprint().units().size(); i++) {
                Place unit = world.blueprint().units().get(i);
                if (day < world.settings().days() && tables.covers(FactKind.PULSE, day)) {
                    writeUnit(file, unit, i, m, day);
                }
            }
        }
        writeRewards();
    }

    private void writeUnit(TableFile file, Place unit, int number, int month, int day) {
        var draws = Draws.of(world.settings().seed(), Purpose.PULSE, number, month);
        var lasting = Draws.of(world.settings().seed(), Purpose.PULSE, number);
        double climate = lasting.normal(0.15) + draws.normal(0.08);
        boolean frontline = unit.layer() == Layer.FRONTLINE;
        int answers = frontline ? 6 + draws.nextInt(5) : 3 + draws.nextInt(4);
        for (int n = 0; n < answers; n++) {
            var one = Draws.of(world.settings().seed(), Purpose.PULSE, number, month, n);
            int late = one.nextInt(3);
            file.time(Math.min(day + late, world.settings().days() - 1), 32_400 + one.nextInt(28_000))
                    .text(unit.id())
                    .text(unit.layer().id());
            file.text(owner(one));
            boolean knows = one.happens(mechanism.mix(Cause.NO_SERVICE_DESIGN, 0.82, 0.24));
            file.flag(knows);
            file.text(noticed(one));
            double mood = climate + one.normal(0.3);
            for (int i = 0; i < level.length; i++) {
                double tone = i == level.length - 1 ? -mood : mood;
                double said = Math.clamp(Math.round(level[i] + tone + one.normal(0.5)), 1, 5);
                boolean skipped =
                        one.happens(0.12 + world.settings().recording().lost());
                file.number(skipped ? Double.NaN : said, 0);
            }
            file.end();
        }
    }

    private String owner(Draws draws) {
        boolean right = draws.happens(mechanism.mix(Cause.NOBODY_ACCOUNTABLE, 0.86, 0.2));
        String other = List.of("p-board-2", "p-board-3", "nobody", "everybody").get(draws.nextInt(4));
        return right ? Workforce.OWNER : other;
    }

    private String noticed(Draws draws) {
        double u = draws.nextDouble();
        double throughput = mechanism.mix(Cause.MEASURED_ON_THROUGHPUT, 0.15, 0.8);
        double sales = (1 - throughput) * mechanism.mix(Cause.SALES_FIRST, 0.1, 0.6);
        return u < throughput ? "throughput" : u < throughput + sales ? "sales" : u < 0.97 ? "quality" : "other";
    }

    private void writeRewards() {
        TableFile file = tables.open(FactKind.REWARDS, "at person unit kind amount");
        double haste = mechanism.force(Cause.MEASURED_ON_THROUGHPUT);
        for (int day = 88; day < world.settings().days(); day += 91) {
            for (int u = 0; u < world.settings().units(); u++) {
                String[] agents = world.workforce().agents(u);
                for (int a = 0; a < agents.length; a++) {
                    var draws = Draws.of(world.settings().seed(), Purpose.REWARDS, u, a, day);
                    double quality = 2.5 * world.schooling().skill(u, a, day);
                    double pace = -9 * world.workforce().speed(u, a);
                    double merit = (1 - haste) * quality + haste * pace + draws.normal(0.6);
                    if (tables.covers(FactKind.REWARDS, day)) {
                        file.date(day)
                                .text(agents[a])
                                .text(world.blueprint().frontline().get(u).id());
                        file.text("bonus")
                                .number(Math.clamp(250 + 90 * merit, 0, 900), 0)
                                .end();
                    }
                }
            }
        }
    }
}
