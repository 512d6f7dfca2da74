package throughline.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import throughline.diagnosis.Cause;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Blueprint.Point;
import throughline.simulation.Draws.Purpose;

/// Everything about a simulated organisation that is settled before the first contact.
record World(
        Settings settings,
        Mechanism mechanism,
        Calendar calendar,
        Workforce workforce,
        Standing standing,
        Agenda agenda,
        Conditions conditions,
        Schooling schooling,
        Cascade cascade) {

    static World of(Settings settings) {
        var mechanism = new Mechanism(settings);
        var calendar = new Calendar(
                settings.start(), settings.days(), settings.blueprint().zone());
        var workforce = new Workforce(settings);
        var standing = new Standing(settings);
        var agenda = new Agenda(settings, mechanism, standing);
        var conditions = new Conditions(settings, mechanism, agenda);
        var schooling = new Schooling(settings, mechanism, workforce);
        var cascade = new Cascade(settings, mechanism);
        return new World(settings, mechanism, calendar, workforce, standing, agenda, conditions, schooling, cascade);
    }

    Blueprint blueprint() {
        return settings.blueprint();
    }

    /// The touchpoint of a contact of the unit: 7 of 10 are at the main one.
    Point point(int unit, double u) {
        List<String> serves = blueprint().frontline().get(unit).serves();
        int others = serves.size() - 1;
        int i = u < 0.7 || others == 0 ? 0 : 1 + (int) ((u - 0.7) / 0.3 * others);
        return blueprint().point(serves.get(Math.min(i, others)));
    }

    /// Which touchpoints a cause leaves bare: where it is decided the share of them, else those with the fewest
    /// contacts, as many as together have less than the tolerable share of contacts, however far cases
    /// travel: one that goes on elsewhere goes to any unit, a small one as often as a large one.
    boolean[] bare(Cause cause, double sick, double tolerable, int thing) {
        List<Point> points = blueprint().points();
        double share = mechanism.mix(cause, 0, sick);
        if (mechanism.decided(cause) || share <= 0) {
            return mechanism.chosen(points.size(), share, Purpose.REGISTRY, thing);
        }
        boolean[] bare = new boolean[points.size()];
        double[] first = contactShares(Place::volume);
        double[] later = contactShares(place -> 1);
        double[] contacts = IntStream.range(0, bare.length)
                .mapToDouble(i -> Math.max(first[i], later[i]))
                .toArray();
        double left = Math.min(share, tolerable);
        for (int i : IntStream.range(0, bare.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> contacts[i]))
                .toList()) {
            left -= contacts[i];
            bare[i] = left > 0;
        }
        return bare;
    }

    /// The share of contacts to be expected at the touchpoints marked.
    double contactsAt(boolean[] marked) {
        double[] contacts = contactShares(Place::volume);
        return IntStream.range(0, marked.length)
                .filter(i -> marked[i])
                .mapToDouble(i -> contacts[i])
                .sum();
    }

    /// The share of contacts to be expected at each touchpoint.
    private double[] contactShares(ToDoubleFunction<Place> volume) {
        double[] shares = new double[blueprint().points().size()];
        double all = 0;
        for (Place unit : blueprint().frontline()) {
            int n = unit.serves().size();
            all += volume.applyAsDouble(unit);
            for (int i = 0; i < n; i++) {
                double part = n == 1 ? 1 : i == 0 ? 0.7 : 0.3 / (n - 1);
                shares[pointNumber(blueprint().point(unit.serves().get(i)))] += part * volume.applyAsDouble(unit);
            }
        }
        double total = all;
        return Arrays.stream(shares).map(s -> s / total).toArray();
    }

    int pointNumber(Point point) {
        return blueprint().points().indexOf(point);
    }
}
