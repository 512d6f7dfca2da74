package throughline.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;

/// The people of an organisation: three on the board, one at the head of every other unit, and the agents.
final class Workforce {

    /// Head of the board, who in a healthy organisation answers for service.
    static final String OWNER = "p-board-1";

    private static final int FEWEST_AGENTS = 6;

    private final List<Person> people = new ArrayList<>();
    private final List<Place> frontline;
    private final String[][] agents;
    private final double[][] talent;
    private final double[][] speed;
    private final double[][] haste;

    /// Somebody with a pseudonym.
    ///
    /// @param head whether the person leads the unit
    record Person(
            String id,
            String name,
            Place unit,
            String role,
            Layer layer,
            @Nullable String manager,
            boolean head) {}

    Workforce(Settings settings) {
        Blueprint blueprint = settings.blueprint();
        frontline = blueprint.frontline();
        Place board = blueprint.in(Layer.BOARD).getFirst();
        String[] roles = {"Chief executive", "Chief operating officer", "Chief financial officer"};
        for (int i = 0; i < roles.length; i++) {
            add(settings, "p-board-" + (i + 1), board, roles[i], Layer.BOARD, i == 0 ? null : OWNER, true);
        }
        for (Place unit : blueprint.in(Layer.EXECUTIVE)) {
            add(settings, head(unit), unit, "Director of " + unit.name(), Layer.EXECUTIVE, OWNER, true);
        }
        for (Place unit : blueprint.in(Layer.MANAGEMENT)) {
            String manager = "p-" + unit.parent();
            add(settings, head(unit), unit, "Head of " + unit.name(), Layer.MANAGEMENT, manager, true);
        }
        int units = frontline.size();
        agents = new String[units][];
        talent = new double[units][];
        speed = new double[units][];
        haste = new double[units][];
        for (int u = 0; u < units; u++) {
            Place unit = frontline.get(u);
            add(settings, head(unit), unit, "Team leader", Layer.MANAGEMENT, "p-" + unit.parent(), true);
            var draws = Draws.of(settings.seed(), Purpose.PEOPLE, u);
            int n = Math.max(FEWEST_AGENTS, (int) Math.round(9 * unit.volume()) + (int) (3 * draws.nextDouble()));
            agents[u] = new String[n];
            talent[u] = new double[n];
            speed[u] = new double[n];
            haste[u] = new double[n];
            for (int a = 0; a < n; a++) {
                agents[u][a] = "a-%02d-%02d".formatted(u + 1, a + 1);
                talent[u][a] = draws.normal(0.35);
                speed[u][a] = draws.normal(0.1);
                haste[u][a] = draws.nextDouble();
                add(settings, agents[u][a], unit, "agent", Layer.FRONTLINE, head(unit), false);
            }
        }
    }

    private void add(
            Settings settings,
            String id,
            Place unit,
            String role,
            Layer layer,
            @Nullable String manager,
            boolean head) {
        List<String> surnames = settings.blueprint().surnames();
        String name = "";
        if (!surnames.isEmpty()) {
            int n = people.size();
            char initial = "ABCDEFGHIJKLMNPRSTW".charAt(n * 7 % 19);
            name = initial + ". " + surnames.get(n * 13 % surnames.size());
        }
        people.add(new Person(id, name, unit, role, layer, manager, head));
    }

    /// Id of the person who leads the unit.
    static String head(Place unit) {
        return unit.layer() == Layer.BOARD ? OWNER : "p-" + unit.id();
    }

    List<Person> people() {
        return people;
    }

    /// Those who lead a unit, from the board down.
    List<Person> leaders() {
        return people.stream().filter(Person::head).toList();
    }

    List<Place> frontline() {
        return frontline;
    }

    /// Ids of the agents of a front-line unit.
    String[] agents(int unit) {
        return agents[unit];
    }

    /// What an agent is good at by nature, mean 0, spread .35.
    double talent(int unit, int agent) {
        return talent[unit][agent];
    }

    /// How slow an agent is, in logarithms of the handling time.
    double speed(int unit, int agent) {
        return speed[unit][agent];
    }

    /// How ready an agent is to cut a contact short when speed is what counts, 0 to 1.
    double haste(int unit, int agent) {
        return haste[unit][agent];
    }
}
