package throughline.simulation;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.simulation.Draws.Purpose;

/// The organisations that verdicts are scored on: healthy and sick, small and large, well and badly recorded.
///
/// Of ten organisations two are healthy, two have one cause, three have several, two have tables or parts of the record
/// withheld, and one began to record late. Organisation `n` depends on the seed and `n` alone, so the first fifty of
/// three hundred are the fifty of a smaller score.
public final class Cohort {

    private static final double SEVERAL = 0.3;
    private static final List<Integer> DAYS = List.of(60, 120, 200, 270, 365, 365, 540, 540, 730, 1_095);
    private static final int MOST_CONTACTS = 45_000;
    private static final int FEWEST_CONTACTS = 4_000;
    private static final int YEAR = 365;
    private static final int TURNS = 10;
    private static final int LATE_TURN = 9;

    /// Tables that are withheld; without contacts there would be nothing left to look at.
    private static final List<FactKind> WITHHELD = List.of(
            FactKind.RESPONSES,
            FactKind.READINGS,
            FactKind.PULSE,
            FactKind.TRAINING,
            FactKind.FORECASTS,
            FactKind.STEPS,
            FactKind.OFFERS,
            FactKind.AGENDAS,
            FactKind.DECISIONS,
            FactKind.EVALUATIONS,
            FactKind.EVENTS,
            FactKind.INTERACTIONS);

    private static final List<FactKind> LATE =
            List.of(FactKind.FORECASTS, FactKind.TRAINING, FactKind.STEPS, FactKind.OFFERS, FactKind.PULSE);

    private Cohort() {}

    /// The settings of one organisation.
    ///
    /// @param number its number, from 1
    public static Settings settings(long seed, int number) {
        var draws = Draws.of(seed, Purpose.COHORT, number);
        long own = draws.nextLong();
        int turn = turn(number);
        int days = DAYS.get(draws.nextInt(DAYS.size()));
        int units = units(draws);
        double each = Math.exp(Math.log(2.5) + Math.log(4) * draws.nextDouble());
        long contacts = (long) Math.clamp(each * units * days, FEWEST_CONTACTS, MOST_CONTACTS);
        Business business = List.of(
                        Business.CHAIN,
                        Business.CHAIN,
                        Business.CONTACT_CENTRE,
                        Business.HOSPITAL,
                        Business.PUBLIC_OFFICE)
                .get(draws.nextInt(5));
        LocalDate start = LocalDate.of(2023, 1, 2).plusDays(draws.nextInt(365));
        Settings settings =
                Settings.of(own).withSize(days, contacts).withStart(start).withBlueprint(business.blueprint(units));
        settings = sick(settings, own, turn, number);
        settings = settings.with(decoys(draws, turn, number).toArray(Decoy[]::new));
        return settings.with(recording(draws, turn, days));
    }

    /// The settings of an organisation of [#settings] that goes on for longer without any change: it has its causes,
    /// and
    /// keeps its records, from the first day to the last, and in a year at most as many contacts as the other.
    ///
    /// @param number its number, from 1; not that of one that began to record late
    public static Settings unchanging(long seed, int number, int days) {
        if (!goesOn(number)) {
            throw new IllegalArgumentException("Organisation " + number + " began to record late, which is a change");
        }
        Settings settings = settings(seed, number);
        double daily = (double) settings.interactions() / settings.days();
        double most = (double) MOST_CONTACTS / YEAR;
        return settings.withSize(days, Math.round(Math.min(daily, most) * days));
    }

    /// Whether an organisation of the cohort has kept its records from its first day on.
    public static boolean goesOn(int number) {
        return turn(number) != LATE_TURN;
    }

    private static int turn(int number) {
        return (number - 1) % TURNS;
    }

    private static int units(Draws draws) {
        double u = draws.nextDouble();
        double spread = draws.nextDouble();
        return u < 0.97 ? (int) Math.round(6 * Math.exp(Math.log(10) * spread)) : (int) (100 + 400 * spread);
    }

    private static Settings sick(Settings settings, long own, int turn, int number) {
        Set<Cause> on = EnumSet.noneOf(Cause.class);
        Map<Cause, Double> severities = new EnumMap<>(Cause.class);
        Cause only = Cause.values()[(number / 10 * 2 + number % 10) % Cause.values().length];
        for (Cause cause : Cause.values()) {
            var draws = Draws.of(own, Purpose.SWITCHES, cause.ordinal());
            boolean among = draws.happens(SEVERAL);
            double u = draws.nextDouble();
            boolean present = turn < 2 ? false : turn < 4 ? cause == only : among;
            if (present) {
                on.add(cause);
            }
            severities.put(cause, present ? Settings.MARKED + (1 - Settings.MARKED) * u : Settings.MILD * u);
        }
        return settings.withCauses(on, severities);
    }

    /// Healthy organisations have one decoy each in turn, every second of the others has one.
    private static Set<Decoy> decoys(Draws draws, int turn, int number) {
        Decoy[] all = Decoy.values();
        Decoy some = all[draws.nextInt(all.length)];
        boolean any = draws.nextBoolean();
        if (turn < 2) {
            return EnumSet.of(all[(number / 10 * 2 + turn) % all.length]);
        }
        return any ? EnumSet.of(some) : EnumSet.noneOf(Decoy.class);
    }

    private static Recording recording(Draws draws, int turn, int days) {
        double talk = draws.nextDouble();
        Dialect dialect = talk < 0.5 ? Dialect.EXCHANGE : talk < 0.75 ? Dialect.SPOKEN : Dialect.CODED;
        double miss = draws.nextDouble();
        double lost = miss < 0.5 ? 0 : miss < 0.75 ? 0.1 : 0.3;
        Recording recording =
                Recording.COMPLETE.withDialect(dialect).withDirt(lost, 0.02 * draws.nextDouble() * draws.nextDouble());
        Set<Section> left = EnumSet.noneOf(Section.class);
        if (draws.happens(0.3)) {
            left.add(Section.MEASURES);
        }
        if (turn == 7 || turn == 8) {
            for (int i = 0; i < 1 + draws.nextInt(3); i++) {
                left.add(Section.values()[draws.nextInt(Section.values().length)]);
            }
            for (int i = 0; i < 1 + draws.nextInt(3); i++) {
                recording = recording.withheld(WITHHELD.get(draws.nextInt(WITHHELD.size())));
            }
        }
        if (turn == LATE_TURN) {
            Map<FactKind, Integer> late = new EnumMap<>(FactKind.class);
            LATE.forEach(kind -> late.put(kind, Math.min(days, 14 + draws.nextInt(60))));
            recording = recording.withCollected(late);
        }
        return recording.unrecorded(left.toArray(Section[]::new));
    }
}
