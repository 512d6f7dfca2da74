package throughline.simulation;

import java.util.List;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.simulation.Agenda.Aim;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;

/// Makes up cases, day by day and unit by unit, and writes their contacts as they come.
///
/// Memory does not grow with the number of contacts: every case is written when it is made up, its later contacts with
/// it, so rows are in order of the first contact of a case.
final class Contacts {

    private static final double[] INTENT_SHARES = {0.26, 0.24, 0.18, 0.12, 0.12, 0.08};
    private static final double[] INTENT_LENGTH = {-0.3, 0, 0.28, 0.1, 0.16, -0.15};
    private static final double[] INTENT_HARDSHIP = {0, 0, 0.4, 0.2, 0.15, 0};
    private static final double CONTACTS_PER_CASE = 1.13;
    private static final int MOST_CONTACTS = 5;
    private static final double GROWTH = 0.12;
    private static final int TARGET = Scorecards.HANDLE_TARGET;

    private final World world;
    private final Mechanism mechanism;
    private final Tables tables;
    private final TableFile file;
    private final Voice voice;
    private final Quality quality;
    private final Selling selling;
    private final JourneyLog log;
    private final boolean[] waitUnknown;
    private final boolean misdials;
    private final boolean rounded;
    private final boolean counted;
    private final boolean put;
    private final Contact c = new Contact();
    private final double[] expected;
    private final long customers;

    Contacts(World world, Tables tables, Voice voice) {
        this.world = world;
        this.mechanism = world.mechanism();
        this.tables = tables;
        this.voice = voice;
        quality = new Quality(world, tables);
        selling = new Selling(world, tables);
        log = new JourneyLog(world, tables);
        file = tables.open(
                FactKind.INTERACTIONS,
                "interaction_id started_at ended_at customer case_id touchpoint channel unit agent intent outcome"
                        + " resolved wait_s handle_s transfers repeats systems");
        waitUnknown = world.bare(Cause.NO_SERVICE_DESIGN, 0.75, 0.08, 11);
        List<Place> units = world.blueprint().frontline();
        double total = units.stream().mapToDouble(Place::volume).sum();
        expected = new double[units.size()];
        for (int u = 0; u < expected.length; u++) {
            double share = units.get(u).volume() / total;
            expected[u] =
                    world.settings().interactions() * share / world.settings().days() / CONTACTS_PER_CASE;
        }
        misdials = world.settings().has(Decoy.MISDIALS);
        rounded = world.settings().has(Decoy.ROUNDED_TIMES);
        counted = world.settings().has(Decoy.WAITS_COUNTED_ANEW);
        put = world.settings().has(Decoy.WARM_TRANSFERS);
        customers = world.settings().customers();
    }

    void write() {
        for (int d = 0; d < world.settings().days(); d++) {
            double growth = 1 + GROWTH * (d / (double) world.settings().days() - 0.5);
            double season = world.calendar().season(d) * growth;
            for (int u = 0; u < expected.length; u++) {
                var volume = Draws.of(world.settings().seed(), Purpose.VOLUME, u, d);
                double swing = Math.exp(volume.normal(0.1));
                boolean open = !closed(u, d);
                int cases = volume.poisson(open ? expected[u] * season * swing : 0);
                for (int i = 0; i < cases; i++) {
                    makeCase(u, d, i);
                }
            }
        }
    }

    private boolean closed(int unit, int day) {
        int first = world.settings().days() / 3;
        return world.settings().has(Decoy.CLOSED_UNITS) && unit % 3 == 1 && day >= first && day < first + 28;
    }

    private void makeCase(int unit, int day, int number) {
        var draws = Draws.of(world.settings().seed(), Purpose.CASES, unit, day, number);
        c.matter = "m" + (unit + 1) + "-" + day + "-" + number;
        c.key = (unit * 4096L + day) * 10_000_000L + number;
        c.customer = "k" + (long) (customers * Math.pow(draws.nextDouble(), 1.3));
        c.intent = intent(draws.nextDouble(), day);
        c.ease = draws.normal(0.5) - INTENT_HARDSHIP[c.intent];
        c.unit = unit;
        c.point = world.point(unit, draws.nextDouble());
        c.day = day;
        double hour = Conditions.OPENS + (Conditions.CLOSES - Conditions.OPENS - 0.2) * morning(draws);
        c.second = (int) (hour * 3600);
        c.crossed = false;
        boolean again = true;
        for (int k = 1; again && k <= MOST_CONTACTS && c.day < world.settings().days(); k++) {
            again = makeContact(k);
        }
    }

