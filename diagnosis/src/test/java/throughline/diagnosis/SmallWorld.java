package throughline.diagnosis;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register;
import throughline.organisation.Register.Agenda;
import throughline.organisation.Register.Listening;
import throughline.organisation.Register.Push;
import throughline.organisation.Register.Step;
import throughline.organisation.Register.Training;
import throughline.organisation.Registry;

/// A small organisation of a test, written down piece by piece.
public final class SmallWorld {

    private final Period period;
    private final List<Unit> units = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Touchpoint> touchpoints = new ArrayList<>();
    private final List<Objective> objectives = new ArrayList<>();
    private final List<Scorecard> scorecards = new ArrayList<>();
    private final List<Measures.Entry> measures = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Training> trainings = new ArrayList<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Agenda> agendas = new ArrayList<>();
    private final List<Listening> listening = new ArrayList<>();
    private Optional<Promise> promise = Optional.empty();
    private InMemoryLake.@Nullable Sheet sheet;
    private final Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);

    private SmallWorld(Period period) {
        this.period = period;
    }

    public static SmallWorld from(String first, String last) {
        return new SmallWorld(new Period(LocalDate.parse(first), LocalDate.parse(last)));
    }

    public SmallWorld unit(String id, Layer layer, @Nullable String parent) {
        units.add(new Unit(id, null, layer, parent));
        return this;
    }

    public SmallWorld person(String id, String unit) {
        people.add(new Person(id, null, unit, null, null, null, null));
        return this;
    }

    public SmallWorld promise(String... feelings) {
        promise = Optional.of(new Promise("You are looked after.", List.of(feelings), null, null));
        return this;
    }

    public SmallWorld touchpoint(Touchpoint touchpoint) {
        touchpoints.add(touchpoint);
        return this;
    }

    public SmallWorld touchpoint(String id, String name, String channel, Organisation.Standard... standards) {
        return touchpoint(new Touchpoint(
                id, name, channel, null, List.of("customer"), List.of(), null, List.of(), null, List.of(standards)));
    }

    public SmallWorld serviceObjective(String id, String unit, List<String> parents, String... about) {
        objectives.add(new Objective(id, null, unit, parents, "service", 0.2, null, List.of(about)));
        return this;
    }

    public SmallWorld scorecard(String unit, String measure) {
        scorecards.add(new Scorecard(unit, null, measure, 1, null));
        return this;
    }

    public SmallWorld agenda(String day, Layer layer, String topic) {
        agendas.add(new Agenda("agendas.csv:1", LocalDate.parse(day), null, layer, topic, 30.0));
        return this;
    }

    public SmallWorld item(String id, Kind kind, FactKind table) {
        measures.add(new Measures.Entry(
                id,
                id,
                kind,
                id,
                kind == Kind.DELIVERY ? Better.LOWER : Better.HIGHER,
                1.0,
                5.0,
                false,
                Set.of(table)));
        return this;
    }

    /// A column of which nobody knows what it is, so that higher is taken for better.
    SmallWorld code(String id, FactKind table) {
        measures.add(new Measures.Entry(id, id, Kind.DELIVERY, null, Better.HIGHER, null, null, false, Set.of(table)));
        return this;
    }

    public SmallWorld step(Step step) {
        steps.add(step);
        return this;
    }

    public SmallWorld step(
            String id, String start, @Nullable String end, @Nullable String unit, @Nullable Layer layer) {
        return step(step(id, start, end, unit, layer, null, null));
    }

    public static Step step(
            String id,
            String start,
            @Nullable String end,
            @Nullable String unit,
            @Nullable Layer layer,
            @Nullable String aim,
            @Nullable String ownerAfter) {
        return new Step(
                "steps.csv:2",
                id,
                "Step " + id,
                LocalDate.parse(start),
                unit,
                end == null ? null : LocalDate.parse(end),
                aim,
                null,
                null,
                layer,
                null,
                ownerAfter,
                null,
                null,
                null,
                null);
    }

    public SmallWorld training(String day, Layer layer, double hours) {
        trainings.add(new Training(
                "training.csv:2", LocalDate.parse(day), "p", null, null, "service-delivery", null, hours, null, layer));
        return this;
    }

    public SmallWorld push(String unit, String first, String last) {
        pushes.add(
                new Push("pushes.csv:2", "push " + first, LocalDate.parse(first), LocalDate.parse(last), unit, null));
        return this;
    }

    /// Begins a table; its rows follow with [#row].
    public SmallWorld table(FactKind kind, String... columns) {
        sheet = sheet == null ? InMemoryLake.of(kind) : sheet.of(kind);
        sheet.columns(columns);
        files.put(kind, List.of(kind.table() + ".csv"));
        return this;
    }

    public SmallWorld row(LocalDate day, @Nullable Object... values) {
        if (sheet != null) {
            sheet.row(day.toString(), values);
        }
        return this;
    }

    public SmallWorld rows(int n, LocalDate day, @Nullable Object... values) {
        for (int i = 0; i < n; i++) {
            row(day, values);
        }
        return this;
    }

    public Dossier dossier() {
        CubeEngine engine = sheet == null ? InMemoryLake.of(FactKind.PULSE).engine() : sheet.engine();
        var organisation = new Organisation(
                "Northgate Rail",
                ZoneOffset.UTC,
                !units.isEmpty() || !touchpoints.isEmpty(),
                promise,
                units,
                people,
                touchpoints,
                List.of(),
                List.of(),
                objectives,
                scorecards,
                List.of(),
                Set.of(Organisation.Section.values()));
        var register = new Register(
                steps, List.of(), List.of(), List.of(), List.of(), List.of(), trainings, pushes, List.of(), agendas,
                listening);
        return new Dossier(
                new Registry(organisation), register, new Measures(measures), engine, files, period, Set.of());
    }
}
