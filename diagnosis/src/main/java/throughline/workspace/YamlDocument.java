package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import throughline.diagnosis.Wording;

/// Reads a YAML file as a tree of positions and plain text; nothing in it can name a class, loop or grow.
final class YamlDocument {

    /// Largest file in bytes: 16 MiB, about 40,000 touchpoints.
    static final long LARGEST = 16L << 20;

    /// Deepest nesting of lists and maps; an organisation.yaml needs 4.
    static final int DEEPEST = 40;

    /// Most aliases of lists and maps (`*name`); each is cheap because the tree is walked by known keys only.
    static final int MOST_ALIASES = 200;

    private YamlDocument() {}

    /// The top map of the file.
    ///
    /// @throws UnreadableYaml if it is none, with the reason as a sentence and the line
    static MappingNode read(Path file) throws UnreadableYaml {
        return read(text(file), file.getFileName().toString());
    }

    /// The top map of a text.
    ///
    /// @param name what messages call it
    /// @throws UnreadableYaml if it is none, with the reason as a sentence and the line
    static MappingNode read(String text, String name) throws UnreadableYaml {
        String plain = plain(text);
        var settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit((int) LARGEST)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowRecursiveKeys(false)
                .build();
        try {
            checkDepth(settings, plain);
            Optional<Node> root = new Compose(settings).composeReader(new StringReader(plain));
            if (root.isEmpty()) {
                throw new UnreadableYaml(say("The file is empty."), 1);
            }
            if (root.get() instanceof MappingNode map) {
                return map;
            }
            throw new UnreadableYaml(say("The file must begin with keys such as name: or units:."), line(root.get()));
        } catch (MarkedYamlEngineException e) {
            long line = e.getProblemMark().map(m -> m.getLine() + 1L).orElse(1L);
            throw new UnreadableYaml(
                    say("This is not valid YAML: %s in line %s.", oneLine(e.getProblem()), line), line);
        } catch (YamlEngineException e) {
            throw new UnreadableYaml(say("This is not valid YAML: %s.", oneLine(String.valueOf(e.getMessage()))), 1);
        }
    }

    /// The text without the mark that some editors put before it.
    static String plain(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Line of the node, from 1.
    static long line(Node node) {
        return node.getStartMark().map(m -> m.getLine() + 1L).orElse(1L);
    }

    private static void checkDepth(LoadSettings settings, String text) throws UnreadableYaml {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                long line = event.getStartMark().map(m -> m.getLine() + 1L).orElse(1L);
                throw new UnreadableYaml(
                        say("Lists and maps are nested more than %s deep in line %s.", DEEPEST, line), line);
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static String text(Path file) throws UnreadableYaml {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UnreadableYaml(say("This is not a file."), 1);
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new UnreadableYaml(
                        say("The file has %s bytes; at most %s are read.", Wording.count(size), Wording.count(LARGEST)),
                        1);
            }
            byte[] bytes = Files.readAllBytes(file);
            Optional<String> other = TextEncoding.foreign(bytes, bytes.length);
            if (other.isPresent()) {
                throw new UnreadableYaml(say("The file is written in %s; save it as UTF-8.", other.get()), 1);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableYaml(say("The file is not UTF-8, perhaps Windows-1252; save it as UTF-8."), 1);
        } catch (IOException e) {
            throw new UnreadableYaml(say("The file cannot be opened: %s.", String.valueOf(e.getMessage())), 1);
        }
    }

    private static String oneLine(String message) {
        String flat = message.replaceAll("\\s+", " ").strip();
        return flat.length() > 160 ? flat.substring(0, 160) + " …" : flat;
    }

    /// A YAML file that cannot be read at all.
    static final class UnreadableYaml extends Exception {

        private static final long serialVersionUID = 1L;

        private final long line;

        UnreadableYaml(String message, long line) {
            super(message);
            this.line = line;
        }

        long line() {
            return line;
        }
    }
}