    private static double morning(Draws draws) {
        double peak = draws.nextDouble() < 0.55 ? 0.25 : 0.65;
        double at = peak + draws.normal(0.13);
        double anywhere = draws.nextDouble();
        return at > 0 && at < 1 ? at : anywhere;
    }

    private int intent(double u, int day) {
        double returns = world.calendar().date(day).getMonthValue() == 1 ? 0.1 : 0;
        if (u < returns) {
            return Business.LOGGED;
        }
        double harder = world.settings().has(Decoy.HARDER_CASES)
                        && day >= world.settings().days() / 2
                ? 0.25
                : 0;
        if (u < returns + harder) {
            return Business.HARD;
        }
        double rest = (u - returns - harder) / (1 - returns - harder);
        int i = 0;
        while (i < INTENT_SHARES.length - 1 && rest > INTENT_SHARES[i]) {
            rest -= INTENT_SHARES[i];
            i++;
        }
        return i;
    }

    /// Makes up and writes one contact; returns whether the customer has to come again.
    private boolean makeContact(int number) {
        var draws = Draws.of(world.settings().seed(), Purpose.CONTACTS, c.key, number);
        double waiting = draws.normal(0.6);
        double handling = draws.normal(0.36);
        double who = draws.nextDouble();
        double rush = draws.nextDouble();
        double rushed = draws.nextDouble();
        double cut = draws.nextDouble();
        double solved = draws.nextDouble();
        double asked = draws.nextDouble();
        double screens = draws.nextDouble();
        double passed = draws.nextDouble();
        double back = draws.nextDouble();
        double elsewhere = draws.nextDouble();
        double where = draws.nextDouble();
        double later = draws.normal(0.7);
        double lost = draws.nextDouble();

        Conditions now = world.conditions();
        c.number = number;
        c.id = c.matter + "." + number;
        String[] agents = world.workforce().agents(c.unit);
        c.agent = (int) (who * agents.length);
        c.skill = world.schooling().skill(c.unit, c.agent, c.day);
        c.fault = now.fault(c.unit, c.day, c.second);
        double apart = mechanism.force(Cause.TECHNOLOGY_APART);
        double haste = mechanism.force(Cause.MEASURED_ON_THROUGHPUT);
        double strain = now.load(c.unit, c.day) - 1 + 0.25 * (world.calendar().season(c.day) - 1);
        c.wait = Math.exp(
                4.1 + 1.5 * strain + (c.fault ? 0.8 : 0) - 0.4 * now.gained(Aim.WAIT, c.unit, c.day) + waiting);
        double log = 5.62
                + INTENT_LENGTH[c.intent]
                + world.workforce().speed(c.unit, c.agent)
                + 0.2 * apart
                + (c.fault ? 0.2 : 0)
                - 0.1 * c.ease
                + handling;
        c.handle = Math.exp(log);
        if (c.handle > TARGET && c.handle < TARGET + 60 && rush < 0.4 * haste) {
            c.handle = TARGET - 1 - 13 * rushed;
        }
        double ready = world.workforce().haste(c.unit, c.agent);
        c.cutShort = cut < 0.002 + haste * (ready > 0.6 ? 0.13 : 0.015);
        if (c.cutShort) {
            c.handle = 1 + 8.5 * rushed;
        }
        if (misdials && lost * 97 % 1 < 0.05) {
            c.handle = 1 + 8.5 * rushed;
        }
        if (counted && c.day >= world.settings().days() / 2) {
            c.wait += 30;
        }
        if (rounded) {
            c.handle = Math.max(30, 30 * Math.round(c.handle / 30));
        }
        c.systems = 1 + (screens < 0.35 + 0.5 * apart ? 1 : 0) + (screens < 0.8 * apart ? 2 : 0);
        c.transfers = passed < (put ? 0.5 : 0.07) + 0.15 * apart ? 1 : 0;
        c.repeats = asked < (number > 1 ? 0.05 + 0.5 * apart : 0.03 + 0.12 * apart) ? 1 + (asked < 0.01 ? 1 : 0) : 0;
        double chance = 1.9 + 0.7 * c.skill + 0.4 * c.ease - (c.fault ? 0.8 : 0) - 0.8 * apart - (c.cutShort ? 4 : 0);
        c.resolved = solved < 1 / (1 + Math.exp(-chance));
        c.busySeconds = (int) (c.handle + c.wait);
        c.offered = selling.offer(c);

        writeRow(lost);
        voice.hear(c);
        quality.listen(c);
        this.log.record(c);
        boolean designed =
                number == 1 && c.intent == Business.TWICE && world.settings().has(Decoy.DESIGNED_RETURNS);
        boolean again = designed || back < (c.resolved ? 0.02 + 0.24 * apart : 0.55 + 0.3 * apart);
        if (again) {
            comeAgain(later, designed || elsewhere < 0.05 + 0.75 * apart, where);
        }
        c.crossed &= !designed;
        return again;
    }

