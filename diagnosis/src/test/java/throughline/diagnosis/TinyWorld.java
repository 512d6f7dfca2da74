package throughline.diagnosis;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
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
import throughline.organisation.Organisation.Blueprint;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register;
import throughline.organisation.Register.Agenda;
import throughline.organisation.Register.Decision;
import throughline.organisation.Registry;

/// A small organisation put together by a test, one fact after the other.
final class TinyWorld {

    static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    static final LocalDate LAST = LocalDate.of(2026, 6, 28);

    private final List<Unit> units = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Touchpoint> touchpoints = new ArrayList<>();
    private final List<Journey> journeys = new ArrayList<>();
    private final List<Objective> objectives = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Measure> dictionary = new ArrayList<>();
    private final List<Measures.Entry> measures = new ArrayList<>();
    private final List<Agenda> agendas = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private @Nullable Promise promise;
    private boolean recorded = true;
    private final Set<Section> sections = EnumSet.allOf(Section.class);
    private CubeEngine engine = InMemoryLake.of(FactKind.INTERACTIONS).engine();

    /// The record says nothing of the part; otherwise a part that is empty is a decided none.
    TinyWorld without(Section section) {
        sections.remove(section);
        return this;
    }

    TinyWorld unrecorded() {
        recorded = false;
        return this;
    }

    TinyWorld promise(@Nullable String owner, LocalDate approvedOn, String... feelings) {
        promise = new Promise("You feel looked after.", List.of(feelings), owner, approvedOn);
        return this;
    }

    TinyWorld withoutPromise() {
        promise = null;
        return without(Section.PROMISE);
    }

    TinyWorld unit(String id, @Nullable Layer layer, @Nullable String parent) {
        units.add(new Unit(id, null, layer, parent));
        return this;
    }

    TinyWorld person(
            String id, @Nullable String name, @Nullable Layer layer, @Nullable String unit, @Nullable String manager) {
        people.add(new Person(id, name, unit, null, layer, manager, null));
        return this;
    }

    TinyWorld left(String id, String name, Layer layer, LocalDate on) {
        people.add(new Person(id, name, null, null, layer, null, on));
        return this;
    }

    TinyWorld touchpoint(String id, String name, String... accountable) {
        touchpoints.add(new Touchpoint(
                id, name, null, null, List.of(), List.of(accountable), null, List.of(), null, List.of()));
        return this;
    }

    TinyWorld designed(String id, String name) {
        return designed(id, name, new Standard("wait_s", 20.0, null, 0.8, null, false));
    }

    TinyWorld designed(String id, String name, Standard standard) {
        touchpoints.add(new Touchpoint(
                id,
                name,
                null,
                null,
                List.of(),
                List.of("p1"),
                null,
                List.of(),
                "Answered at once.",
                List.of(standard)));
        return this;
    }

    TinyWorld journey(String id, String... steps) {
        return journey(id, List.of(), steps);
    }

    TinyWorld journey(String id, List<Blueprint> blueprint, String... steps) {
        journeys.add(new Journey(id, null, List.of(steps), List.of(), blueprint));
        return this;
    }

    TinyWorld link(String cause, String effect) {
        links.add(new Link(cause, effect, "p1"));
        return this;
    }

    TinyWorld objective(
            String id, String unit, String about, @Nullable Double weight, List<String> parents, String... measured) {
        objectives.add(new Objective(id, null, unit, parents, about, weight, null, List.of(measured)));
        return this;
    }

    TinyWorld declared(String id, Kind kind) {
        dictionary.add(new Measure(id, null, kind, null, null, null, null, null));
        return this;
    }

    TinyWorld measure(String id, String title, Kind kind, @Nullable String dimension, Better better, FactKind in) {
        measures.add(new Measures.Entry(id, title, kind, dimension, better, 1.0, 5.0, false, Set.of(in)));
        return this;
    }

    TinyWorld agenda(LocalDate at, Layer layer, String topic, double minutes) {
        agendas.add(new Agenda("agendas.csv:" + (agendas.size() + 2), at, null, layer, topic, minutes));
        return this;
    }

    TinyWorld decided(LocalDate at, @Nullable String evidence) {
        String id = "d" + decisions.size();
        decisions.add(
                new Decision("decisions.csv:2", id, at, null, "staffing", "improves", null, null, evidence, null));
        return this;
    }

    TinyWorld facts(InMemoryLake.Sheet last) {
        engine = last.engine();
        return this;
    }

    Dossier dossier() {
        var organisation = new Organisation(
                "Tiny",
                ZoneOffset.UTC,
                recorded,
                Optional.ofNullable(promise),
                units,
                people,
                touchpoints,
                journeys,
                dictionary,
                objectives,
                List.of(),
                links,
                recorded ? sections : Set.of());
        var register = new Register(
                List.of(), decisions, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                agendas, List.of());
        Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);
        for (FactKind kind : FactKind.values()) {
            files.put(kind, List.of(kind.table() + ".csv"));
        }
        return new Dossier(
                new Registry(organisation),
                register,
                new Measures(measures),
                engine,
                files,
                new Period(FIRST, LAST),
                Set.of());
    }

    static List<String> statements(Verdict verdict) {
        return verdict.evidence().stream().map(Evidence::statement).toList();
    }

    static List<String> missing(Verdict verdict) {
        return verdict.missing().stream().map(Missing::what).toList();
    }
}
