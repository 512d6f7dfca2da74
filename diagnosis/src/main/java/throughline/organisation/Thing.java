package throughline.organisation;

import static throughline.text.Text.say;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.text.Text;

/// One entry of an organisation's record: what is added, changed and removed as a whole.
public sealed interface Thing
        permits Thing.Basics, Promise, Unit, Person, Touchpoint, Journey, Measure, Objective, Scorecard, Link {

    /// A sort of entries.
    enum Sort {
        BASICS(Text.key("name and time zone"), Text.key("a name and time zone"), Text.key("name and time zone")),
        PROMISE(Text.key("promise"), Text.key("a promise"), Text.key("promise")),
        UNITS(Text.key("unit"), Text.key("a unit"), Text.key("units")),
        PEOPLE(Text.key("person"), Text.key("a person"), Text.key("people")),
        TOUCHPOINTS(Text.key("touchpoint"), Text.key("a touchpoint"), Text.key("touchpoints")),
        JOURNEYS(Text.key("journey"), Text.key("a journey"), Text.key("journeys")),
        MEASURES(Text.key("measure"), Text.key("a measure"), Text.key("measures")),
        OBJECTIVES(Text.key("objective"), Text.key("an objective"), Text.key("objectives")),
        SCORECARDS(Text.key("line of a scorecard"), Text.key("a line of a scorecard"), Text.key("lines of scorecards")),
        LINKS(Text.key("known link"), Text.key("a known link"), Text.key("known links"));

        private final String one;
        private final String withArticle;
        private final String several;

        Sort(String one, String withArticle, String several) {
            this.one = one;
            this.withArticle = withArticle;
            this.several = several;
        }

        /// What one of them is called within a sentence.
        public String one() {
            return say(one);
        }

        /// One of them within a sentence, such as `a touchpoint`.
        public String withArticle() {
            return say(withArticle);
        }

        /// What several of them are called within a sentence.
        public String several() {
            return say(several);
        }

        /// Where organisation.yaml has them; empty for what stands at its top.
        public Optional<Section> section() {
            return this == BASICS ? Optional.empty() : Optional.of(Section.valueOf(name()));
        }

        /// As an address names it, such as `touchpoints`.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The sort of an id.
        public static Optional<Sort> find(String id) {
            return Arrays.stream(values()).filter(k -> k.id().equals(id)).findFirst();
        }
    }

    /// Which entry it is.
    ///
    /// @param key its id in organisation.yaml, or what tells it apart where it has none; a second one of
    ///     the same key ends in ` (2)`
    record Id(Sort sort, String key) {}

    /// What stands at the top of organisation.yaml.
    ///
    /// @param name of the organisation
    record Basics(String name, ZoneId timezone) implements Thing {

        @Override
        public Sort sort() {
            return Sort.BASICS;
        }

        @Override
        public String key() {
            return "";
        }

        @Override
        public String title() {
            return name;
        }
    }

    /// What sort of entry it is.
    Sort sort();

    /// What tells it from others of its sort; empty where there is only one.
    String key();

    /// What people call it.
    String title();

    /// All entries of an organisation by what tells them apart, in the order of the file.
    static Map<Id, Thing> all(Organisation organisation) {
        Map<Id, Thing> all = new LinkedHashMap<>();
        for (Sort sort : Sort.values()) {
            all.putAll(all(organisation, sort));
        }
        return all;
    }

    /// All entries of a sort.
    static Map<Id, Thing> all(Organisation organisation, Sort sort) {
        Map<Id, Thing> all = new LinkedHashMap<>();
        for (Thing thing : listed(organisation, sort)) {
            var id = new Id(thing.sort(), thing.key());
            for (int again = 2; all.putIfAbsent(id, thing) != null; again++) {
                id = new Id(thing.sort(), "%s (%s)".formatted(thing.key(), again));
            }
        }
        return all;
    }

    /// The entry of an id.
    static Optional<Thing> find(Organisation organisation, Id id) {
        return Optional.ofNullable(all(organisation, id.sort()).get(id));
    }

    private static List<? extends Thing> listed(Organisation organisation, Sort sort) {
        return switch (sort) {
            case BASICS -> List.of(new Basics(organisation.name(), organisation.timezone()));
            case PROMISE -> organisation.promise().stream().toList();
            case UNITS -> organisation.units();
            case PEOPLE -> organisation.people();
            case TOUCHPOINTS -> organisation.touchpoints();
            case JOURNEYS -> organisation.journeys();
            case MEASURES -> organisation.measures();
            case OBJECTIVES -> organisation.objectives();
            case SCORECARDS -> organisation.scorecards();
            case LINKS -> organisation.links();
        };
    }
}
