package throughline.simulation;

import java.util.List;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Blueprint.Point;

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

    int pointNumber(Point point) {
        return blueprint().points().indexOf(point);
    }

    /// Whether the unit's main touchpoint is the shop window.
    boolean shop(int unit) {
        Place place = blueprint().frontline().get(unit);
        return blueprint().point(place.serves().getFirst()).shop();
    }
}
