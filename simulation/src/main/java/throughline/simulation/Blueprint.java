package throughline.simulation;

import java.time.ZoneId;
import java.util.List;
import throughline.organisation.Layer;

/// Who and what an organisation consists of, by name: its tree of units, its touchpoints, the words it uses.
///
/// @param statement the promise to customers
/// @param units from the board to the front line, a parent before its children
/// @param surnames for people's names; none leaves people without names
/// @param business what kind of organisation it is
public record Blueprint(
        String name,
        ZoneId zone,
        String statement,
        List<Place> units,
        List<Point> points,
        List<String> surnames,
        Business business) {

    /// A unit.
    ///
    /// @param parent id of the unit above; empty for the board
    /// @param volume contacts against a mean front-line unit; 0 above the front line
    /// @param serves ids of the touchpoints it serves, the main one first, which has 7 of 10 contacts
    public record Place(String id, String name, Layer layer, String parent, double volume, List<String> serves) {
        /// Copies the list.
        public Place {
            serves = List.copyOf(serves);
        }
    }

    /// A touchpoint.
    ///
    /// @param audience who deals with the organisation there: customer, supplier, applicant or public
    public record Point(String id, String name, String channel, String department, String audience) {}

    /// Copies the lists.
    public Blueprint {
        units = List.copyOf(units);
        points = List.copyOf(points);
        surnames = List.copyOf(surnames);
    }

    /// The units that serve.
    List<Place> frontline() {
        return in(Layer.FRONTLINE);
    }

    /// The units of a layer.
    List<Place> in(Layer layer) {
        return units.stream().filter(u -> u.layer() == layer).toList();
    }

    /// The touchpoint of the id.
    Point point(String id) {
        return points.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
    }

    /// A chain of shops with departments, without names of people.
    ///
    /// @param frontline number of front-line units, 4 to 2,000
    public static Blueprint chain(int frontline) {
        return Business.CHAIN.blueprint(frontline);
    }

    /// A unit above the front line.
    static Place above(String id, String name, Layer layer, String parent) {
        return new Place(id, name, layer, parent, 0, List.of());
    }
}
