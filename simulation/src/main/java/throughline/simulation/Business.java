package throughline.simulation;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Blueprint.Point;

/// A kind of organisation: its departments and touchpoints, what people come for, and the one process it logs.
public enum Business {
    /// A chain of shops with departments behind them.
    CHAIN(
            "Simulated chain",
            "You are looked after, whichever way you reach us.",
            "stores",
            List.of("information", "order", "problem", "return", "account", "appointment"),
            new LoggedProcess(
                    List.of("web", "phone", "store", "till", "app", "email", "chat", "delivery"),
                    "delivery",
                    "returns",
                    "Return asked for",
                    "Order looked up",
                    "Parcel fetched",
                    "Parcel looked for",
                    "Parcel handed in",
                    "Money given back"),
            List.of(
                    "retail executive board",
                    "service executive board",
                    "corporate executive board",
                    "stores-a management retail",
                    "stores-b management retail",
                    "centre management service",
                    "supply management service",
                    "shared management corporate"),
            List.of(
                    "store store stores-a 1.1 store till",
                    "contact contact centre 1.4 phone email chat",
                    "digital digital centre 1.2 web app",
                    "logistics logistics supply 1.0 delivery returns",
                    "store store stores-a 1.1 store till",
                    "accounts accounts shared 0.7 billing suppliers",
                    "store store stores-a 1.1 store till",
                    "facilities facilities shared 0.5 reception carpark",
                    "people people shared 0.4 hr",
                    "store store stores-b 1.1 store till",
                    "communications communications shared 0.4 social press",
                    "contact contact centre 1.4 phone email chat",
                    "store store stores-a 1.1 store till",
                    "store store stores-b 1.1 store till"),
            List.of(
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
                    new Point("press", "Press and public relations", "pr", "communications", "public"))),
    /// A contact centre that serves for others and nothing else.
    CONTACT_CENTRE(
            "Simulated contact centre",
            "You reach somebody who can help, and they do.",
            "telephone",
            List.of("information", "order", "problem", "refund", "account", "call back"),
            new LoggedProcess(
                    List.of("line-a", "line-b", "email", "chat", "social"),
                    "back-office",
                    "payments",
                    "Refund asked for",
                    "Account looked up",
                    "Claim checked",
                    "Claim sent on",
                    "Claim checked at once",
                    "Refund paid"),
            List.of(
                    "operations executive board",
                    "support executive board",
                    "telephony management operations",
                    "written management operations",
                    "settlement management support"),
            List.of(
                    "telephone telephone telephony 1.2 line-a line-b",
                    "written written written 1.0 email chat",
                    "telephone telephone telephony 1.2 line-b line-a",
                    "settlement settlement settlement 0.8 back-office payments",
                    "social social written 0.7 social chat",
                    "written written written 1.0 chat email"),
            List.of(
                    new Point("line-a", "Service line", "phone", "telephone", "customer"),
                    new Point("line-b", "Fault line", "phone", "telephone", "customer"),
                    new Point("email", "Email", "email", "written", "customer"),
                    new Point("chat", "Chat", "chat", "written", "customer"),
                    new Point("social", "Social media", "social", "written", "public"),
                    new Point("back-office", "Claims", "other", "settlement", "customer"),
                    new Point("payments", "Payments", "billing", "settlement", "customer"))),
    /// A hospital with wards, outpatients, diagnostics and all that stands around them.
    HOSPITAL(
            "Simulated hospital",
            "You are treated as a person, and you know what comes next.",
            "wards",
            List.of("information", "appointment", "complaint", "referral", "records", "results"),
            new LoggedProcess(
                    List.of("booking", "letters", "outpatients", "ward", "admissions", "portal"),
                    "imaging",
                    "outpatients",
                    "Referral received",
                    "Notes looked up",
                    "Patient examined",
                    "Patient sent elsewhere",
                    "Patient seen at once",
                    "Findings explained"),
            List.of(
                    "medical executive board",
                    "nursing executive board",
                    "estates executive board",
                    "wards-a management nursing",
                    "wards-b management nursing",
                    "clinics management medical",
                    "access management medical",
                    "support management estates"),
            List.of(
                    "ward ward wards-a 1.2 ward visitors",
                    "clinic clinic clinics 1.3 outpatients",
                    "booking booking access 1.3 booking letters",
                    "imaging imaging clinics 0.9 imaging laboratory",
                    "ward ward wards-b 1.2 ward visitors",
                    "admissions admissions access 0.8 admissions portal",
                    "premises premises support 0.6 reception carpark meals",
                    "ward ward wards-a 1.2 ward visitors",
                    "records records support 0.5 records hr",
                    "clinic clinic clinics 1.3 outpatients"),
            List.of(
                    new Point("ward", "On the ward", "other", "wards", "customer"),
                    new Point("visitors", "Visitors' room", "other", "wards", "public"),
                    new Point("outpatients", "Outpatient clinic", "other", "clinics", "customer"),
                    new Point("booking", "Booking line", "phone", "access", "customer"),
                    new Point("letters", "Letters", "letter", "access", "customer"),
                    new Point("portal", "Patient portal", "web", "access", "customer"),
                    new Point("admissions", "Admissions", "reception", "access", "customer"),
                    new Point("imaging", "Imaging", "other", "diagnostics", "customer"),
                    new Point("laboratory", "Blood tests", "other", "diagnostics", "customer"),
                    new Point("reception", "Main entrance", "reception", "premises", "public"),
                    new Point("carpark", "Car park", "carpark", "premises", "public"),
                    new Point("meals", "Meals", "other", "premises", "customer"),
                    new Point("records", "Medical records", "other", "records", "customer"),
                    new Point("hr", "Job applications", "hr", "records", "applicant"))),
    /// A public office with counters and desks behind them.
    PUBLIC_OFFICE(
            "Simulated public office",
            "You get what you are entitled to, and you understand why.",
            "counters",
            List.of("information", "application", "objection", "permit", "records", "appointment"),
            new LoggedProcess(
                    List.of("counter", "enquiries", "online", "letters", "email"),
                    "review",
                    "cashier",
                    "Permit applied for",
                    "File looked up",
                    "Application reviewed",
                    "File asked for elsewhere",
                    "Application reviewed at the counter",
                    "Permit handed out"),
            List.of(
                    "citizens executive board",
                    "administration executive board",
                    "counters management citizens",
                    "remote management citizens",
                    "casework management administration",
                    "internal management administration"),
            List.of(
                    "counter counter counters 1.2 counter waiting-room",
                    "enquiries enquiries remote 1.2 enquiries email",
                    "online online remote 1.0 online",
                    "casework casework casework 0.9 review letters",
                    "cash cash internal 0.7 cashier suppliers",
                    "counter counter counters 1.2 counter waiting-room",
                    "premises premises internal 0.5 entrance hr"),
            List.of(
                    new Point("counter", "At the counter", "reception", "counters", "public"),
                    new Point("waiting-room", "Waiting room", "reception", "counters", "public"),
                    new Point("enquiries", "Enquiries line", "phone", "remote", "public"),
                    new Point("email", "Email", "email", "remote", "public"),
                    new Point("online", "Online service", "web", "remote", "public"),
                    new Point("letters", "Letters", "letter", "casework", "public"),
                    new Point("review", "Casework", "other", "casework", "public"),
                    new Point("cashier", "Cashier", "billing", "finance", "public"),
                    new Point("suppliers", "Supplier invoices", "billing", "finance", "supplier"),
                    new Point("entrance", "Entrance and guards", "reception", "premises", "public"),
                    new Point("hr", "Job applications", "hr", "premises", "applicant")));

