package throughline.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Blueprint.Point;
import throughline.simulation.Recording;
import throughline.simulation.Settings;
import throughline.simulation.Simulation;

/// An organisation of 500 units and 2,000 touchpoints with the facts of a year: each unit of the front line serves up
/// to
/// five touchpoints of its own besides the usual ones.
public final class LargeOrganisation {

    private static final int UNITS = 500;
    private static final int TOUCHPOINTS = 2_000;
    private static final int DAYS = 365;
    private static final long INTERACTIONS = 120_000;

    /// Days of readings: units take some of each touchpoint on each day.
    private static final int DAYS_OF_READINGS = 28;

    private static final List<String> SURNAMES = List.of("Abara", "Bright", "Carver", "Dhillon", "Fairley", "Goss");

    private LargeOrganisation() {}

    /// Writes it.
    ///
    /// @param arguments the folder, which is made
    public static void main(String[] arguments) {
        Simulation.of(Settings.of(1)
                        .withBlueprint(blueprint())
                        .withSize(DAYS, INTERACTIONS)
                        .withCauses(
                                EnumSet.of(Cause.NOBODY_ACCOUNTABLE, Cause.MEASURED_ON_THROUGHPUT, Cause.SAY_DO_GAP),
                                Map.of())
                        .with(Recording.COMPLETE.withCollected(Map.of(FactKind.READINGS, DAYS_OF_READINGS))))
                .write(Path.of(arguments[0]));
    }

    private static Blueprint blueprint() {
        Blueprint small = Blueprint.chain(UNITS / 2);
        long above =
                small.units().stream().filter(u -> u.layer() != Layer.FRONTLINE).count();
        Blueprint chain = Blueprint.chain((int) (UNITS - above));
        List<Point> points = new ArrayList<>(chain.points());
        List<Place> units = new ArrayList<>();
        for (Place unit : chain.units()) {
            List<String> serves = new ArrayList<>(unit.serves());
            for (int i = 1; i <= 5 && unit.layer() == Layer.FRONTLINE && points.size() < TOUCHPOINTS; i++) {
                String id = "%s-desk-%s".formatted(unit.id(), i);
                Point usual = points.get(i % chain.points().size());
                points.add(new Point(
                        id,
                        "Desk %s, %s".formatted(i, unit.name()),
                        usual.channel(),
                        usual.department(),
                        usual.audience()));
                serves.add(id);
            }
            units.add(new Place(unit.id(), unit.name(), unit.layer(), unit.parent(), unit.volume(), serves));
        }
        return new Blueprint(chain.name(), chain.zone(), chain.statement(), units, points, SURNAMES, chain.business());
    }
}
