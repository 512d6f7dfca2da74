package throughline.workspace;

import static throughline.text.Text.say;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import throughline.organisation.Layer;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Blueprint;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Basics;

/// Reads organisation.yaml. What is right is kept, what is wrong is noted with its line and path; nothing is thrown.
public final class OrganisationReader {

    /// Largest document in bytes.
    public static final long LARGEST = YamlDocument.LARGEST;

    /// Name of the file in a workspace.
    public static final String FILE = "organisation.yaml";

    static final List<String> ABOUT =
            List.of("service", "sales", "cost", "safety", "growth", "compliance", "people", "other");
    static final List<String> LAYERS =
            Arrays.stream(Layer.values()).map(Layer::id).toList();
    static final List<String> KINDS = words(Kind.values());
    static final List<String> BETTER = words(Better.values());

    private final YamlNotes notes;

    private OrganisationReader(YamlNotes notes) {
        this.notes = notes;
    }

    /// What came of reading the file.
    ///
    /// @param organisation what could be read; unrecorded where the file could not be read at all
    /// @param rejects values left out, with line and path
    /// @param warnings unknown keys and references that lead nowhere
    /// @param unread sentences about what the text holds and the organisation does not: values that are wrong, and
    ///     keys that are not known
    public record Reading(
            Organisation organisation, List<Reject> rejects, List<String> warnings, List<String> unread) {}

    /// Reads the file.
    ///
    /// @param file an organisation.yaml
    /// @param name the organisation's name where the file gives none
    public static Reading read(Path file, String name) {
        return read(() -> YamlDocument.read(file), name);
    }

    /// Reads the text of an organisation.yaml.
    ///
    /// @param name the organisation's name where the text gives none
    public static Reading read(String text, String name) {
        return read(() -> YamlDocument.read(text, FILE), name);
    }

    private interface Source {
        MappingNode root() throws YamlDocument.UnreadableYaml;
    }

    private static Reading read(Source source, String name) {
        var notes = new YamlNotes(FILE);
        Organisation organisation;
        var unread = new ArrayList<String>();
        try {
            var root = new YamlMap(notes, "", source.root());
            organisation = new OrganisationReader(notes).organisation(root, name);
            notes.rejects().forEach(r -> unread.add(say("Line %s: %s.", r.line(), r.reason())));
            unread.addAll(notes.warnings());
            OrganisationCheck.warn(organisation, notes);
        } catch (YamlDocument.UnreadableYaml e) {
            notes.rejectFile(Objects.requireNonNull(e.getMessage()));
            organisation = Organisation.unrecorded(name);
        }
        return new Reading(organisation, notes.rejects(), notes.warnings(), unread);
    }

    /// The dictionary of measures under `measures`.
    static List<Measure> measures(YamlMap root) {
        var reader = new OrganisationReader(root.notes());
        return reader.list(root, "measures", reader::measure, Measure::id);
    }

    /// One entry by itself, or null where it cannot be one; what is wrong with it is in the notes of the map.
    static @Nullable Thing thing(Thing.Sort sort, YamlMap map) {
        var reader = new OrganisationReader(map.notes());
        Thing thing = switch (sort) {
            case BASICS -> reader.basics(map);
            case PROMISE -> reader.promise(map);
            case UNITS -> reader.unit(map);
            case PEOPLE -> reader.person(map);
            case TOUCHPOINTS -> reader.touchpoint(map);
            case JOURNEYS -> reader.journey(map);
            case MEASURES -> reader.measure(map);
            case OBJECTIVES -> reader.objective(map);
            case SCORECARDS -> reader.scorecard(map);
            case LINKS -> reader.link(map);
        };
        map.close();
        return thing;
    }

    private @Nullable Basics basics(YamlMap map) {
        String name = map.required("name");
        ZoneId timezone = timezone(map);
        return name == null ? null : new Basics(name, timezone);
    }

    private Organisation organisation(YamlMap root, String name) {
        Double version = root.number("throughline");
        if (version != null && version != 1) {
            notes.reject(
                    root.line("throughline"), "throughline", say("only version 1 is known; the file is read as that"));
        }
        String own = root.text("name");
        var organisation = new Organisation(
                own == null ? name : own,
                timezone(root),
                true,
                Optional.ofNullable(root.map("promise"))
                        .filter(map -> !map.keys().isEmpty())
                        .map(this::promise),
                list(root, "units", this::unit, Unit::id),
                list(root, "people", this::person, Person::id),
                list(root, "touchpoints", this::touchpoint, Touchpoint::id),
                list(root, "journeys", this::journey, Journey::id),
                list(root, "measures", this::measure, Measure::id),
                list(root, "objectives", this::objective, Objective::id),
                list(root, "scorecards", this::scorecard, null),
                list(root, "links", this::link, null),
                Arrays.stream(Section.values()).filter(s -> root.has(s.key())).collect(Collectors.toSet()));
        root.close();
        return organisation;
    }