    /// Number of the intent whose process is logged.
    static final int LOGGED = 3;
    /// Number of the intent that is hard.
    static final int HARD = 2;
    /// Number of the intent that a second contact may be designed for.
    static final int TWICE = 5;

    private final String title;
    private final String statement;
    private final String window;
    private final List<String> intents;
    private final LoggedProcess process;
    private final List<Place> upper = new ArrayList<>();
    private final List<Place> kinds = new ArrayList<>();
    private final List<Point> points;

    /// The one process that is logged: asked for at a door, seen to at a second place (or at once, in the shop
    /// window), ended at a third.
    ///
    /// @param doors touchpoints for which the way is designed
    /// @param middle touchpoint that sees to it
    /// @param end touchpoint that ends it
    record LoggedProcess(
            List<String> doors,
            String middle,
            String end,
            String asked,
            String lookedUp,
            String seenTo,
            String astray,
            String atOnce,
            String ended) {}

    Business(
            String title,
            String statement,
            String window,
            List<String> intents,
            LoggedProcess process,
            List<String> upper,
            List<String> kinds,
            List<Point> points) {
        this.title = title;
        this.statement = statement;
        this.window = window;
        this.intents = intents;
        this.process = process;
        this.points = points;
        this.upper.add(Blueprint.above("board", "Board", Layer.BOARD, ""));
        upper.stream()
                .map(text -> text.split(" ", -1))
                .forEach(w -> this.upper.add(Blueprint.above(
                        w[0], w[0].substring(0, 1).toUpperCase(Locale.ROOT) + w[0].substring(1), layer(w[1]), w[2])));
        kinds.stream()
                .map(text -> List.of(text.split(" ", -1)))
                .forEach(w -> this.kinds.add(new Place(
                        w.get(0),
                        w.get(1),
                        Layer.FRONTLINE,
                        w.get(2),
                        Double.parseDouble(w.get(3)),
                        w.subList(4, w.size()))));
    }

    private static Layer layer(String id) {
        return id.equals("executive") ? Layer.EXECUTIVE : Layer.MANAGEMENT;
    }

    /// An organisation of this kind, without names of people.
    ///
    /// @param frontline number of front-line units, 4 to 2,000
    public Blueprint blueprint(int frontline) {
        if (frontline < 4 || frontline > 2_000) {
            throw new IllegalArgumentException("An organisation has 4 to 2,000 front-line units, got " + frontline);
        }
        List<Place> units = new ArrayList<>(upper);
        for (int i = 0; i < frontline; i++) {
            Place kind = kinds.get(i % kinds.size());
            units.add(new Place(
                    "u%02d-%s".formatted(i + 1, kind.id()),
                    "Unit " + (i + 1) + ", " + kind.name(),
                    Layer.FRONTLINE,
                    kind.parent(),
                    kind.volume(),
                    kind.serves()));
        }
        List<Point> served = points.stream()
                .filter(p -> units.stream().anyMatch(u -> u.serves().contains(p.id())))
                .toList();
        return new Blueprint(title, ZoneId.of("Europe/London"), statement, units, served, List.of(), this);
    }

    /// A front-line unit of one of the usual kinds of a business, such as `store`.
    Place serving(String id, String name, String kind, String parent) {
        Place usual =
                kinds.stream().filter(k -> k.id().equals(kind)).findFirst().orElseThrow();
        return new Place(id, name, Layer.FRONTLINE, parent, usual.volume(), usual.serves());
    }

    /// All touchpoints that a business of this kind has.
    List<Point> points() {
        return points;
    }

    /// What people come for; the fourth is what is logged.
    List<String> intents() {
        return intents;
    }

    LoggedProcess process() {
        return process;
    }

    /// Whether the touchpoint is the shop window, the place that visitors from the board are shown.
    boolean shows(Point point) {
        return point.department().equals(window);
    }
}
