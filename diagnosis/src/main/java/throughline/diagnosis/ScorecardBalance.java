package throughline.diagnosis;

import static throughline.text.Text.key;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Measures;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Registry;
import throughline.statistics.Interval;

/// What the people of the front line are judged by: how much of each scorecard is what the customer gets.
///
/// A front-line unit has its own cards; where it has none, those that the nearest unit above gives to a role that is
/// not a leader's; else those of no unit. People are counted in the record; where none of the front line are listed,
/// agents seen in the contacts stand for them, else every unit counts once.
///
/// @param groups one a front-line unit and role that has a card, in the order of the units
/// @param covered share of the front line that has a card, 0 to 1
/// @param people size of the front line, in people, agents or units
/// @param counted what was counted: `people`, `agents` or `units`
record ScorecardBalance(List<Group> groups, double covered, double people, String counted) {

    private static final String LEADER =
            ".*\\b(manager|director|head|chief|lead|leader|supervisor|executive|board|president|c[efmox]o)\\b.*";
    private static final String SALES = ".*(sales|sell|revenue|conversion|offer|campaign|basket|margin|leads).*";
    private static final String EXPERIENCE =
            ".*(empath|reliab|responsiv|assur|tangib|feel|csat|nps|satisf|recommend|loyal|ces|effort|quality|qa_|evaluat"
                    + "|resol|fcr|first_contact|first_time|complain|courte|accura|customer|experience|percei|percep"
                    + "|promise|repeat_|welcom|helpful|trust|understood).*";
    private static final String OPERATIONS =
            ".*(handl|aht|talk|hold|wait|call|contacts|hour|through|volume|speed|utili|occup|adher|produc|wrap|durat"
                    + "|transfer|cost|closed|items|queue|abandon|level|attend|absen|time|_s$|_min$|per_|pace|backlog"
                    + "|tickets|handled|system|repeats).*";

    ScorecardBalance {
        groups = List.copyOf(groups);
    }

    /// What a line of a scorecard is about.
    enum About {
        EXPERIENCE,
        OPERATIONS,
        SALES,
        UNCLEAR
    }

    /// The card of one role in one unit.
    ///
    /// @param people how many have it
    /// @param shares share of the card's weight by what it is about
    /// @param cards its lines
    record Group(String unit, @Nullable String role, double people, Map<About, Double> shares, List<Scorecard> cards) {

        double share(About about) {
            return shares.getOrDefault(about, 0.0);
        }

        /// Share for what the customer gets, from what is sure to what is possible.
        Interval experience() {
            double sure = rounded(share(About.EXPERIENCE));
            return new Interval(sure, Math.max(sure, rounded(share(About.EXPERIENCE) + share(About.UNCLEAR))));
        }

        private static double rounded(double share) {
            return Math.rint(share * 1e9) / 1e9;
        }
    }

