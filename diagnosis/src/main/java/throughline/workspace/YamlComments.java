package throughline.workspace;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;

/// The comments of an organisation.yaml, which go along when the record is written anew.
///
/// A comment belongs to the entry it stands in or before, else to the key of the section it stands before, else to the
/// top or the end of the file, and is written above what it belongs to. That of an entry which is gone is gone as well.
final class YamlComments {

    private static final String TOP = "top";
    private static final String END = "end";

    private YamlComments() {}

    /// Something a comment can belong to.
    ///
    /// @param name tells it from others, be it of another text
    /// @param first line from 0
    /// @param last line of what it says
    /// @param indent of a comment above it
    private record Anchor(String name, int first, int last, String indent) {}

    /// What was written, with the comments of the document it takes the place of.
    static String carried(String before, String written) {
        if (before.indexOf('#') < 0) {
            return written;
        }
        Map<String, List<String>> comments;
        List<Anchor> places;
        try {
            comments = comments(before, anchors(before));
            places = anchors(written);
        } catch (YamlDocument.UnreadableYaml | YamlEngineException e) {
            return written;
        }
        if (comments.isEmpty()) {
            return written;
        }
        Map<Integer, List<String>> above = new HashMap<>();
        above.computeIfAbsent(0, line -> new ArrayList<>()).addAll(comments.getOrDefault(TOP, List.of()));
        for (Anchor place : places) {
            comments.getOrDefault(place.name(), List.of())
                    .forEach(comment -> above.computeIfAbsent(place.first(), line -> new ArrayList<>())
                            .add(place.indent() + comment));
        }
        var text = new StringBuilder();
        List<String> lines = written.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            above.getOrDefault(i, List.of())
                    .forEach(comment -> text.append(comment).append('\n'));
            text.append(lines.get(i)).append('\n');
        }
        comments.getOrDefault(END, List.of())
                .forEach(comment -> text.append(comment).append('\n'));
        return text.toString();
    }

    /// Comments by the name of what they belong to, as they are written.
    private static Map<String, List<String>> comments(String text, List<Anchor> anchors) {
        Map<String, List<String>> comments = new TreeMap<>();
        var settings = LoadSettings.builder()
                .setCodePointLimit((int) YamlDocument.LARGEST)
                .setParseComments(true)
                .build();
        for (Event event : new Parse(settings).parseReader(new StringReader(YamlDocument.plain(text)))) {
            if (event instanceof CommentEvent comment && comment.getCommentType() != CommentType.BLANK_LINE) {
                int line = comment.getStartMark().map(m -> m.getLine()).orElse(0);
                comments.computeIfAbsent(owner(line, anchors), name -> new ArrayList<>())
                        .add("#" + comment.getValue());
            }
        }
        return comments;
    }

    private static String owner(int line, List<Anchor> anchors) {
        if (!anchors.isEmpty() && line < anchors.getFirst().first()) {
            return TOP;
        }
        return anchors.stream()
                .filter(a -> a.first() <= line && line <= a.last())
                .reduce((first, second) -> second)
                .or(() -> anchors.stream().filter(a -> a.first() > line).findFirst())
                .map(Anchor::name)
                .orElse(END);
    }

    /// The keys at the top and the entries of their lists, in the order of the text.
    private static List<Anchor> anchors(String text) throws YamlDocument.UnreadableYaml {
        List<Anchor> anchors = new ArrayList<>();
        for (NodeTuple part : YamlDocument.read(text, OrganisationReader.FILE).getValue()) {
            if (part.getKeyNode() instanceof ScalarNode key) {
                int line = line(key);
                boolean listed = part.getValueNode() instanceof SequenceNode;
                anchors.add(new Anchor(key.getValue(), line, listed ? line : last(part.getValueNode()), ""));
                if (part.getValueNode() instanceof SequenceNode list) {
                    Sort.find(key.getValue()).ifPresent(sort -> entries(sort, list, anchors));
                }
            }
        }
        return anchors;
    }

    private static void entries(Sort sort, SequenceNode list, List<Anchor> anchors) {
        Map<String, Integer> met = new HashMap<>();
        for (Node node : list.getValue()) {
            if (node instanceof MappingNode map) {
                var notes = new YamlNotes(OrganisationReader.FILE);
                Optional.ofNullable(OrganisationReader.thing(sort, new YamlMap(notes, "", map)))
                        .map(Thing::key)
                        .ifPresent(key -> anchors.add(new Anchor(
                                "%s/%s/%s".formatted(sort.id(), key, met.merge(key, 1, Integer::sum)),
                                line(map),
                                last(map),
                                "  ")));
            }
        }
    }

    private static int line(Node node) {
        return (int) YamlDocument.line(node) - 1;
    }

    /// The last line of what a node says. The end of a block reaches over the comments behind it, so its parts are
    /// asked.
    private static int last(Node node) {
        boolean ends = node instanceof ScalarNode scalar
                ? scalar.getScalarStyle() != ScalarStyle.LITERAL && scalar.getScalarStyle() != ScalarStyle.FOLDED
                : node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
        if (ends) {
            return node.getEndMark().map(m -> m.getLine()).orElse(line(node));
        }
        int last = line(node);
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                last = Math.max(last, last(item));
            }
        } else if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                last = Math.max(last, last(entry.getValueNode()));
            }
        }
        return last;
    }
}
