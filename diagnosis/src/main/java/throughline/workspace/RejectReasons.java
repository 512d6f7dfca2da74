package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import throughline.diagnosis.Wording;

/// Why rows could not be read: rows of one file that fail for the same reason are one group. Whole files come first.
public final class RejectReasons implements Consumer<Reject> {

    private static final int SHOWN = 3;
    private static final int MOST = 1_000;
    private static final Pattern VALUE = Pattern.compile("[\"„].*[\"“]|\\d+");

    private final List<Reject> files = new ArrayList<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    /// Rows that fail for one reason.
    private static final class Group {

        private final Reject first;
        private long rows;

        private Group(Reject first) {
            this.first = first;
        }
    }

    /// How many rows fail for one reason.
    ///
    /// @param first the first of them
    public record Count(long rows, Reject first) {}

    @Override
    public void accept(Reject reject) {
        if (reject.wholeFile()) {
            files.add(reject);
            return;
        }
        String key = String.join(
                "\n",
                reject.file(),
                reject.column(),
                VALUE.matcher(reject.reason()).replaceAll("…"));
        if (groups.size() < MOST || groups.containsKey(key)) {
            groups.computeIfAbsent(key, k -> new Group(reject)).rows++;
        }
    }

    /// Whether there is anything to say.
    public boolean isEmpty() {
        return files.isEmpty() && groups.isEmpty();
    }

    /// The files, then the reasons of most rows, a line each.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        files.forEach(f -> lines.add(say("Not read at all: %s. %s", f.file(), f.reason())));
        List<Group> most = groups.values().stream()
                .sorted(Comparator.comparingLong((Group g) -> -g.rows))
                .toList();
        most.stream().limit(SHOWN).forEach(g -> lines.add(line(g)));
        if (most.size() > SHOWN) {
            long rest = most.stream().skip(SHOWN).mapToLong(g -> g.rows).sum();
            lines.add(say("  and %s for other reasons.", Wording.count(rest, "row", "rows")));
        }
        return lines;
    }

    /// The reasons of single rows, that of most rows first.
    public List<Count> counts() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong((Group g) -> -g.rows))
                .map(g -> new Count(g.rows, g.first))
                .toList();
    }

    private static String line(Group group) {
        String others =
                group.rows == 1 ? "" : say(", and %s", Wording.count(group.rows - 1, "other row", "other rows"));
        return "  %s%s: %s".formatted(group.first.place(), others, group.first.reason());
    }
}