    private void comeAgain(double later, boolean cross, double where) {
        int hours = (int) Math.clamp(Math.exp(3.2 + later), 1, 160);
        int day = c.day + Math.max(hours / 24, c.second + hours % 24 * 3600 > Conditions.CLOSES * 3600 ? 1 : 0);
        int second = c.second + hours % 24 * 3600;
        int open = (Conditions.CLOSES - Conditions.OPENS) * 3600;
        c.second = Conditions.OPENS * 3600 + Math.floorMod(second - Conditions.OPENS * 3600, open);
        if (day == c.day && c.second <= c.ended()) {
            day++;
        }
        c.day = day;
        if (cross) {
            c.crossed = true;
            c.unit = (c.unit + 1 + (int) (where * (expected.length - 1))) % expected.length;
            c.point = world.point(c.unit, where);
        }
    }

    private void writeRow(double lost) {
        if (!tables.covers(FactKind.INTERACTIONS, c.day)) {
            return;
        }
        row(c.id, lost);
        if (lost > 0.9995) {
            row(c.id, lost);
        }
        var dirt = Draws.of(world.settings().seed(), Purpose.DIRT, c.key, c.number);
        double fate = dirt.nextDouble();
        if (fate < world.settings().recording().badRows()) {
            file.text(c.id + "x").text(dirt.nextBoolean() ? "31/02/2026 9am" : "yesterday");
            file.empty().text(c.customer).text(c.matter).text(c.point.id()).text(c.point.channel());
            file.empty()
                    .empty()
                    .empty()
                    .empty()
                    .empty()
                    .text("n/a")
                    .empty()
                    .empty()
                    .empty()
                    .empty()
                    .end();
        }
    }

    private void row(String id, double lost) {
        var loss = Draws.of(world.settings().seed(), Purpose.LOSS, c.key, c.number);
        double share = world.settings().recording().lost();
        Place unit = world.blueprint().frontline().get(c.unit);
        file.text(id).time(c.day, c.second).time(c.day, c.ended()).text(c.customer);
        known(lost > 0.04 && !loss.happens(share), c.matter).text(c.point.id()).text(c.point.channel());
        file.text(lost > 0.5 && lost < 0.5003 ? "temporary-desk" : unit.id());
        known(
                (lost < 0.2 || lost > 0.21) && !loss.happens(share),
                world.workforce().agents(c.unit)[c.agent]);
        known(!loss.happens(share), world.blueprint().business().intents().get(c.intent))
                .text(c.resolved ? "done" : c.cutShort ? "cut off" : "open");
        if (loss.happens(share)) {
            file.empty();
        } else {
            file.flag(c.resolved);
        }
        number((lost < 0.3 || lost > 0.33) && !loss.happens(share) && !waitUnknown[world.pointNumber(c.point)], c.wait);
        number((lost < 0.96 || lost > 0.97) && !loss.happens(share), c.handle);
        file.number(c.transfers).number(c.repeats).number(c.systems).end();
    }

    private TableFile known(boolean is, String value) {
        return is ? file.text(value) : file.empty();
    }

    private void number(boolean is, double value) {
        file.number(is ? value : Double.NaN, 0);
    }
}
