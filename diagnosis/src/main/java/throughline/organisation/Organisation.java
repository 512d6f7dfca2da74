package throughline.organisation;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an organisation has decided, as a value. Every part may be missing. Lookups are in [Registry].
///
/// @param name the organisation's name
/// @param timezone the zone in which its days begin
/// @param recorded whether there was an organisation.yaml at all
/// @param sections the parts it has; of a part that it leaves out nothing is known, one that is empty is a decided none
public record Organisation(
        String name,
        ZoneId timezone,
        boolean recorded,
        Optional<Promise> promise,
        List<Unit> units,
        List<Person> people,
        List<Touchpoint> touchpoints,
        List<Journey> journeys,
        List<Measure> measures,
        List<Objective> objectives,
        List<Scorecard> scorecards,
        List<Link> links,
        Set<Section> sections) {

    /// A part of organisation.yaml.
    public enum Section {
        PROMISE,
        UNITS,
        PEOPLE,
        TOUCHPOINTS,
        JOURNEYS,
        MEASURES,
        OBJECTIVES,
        SCORECARDS,
        LINKS;

        /// Its key in the file.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Copies the lists.
    public Organisation {
        units = List.copyOf(units);
        people = List.copyOf(people);
        touchpoints = List.copyOf(touchpoints);
        journeys = List.copyOf(journeys);
        measures = List.copyOf(measures);
        objectives = List.copyOf(objectives);
        scorecards = List.copyOf(scorecards);
        links = List.copyOf(links);
        sections = Set.copyOf(sections);
    }

    /// An organisation of which nothing but a name is recorded.
    public static Organisation unrecorded(String name) {
        return new Organisation(
                name,
                ZoneOffset.UTC,
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    /// The touchpoint that an id stands for, of ids by which facts call one that has another.
    public Map<String, String> joined() {
        Map<String, String> joined = new LinkedHashMap<>();
        touchpoints.forEach(t -> t.also().forEach(other -> joined.putIfAbsent(other, t.id())));
        touchpoints.forEach(t -> joined.remove(t.id()));
        return joined;
    }

    /// Whether the record says anything of the part, be it that there is none.
    public boolean knows(Section section) {
        return sections.contains(section);
    }

    /// The service vision.
    ///
    /// @param feelings ids of how a customer should feel
    /// @param owner id of the board member who answers for service, or null
    public record Promise(
            String statement,
            List<String> feelings,
            @Nullable String owner,
            @Nullable LocalDate approvedOn) implements Thing {
        @Override
        public Sort sort() {
            return Sort.PROMISE;
        }

        @Override
        public String key() {
            return "";
        }

        @Override
        public String title() {
            return statement.isBlank() ? say("The promise") : statement;
        }

        /// Names of the items that ask for a feeling, the usual one first.
        public static List<String> items(String feeling) {
            return Stream.of("feel_" + feeling.replace('-', '_'), "feel_" + feeling, feeling)
                    .distinct()
                    .toList();
        }
    }

    /// A part of the organisation.
    public record Unit(
            String id,
            @Nullable String name,
            @Nullable Layer layer,
            @Nullable String parent) implements Thing {
        @Override
        public Sort sort() {
            return Sort.UNITS;
        }

        @Override
        public String key() {
            return id;
        }

        /// The name, or the id where there is none.
        @Override
        public String title() {
            return name == null ? id : name;
        }
    }

    /// Somebody who decides or serves; the id may be a pseudonym.
    ///
    /// @param leftOn the day after which the person no longer works here, where known
    public record Person(
            String id,
            @Nullable String name,
            @Nullable String unit,
            @Nullable String role,
            @Nullable Layer layer,
            @Nullable String manager,
            @Nullable LocalDate leftOn)
            implements Thing {
        @Override
        public Sort sort() {
            return Sort.PEOPLE;
        }

        @Override
        public String key() {
            return id;
        }

        /// The name, else the role, else the id.
        @Override
        public String title() {
            return name != null ? name : role != null ? role : id;
        }
    }

    /// A place where somebody deals with the organisation.
    ///
    /// @param accountable ids of those who answer for it; exactly one is as it should be
    /// @param also other ids by which facts call it
    public record Touchpoint(
            String id,
            @Nullable String name,
            @Nullable String channel,
            @Nullable String department,
            List<String> customers,
            List<String> accountable,
            @Nullable LocalDate acceptedOn,
            List<String> responsible,
            @Nullable String definition,
            List<Standard> standards,
            List<String> also)
            implements Thing {

        /// One that facts call by its id only.
        public Touchpoint(
                String id,
                @Nullable String name,
                @Nullable String channel,
                @Nullable String department,
                List<String> customers,
                List<String> accountable,
                @Nullable LocalDate acceptedOn,
                List<String> responsible,
                @Nullable String definition,
                List<Standard> standards) {
            this(
                    id,
                    name,
                    channel,
                    department,
                    customers,
                    accountable,
                    acceptedOn,
                    responsible,
                    definition,
                    standards,
                    List.of());
        }

        /// The same, which facts call by another id as well.
        public Touchpoint known(String other) {
            var all = new ArrayList<>(also);
            all.add(other);
            return with(id, accountable, acceptedOn, all);
        }

        private Touchpoint with(String key, List<String> people, @Nullable LocalDate accepted, List<String> others) {
            return new Touchpoint(
                    key,
                    name,
                    channel,
                    department,
                    customers,
                    people,
                    accepted,
                    responsible,
                    definition,
                    standards,
                    others);
        }

        /// The same with others who answer for it; who they are has still to be accepted.
        public Touchpoint answeredBy(List<String> people) {
            return with(id, people, null, also);
        }

        /// The same under another id.
        public Touchpoint called(String key) {
            return with(key, accountable, acceptedOn, also);
        }

        /// The same, accepted by who answers for it.
        public Touchpoint accepted(LocalDate day) {
            return with(id, accountable, day, also);
        }

        @Override
        public Sort sort() {
            return Sort.TOUCHPOINTS;
        }

        @Override
        public String key() {
            return id;
        }

        /// The name, or the id where there is none.
        @Override
        public String title() {
            return name == null ? id : name;
        }

        /// Whether it says what good looks like there, and holds somebody to it: a definition and a standard with a
        /// target.
        public boolean isDesigned() {
            return definition != null
                    && !definition.isBlank()
                    && standards.stream().anyMatch(Standard::hasTarget);
        }
    }

    /// A service standard: what a measure should reach at a touchpoint.
    ///
    /// @param share share of contacts that should meet the limit, 0 to 1, or null for the mean
    public record Standard(
            String measure,
            @Nullable Double atMost,
            @Nullable Double atLeast,
            @Nullable Double share,
            @Nullable String dimension,
            boolean fromCustomers) {
        /// Whether there is a target to be met.
        public boolean hasTarget() {
            return atMost != null || atLeast != null;
        }
    }

    /// A way a customer takes over several touchpoints.
    ///
    /// @param steps ids of touchpoints, in the order in which they follow each other
    /// @param blueprint what was written down of single steps, in any order
    public record Journey(
            String id, @Nullable String name, List<String> steps, List<String> accountable, List<Blueprint> blueprint)
            implements Thing {

        /// The same with another touchpoint in the place of one.
        Journey over(String before, String after) {
            return new Journey(
                    id,
                    name,
                    steps.stream().map(s -> s.equals(before) ? after : s).toList(),
                    accountable,
                    blueprint.stream().map(l -> l.over(before, after)).toList());
        }

        @Override
        public Sort sort() {
            return Sort.JOURNEYS;
        }

        @Override
        public String key() {
            return id;
        }

        @Override
        public String title() {
            return name == null ? id : name;
        }
    }

    /// What was written down of one step of a journey: its own name and its lanes, any of which may be missing
    /// (Shostack 1984, Harvard Business Review 62(1), 133-139).
    ///
    /// @param step id of the touchpoint; of one that a journey comes to several times, entries in that order
    /// @param name what the step is called on this journey
    /// @param see what customers see or hold in their hands
    /// @param act what customers do
    /// @param front who or what serves them where they can see it
    /// @param back what is done where they cannot see it
    /// @param support what others contribute
    public record Blueprint(
            String step,
            @Nullable String name,
            @Nullable String see,
            @Nullable String act,
            @Nullable String front,
            @Nullable String back,
            @Nullable String support) {

        /// The same with another touchpoint in the place of one.
        Blueprint over(String before, String after) {
            return step.equals(before) ? new Blueprint(after, name, see, act, front, back, support) : this;
        }
    }

    /// An entry of the measures dictionary.
    public record Measure(
            String id,
            @Nullable String name,
            @Nullable Kind kind,
            @Nullable String dimension,
            @Nullable String unit,
            @Nullable Better better,
            @Nullable Double low,
            @Nullable Double high)
            implements Thing {
        @Override
        public Sort sort() {
            return Sort.MEASURES;
        }

        @Override
        public String key() {
            return id;
        }

        @Override
        public String title() {
            return name == null ? id : name;
        }
    }

    /// The tier a measure belongs to.
    public enum Kind {
        INFRASTRUCTURE,
        DELIVERY,
        PERCEPTION,
        FEELING,
        OUTCOME,
        STAFF,
        SALES
    }

    /// Which way is better.
    public enum Better {
        LOWER,
        HIGHER,
        TARGET
    }

    /// A goal somebody has been given.
    ///
    /// @param parents ids of the objectives of a layer above that it serves
    /// @param about what it is about: service sales cost safety growth compliance people other
    /// @param weight share of the owner's objectives, 0 to 1, or null
    public record Objective(
            String id,
            @Nullable String owner,
            @Nullable String unit,
            List<String> parents,
            @Nullable String about,
            @Nullable Double weight,
            @Nullable String text,
            List<String> measures)
            implements Thing {
        @Override
        public Sort sort() {
            return Sort.OBJECTIVES;
        }

        @Override
        public String key() {
            return id;
        }

        @Override
        public String title() {
            return text == null ? id : text;
        }
    }

    /// One line of what a role in a unit is judged by.
    public record Scorecard(
            @Nullable String unit,
            @Nullable String role,
            String measure,
            double weight,
            @Nullable Double target) implements Thing {
        @Override
        public Sort sort() {
            return Sort.SCORECARDS;
        }

        @Override
        public String key() {
            return "%s/%s/%s".formatted(unit == null ? "" : unit, role == null ? "" : role, measure);
        }

        @Override
        public String title() {
            return say(
                    "%s for %s in %s",
                    measure, role == null ? say("everybody") : role, unit == null ? say("every unit") : unit);
        }
    }

    /// A cause and effect that the organisation already knows and manages.
    public record Link(
            String cause, String effect, @Nullable String managedBy) implements Thing {
        @Override
        public Sort sort() {
            return Sort.LINKS;
        }

        @Override
        public String key() {
            return "%s/%s".formatted(cause, effect);
        }

        @Override
        public String title() {
            return "%s → %s".formatted(cause, effect);
        }
    }
}
