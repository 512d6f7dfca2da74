package throughline.simulation;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import throughline.organisation.Layer;

/// Who and what an organisation consists of, by name: its tree of units, its touchpoints, the words it uses.
///
/// @param statement the promise to customers
/// @param units from the board to the front line, a parent before its children
/// @param surnames for people's names; none leaves people without names
public record Blueprint(
        String name, ZoneId zone, String statement, List<Place> units, List<Point> points, List<String> surnames) {

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
    public record Point(String id, String name, String channel, String department, String audience) {
        /// Whether it is the shop window.
        boolean shop() {
            return department.equals("stores");
        }
    }

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

    /// The touchpoints of every department that a chain of shops has.
    static final List<Point> EVERYWHERE = List.of(
            new Point("store", "In the store", "store", "stores", "customer"),
            new Point("till", "At the till", "store", "stores", "customer"),
            new Point("phone", "Telephone enquiries", "phone", "contact-centre", "customer"),
            new Point("email", "Email", "email", "contact-centre", "customer"),
            new Point("chat", "Web chat", "chat", "contact-centre", "customer"),
            new Point("web", "Web shop", "web", "digital", "customer"),
            new Point("app", "App", "app", "digital", "customer"),
            new Point("delivery", "Delivery to the door", "delivery", "logistics", "customer"),
            new Point("returns", "Returns desk", "other", "logistics", "customer"),
            new Point("billing", "Accounts and billing", "billing", "finance", "customer"),
            new Point("suppliers", "Supplier invoices", "billing", "finance", "supplier"),
            new Point("hr", "Job applications", "hr", "people", "applicant"),
            new Point("reception", "Reception", "reception", "facilities", "public"),
            new Point("carpark", "Car park", "carpark", "facilities", "customer"),
            new Point("social", "Social media", "social", "communications", "public"),
            new Point("press", "Press and public relations", "pr", "communications", "public"));

    private static final Map<String, List<String>> SERVED = Map.of(
            "store", List.of("store", "till"),
            "contact", List.of("phone", "email", "chat"),
            "digital", List.of("web", "app"),
            "logistics", List.of("delivery", "returns"),
            "accounts", List.of("billing", "suppliers"),
            "people", List.of("hr"),
            "facilities", List.of("reception", "carpark"),
            "communications", List.of("social", "press"));

    private static final Map<String, Double> VOLUMES = Map.of(
            "store", 1.1,
            "contact", 1.4,
            "digital", 1.2,
            "logistics", 1.0,
            "accounts", 0.7,
            "people", 0.4,
            "facilities", 0.5,
            "communications", 0.4);

    /// Front-line units of a chain of shops, the kinds in this order, again and again.
    private static final List<String> ORDER = List.of(
            "store",
            "contact",
            "digital",
            "logistics",
            "store",
            "accounts",
            "store",
            "facilities",
            "people",
            "store",
            "communications",
            "contact",
            "store",
            "store");

    /// A front-line unit of one of the usual kinds: store, contact, digital, logistics, accounts, people, facilities
    /// or communications.
    static Place serving(String id, String name, String kind, String parent) {
        return new Place(
                id,
                name,
                Layer.FRONTLINE,
                parent,
                VOLUMES.getOrDefault(kind, 1.0),
                SERVED.getOrDefault(kind, List.of()));
    }

    /// A chain of shops with departments, without names of people.
    ///
    /// @param frontline number of front-line units, 4 to 2,000
    public static Blueprint chain(int frontline) {
        if (frontline < 4 || frontline > 2_000) {
            throw new IllegalArgumentException("A chain has 4 to 2,000 front-line units, got " + frontline);
        }
        List<Place> units = new ArrayList<>(List.of(
                above("board", "Board", Layer.BOARD, ""),
                above("retail", "Retail", Layer.EXECUTIVE, "board"),
                above("service", "Customer service", Layer.EXECUTIVE, "board"),
                above("corporate", "Corporate", Layer.EXECUTIVE, "board"),
                above("stores-a", "Stores, first region", Layer.MANAGEMENT, "retail"),
                above("stores-b", "Stores, second region", Layer.MANAGEMENT, "retail"),
                above("centre", "Contact and digital", Layer.MANAGEMENT, "service"),
                above("supply", "Logistics", Layer.MANAGEMENT, "service"),
                above("shared", "Shared services", Layer.MANAGEMENT, "corporate")));
        for (int i = 0; i < frontline; i++) {
            String kind = ORDER.get(i % ORDER.size());
            String parent = switch (kind) {
                case "store" -> i % 2 == 0 ? "stores-a" : "stores-b";
                case "contact", "digital" -> "centre";
                case "logistics" -> "supply";
                default -> "shared";
            };
            String id = "u%02d-%s".formatted(i + 1, kind);
            units.add(serving(id, "Unit " + (i + 1) + ", " + kind, kind, parent));
        }
        List<Point> points = EVERYWHERE.stream()
                .filter(p -> units.stream().anyMatch(u -> u.serves().contains(p.id())))
                .toList();
        return new Blueprint(
                "Simulated chain",
                ZoneId.of("Europe/London"),
                "You are looked after, whichever way you reach us.",
                units,
                points,
                List.of());
    }

    /// A unit above the front line.
    static Place above(String id, String name, Layer layer, String parent) {
        return new Place(id, name, layer, parent, 0, List.of());
    }
}
