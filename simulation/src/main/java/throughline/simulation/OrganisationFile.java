package throughline.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import throughline.diagnosis.Cause;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Blueprint.Point;
import throughline.simulation.Workforce.Person;
import throughline.simulation.Yaml.Entry;

/// Writes organisation.yaml: what the organisation has decided, healthy or as its causes have it.
final class OrganisationFile {

    private static final List<String> FEELINGS = List.of("welcome", "informed", "in-control");
    private static final List<String> FELT = List.of(
            "empathy",
            "empathy_2",
            "reliability",
            "reliability_2",
            "responsiveness",
            "assurance",
            "tangibles",
            "feel_welcome",
            "feel_informed",
            "feel_in_control");
    private static final List<String> INFRASTRUCTURE = List.of("system_faults", "availability", "response_ms");
    private static final List<String> DRIVEN = List.of("csat", "nps");

    private final World world;
    private final Mechanism mechanism;
    private final Dialect dialect;
    private final Yaml yaml = new Yaml();

    OrganisationFile(World world) {
        this.world = world;
        this.mechanism = world.mechanism();
        this.dialect = world.settings().recording().dialect();
    }

    void write(Path folder) {
        yaml.line("throughline: 1")
                .line("name: " + Yaml.quoted(world.blueprint().name()));
        yaml.line("timezone: " + world.blueprint().zone().getId());
        if (records(Section.PROMISE)) {
            writePromise();
        }
        writeUnits();
        writePeople();
        if (records(Section.TOUCHPOINTS)) {
            writeTouchpoints();
        }
        if (records(Section.JOURNEYS)) {
            writeJourneys();
        }
        if (records(Section.MEASURES)) {
            writeMeasures();
        }
        if (records(Section.OBJECTIVES)) {
            writeObjectives();
        }
        if (records(Section.SCORECARDS)) {
            writeScorecards();
        }
        if (records(Section.LINKS)) {
            writeLinks();
        }
        yaml.write(folder.resolve("organisation.yaml"));
    }

    private boolean records(Section section) {
        return world.settings().recording().knows(section);
    }

    private String date(int day) {
        return world.calendar().date(day).toString();
    }

    private void writePromise() {
        boolean designed = !mechanism.decided(Cause.NO_SERVICE_DESIGN);
        yaml.line("promise:")
                .line("  statement: " + Yaml.quoted(world.blueprint().statement()));
        if (designed) {
            yaml.line("  feelings: " + Yaml.flow(FEELINGS));
        }
        if (!mechanism.decided(Cause.NOBODY_ACCOUNTABLE)) {
            yaml.line("  owner: " + Workforce.OWNER);
        }
        yaml.line("  approved_on: " + date(world.settings().days() - (designed ? 200 : 1_200)));
    }

    private void writeUnits() {
        yaml.line("units:");
        for (Place unit : world.blueprint().units()) {
            yaml.item(Yaml.entry()
                    .text("id", unit.id())
                    .text("name", unit.name())
                    .text("layer", unit.layer().id())
                    .text("parent", unit.parent()));
        }
    }

    private void writePeople() {
        boolean scattered = mechanism.decided(Cause.NOBODY_ACCOUNTABLE);
        yaml.line("people:");
        int directors = 0;
        for (Person person : world.workforce().people()) {
            String manager = person.manager() == null ? "" : person.manager();
            if (scattered && person.layer() == Layer.BOARD) {
                manager = "";
            }
            if (scattered && person.layer() == Layer.EXECUTIVE) {
                manager = "p-board-" + (1 + directors++ % 3);
            }
            yaml.item(Yaml.entry()
                    .text("id", person.id())
                    .text("name", person.name())
                    .text("unit", person.unit().id())
                    .text("role", person.role())
                    .text("layer", person.layer().id())
                    .text("manager", manager));
        }
    }

