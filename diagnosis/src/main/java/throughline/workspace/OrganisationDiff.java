package throughline.workspace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

    /// One sentence about several differences: the one there is, or how many there are of each sort.
    ///
    /// @param names the organisation whose names stand for ids
    public static String summary(List<OrganisationDiff> all, Organisation names) {
        if (all.isEmpty()) {
            return "Nothing changed but how it is written.";
        }
        if (all.size() == 1) {
            return all.getFirst().sentence(names);
        }
        Map<String, Long> counts = all.stream()
                .collect(Collectors.groupingBy(
                        d -> "%s %s".formatted(d.id().sort().name(), d.verb()),
                        LinkedHashMap::new,
                        Collectors.counting()));
        String words = counts.entrySet().stream()
                .map(e -> {
                    String[] parts = e.getKey().split(" ", 2);
                    Sort sort = Sort.valueOf(parts[0]);
                    return "%s %s".formatted(Wording.count(e.getValue(), sort.one(), sort.several()), parts[1]);
                })
                .collect(Collectors.joining(", "));
        return words + ".";
    }

    private String verb() {
        return before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
    }

    /// The difference as a sentence, such as `Telephone enquiries: accountable is A. Example instead of nothing.`
    ///
    /// @param names the organisation whose names stand for ids
    public String sentence(Organisation names) {
        Thing thing = after.or(() -> before).orElseThrow();
        String title = title(thing);
        if (before.isEmpty() || after.isEmpty()) {
            String what = thing.sort() == Sort.PROMISE
                    ? "The promise"
                    : "%s %s".formatted(Wording.sentence(thing.sort().one()), title);
            return "%s was %s.".formatted(what, verb());
        }
        return "%s: %s.".formatted(title, String.join("; ", fields(names)));
    }

    private static String title(Thing thing) {
        return switch (thing.sort()) {
            case PROMISE -> "The promise";
            case BASICS -> "The organisation";
            default -> cut(thing.title());
        };
    }

    /// What changed, a field each, such as `accountable is A. Example instead of nothing`.
    private List<String> fields(Organisation names) {
        Map<String, String> was = before.map(RecordEntry::texts).orElse(Map.of());
        Map<String, String> is = after.map(RecordEntry::texts).orElse(Map.of());
        return RecordField.of(id.sort()).stream()
                .filter(f -> !was.getOrDefault(f.key(), "").equals(is.getOrDefault(f.key(), "")))
                .map(f -> "%s is %s instead of %s"
                        .formatted(f.label().toLowerCase(Locale.ROOT), said(f, is, names), said(f, was, names)))
                .toList();
    }

    private static String said(RecordField field, Map<String, String> texts, Organisation names) {
        String text = texts.getOrDefault(field.key(), "");
        return text.isEmpty() ? "nothing" : cut(RecordEntry.said(field, text, names));
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST).strip() + "…" : text;
    }
}
