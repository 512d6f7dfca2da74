package throughline.simulation;

import java.util.List;
import throughline.diagnosis.Cause;
import throughline.simulation.Agenda.Aim;
import throughline.simulation.Agenda.Deed;
import throughline.simulation.Agenda.Push;
import throughline.simulation.Agenda.Step;
import throughline.simulation.Draws.Purpose;

/// The circumstances of every front-line unit on every day and hour: load, faults, mood, pushes, what steps achieve.
final class Conditions {

    /// Opening hours of every unit.
    static final int OPENS = 8;
    /// The hour before which the last contact starts.
    static final int CLOSES = 20;

    private static final int HOURS = 24;

    private final int days;
    private final float[][] load;
    private final float[][] mood;
    private final float[][] staffing;
    private final byte[][] fault;
    private final boolean[][] pushed;
    private final float[][][] gained;

    Conditions(Settings settings, Mechanism mechanism, Agenda agenda) {
        days = settings.days();
        int units = settings.units();
        load = new float[units][days];
        mood = new float[units][days];
        staffing = new float[units][days];
        fault = new byte[units][days * HOURS];
        pushed = new boolean[units][days];
        gained = new float[Aim.values().length][units][days];
        staff(agenda.deeds());
        for (int u = 0; u < units; u++) {
            runDays(settings, mechanism, u);
            runFaults(settings, u);
        }
        for (Push push : agenda.pushes()) {
            for (int d = push.start(); d < push.end(); d++) {
                pushed[push.frontline()][d] = true;
                load[push.frontline()][d] += settings.has(Decoy.CAMPAIGNS_IN_PEAK_WEEKS) ? 0.25f : 0;
            }
        }
        for (Step step : agenda.steps()) {
            if (step.frontline() >= 0) {
                improve(mechanism, step);
                if (settings.has(Decoy.STEPS_TO_THE_WORST)) {
                    sink(step);
                }
            }
        }
    }

    private void staff(List<Deed> deeds) {
        for (Deed deed : deeds) {
            for (int u = 0; u < staffing.length; u++) {
                if (deed.size() < 0 && (deed.frontline() < 0 || deed.frontline() == u)) {
                    for (int d = deed.day(); d < Math.min(days, deed.day() + 75); d++) {
                        staffing[u][d] = (float) Math.max(-0.3, staffing[u][d] + deed.size());
                    }
                }
            }
        }
    }

    private void runDays(Settings settings, Mechanism mechanism, int u) {
        var draws = Draws.of(settings.seed(), Purpose.DAYS, u);
        double unevenness = mechanism.mix(Cause.TOO_MUCH_AT_ONCE, 0.1, 0.28);
        double strain = 0;
        double temper = 0;
        for (int d = 0; d < days; d++) {
            strain = 0.6 * strain + draws.normal(0.1);
            temper = 0.5 * temper + draws.normal(1);
            load[u][d] = (float) (1 + strain - staffing[u][d]);
            double season = settings.has(Decoy.SEASON)
                    ? 0.25
                            * Math.cos(
                                    2 * Math.PI * (settings.start().plusDays(d).getDayOfYear() - 120) / 365.25)
                    : 0;
            mood[u][d] = (float) (unevenness * temper + season - (black(settings, d) ? 1.2 : 0));
        }
    }

    private void runFaults(Settings settings, int u) {
        var draws = Draws.of(settings.seed(), Purpose.FAULTS, u);
        double start = 0.008 + 0.01 * draws.nextDouble();
        boolean broken = false;
        for (int h = 0; h < days * HOURS; h++) {
            double risk = start * (1 + 2 * Math.max(0, load[u][h / HOURS] - 1));
            broken = broken ? draws.nextDouble() > 0.18 : draws.nextDouble() < risk;
            fault[u][h] = (byte) (broken || black(settings, h / HOURS) ? 1 : 0);
        }
    }

    /// Whether everything fails on the day.
    private static boolean black(Settings settings, int day) {
        int first = settings.days() * 3 / 5;
        return settings.has(Decoy.BLACK_DAYS) && day >= first && day < first + 3;
    }

    /// A bad month that ends by itself when the step starts.
    private void sink(Step step) {
        for (int d = Math.max(0, step.start() - 28); d < step.start(); d++) {
            mood[step.frontline()][d] -= 0.35f;
        }
    }

    private void improve(Mechanism mechanism, Step step) {
        double size = mechanism.stepGain();
        double fading = mechanism.force(Cause.INITIATIVE_NOT_COMMITMENT);
        float[] gain = gained[step.aim().ordinal()][step.frontline()];
        for (int d = step.start(); d < days; d++) {
            double grown = Math.min(1, (d - step.start() + 1.0) / Agenda.GROWTH);
            double kept = d < step.end() ? 1 : 1 - fading * (1 - Math.exp(-(d - step.end()) / 25.0));
            gain[d] += (float) (size * grown * kept);
        }
    }

    /// Work against capacity, 1 on a usual day.
    double load(int unit, int day) {
        return load[unit][day];
    }

    /// Day effect on how service is felt, autocorrelated.
    double mood(int unit, int day) {
        return mood[unit][day];
    }

    /// Whether the unit's systems are at fault at that second of the day.
    boolean fault(int unit, int day, int second) {
        int d = Math.min(days - 1, day + second / 86_400);
        return fault[unit][d * HOURS + second % 86_400 / 3600] != 0;
    }

    /// Hours at fault during opening hours.
    int hoursAtFault(int unit, int day) {
        int n = 0;
        for (int h = OPENS; h < CLOSES; h++) {
            n += fault[unit][day * HOURS + h];
        }
        return n;
    }

    boolean pushed(int unit, int day) {
        return pushed[unit][day];
    }

    /// What the unit's steps have gained for the aim, in a customer's spread.
    double gained(Aim aim, int unit, int day) {
        return gained[aim.ordinal()][unit][day];
    }
}
