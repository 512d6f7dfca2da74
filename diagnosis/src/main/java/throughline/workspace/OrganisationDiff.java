package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;

/// What differs between two states of an organisation's record, entry by entry, and how that is said.
///
/// @param id which entry
/// @param before what it was; empty where it is new
/// @param after what it is; empty where it is gone
public record OrganisationDiff(Thing.Id id, Optional<Thing> before, Optional<Thing> after) {

    private static final int LONGEST = 80;

    /// What differs, in the order of organisation.yaml.
    public static List<OrganisationDiff> between(Organisation before, Organisation after) {
        Map<Thing.Id, Thing> was = Thing.all(before);
        Map<Thing.Id, Thing> is = Thing.all(after);
        List<OrganisationDiff> all = new ArrayList<>();
        var ids = new LinkedHashSet<>(was.keySet());
        ids.addAll(is.keySet());
        for (Thing.Id id : ids) {
            var one = new OrganisationDiff(id, Optional.ofNullable(was.get(id)), Optional.ofNullable(is.get(id)));
            if (!one.before().equals(one.after())) {
                all.add(one);
            }
        }
        all.sort(Comparator.comparing(d -> d.id().sort()));
        return List.copyOf(all);
    }

    /// What happened between two states, a sentence each.
    public static List<String> sentences(Organisation before, Organisation after) {
        List<String> all = new ArrayList<>();
        Map<Thing.Id, Thing> was = Thing.all(before);
        Map<Thing.Id, Thing> is = Thing.all(after);
        between(before, after).forEach(d -> all.add(d.sentence(d.after().isPresent() ? is : was)));
        all.addAll(parts(before, after));
        return List.copyOf(all);
    }

    /// The same in short: the one difference there is, or how many there are of each sort.
    public static String summary(Organisation before, Organisation after) {
        List<OrganisationDiff> all = between(before, after);
        List<String> said = new ArrayList<>();
        if (!all.isEmpty()) {
            said.add(summary(all, Thing.all(all.getFirst().after().isPresent() ? after : before)));
        }
        said.addAll(parts(before, after));
        return said.isEmpty() ? say("Nothing changed but how it is written.") : String.join(" ", said);
    }

    /// Differences in short.
    ///
    /// @param all never empty
    /// @param names the entries whose names stand for ids
    public static String summary(List<OrganisationDiff> all, Map<Thing.Id, Thing> names) {
        return all.size() == 1 ? all.getFirst().sentence(names) : counts(all);
    }

    private static String counts(List<OrganisationDiff> all) {
        Map<Sort, Map<String, Long>> counts = all.stream()
                .collect(Collectors.groupingBy(
                        d -> d.id().sort(),
                        LinkedHashMap::new,
                        Collectors.groupingBy(OrganisationDiff::verb, LinkedHashMap::new, Collectors.counting())));
        List<String> words = new ArrayList<>();
        counts.forEach((sort, verbs) -> verbs.forEach((verb, n) ->
                words.add("%s %s".formatted(Wording.count(n, sort.one(), sort.several()), verb))));
        return String.join(", ", words) + ".";
    }

    /// What is known of whole parts now or no longer: that there are none is a decision, not a gap.
    private static List<String> parts(Organisation before, Organisation after) {
        List<String> said = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            sort.section().ifPresent(section -> {
                boolean none = after.knows(section) && isEmpty(after, sort);
                if (none && !(before.knows(section) && isEmpty(before, sort))) {
                    said.add(say("The record says now: no %s.", sort.several()));
                } else if (before.knows(section) && !after.knows(section)) {
                    said.add(say("The record says nothing of %s any more.", sort.several()));
                }
            });
        }
        return said;
    }

    private static boolean isEmpty(Organisation organisation, Sort sort) {
        return Thing.all(organisation, sort).isEmpty();
    }

    private String verb() {
        return before.isEmpty() ? say("added") : after.isEmpty() ? say("removed") : say("changed");
    }

    /// The difference as a sentence, such as `Telephone enquiries: accountable is A. Example instead of nothing.`
    ///
    /// @param names the entries whose names stand for ids
    public String sentence(Map<Thing.Id, Thing> names) {
        Thing thing = after.or(() -> before).orElseThrow();
        String title = title(thing);
        if (before.isEmpty() || after.isEmpty()) {
            String what = thing.sort() == Sort.PROMISE
                    ? say("The promise")
                    : "%s %s".formatted(Wording.sentence(thing.sort().one()), title);
            return say("%s was %s.", what, verb());
        }
        return "%s: %s.".formatted(title, String.join("; ", fields(names)));
    }

    private static String title(Thing thing) {
        return switch (thing.sort()) {
            case PROMISE -> say("The promise");
            case BASICS -> say("The organisation");
            default -> cut(thing.title());
        };
    }

    /// What changed, a field each, such as `accountable is A. Example instead of nothing`.
    private List<String> fields(Map<Thing.Id, Thing> names) {
        Map<String, String> was = before.map(RecordEntry::texts).orElse(Map.of());
        Map<String, String> is = after.map(RecordEntry::texts).orElse(Map.of());
        return RecordField.of(id.sort()).stream()
                .filter(f -> !was.getOrDefault(f.key(), "").equals(is.getOrDefault(f.key(), "")))
                .map(f -> say("%s is %s instead of %s", f.inSentence(), said(f, is, names), said(f, was, names)))
                .toList();
    }

    private static String said(RecordField field, Map<String, String> texts, Map<Thing.Id, Thing> names) {
        String text = texts.getOrDefault(field.key(), "");
        return text.isEmpty() ? say("nothing") : cut(RecordEntry.said(field, text, names));
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST).strip() + "…" : text;
    }
}