    private void writeTouchpoints() {
        List<Point> points = world.blueprint().points();
        boolean[] unowned = world.bare(Cause.NOBODY_ACCOUNTABLE, 0.75, 0.04, 1);
        boolean[] undesigned = world.bare(Cause.NO_SERVICE_DESIGN, 0.85, 0.08, 2);
        yaml.line("touchpoints:");
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            Place unit = world.blueprint().frontline().stream()
                    .filter(u -> u.serves().contains(point.id()))
                    .findFirst()
                    .orElseThrow();
            Entry entry = Yaml.entry()
                    .text("id", point.id())
                    .text("name", point.name())
                    .text("channel", point.channel())
                    .text("department", point.department())
                    .list("customers", List.of(point.audience()));
            String owner = "p-" + unit.parent();
            if (!unowned[i]) {
                entry.text("accountable", owner).plain("accepted_on", date(-40 + i));
            } else if (i % 3 == 0) {
                entry.list("accountable", List.of(owner, "p-board-3"));
            }
            entry.list("responsible", List.of(Workforce.head(unit)));
            if (!undesigned[i]) {
                entry.text("definition", "Good is: " + point.name() + " without waiting, asking twice or wondering.");
                entry.plain("standards", standards());
            }
            yaml.item(entry);
        }
    }

    private String standards() {
        String waiting = Yaml.entry()
                .text("measure", dialect.name("wait_s"))
                .number("at_most", 120)
                .number("share", 0.8)
                .inline();
        String felt = mechanism.decided(Cause.ONE_DIMENSIONAL_FEEDBACK)
                ? Yaml.entry()
                        .text("measure", dialect.name("csat"))
                        .number("at_least", 4.8)
                        .inline()
                : Yaml.entry()
                        .text("measure", dialect.name("empathy"))
                        .number("at_least", 3.6)
                        .text("dimension", "empathy")
                        .plain("from_customers", "true")
                        .inline();
        return "[" + waiting + ", " + felt + "]";
    }

    private void writeJourneys() {
        if (mechanism.decided(Cause.NO_SERVICE_DESIGN)) {
            yaml.line("journeys: []");
            return;
        }
        yaml.line("journeys:");
        Business business = world.blueprint().business();
        for (String door : business.process().doors()) {
            world.blueprint().points().stream()
                    .filter(p -> p.id().equals(door))
                    .forEach(p -> yaml.item(journey(business, p)));
        }
    }

    private static Entry journey(Business business, Point door) {
        List<String> steps = JourneyLog.designed(business, door);
        Entry journey = Yaml.entry()
                .text("id", business.intents().get(Business.LOGGED) + "-" + door.id())
                .text("name", business.process().asked() + ": " + door.name().toLowerCase(Locale.ROOT))
                .list("steps", steps)
                .text("accountable", Workforce.OWNER);
        String lanes = StepLanes.of(business, steps);
        return lanes.isEmpty() ? journey : journey.plain("blueprint", lanes);
    }

    private void writeMeasures() {
        yaml.line("measures:");
        measure("wait_s", "Waiting time", "delivery", "s", "lower", List.of());
        measure("handle_s", "Handling time", "delivery", "s", "lower", List.of());
        measure("transfers", "Times passed on", "delivery", "", "lower", List.of());
        measure("repeats", "Times the customer repeated themselves", "delivery", "", "lower", List.of());
        measure("systems", "Screens used", "infrastructure", "", "lower", List.of());
        measure("system_faults", "System faults in an hour", "infrastructure", "", "lower", List.of());
        measure("availability", "Availability of systems", "infrastructure", "", "higher", List.of("0", "1"));
        measure("response_ms", "Response time of systems", "infrastructure", "ms", "lower", List.of());
        measure("contacts_per_hour", "Contacts an hour", "delivery", "", "higher", List.of());
        measure("offers_accepted", "Offers accepted", "sales", "", "higher", List.of());
        measure("resolved", "Resolved in one contact", "outcome", "", "higher", List.of("0", "1"));
        measure("csat", "Satisfied", "outcome", "", "higher", List.of("1", "7"));
        measure("listening", "Listens", "perception", "", "higher", List.of("1", "5"));
        measure("explaining", "Explains", "perception", "", "higher", List.of("1", "5"));
        measure("owning_it", "Owns the matter", "perception", "", "higher", List.of("1", "5"));
        if (mechanism.decided(Cause.ONE_DIMENSIONAL_FEEDBACK)) {
            return;
        }
        measure("nps", "Would recommend us", "outcome", "", "higher", List.of("0", "10"));
        measure("ces", "How hard it was", "perception", "", "lower", List.of("1", "7"));
        for (String item : FELT) {
            String dimension = item.replace("_2", "");
            boolean feeling = item.startsWith("feel_");
            Entry entry = Yaml.entry()
                    .text("id", dialect.name(item))
                    .text("kind", feeling ? "feeling" : "perception")
                    .text("dimension", feeling ? "" : dimension)
                    .text("better", "higher")
                    .plain("scale", "[1, 5]");
            yaml.item(entry);
        }
    }

    private void measure(String id, String name, String kind, String unit, String better, List<String> scale) {
        Entry entry = Yaml.entry()
                .text("id", dialect.name(id))
                .text("name", name)
                .text("kind", kind)
                .text("unit", unit)
                .text("better", better);
        if (!scale.isEmpty()) {
            entry.plain("scale", "[" + String.join(", ", scale) + "]");
        }
        yaml.item(entry);
    }

    private void writeObjectives() {
        yaml.line("objectives:");
        for (Place unit : world.blueprint().units()) {
            if (silent(unit)) {
                continue;
            }
            String owner = Workforce.head(unit);
            boolean board = unit.layer() == Layer.BOARD;
            double weight = board ? mechanism.mix(Cause.OUTSIDE_STRATEGY, 0.3, 0.03) : 0.3;
            boolean service = world.cascade().reaches(unit.id());
            if (service) {
                Entry entry = Yaml.entry()
                        .text("id", Cascade.id(unit.id()))
                        .text("owner", owner)
                        .text("unit", unit.id());
                if (world.cascade().reaches(unit.parent())) {
                    entry.text("parent", Cascade.id(unit.parent()));
                }
                yaml.item(entry.text("about", "service")
                        .number("weight", weight)
                        .text("text", "Customers feel looked after by " + unit.name() + ".")
                        .list("measures", List.of(dialect.name("csat"))));
            }
            other(unit, owner, "sales", service ? (1 - weight) * 0.6 : 0.6);
            other(unit, owner, "cost", service ? (1 - weight) * 0.4 : 0.4);
        }
    }

    private void other(Place unit, String owner, String about, double weight) {
        yaml.item(Yaml.entry()
                .text("id", about + "-" + unit.id())
                .text("owner", owner)
                .text("unit", unit.id())
                .text("about", about)
                .number("weight", weight));
    }

    private void writeScorecards() {
        yaml.line("scorecards:");
        for (Place unit : world.blueprint().frontline()) {
            if (silent(unit)) {
                continue;
            }
            for (Map.Entry<String, Double> line : Scorecards.of(mechanism).entrySet()) {
                Entry entry = Yaml.entry()
                        .text("unit", unit.id())
                        .text("role", "agent")
                        .text("measure", dialect.name(line.getKey()))
                        .number("weight", line.getValue());
                if (line.getKey().equals("handle_s")) {
                    entry.number("target", Scorecards.HANDLE_TARGET);
                }
                yaml.item(entry);
            }
        }
    }

    /// Whether the unit has handed in neither objectives nor scorecards.
    private boolean silent(Place unit) {
        return world.settings().has(Decoy.REGISTER_HALF_KEPT)
                && world.blueprint().frontline().indexOf(unit) % 5 % 2 == 1;
    }

    private void writeLinks() {
        List<Entry> links = new ArrayList<>();
        String keeper = "p-" + world.blueprint().in(Layer.EXECUTIVE).getFirst().id();
        if (!mechanism.decided(Cause.FEELINGS_UNLINKED)) {
            List<String> felt = mechanism.decided(Cause.ONE_DIMENSIONAL_FEEDBACK) ? List.of("csat") : FELT;
            for (String cause : INFRASTRUCTURE) {
                felt.forEach(effect -> links.add(link(cause, effect, keeper)));
            }
        }
        if (!mechanism.decided(Cause.NO_SERVICE_DESIGN)) {
            for (String effect : DRIVEN) {
                links.add(link("wait_s", effect, keeper));
                links.add(link("repeats", effect, keeper));
            }
        }
        yaml.line(links.isEmpty() ? "links: []" : "links:");
        links.forEach(yaml::item);
    }

    private Entry link(String cause, String effect, String keeper) {
        return Yaml.entry()
                .text("cause", dialect.name(cause))
                .text("effect", dialect.name(effect))
                .text("managed_by", keeper);
    }
}
