package throughline.simulation;

import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.simulation.Draws.Purpose;

/// Offers made in contacts, and the campaigns that push them.
final class Selling {

    private final World world;
    private final Tables tables;
    private final TableFile offers;

    Selling(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        offers = tables.open(FactKind.OFFERS, "at interaction_id unit agent campaign accepted");
        var pushes = tables.open(FactKind.PUSHES, "push_id started_on ended_on unit intensity");
        for (Agenda.Push push : world.agenda().pushes()) {
            if (tables.covers(FactKind.PUSHES, push.start())) {
                pushes.text(push.id()).date(push.start()).date(push.end());
                pushes.text(world.blueprint().frontline().get(push.frontline()).id());
                pushes.number(0.5 + 0.1 * (push.frontline() % 4), 1).end();
            }
        }
    }

    /// Decides whether an offer is made in the contact, and writes it.
    boolean offer(Contact c) {
        var draws = Draws.of(world.settings().seed(), Purpose.OFFERS, c.key, c.number);
        double made = draws.nextDouble();
        double taken = draws.nextDouble();
        double force = world.mechanism().force(Cause.SALES_FIRST);
        boolean below = world.standing().belowPar(c.unit);
        double pushed = below ? 0.02 + 0.53 * force : 0.22 + 0.1 * force;
        double usual = 0.004 + 0.03 * force + (world.settings().has(Decoy.OFFERS_WHEN_ASKED) ? 0.09 : 0);
        if (world.settings().has(Decoy.SALES_DESK) && world.standing().best(c.unit)) {
            usual = 0.6;
            pushed = 0.6;
        }
        boolean offered = made < (world.conditions().pushed(c.unit, c.day) ? pushed : usual);
        if (offered && tables.covers(FactKind.OFFERS, c.day)) {
            offers.time(c.day, c.ended()).text(c.id);
            offers.text(world.blueprint().frontline().get(c.unit).id());
            offers.text(world.workforce().agents(c.unit)[c.agent]);
            offers.text("protection-plan").flag(taken < (below ? 0.06 : 0.14)).end();
        }
        return offered;
    }

    /// What an offer does to how the customer feels: harm where the basics do not hold and selling comes first.
    static double effect(World world, Contact c) {
        if (!c.offered) {
            return 0;
        }
        return world.standing().belowPar(c.unit) ? -1.0 * world.mechanism().force(Cause.SALES_FIRST) : 0.03;
    }
}
