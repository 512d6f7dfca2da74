package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Registry;

/// Looks for references in an organisation that lead nowhere or in a circle. They are named, never mended.
public final class OrganisationCheck {

    private static final int NAMED = 5;

    private final List<Finding> findings = new ArrayList<>();

    private OrganisationCheck() {}

    /// One thing that is odd.
    ///
    /// @param what is odd, the same for all of a sort
    /// @param which entry, with what it leads to
    /// @param advice what to do about it, may be empty
    public record Finding(String what, String which, String advice) {

        /// The finding as a sentence.
        public String sentence() {
            return "%s: %s.".formatted(what, which);
        }
    }

    /// Warns of every sort of finding, with the first five of each.
    static void warn(Organisation organisation, YamlNotes notes) {
        Map<String, List<Finding>> sorts = of(organisation).stream()
                .collect(Collectors.groupingBy(Finding::what, LinkedHashMap::new, Collectors.toList()));
        sorts.forEach((what, some) -> notes.warn("%s (%s): %s%s.%s"
                .formatted(
                        what,
                        some.size(),
                        some.stream().limit(NAMED).map(Finding::which).collect(Collectors.joining(", ")),
                        some.size() > NAMED ? ", …" : "",
                        some.getFirst().advice())));
    }

    /// Everything that is odd, a sort after the other.
    public static List<Finding> of(Organisation organisation) {
        var check = new OrganisationCheck();
        Set<String> units = ids(organisation.units().stream().map(Unit::id).toList());
        Set<String> people = ids(organisation.people().stream().map(Person::id).toList());
        Set<String> touchpoints =
                ids(organisation.touchpoints().stream().map(Touchpoint::id).toList());
        Set<String> objectives =
                ids(organisation.objectives().stream().map(Objective::id).toList());
        check.loose(
                say("Units without their parent"),
                units,
                organisation.units().stream()
                        .map(u -> new Reference(u.id(), u.parent()))
                        .toList());
        check.loose(
                say("People in a unit that is not listed"),
                units,
                organisation.people().stream()
                        .map(p -> new Reference(p.id(), p.unit()))
                        .toList());
        check.loose(
                say("People whose manager is not listed"),
                people,
                organisation.people().stream()
                        .map(p -> new Reference(p.id(), p.manager()))
                        .toList());
        check.loose(
                say("The promise is of somebody who is not listed"),
                people,
                organisation.promise().stream()
                        .map(p -> new Reference("promise", p.owner()))
                        .toList());
        check.loose(
                say("Objectives of somebody who is not listed"),
                people,
                organisation.objectives().stream()
                        .map(o -> new Reference(o.id(), o.owner()))
                        .toList());
        check.loose(
                say("Objectives and scorecards of a unit that is not listed"),
                units,
                Stream.concat(
                                organisation.objectives().stream().map(o -> new Reference(o.id(), o.unit())),
                                organisation.scorecards().stream().map(s -> new Reference(s.measure(), s.unit())))
                        .toList());
        check.loose(
                say("Journeys of somebody who is not listed"),
                people,
                organisation.journeys().stream()
                        .flatMap(j -> j.accountable().stream().map(a -> new Reference(j.id(), a)))
                        .toList());
        check.loose(
                say("Links managed by somebody who is not listed"),
                people,
                organisation.links().stream()
                        .map(l -> new Reference(l.cause(), l.managedBy()))
                        .toList());
        check.loose(
                say("Touchpoints of somebody who is not listed"),
                people,
                organisation.touchpoints().stream()
                        .flatMap(t -> t.accountable().stream().map(a -> new Reference(t.id(), a)))
                        .toList());
        check.loose(
                say("Journeys over a touchpoint that is not listed"),
                touchpoints,
                organisation.journeys().stream()
                        .flatMap(j -> j.steps().stream().map(s -> new Reference(j.id(), s)))
                        .toList());
        organisation
                .journeys()
                .forEach(j -> check.loose(
                        say("Blueprints of a step that the journey %s does not have", j.id()),
                        Set.copyOf(j.steps()),
                        j.blueprint().stream()
                                .map(b -> new Reference(j.id(), b.step()))
                                .toList()));
        check.loose(
                say("Objectives whose parent is not listed"),
                objectives,
                organisation.objectives().stream()
                        .flatMap(o -> o.parents().stream().map(p -> new Reference(o.id(), p)))
                        .toList());
        check.channels(organisation.touchpoints());
        check.called(organisation.touchpoints());
        check.circles(organisation);
        return List.copyOf(check.findings);
    }

    private void loose(String what, Set<String> known, List<Reference> references) {
        references.stream()
                .filter(r -> r.to() != null && !known.contains(r.to()))
                .forEach(r -> findings.add(
                        new Finding(what, "%s → %s".formatted(r.from(), r.to()), say(" List them, or mend the id."))));
    }

    private void channels(List<Touchpoint> touchpoints) {
        touchpoints.stream()
                .filter(t -> t.channel() != null && !KnownWords.CHANNELS.contains(t.channel()))
                .forEach(t -> findings.add(new Finding(
                        say("Touchpoints with a channel that is not known"),
                        "%s → %s".formatted(t.id(), t.channel()),
                        say(" Write %s.", KnownWords.choice(KnownWords.CHANNELS)))));
    }

    private void called(List<Touchpoint> touchpoints) {
        Map<String, Long> calls = touchpoints.stream()
                .flatMap(t -> Stream.concat(Stream.of(t.id()), t.also().stream()))
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        touchpoints.forEach(t -> t.also().stream()
                .filter(id -> calls.getOrDefault(id, 0L) > 1)
                .forEach(id -> findings.add(new Finding(
                        say("Ids by which more than one touchpoint is called"),
                        "%s → %s".formatted(t.id(), id),
                        say(" Leave it to one of them.")))));
    }

    private void circles(Organisation organisation) {
        var registry = new Registry(organisation);
        organisation.units().stream()
                .map(Unit::id)
                .filter(registry::cyclic)
                .forEach(unit -> findings.add(new Finding(say("Units above themselves in a circle"), unit, "")));
    }

    private static Set<String> ids(List<String> ids) {
        return new HashSet<>(ids);
    }

    private record Reference(String from, @Nullable String to) {}
}
