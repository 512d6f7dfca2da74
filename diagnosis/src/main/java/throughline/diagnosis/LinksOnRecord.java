package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.StateEffects.Effect;
import throughline.organisation.MeasureInference;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Link;

/// The links of infrastructure with perception or feeling that the organisation has on record: the declared side of
/// cause 1.5.
final class LinksOnRecord {

    private final Dossier dossier;
    private final List<Link> declared;

    LinksOnRecord(Dossier dossier) {
        this.dossier = dossier;
        this.declared = dossier.organisation().links().stream()
                .filter(l -> maybe(l.cause()) && felt(l.effect()))
                .toList();
    }

    /// The links, those of a cause of which nothing is known among them, in the order of the record.
    List<Link> declared() {
        return declared;
    }

    /// Whether the measure is one of the infrastructure.
    boolean infrastructure(String id) {
        return kind(id).filter(k -> k == Kind.INFRASTRUCTURE).isPresent();
    }

    /// What is known of the measure: by the dictionary or the facts, else by its name. Of a code that
    /// stands in the record alone nobody knows whether it is infrastructure.
    private Optional<Kind> kind(String id) {
        return dossier.measures().find(id).map(Entry::kind).or(() -> MeasureInference.kindOfContact(id));
    }

    private boolean maybe(String id) {
        return infrastructure(id) || kind(id).isEmpty();
    }

    private boolean felt(String id) {
        return dossier.measures()
                .find(id)
                .map(e -> e.kind() == Kind.PERCEPTION || e.kind() == Kind.FEELING)
                .orElse(true);
    }

    /// Whether a link on record leads to the question: by its id, its dimension, its feeling, or over other links.
    boolean leadTo(Entry item) {
        return leadFrom(this::infrastructure, item);
    }

    /// Whether one would if every cause were infrastructure of which nothing is known.
    boolean mayLeadTo(Entry item) {
        return leadFrom(this::maybe, item);
    }

    private boolean leadFrom(Predicate<String> infrastructure, Entry item) {
        return behind(item).stream().anyMatch(infrastructure);
    }

    /// The causes on record from which links lead to the question, directly or over other links.
    private Set<String> behind(Entry item) {
        List<Link> all = dossier.organisation().links();
        Set<String> behind = new TreeSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Link link : all) {
                if ((about(link.effect(), item) || behind.contains(link.effect())) && behind.add(link.cause())) {
                    more = true;
                }
            }
        }
        return behind;
    }

    /// Causes on record of which nothing is known, on which it hangs whether the effects are on record, in the order
    /// of the alphabet: those that lead to one that no other link leads to; where no link is surely of
    /// infrastructure, those of any link to a feeling, for with it the record would not be empty.
    List<String> riddles(List<Effect> found) {
        List<Effect> open = open(found);
        Stream<String> behind = open.stream().flatMap(effect -> behind(effect.item()).stream());
        Stream<String> elsewhere =
                !open.isEmpty() && sure() == 0 ? declared.stream().map(Link::cause) : Stream.empty();
        return Stream.concat(behind, elsewhere)
                .filter(id -> kind(id).isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /// Links on record of which it is known that their cause is infrastructure.
    private int sure() {
        return (int) declared.stream().filter(l -> infrastructure(l.cause())).count();
    }

    /// The questions that the link is about, by their id, their dimension or their feeling.
    List<Entry> questions(Link link, List<Entry> items) {
        return items.stream().filter(i -> about(link.effect(), i)).toList();
    }

    private static boolean about(String effect, Entry item) {
        return item.id().equals(effect)
                || effect.equals(item.dimension())
                || item.id().equals("feel_" + effect.replace('-', '_'));
    }

    /// Effects found that are not on record.
    List<Effect> open(List<Effect> found) {
        return found.stream().filter(e -> !leadTo(e.item())).toList();
    }

    /// Which of the links found or believed are on record.
    ///
    /// @param found effects found, the surest first
    /// @param cause name of what seems to be behind them
    Indicator indicator(List<Effect> found, String cause) {
        List<Effect> open = open(found);
        int links = Math.max(sure(), found.size() - open.size());
        double share = links == 0 ? 0 : (double) links / (links + open.size());
        String statement;
        if (links == 0) {
            statement = declared.isEmpty()
                    ? say("[[No link]] of infrastructure with perception or feeling is on record.")
                    : say("[[No link]] of what is known to be infrastructure with perception or feeling is on record.");
        } else if (open.isEmpty()) {
            statement = say(
                    links == 1
                            ? "[[%s link is on record]] from infrastructure to feelings; no effect was found beside them."
                            : "[[%s links are on record]] from infrastructure to feelings; no effect was found beside them.",
                    Wording.count(links));
        } else {
            statement = say(
                    links == 1
                            ? "%s link is on record, but not the one [[from %s to “%s”]]."
                            : "%s links are on record, but not the one [[from %s to “%s”]].",
                    Wording.count(links),
                    cause,
                    open.getFirst().item().title());
        }
        return Card.of(Cause.FEELINGS_UNLINKED, "links-on-record", say("Who manages the link"), dossier)
                .record()
                .rule(key("present if a link is found and none is on record; absent if every link found is on record"))
                .rests(links, say("links"))
                .says(
                        statement,
                        Statistic.counted(say("share of links that are on record"), share, links + open.size()),
                        new Scale(1, 1 - 1e-9, 1e-9, 0));
    }
}
