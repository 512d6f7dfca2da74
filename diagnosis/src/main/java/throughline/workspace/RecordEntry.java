package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import throughline.diagnosis.CodeWords;
import throughline.diagnosis.Wording;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;

/// An entry of the record as the texts of a form, one for each [RecordField]: the bridge between what people type and
/// what the reader of organisation.yaml checks.
public final class RecordEntry {

    private RecordEntry() {}

    /// What came of a form.
    ///
    /// @param thing the entry, or null where it cannot be one
    /// @param problems sentences by key of the field that is wrong
    public record Typed(@Nullable Thing thing, Map<String, String> problems) {}

    /// The texts of an entry by key; a key that has nothing is left out.
    public static Map<String, String> texts(Thing thing) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (NodeTuple entry : OrganisationWriter.map(thing).getValue()) {
            String key = ((ScalarNode) entry.getKeyNode()).getValue();
            texts.put(key, text(entry.getValueNode()));
        }
        return texts;
    }

    private static String text(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode list ->
                list.getValue().stream()
                        .map(RecordEntry::text)
                        .collect(Collectors.joining(list.getValue().getFirst() instanceof MappingNode ? "\n" : ", "));
            case MappingNode line -> OrganisationWriter.line(line);
            default -> throw new IllegalStateException("An entry holds texts, lists and lines");
        };
    }

    /// Reads what somebody typed, by the checks of organisation.yaml.
    ///
    /// @param texts by key of the field; several texts of one field stand in one, between commas
    public static Typed read(Sort sort, Map<String, String> texts) {
        Map<String, String> problems = new LinkedHashMap<>();
        List<NodeTuple> entries = new ArrayList<>();
        for (RecordField field : RecordField.of(sort)) {
            String text = texts.getOrDefault(field.key(), "").strip();
            if (!text.isEmpty()) {
                try {
                    entries.add(new NodeTuple(scalar(field.key()), node(field, text)));
                } catch (YamlDocument.UnreadableYaml e) {
                    problems.put(
                            field.key(),
                            say(
                                    "Each line must look like %s.",
                                    field.hint().substring(field.hint().indexOf('{'))));
                }
            }
        }
        var notes = new YamlNotes(OrganisationReader.FILE);
        Thing thing = OrganisationReader.thing(
                sort, new YamlMap(notes, "", new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK)));
        for (Reject reject : notes.rejects()) {
            String key = reject.column().replaceFirst("[.\\[].*", "");
            problems.putIfAbsent(key, sentence(reject, key));
        }
        return new Typed(thing, problems);
    }

    private static String sentence(Reject reject, String key) {
        String reason = reject.reason().replaceFirst("^\\Q%s\\E: ".formatted(key), "");
        return Wording.sentence(reason) + (reason.endsWith(".") ? "" : ".");
    }

    private static Node node(RecordField field, String text) throws YamlDocument.UnreadableYaml {
        return switch (field.shape()) {
            case TEXT, PROSE, NUMBER, DATE -> scalar(text.replace("\r\n", "\n"));
            case LIST, SCALE ->
                list(RecordField.split(text).stream().map(RecordEntry::scalar).toList());
            case LINES -> {
                List<Node> lines = new ArrayList<>();
                for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
                    lines.add(YamlDocument.read(line, field.key()));
                }
                yield list(lines);
            }
        };
    }

    private static Node list(List<? extends Node> nodes) {
        return new SequenceNode(Tag.SEQ, List.copyOf(nodes), FlowStyle.FLOW);
    }

    private static Node scalar(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }

    /// Whether the texts of an entry say all of it: a list of which one holds a comma cannot be written so.
    public static boolean isWrittenWhole(Thing thing) {
        return thing.equals(read(thing.sort(), texts(thing)).thing());
    }

    /// What an entry says besides its id and name, with names where ids stand.
    ///
    /// @param names the entries whose names stand for ids
    public static String words(Thing thing, Map<Thing.Id, Thing> names) {
        Map<String, String> texts = texts(thing);
        return RecordField.of(thing.sort()).stream()
                .filter(f -> !f.key().equals("id") && !f.key().equals("name"))
                .filter(f -> texts.containsKey(f.key()))
                .map(f -> "%s: %s".formatted(f.label(), said(f, texts.getOrDefault(f.key(), ""), names)))
                .collect(Collectors.joining("; "));
    }

    /// The text of a field as a sentence says it: words where a code stands, names where ids stand that are known.
    static String said(RecordField field, String text, Map<Thing.Id, Thing> names) {
        if (!field.words().isEmpty()) {
            return CodeWords.within(text);
        }
        if (field.refers().isEmpty()) {
            return text.strip().replaceAll("\\s+", " ");
        }
        Sort to = field.refers().get();
        List<String> ids = field.shape() == RecordField.Shape.LIST ? RecordField.split(text) : List.of(text);
        return ids.stream()
                .map(id -> Optional.ofNullable(names.get(new Thing.Id(to, id)))
                        .map(Thing::title)
                        .orElse(id))
                .collect(Collectors.joining(", "));
    }
}
