package throughline.workspace;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import throughline.diagnosis.Wording;

/// One map of a YAML file that is asked for the values it should have. What is wrong goes to the notes, with its line
/// and path; keys that nobody asked for are named by [#close].
final class YamlMap {

    /// Longest text of a value, in characters.
    static final int LONGEST = 65_536;

    private final YamlNotes notes;
    private final String path;
    private final long line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Long> keyLines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    YamlMap(YamlNotes notes, String path, MappingNode node) {
        this.notes = notes;
        this.path = path;
        this.line = YamlDocument.line(node);
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                notes.reject(YamlDocument.line(entry.getKeyNode()), path, say("a key must be a plain word"));
                continue;
            }
            keyLines.putIfAbsent(key.getValue(), YamlDocument.line(key));
            Node before = values.putIfAbsent(key.getValue(), entry.getValueNode());
            if (before != null) {
                notes.reject(
                        YamlDocument.line(key),
                        at(key.getValue()),
                        say("this key occurs twice; the first, of line %s, is kept", YamlDocument.line(before)));
            }
        }
    }

    /// Line of the map, from 1.
    long line() {
        return line;
    }

    /// The notes that go with the file.
    YamlNotes notes() {
        return notes;
    }

    /// Path of a key of this map, such as `touchpoints[3].name`.
    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// Whether the map has the key, with a value.
    boolean has(String key) {
        return find(key) != null;
    }

    /// Keys in the order of the file.
    Set<String> keys() {
        return values.keySet();
    }

    /// Text of the key, or null where it is empty or wrong.
    @Nullable
    String text(String key) {
        Node node = find(key);
        return node == null ? null : text(node, at(key));
    }

    /// Text of the key with the blanks around it, or null where it has none.
    @Nullable
    String raw(String key) {
        asked.add(key);
        return values.get(key) instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /// Whether the key has keys and values of its own.
    boolean isMap(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /// Text of the key; noted as missing where there is none.
    @Nullable
    String required(String key) {
        if (!has(key)) {
            notes.reject(line, at(key), say("this must be there"));
            return null;
        }
        return text(key);
    }

    /// One text or a list of them.
    List<String> texts(String key) {
        Node node = find(key);
        if (node == null) {
            return List.of();
        }
        var all = new ArrayList<String>();
        if (node instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                Node item = list.getValue().get(i);
                String text = empty(item) ? null : text(item, at(key) + "[" + i + "]");
                if (text != null) {
                    all.add(text);
                }
            }
        } else {
            String text = text(node, at(key));
            if (text != null) {
                all.add(text);
            }
        }
        return List.copyOf(all);
    }

    /// A number, or null where it is empty or wrong.
    @Nullable
    Double number(String key) {
        Node node = find(key);
        return node == null ? null : number(node, at(key));
    }

    /// A number from `low` to `high`, or null where it is empty or wrong.
    @Nullable
    Double number(String key, double low, double high) {
        Double number = number(key);
        if (number != null && (number < low || number > high)) {
            String share = high == 1 && number > 1 && number <= 100
                    ? say("; write %s for %s %%", plain(number / 100), plain(number))
                    : "";
            notes.reject(
                    line(key),
                    at(key),
                    say(
                            "a number from %s to %s was expected, got %s%s",
                            plain(low), plain(high), plain(number), share));
            return null;
        }
        return number;
    }

    /// Numbers of a list, empty where one of them is wrong.
    List<Double> numbers(String key) {
        Node node = find(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode list)) {
            notes.reject(line(key), at(key), say("a list of numbers such as [1, 5] was expected, got %s", shown(node)));
            return List.of();
        }
        var all = new ArrayList<Double>();
        for (int i = 0; i < list.getValue().size(); i++) {
            Double number = number(list.getValue().get(i), at(key) + "[" + i + "]");
            if (number == null) {
                return List.of();
            }
            all.add(number);
        }
        return all;
    }

    /// True or false; false where it is empty or wrong.
    boolean flag(String key) {
        String text = text(key);
        Boolean flag = text == null ? Boolean.FALSE : FlagText.parse(text);
        if (flag == null) {
            notes.reject(line(key), at(key), say("true or false was expected, got \"%s\"", String.valueOf(text)));
            return false;
        }
        return flag;
    }

    /// A date, or null where it is empty or wrong.
    @Nullable
    LocalDate date(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            if (date.getYear() >= 1900 && date.getYear() <= 2100) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // Said below, together with dates that no organisation has lived through.
        }
        notes.reject(
                line(key),
                at(key),
                say("a date such as 2026-03-02, of the years 1900 to 2100, was expected, got \"%s\"", text));
        return null;
    }

    /// One of several words, or null where it is empty or another.
    @Nullable
    <T> T oneOf(String key, Function<String, Optional<T>> find, List<String> words) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Optional<T> found = find.apply(text);
        if (found.isEmpty()) {
            notes.reject(line(key), at(key), say("one of %s was expected, got \"%s\"", String.join(", ", words), text));
        }
        return found.orElse(null);
    }

    /// The map of the key, or null where it is empty or something else.
    @Nullable
    YamlMap map(String key) {
        Node node = find(key);
        if (node == null) {
            return null;
        }
        if (node instanceof MappingNode map) {
            return new YamlMap(notes, at(key), map);
        }
        notes.reject(line(key), at(key), say("keys and values were expected, got %s", shown(node)));
        return null;
    }

    /// The maps of a list; items of another sort are noted and left out.
    List<YamlMap> maps(String key) {
        Node node = find(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode list)) {
            notes.reject(line(key), at(key), say("a list (lines that begin with -) was expected, got %s", shown(node)));
            return List.of();
        }
        var all = new ArrayList<YamlMap>();
        for (int i = 0; i < list.getValue().size(); i++) {
            String itemPath = at(key) + "[" + i + "]";
            Node item = list.getValue().get(i);
            if (item instanceof MappingNode map) {
                all.add(new YamlMap(notes, itemPath, map));
            } else {
                notes.reject(
                        YamlDocument.line(item), itemPath, say("keys and values were expected, got %s", shown(item)));
            }
        }
        return all;
    }

    /// Line of the key's value, or of the map where it has none.
    long line(String key) {
        Node node = values.get(key);
        return node == null ? line : YamlDocument.line(node);
    }

    /// Warns of every key that nobody asked for.
    void close() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                notes.warn(
                        keyLines.getOrDefault(key, line),
                        say("%s is not a known key.%s", at(cut(key)), NearestName.hint(key, asked)));
            }
        }
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        Node node = values.get(key);
        return node == null || empty(node) ? null : node;
    }

    private static boolean empty(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank());
    }

    private @Nullable String text(Node node, String where) {
        if (!(node instanceof ScalarNode scalar)) {
            notes.reject(YamlDocument.line(node), where, say("one value was expected, got %s", shown(node)));
            return null;
        }
        String text = scalar.getValue().strip();
        if (text.length() > LONGEST) {
            notes.reject(
                    YamlDocument.line(node),
                    where,
                    say(
                            "at most %s characters were expected, got %s",
                            Wording.count(LONGEST), Wording.count(text.length())));
            return null;
        }
        return text;
    }

    private @Nullable Double number(Node node, String where) {
        if (node instanceof ScalarNode scalar && !empty(node)) {
            String text = scalar.getValue().strip();
            double number = NumberText.parse(text);
            if (Double.isFinite(number)) {
                return number;
            }
        }
        notes.reject(YamlDocument.line(node), where, say("a number was expected, got %s", shown(node)));
        return null;
    }

    private static String shown(Node node) {
        return switch (node) {
            case ScalarNode scalar -> "\"" + cut(scalar.getValue()) + "\"";
            case SequenceNode list -> say("a list");
            default -> say("keys and values");
        };
    }

    private static String cut(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