    /// The balance; empty where there are no cards of the front line.
    static Optional<ScorecardBalance> of(Dossier dossier) {
        Registry registry = dossier.registry();
        Map<String, Boolean> leaders = new HashMap<>();
        List<Scorecard> cards = dossier.organisation().scorecards().stream()
                .filter(c -> c.weight() > 0)
                .filter(c -> c.role() == null || !leaders.computeIfAbsent(c.role(), role -> leads(registry, role)))
                .toList();
        List<String> units = frontline(dossier, cards);
        var size = new Sizes(dossier, units);
        var groups = new ArrayList<Group>();
        double covered = 0;
        double all = 0;
        for (String unit : units) {
            double people = size.of(unit);
            all += people;
            List<Group> own = groups(dossier, unit, people, cardsOf(registry, unit, cards));
            groups.addAll(own);
            covered += own.isEmpty() ? 0 : people;
        }
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScorecardBalance(groups, covered / all, all, size.counted));
    }

    private static List<String> frontline(Dossier dossier, List<Scorecard> cards) {
        Registry registry = dossier.registry();
        var units = new TreeSet<String>();
        for (Unit unit : dossier.organisation().units()) {
            if (registry.layer(unit.id()).filter(l -> l == Layer.FRONTLINE).isPresent()
                    && (dossier.units().isEmpty() || dossier.units().contains(unit.id()))) {
                units.add(unit.id());
            }
        }
        if (units.isEmpty()) {
            cards.stream()
                    .filter(c -> c.unit() == null || registry.layer(c.unit()).isEmpty())
                    .forEach(c -> units.add(c.unit() == null ? "" : c.unit()));
        }
        return List.copyOf(units);
    }

    private static List<Scorecard> cardsOf(Registry registry, String unit, List<Scorecard> cards) {
        List<String> places = new ArrayList<>();
        places.add(unit);
        registry.chain(unit).stream().map(Unit::id).filter(u -> !u.equals(unit)).forEach(places::add);
        for (String place : places) {
            List<Scorecard> there = cards.stream()
                    .filter(c -> place.equals(c.unit()))
                    .filter(c -> place.equals(unit) || c.role() != null)
                    .toList();
            if (!there.isEmpty()) {
                return there;
            }
        }
        return cards.stream().filter(c -> c.unit() == null).toList();
    }

    /// Whether the role is a leader's: most people who have it are above the front line; where nobody has it, by its
    /// name.
    private static boolean leads(Registry registry, String role) {
        List<Layer> layers = registry.organisation().people().stream()
                .filter(p -> role.equalsIgnoreCase(p.role()))
                .flatMap(p -> registry.layerOf(p).stream())
                .toList();
        if (!layers.isEmpty()) {
            return layers.stream().filter(l -> l != Layer.FRONTLINE).count() * 2 > layers.size();
        }
        return role.toLowerCase(Locale.ROOT).replace('_', ' ').matches(LEADER);
    }

    private static List<Group> groups(Dossier dossier, String unit, double people, List<Scorecard> cards) {
        Map<String, List<Scorecard>> byRole = new LinkedHashMap<>();
        cards.forEach(c -> byRole.computeIfAbsent(c.role() == null ? "" : c.role(), r -> new ArrayList<>())
                .add(c));
        Map<String, Double> inRole = new HashMap<>();
        double known = 0;
        for (String role : byRole.keySet()) {
            double n = dossier.organisation().people().stream()
                    .filter(p -> unit.equals(p.unit()) && role.equalsIgnoreCase(p.role()) && p.leftOn() == null)
                    .count();
            inRole.put(role, n);
            known += n;
        }
        var groups = new ArrayList<Group>();
        for (var entry : byRole.entrySet()) {
            double share = known > 0 ? inRole.getOrDefault(entry.getKey(), 0.0) / known : 1.0 / byRole.size();
            if (share > 0) {
                groups.add(new Group(
                        unit,
                        entry.getKey().isEmpty() ? null : entry.getKey(),
                        people * share,
                        shares(dossier.measures(), entry.getValue()),
                        entry.getValue()));
            }
        }
        return groups;
    }

    private static Map<About, Double> shares(Measures measures, List<Scorecard> cards) {
        double total = cards.stream().mapToDouble(Scorecard::weight).sum();
        Map<About, Double> shares = new LinkedHashMap<>();
        for (Scorecard card : cards) {
            shares.merge(about(measures, card.measure()), card.weight() / total, Double::sum);
        }
        return shares;
    }

    /// What a measure is about: by the kind the organisation gives it, else by its name, else by the kind its data
    /// have.
    static About about(Measures measures, String measure) {
        Optional<Measures.Entry> entry = measures.find(measure);
        String name = measure.toLowerCase(Locale.ROOT).replace('-', '_');
        boolean resolution = name.matches(".*(resol|fcr|first_contact|first_time|quality|accura|complain).*");
        if (entry.isPresent() && (entry.get().declared() || !resolution)) {
            return switch (entry.get().kind()) {
                case PERCEPTION, FEELING, OUTCOME -> About.EXPERIENCE;
                case SALES -> About.SALES;
                case DELIVERY -> resolution ? About.EXPERIENCE : About.OPERATIONS;
                case INFRASTRUCTURE, STAFF -> About.OPERATIONS;
            };
        }
        if (name.matches(SALES)) {
            return About.SALES;
        }
        return name.matches(EXPERIENCE)
                ? About.EXPERIENCE
                : name.matches(OPERATIONS) ? About.OPERATIONS : About.UNCLEAR;
    }

    private static final class Sizes {
        private final Map<String, Double> sizes = new HashMap<>();
        private String counted = key("people");

        Sizes(Dossier dossier, List<String> units) {
            Set<String> wanted = new HashSet<>(units);
            for (Person person : dossier.organisation().people()) {
                String unit = person.unit();
                if (unit != null
                        && wanted.contains(unit)
                        && person.leftOn() == null
                        && dossier.registry()
                                .layerOf(person)
                                .filter(l -> l == Layer.FRONTLINE)
                                .isPresent()) {
                    sizes.merge(unit, 1.0, Double::sum);
                }
            }
            // A record that lists people in few of the units says nothing of the size of the others.
            if (sizes.size() * 2 < units.size()) {
                sizes.clear();
                counted = key("units");
                if (dossier.has(FactKind.INTERACTIONS, "unit", "agent")) {
                    for (Cell cell : dossier.scan(CubeQuery.of(FactKind.INTERACTIONS)
                            .by("unit", "agent")
                            .where(new Filter.Known("unit"), new Filter.Known("agent")))) {
                        String unit = cell.text(0);
                        if (unit != null && wanted.contains(unit)) {
                            sizes.merge(unit, 1.0, Double::sum);
                            counted = key("agents");
                        }
                    }
                }
            }
        }

        double of(String unit) {
            return sizes.getOrDefault(unit, counted.equals("units") ? 1.0 : 0.5);
        }
    }

    /// Share of the experience in the card of the middle person of the front line: the lower median of what is sure
    /// and the upper median of what is possible.
    Interval median() {
        return new Interval(
                quantile(groups.stream()
                        .sorted(Comparator.comparingDouble(g -> g.experience().low()))
                        .map(g -> new double[] {g.experience().low(), g.people()})
                        .toList()),
                quantile(groups.stream()
                        .sorted(Comparator.comparingDouble(
                                        (Group g) -> g.experience().high())
                                .reversed())
                        .map(g -> new double[] {g.experience().high(), g.people()})
                        .toList()));
    }

    private static double quantile(List<double[]> ordered) {
        double half = ordered.stream().mapToDouble(v -> v[1]).sum() / 2;
        double sum = 0;
        for (double[] value : ordered) {
            sum += value[1];
            if (sum >= half - 1e-9) {
                return value[0];
            }
        }
        return ordered.getLast()[0];
    }

    /// How many have less than the share for the experience, as far as is sure.
    double below(double share) {
        return groups.stream()
                .filter(g -> g.experience().high() < share)
                .mapToDouble(Group::people)
                .sum();
    }

    /// How many have a card.
    double judged() {
        return groups.stream().mapToDouble(Group::people).sum();
    }

    /// The group with the most people of those with the least for the experience.
    Group worst() {
        return groups.stream()
                .min(Comparator.comparingDouble((Group g) -> g.experience().low())
                        .thenComparing(Comparator.comparingDouble(Group::people).reversed())
                        .thenComparing(Group::unit))
                .orElseThrow();
    }
}
