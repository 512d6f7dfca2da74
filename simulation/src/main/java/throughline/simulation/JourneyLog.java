package throughline.simulation;

import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.simulation.Draws.Purpose;

/// The event log of the one process that is logged: returns.
final class JourneyLog {

    private static final String LOGGED = "return";

    private final World world;
    private final Tables tables;
    private final TableFile file;

    JourneyLog(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        file = tables.open(FactKind.EVENTS, "case_id activity at resource unit touchpoint interaction_id lifecycle");
    }

    /// Writes what was done in the contact, if its process is logged.
    void record(Contact c) {
        if (!Contacts.INTENTS.get(c.intent).equals(LOGGED) || !tables.covers(FactKind.EVENTS, c.day)) {
            return;
        }
        var draws = Draws.of(world.settings().seed(), Purpose.EVENTS, c.key, c.number);
        double wait = draws.nextDouble();
        double apart = world.mechanism().force(Cause.TECHNOLOGY_APART);
        row(c, c.number == 1 ? "Return asked for" : "Customer asked again", c.second);
        row(c, "Order looked up", c.second + (int) c.wait);
        if (c.systems > 1) {
            row(c, "Passed to the other system", c.ended() + (int) (wait * (120 + 6_000 * apart)));
        }
        if (c.resolved) {
            row(c, "Money given back", c.ended() + 600 + (int) (wait * (1_800 + 9_000 * apart)));
        }
    }

    private void row(Contact c, String activity, int second) {
        if (c.day + second / 86_400 < world.settings().days()) {
            file.text(c.matter).text(activity).time(c.day, second);
            file.text(world.workforce().agents(c.unit)[c.agent]);
            file.text(world.blueprint().frontline().get(c.unit).id());
            file.text(c.point.id()).text(c.id).text("complete").end();
        }
    }
}
