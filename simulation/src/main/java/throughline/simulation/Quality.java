package throughline.simulation;

import throughline.lake.fact.FactKind;
import throughline.simulation.Draws.Purpose;

/// Evaluations of contacts by trained evaluators, some by several for calibration.
final class Quality {

    private static final double WANTED = 14_000;
    private static final int EVALUATORS = 8;

    private final World world;
    private final Tables tables;
    private final TableFile file;
    private final double share;

    Quality(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        share = Math.clamp(WANTED / world.settings().interactions(), 0.001, 0.2);
        file = tables.open(
                FactKind.EVALUATIONS,
                "evaluation_id evaluated_at interaction_id agent unit evaluator calibration listening explaining"
                        + " owning_it");
    }

    /// Evaluates the contact if its turn has come.
    void listen(Contact c) {
        var draws = Draws.of(world.settings().seed(), Purpose.EVALUATIONS, c.key, c.number);
        boolean chosen = draws.happens(share);
        boolean together = draws.happens(0.06);
        int day = c.day + 1 + draws.nextInt(3);
        if (!chosen || day >= world.settings().days() || left(c, draws) || !tables.covers(FactKind.EVALUATIONS, day)) {
            return;
        }
        double quality = 1.1 * c.skill + 0.2 * c.ease - (c.cutShort ? 1.2 : 0);
        double listening = quality + draws.normal(0.45);
        double explaining = quality + draws.normal(0.45);
        double owning = quality + (c.resolved ? 0.2 : -0.4) + draws.normal(0.45);
        int evaluator = draws.nextInt(EVALUATORS);
        for (int i = 0; i < (together ? 3 : 1); i++) {
            file.text("e-" + c.id + (together ? "-" + (i + 1) : ""))
                    .time(day, 36_000 + 600 * i)
                    .text(c.id);
            file.text(world.workforce().agents(c.unit)[c.agent]);
            file.text(world.blueprint().frontline().get(c.unit).id());
            file.text("q-" + ((evaluator + i) % EVALUATORS + 1));
            if (together) {
                file.text("cal-" + c.id);
            } else {
                file.empty();
            }
            file.number(mark(listening, draws))
                    .number(mark(explaining, draws))
                    .number(mark(owning, draws))
                    .end();
        }
    }

    private boolean left(Contact c, Draws draws) {
        return Voice.neglected(world, c) && !draws.happens(Voice.TRICKLE);
    }

    private static long mark(double latent, Draws draws) {
        return Math.clamp(Math.round(3.1 + 0.9 * latent + draws.normal(0.25)), 1, 5);
    }
}
