package throughline.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;
import throughline.simulation.Workforce.Person;

/// What managers expect, what they think matters, and how often they listen. Written after the contacts, because what
/// they foresee well or badly is what then happened.
final class Managers {

    private static final List<String> DRIVERS =
            List.of("reliability", "empathy", "responsiveness", "assurance", "tangibles");
    private static final double[] TRUE_WORTH = {1.0, 0.8, 0.42, 0.2, 0.02};
    private static final double[] FANCIED_WORTH = {0.15, 0.1, 0.5, 0.6, 1.0};
    private static final double EIGHTY_IN_A_HUNDRED = 1.2816;
    private static final int FEWEST_ANSWERS = 5;
    private static final int ENOUGH_ANSWERS = 10;

    private final World world;
    private final Tables tables;
    private final Voice voice;
    private final double force;
    private final Set<String> foresaw = new HashSet<>();
    private long comeTrue;
    private final Dialect dialect;

    Managers(World world, Tables tables, Voice voice) {
        this.world = world;
        this.tables = tables;
        this.voice = voice;
        dialect = world.settings().recording().dialect();
        force = world.mechanism().force(Cause.MANAGEMENT_OUT_OF_TOUCH);
    }

    void write() {
        writeForecasts();
        writeImportances();
        writeListening();
    }

    /// Forecasts whose period is over and has ten answers or more.
    long comeTrue() {
        return comeTrue;
    }

    /// Managers who made them.
    int foresaw() {
        return foresaw.size();
    }

    /// A manager sees what is coming, blurred by an error of their own, and knows how large it is. Out of touch, they
    /// see little of it, expect too much and are too sure.
    private void writeForecasts() {
        TableFile file = tables.open(FactKind.FORECASTS, "made_at person measure period predicted low high unit layer");
        double spread = voice.spread();
        for (int u = 0; u < world.settings().units(); u++) {
            Place unit = world.blueprint().frontline().get(u);
            double mean = mean(u);
            for (int m = 1; m < world.calendar().months().size(); m++) {
                var draws = Draws.of(world.settings().seed(), Purpose.MANAGERS, 1, u, m);
                double blur = draws.normal(1);
                int made = Math.max(0, world.calendar().firstDay(m) - 3);
                int answers = voice.answers(u, m);
                if (answers < FEWEST_ANSWERS || !tables.covers(FactKind.FORECASTS, made)) {
                    continue;
                }
                if (answers >= ENOUGH_ANSWERS && world.calendar().over(m)) {
                    comeTrue++;
                    foresaw.add(Workforce.head(unit));
                }
                double truth = voice.satisfaction(u, m);
                double error = 0.45 * spread / Math.sqrt(answers);
                double seen = mean + (1 - 0.8 * force) * (truth - mean);
                double predicted = Math.clamp(seen + 0.85 * force * spread + error * blur, 1, 7);
                double half = EIGHTY_IN_A_HUNDRED * error * (1.1 - 0.6 * force);
                file.date(made).text(Workforce.head(unit)).text(dialect.name("csat"));
                file.text(world.calendar().months().get(m).toString()).number(predicted, 2);
                file.number(Math.max(1, predicted - half), 2).number(Math.min(7, predicted + half), 2);
                file.text(unit.id()).text(Layer.MANAGEMENT.id()).end();
            }
        }
    }

    private double mean(int unit) {
        double total = 0;
        double n = 0;
        for (int m = 0; m < world.calendar().months().size(); m++) {
            if (voice.answers(unit, m) > 0) {
                total += voice.answers(unit, m) * voice.satisfaction(unit, m);
                n += voice.answers(unit, m);
            }
        }
        return n == 0 ? 5 : total / n;
    }

    private void writeImportances() {
        TableFile file = tables.open(FactKind.IMPORTANCES, "said_at person measure rank layer");
        List<Person> leaders = world.workforce().leaders();
        for (int day = 20; day < world.settings().days(); day += 180) {
            for (int i = 0; i < leaders.size(); i++) {
                var draws = Draws.of(world.settings().seed(), Purpose.MANAGERS, 2, i, day);
                double[] worth = new double[DRIVERS.size()];
                List<Integer> order = new ArrayList<>();
                for (int k = 0; k < worth.length; k++) {
                    worth[k] = (1 - force) * TRUE_WORTH[k] + force * FANCIED_WORTH[k] + draws.normal(0.12);
                    order.add(k);
                }
                order.sort(Comparator.comparingDouble(k -> -worth[k]));
                for (int rank = 0; rank < order.size() && tables.covers(FactKind.IMPORTANCES, day); rank++) {
                    file.date(day)
                            .text(leaders.get(i).id())
                            .text(dialect.name(DRIVERS.get(order.get(rank))))
                            .number(rank + 1);
                    file.text(leaders.get(i).layer().id()).end();
                }
            }
        }
    }

    private void writeListening() {
        TableFile file = tables.open(FactKind.LISTENING, "at person hours kind layer");
        double often = world.mechanism().mix(Cause.MANAGEMENT_OUT_OF_TOUCH, 0.7, 0.06);
        List<Person> leaders = world.workforce().leaders();
        for (int day = 10; day < world.settings().days(); day += 14) {
            for (int i = 0; i < leaders.size(); i++) {
                var draws = Draws.of(world.settings().seed(), Purpose.MANAGERS, 3, i, day);
                boolean listens = draws.happens(often);
                double hours = 0.5 + 0.5 * draws.nextInt(5);
                if (listens && tables.covers(FactKind.LISTENING, day)) {
                    file.date(day).text(leaders.get(i).id()).number(hours, 1);
                    file.text(draws.nextBoolean() ? "side-by-side" : "customer-visit");
                    file.text(leaders.get(i).layer().id()).end();
                }
            }
        }
    }
}
