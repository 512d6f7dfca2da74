package throughline.explanation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseNode.Tier;
import throughline.organisation.Organisation.Link;

/// What does what to how service feels: the measures in four columns, and the links found between them.
public sealed interface CauseMap {

    /// A measure that is not on the map.
    ///
    /// @param why a sentence
    record LeftOut(String title, String why) {

        /// Those of the same reason as one, with their titles in a row.
        public static List<LeftOut> together(List<LeftOut> all) {
            Map<String, List<String>> titles = new LinkedHashMap<>();
            all.forEach(l ->
                    titles.computeIfAbsent(l.why(), why -> new ArrayList<>()).add(l.title()));
            return titles.entrySet().stream()
                    .map(e -> new LeftOut(String.join(", ", e.getValue()), e.getKey()))
                    .toList();
        }
    }

    /// Measures for which no map could be drawn, and what is needed for it.
    List<LeftOut> leftOut();

    /// A map that nothing can be drawn of yet.
    ///
    /// @param missing what is needed, one sentence each
    record TooLittle(List<String> missing, List<LeftOut> leftOut) implements CauseMap {

        /// Copies the lists.
        public TooLittle {
            missing = List.copyOf(missing);
            leftOut = List.copyOf(leftOut);
        }
    }

    /// What the map rests on.
    ///
    /// @param answers answers in the period
    /// @param complete those that know all measures of the map
    /// @param effective how many independent ones those are worth
    /// @param unitWeeks units times weeks with such answers
    record Rests(long answers, long complete, double effective, int units, int weeks, int unitWeeks) {}

    /// Where a measure stands.
    ///
    /// @param mean over the answers
    /// @param low the lower end of the middle 95 in 100 of the units' weeks, by answers
    /// @param high the upper end
    record Level(double mean, double low, double high) {}

    /// A link that is on record, held against the data.
    ///
    /// @param measured what the data say of it, where they know both its ends
    record Declared(Link link, String cause, String effect, State state, Optional<CauseLink> measured) {}

    /// What the data say of a link on record.
    enum State {
        /// The search joins the two, and the link is sure.
        FOUND,
        /// The search joins the two, yet the link may be nothing.
        UNCERTAIN,
        /// The search does not, yet one surely changes with the other: over measures between them.
        THROUGH_OTHERS,
        /// Neither.
        NOT_FOUND,
        /// Both stand in one column, or the effect before the cause.
        NOT_LOOKED_FOR,
        /// The data do not know both its ends.
        NOT_MEASURED;

        /// What is said of a link that was measured.
        public static State of(CauseLink link) {
            if (link.found()) {
                return link.sure() ? FOUND : UNCERTAIN;
            }
            return link.slope().interval().contains(0) ? NOT_FOUND : THROUGH_OTHERS;
        }
    }

    /// A map.
    ///
    /// @param nodes by tier and title
    /// @param levels by id of the measure
    /// @param links those found in at least half of the searches, sure ones first and of those the strongest
    /// @param declared links on record, in the order of the record
    /// @param felt what the state of each system costs in bad experiences, where that can be told
    record Drawn(
            List<CauseNode> nodes,
            Map<String, Level> levels,
            List<CauseLink> links,
            List<Declared> declared,
            Optional<BadExperiences> felt,
            Rests rests,
            List<LeftOut> leftOut)
            implements CauseMap {

        /// Copies the lists.
        public Drawn {
            nodes = List.copyOf(nodes);
            levels = Map.copyOf(levels);
            links = List.copyOf(links);
            declared = List.copyOf(declared);
            leftOut = List.copyOf(leftOut);
        }

        /// A map without measures.
        public static Drawn nothing(List<LeftOut> leftOut) {
            return new Drawn(
                    List.of(), Map.of(), List.of(), List.of(), Optional.empty(), new Rests(0, 0, 0, 0, 0, 0), leftOut);
        }

        /// The level of a measure of the map.
        public Level level(CauseNode node) {
            return java.util.Objects.requireNonNull(levels.get(node.id()));
        }

        /// A link, found or on record and measured.
        public Optional<CauseLink> link(String cause, String effect) {
            return Stream.concat(links.stream(), declared.stream().flatMap(d -> d.measured().stream()))
                    .filter(l -> l.cause().isMeantBy(cause) && l.effect().isMeantBy(effect))
                    .findFirst();
        }

        /// Sure links that are not on record.
        public List<CauseLink> open() {
            return links.stream().filter(l -> l.sure() && !l.record().known()).toList();
        }

        /// The way through the map along sure links that reaches the most columns, and of those that which
        /// carries the most; empty where no link is sure.
        public List<CauseLink> strongestPath() {
            Map<String, List<CauseLink>> best = new TreeMap<>();
            List<CauseLink> path = List.of();
            for (Tier tier : Tier.values()) {
                for (CauseNode node : nodes) {
                    if (node.tier() != tier) {
                        continue;
                    }
                    List<CauseLink> own = links.stream()
                            .filter(l -> l.sure() && l.effect().id().equals(node.id()))
                            .map(l -> {
                                var way = new ArrayList<>(
                                        best.getOrDefault(l.cause().id(), List.of()));
                                way.add(l);
                                return (List<CauseLink>) way;
                            })
                            .max(BY_REACH)
                            .orElse(List.of());
                    best.put(node.id(), own);
                    path = Stream.of(path, own).max(BY_REACH).orElseThrow();
                }
            }
            return path;
        }

        private static final Comparator<List<CauseLink>> BY_REACH = Comparator.comparingInt(
                        (List<CauseLink> way) -> way.size())
                .thenComparingDouble(
                        way -> way.stream().mapToDouble(CauseLink::size).reduce(1, (a, b) -> a * b));

        /// The finding in a sentence: which of what is run and done does most to how it feels.
        public String headline() {
            Map<String, Double> felt = new TreeMap<>();
            links.stream()
                    .filter(l -> l.sure() && l.cause().tier().compareTo(Tier.PERCEPTION) < 0)
                    .filter(l -> l.effect().tier().compareTo(Tier.DELIVERY) > 0)
                    .forEach(l -> felt.merge(l.cause().title(), l.size(), Double::sum));
            List<String> most = felt.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(2)
                    .map(e -> say("“%s”", e.getKey()))
                    .toList();
            if (most.isEmpty()) {
                return links.stream().anyMatch(CauseLink::sure)
                        ? say("Nothing that we run or do is yet shown to change how service feels")
                        : say("No link between measures is sure yet");
            }
            return say(
                    most.size() == 1 ? "%s does most to how service feels" : "%s do most to how service feels",
                    Wording.names(most, 2));
        }

        /// The index of the measure that an id on record means.
        OptionalInt index(String measure) {
            Predicate<CauseNode> meant = n -> n.isMeantBy(measure);
            return IntStream.range(0, nodes.size())
                    .filter(i -> meant.test(nodes.get(i)))
                    .findFirst();
        }
    }
}
