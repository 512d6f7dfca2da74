package throughline.simulation;

import java.util.List;
import java.util.stream.IntStream;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.simulation.Blueprint.Point;
import throughline.simulation.Draws.Purpose;

/// The event log of the one process that is logged, in a chain of shops returns.
///
/// A return is asked for at some touchpoint, fetched (unless it was brought to a shop) and paid back at the returns
/// desk, as the journeys of organisation.yaml have it. Some ask at a door for which nothing was designed, and some
/// parcels go astray: few where returns were designed and systems are joined, many where not. A hospital logs
/// referrals, a public office permits, a contact centre refunds, in the same way.
final class JourneyLog {

    private static final double ASTRAY = 0.06;
    private static final double ASTRAY_WITHOUT_DESIGN = 0.6;

    private final World world;
    private final Tables tables;
    private final TableFile file;

    JourneyLog(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        file = tables.open(FactKind.EVENTS, "case_id activity at resource unit touchpoint interaction_id lifecycle");
    }

    /// The designed way of a matter that begins at the touchpoint.
    static List<String> designed(Business business, Point door) {
        Business.LoggedProcess process = business.process();
        return business.shows(door) || door.id().equals(process.middle())
                ? List.of(door.id(), process.end())
                : List.of(door.id(), process.middle(), process.end());
    }

    /// Writes what was done in the contact and what followed from it, if its process is logged.
    void record(Contact c) {
        if (c.intent != Business.LOGGED || !tables.covers(FactKind.EVENTS, c.day)) {
            return;
        }
        var draws = Draws.of(world.settings().seed(), Purpose.EVENTS, c.key, c.number);
        double wait = draws.nextDouble();
        double way = draws.nextDouble();
        double where = draws.nextDouble();
        double who = draws.nextDouble();
        Business business = world.blueprint().business();
        Business.LoggedProcess process = business.process();
        Mechanism mechanism = world.mechanism();
        double apart = mechanism.force(Cause.TECHNOLOGY_APART);
        double unplanned = Math.max(apart, mechanism.force(Cause.NO_SERVICE_DESIGN));
        here(c, c.number == 1 ? process.asked() : "Customer asked again", c.second);
        if (!c.resolved) {
            here(c, process.lookedUp(), c.second + (int) c.wait);
        }
        if (c.systems > 1) {
            here(c, "Passed to the other system", c.ended() + (int) (wait * (120 + 6_000 * apart)));
        }
        if (c.resolved) {
            int fetched = c.ended() + 600 + (int) (wait * (1_800 + 9_000 * apart));
            if (way < ASTRAY + (ASTRAY_WITHOUT_DESIGN - ASTRAY) * unplanned) {
                List<Point> points = world.blueprint().points();
                elsewhere(
                        c,
                        process.astray(),
                        fetched,
                        points.get((int) (where * points.size())).id(),
                        who);
            } else if (business.shows(c.point)) {
                here(c, process.atOnce(), fetched);
            } else {
                elsewhere(c, process.seenTo(), fetched, process.middle(), who);
            }
            elsewhere(c, process.ended(), fetched + 900 + (int) (who * 1_800), process.end(), who);
        }
    }

    private void here(Contact c, String activity, int second) {
        row(c, activity, second, c.unit, c.agent, c.point.id(), c.id);
    }

    /// What somebody else does once the contact is over; without a contact of its own.
    private void elsewhere(Contact c, String activity, int second, String touchpoint, double who) {
        var units = world.blueprint().frontline();
        int[] serving = IntStream.range(0, units.size())
                .filter(u -> units.get(u).serves().contains(touchpoint))
                .toArray();
        if (serving.length == 0) {
            here(c, activity, second);
            return;
        }
        int unit = serving[(int) (who * serving.length)];
        int agent = (int) (who * world.workforce().agents(unit).length);
        row(c, activity, second, unit, agent, touchpoint, "");
    }

    private void row(Contact c, String activity, int second, int unit, int agent, String touchpoint, String contact) {
        if (c.day + second / 86_400 < world.settings().days()) {
            file.text(c.matter).text(activity).time(c.day, second);
            file.text(world.workforce().agents(unit)[agent]);
            file.text(world.blueprint().frontline().get(unit).id());
            file.text(touchpoint).text(contact).text("complete").end();
        }
    }
}