    private ZoneId timezone(YamlMap root) {
        String zone = root.text("timezone");
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            String hint = NearestName.hint(zone, ZoneId.getAvailableZoneIds());
            notes.reject(
                    root.line("timezone"),
                    "timezone",
                    say("a zone such as Europe/London was expected, got \"%s\"; UTC is used.%s", zone, hint));
            return ZoneOffset.UTC;
        }
    }

    private Promise promise(YamlMap map) {
        String statement = map.required("statement");
        return new Promise(
                statement == null ? "" : statement, map.texts("feelings"), map.text("owner"), map.date("approved_on"));
    }

    private @Nullable Unit unit(YamlMap map) {
        String id = map.required("id");
        String name = map.text("name");
        Layer layer = layer(map);
        String parent = map.text("parent");
        return id == null ? null : new Unit(id, name, layer, parent);
    }

    private @Nullable Person person(YamlMap map) {
        String id = map.required("id");
        String name = map.text("name");
        String unit = map.text("unit");
        String role = map.text("role");
        Layer layer = layer(map);
        String manager = map.text("manager");
        var leftOn = map.date("left_on");
        return id == null ? null : new Person(id, name, unit, role, layer, manager, leftOn);
    }

    private @Nullable Touchpoint touchpoint(YamlMap map) {
        String id = map.required("id");
        var touchpoint = new Touchpoint(
                id == null ? "" : id,
                map.text("name"),
                lower(map.text("channel")),
                map.text("department"),
                map.texts("customers"),
                map.texts("accountable"),
                map.date("accepted_on"),
                map.texts("responsible"),
                map.text("definition"),
                list(map, "standards", this::standard, null),
                map.texts("also"));
        return id == null ? null : touchpoint;
    }

    private @Nullable Standard standard(YamlMap map) {
        String measure = map.required("measure");
        Double atMost = map.number("at_most");
        Double atLeast = map.number("at_least");
        Double share = map.number("share", 0, 1);
        String dimension = lower(map.text("dimension"));
        boolean fromCustomers = map.flag("from_customers");
        return measure == null
                ? null
                : new Standard(ColumnNames.measure(measure), atMost, atLeast, share, dimension, fromCustomers);
    }

    private @Nullable Journey journey(YamlMap map) {
        String id = map.required("id");
        String name = map.text("name");
        List<String> steps = map.texts("steps");
        List<String> accountable = map.texts("accountable");
        List<Blueprint> blueprint = list(map, "blueprint", this::blueprint, null);
        return id == null ? null : new Journey(id, name, steps, accountable, blueprint);
    }

    private @Nullable Blueprint blueprint(YamlMap map) {
        String step = map.required("step");
        var blueprint = new Blueprint(
                step == null ? "" : step,
                map.text("name"),
                map.text("see"),
                map.text("do"),
                map.text("front"),
                map.text("back"),
                map.text("support"));
        return step == null ? null : blueprint;
    }

    private @Nullable Measure measure(YamlMap map) {
        String id = map.required("id");
        String name = map.text("name");
        Kind kind = map.oneOf("kind", text -> constant(Kind.values(), text), KINDS);
        String dimension = lower(map.text("dimension"));
        String unit = map.text("unit");
        Better better = map.oneOf("better", text -> constant(Better.values(), text), BETTER);
        List<Double> scale = map.numbers("scale");
        if (!scale.isEmpty() && (scale.size() != 2 || scale.getFirst() >= scale.getLast())) {
            notes.reject(
                    map.line("scale"),
                    map.at("scale"),
                    say("two numbers such as [1, 5], the lower first, were expected"));
            scale = List.of();
        }
        return id == null
                ? null
                : new Measure(
                        ColumnNames.measure(id),
                        name,
                        kind,
                        dimension,
                        unit,
                        better,
                        scale.isEmpty() ? null : scale.getFirst(),
                        scale.isEmpty() ? null : scale.getLast());
    }

    private @Nullable Objective objective(YamlMap map) {
        String id = map.required("id");
        String owner = map.text("owner");
        String unit = map.text("unit");
        List<String> parents = map.texts("parent");
        String about = map.oneOf(
                "about", text -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(ABOUT::contains), ABOUT);
        Double weight = map.number("weight", 0, 1);
        String text = map.text("text");
        List<String> measures =
                map.texts("measures").stream().map(ColumnNames::measure).toList();
        return id == null ? null : new Objective(id, owner, unit, parents, about, weight, text, measures);
    }

    private @Nullable Scorecard scorecard(YamlMap map) {
        String unit = map.text("unit");
        String role = map.text("role");
        String measure = map.required("measure");
        map.required("weight");
        Double weight = map.number("weight", 0, 100);
        Double target = map.number("target");
        return measure == null || weight == null
                ? null
                : new Scorecard(unit, role, ColumnNames.measure(measure), weight, target);
    }

    private @Nullable Link link(YamlMap map) {
        String cause = map.required("cause");
        String effect = map.required("effect");
        String managedBy = map.text("managed_by");
        return cause == null || effect == null
                ? null
                : new Link(ColumnNames.measure(cause), ColumnNames.measure(effect), managedBy);
    }

    private static @Nullable Layer layer(YamlMap map) {
        return map.oneOf("layer", Layer::find, LAYERS);
    }

    /// The items that could be read; of those with the same id the first.
    private <T> List<T> list(
            YamlMap map, String key, Function<YamlMap, @Nullable T> read, @Nullable Function<T, String> id) {
        var all = new ArrayList<T>();
        Map<String, Long> lines = new HashMap<>();
        for (YamlMap item : map.maps(key)) {
            T value = read.apply(item);
            item.close();
            if (value == null) {
                continue;
            }
            Long before = id == null ? null : lines.putIfAbsent(id.apply(value), item.line());
            if (before == null) {
                all.add(value);
            } else {
                notes.reject(
                        item.line("id"),
                        item.at("id"),
                        say(
                                "the id %s is already that of line %s, which is kept",
                                Objects.requireNonNull(id).apply(value), before));
            }
        }
        return List.copyOf(all);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] values, String text) {
        return Arrays.stream(values)
                .filter(v -> v.name().equalsIgnoreCase(text))
                .findFirst();
    }

    private static <E extends Enum<E>> List<String> words(E[] values) {
        return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    }
}
