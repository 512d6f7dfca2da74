package throughline.simulation;

import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.simulation.Draws.Purpose;
import throughline.simulation.Workforce.Person;

/// Who learnt to deliver service when, and what it changed. The weaker are sent first, so that comparing the trained
/// with the untrained misleads.
final class Schooling {

    private static final double GAIN = 0.5;
    private static final int NEVER = Integer.MAX_VALUE;

    private final Settings settings;
    private final Mechanism mechanism;
    private final Workforce workforce;
    private final int[][] first;

    Schooling(Settings settings, Mechanism mechanism, Workforce workforce) {
        this.settings = settings;
        this.mechanism = mechanism;
        this.workforce = workforce;
        int units = settings.units();
        first = new int[units][];
        double coverage = mechanism.mix(Cause.TRAINING_DOES_NOT_WORK, 0.96, 0.35);
        for (int u = 0; u < units; u++) {
            int n = workforce.agents(u).length;
            first[u] = new int[n];
            for (int a = 0; a < n; a++) {
                var draws = Draws.of(settings.seed(), Purpose.TRAINING, u, a);
                boolean attends = draws.happens(coverage);
                int lead = Math.min(60, settings.days() / 6);
                int span = Math.clamp(settings.days() - lead - 45, 1, 300);
                double weakFirst = 0.6 * draws.nextDouble() + 0.4 / (1 + Math.exp(-4 * workforce.talent(u, a)));
                int day = lead + (int) (weakFirst * span);
                first[u][a] = attends ? day : NEVER;
            }
        }
    }

    /// What an agent can do on the day: talent and what training added.
    double skill(int unit, int agent, int day) {
        double gain = mechanism.mix(Cause.TRAINING_DOES_NOT_WORK, GAIN, 0);
        return workforce.talent(unit, agent) + (day >= first[unit][agent] ? gain : 0);
    }

    void write(Tables tables) {
        TableFile file =
                tables.open(FactKind.TRAINING, "completed_at person unit course kind method hours score layer");
        for (int u = 0; u < settings.units(); u++) {
            for (int a = 0; a < first[u].length; a++) {
                writeAgent(tables, file, u, a);
            }
        }
        for (int i = 0; i < workforce.leaders().size(); i++) {
            writeLeader(tables, file, i);
        }
    }

    private void writeAgent(Tables tables, TableFile file, int u, int a) {
        String person = workforce.agents(u)[a];
        String unit = workforce.frontline().get(u).id();
        var draws = Draws.of(settings.seed(), Purpose.TRAINING, u, a, 1);
        for (int day = first[u][a]; day < settings.days(); day += 310 + draws.nextInt(30)) {
            boolean script = draws.happens(mechanism.mix(Cause.TRAINING_DOES_NOT_WORK, 0.04, 0.3));
            boolean practised = draws.happens(mechanism.mix(Cause.TRAINING_DOES_NOT_WORK, 0.8, 0.12));
            boolean coached = draws.nextBoolean();
            String method = practised ? coached ? "coaching" : "practice" : coached ? "lecture" : "elearning";
            row(
                    tables,
                    file,
                    day,
                    person,
                    unit,
                    "Hearing the customer out",
                    "service-delivery",
                    method,
                    draws,
                    Layer.FRONTLINE);
            if (script) {
                row(
                        tables,
                        file,
                        Math.max(0, day - 20),
                        person,
                        unit,
                        "Smile and greet",
                        "behaviour-script",
                        "lecture",
                        draws,
                        Layer.FRONTLINE);
            }
        }
        int scripts = draws.happens(mechanism.mix(Cause.TRAINING_DOES_NOT_WORK, 0.03, 0.9)) ? 3 : 0;
        for (int i = 0; i < scripts; i++) {
            int day = (int) (settings.days() * draws.nextDouble());
            row(
                    tables,
                    file,
                    day,
                    person,
                    unit,
                    "Smile and greet",
                    "behaviour-script",
                    "lecture",
                    draws,
                    Layer.FRONTLINE);
        }
        for (int day = draws.nextInt(200); day < settings.days(); day += 150 + draws.nextInt(120)) {
            String kind = draws.nextBoolean() ? "technical" : "compliance";
            String course = kind.equals("technical") ? "Using the order system" : "Handling personal data";
            row(tables, file, day, person, unit, course, kind, "elearning", draws, Layer.FRONTLINE);
        }
    }

    private void writeLeader(Tables tables, TableFile file, int i) {
        Person person = workforce.leaders().get(i);
        var draws = Draws.of(settings.seed(), Purpose.TRAINING, -1, i);
        int at = settings.days() / 12 + draws.nextInt(Math.max(1, settings.days() / 8));
        for (int day = at; day < settings.days(); day += 330) {
            if (!mechanism.decided(Cause.STARTS_AT_THE_BOTTOM)) {
                row(
                        tables,
                        file,
                        day,
                        person.id(),
                        person.unit().id(),
                        "Leading for service",
                        "service-delivery",
                        "coaching",
                        draws,
                        person.layer());
            }
        }
    }

    private static void row(
            Tables tables,
            TableFile file,
            int day,
            String person,
            String unit,
            String course,
            String kind,
            String method,
            Draws draws,
            Layer layer) {
        double hours = 4 + 2 * draws.nextInt(4);
        double score = Math.clamp(74 + draws.normal(9), 30, 100);
        if (tables.covers(FactKind.TRAINING, day)) {
            file.date(day).text(person).text(unit).text(course).text(kind).text(method);
            file.number(hours, 1).number(score, 0).text(layer.id()).end();
        }
    }
}
