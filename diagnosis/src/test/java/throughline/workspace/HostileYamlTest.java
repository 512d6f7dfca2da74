package throughline.workspace;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// An organisation.yaml that is broken or meant to harm gives a clear message, and the facts beside it are read.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileYamlTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @TempDir
    Path temporary;

    @TestFactory
    Stream<DynamicTest> each_hostile_file_is_named_and_the_facts_beside_it_are_kept() {
        Map<String, HostileFile> all = new LinkedHashMap<>();
        yaml(all);
        return all.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().check(temporary)));
    }

    private static void yaml(Map<String, HostileFile> all) {
        var laughs = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'z'; c++) {
            String before = "*" + (char) (c - 1);
            laughs.append(
                    "%c: &%c [%s]\n".formatted(c, c, String.join(", ", java.util.Collections.nCopies(10, before))));
        }
        organisation(all, "a billion laughs", laughs + "units: *z\n", "This is not valid YAML: Number of aliases");
        organisation(
                all, "a list in itself", "units: &a [*a]\n", "units[0]: keys and values were expected, got a list");
        organisation(all, "nesting without end", "units: " + "[".repeat(100_000), "nested more than 40 deep");
        organisation(
                all, "deep maps", "a: " + "{a: ".repeat(1000) + "1" + "}".repeat(1000), "nested more than 40 deep");
        organisation(all, "a huge value", "name: " + "x".repeat(1_000_000) + "\n", "at most 65,536 characters");
        organisation(all, "keys twice", "name: a\nname: b\n", "this key occurs twice; the first, of line 1, is kept");
        organisation(
                all,
                "a tag",
                "name: !!java.net.URL [\"http://example.org\"]\n",
                "name: one value was expected, got a list");
        organisation(all, "a tab", "units:\n\t- {id: a}\n", "This is not valid YAML");
        organisation(all, "two documents", "name: a\n---\nname: b\n", "This is not valid YAML");
        organisation(
                all,
                "a cyclic tree",
                "units: [{id: a, parent: b}, {id: b, parent: a}]\n",
                "Units above themselves in a circle (2)");
        organisation(all, "an id twice", "units: [{id: a}, {id: a}]\n", "the id a is already that of line 1");
        organisation(all, "control characters", "name: a\u0007b\n", "This is not valid YAML");
        file(all, "UTF-16 yaml", "organisation.yaml", "\uFEFFname: a\n".getBytes(UTF_16LE), 0, "written in UTF-16");
        file(
                all,
                "Windows-1252 yaml",
                "organisation.yaml",
                "name: caf\u00e9\n".getBytes(WINDOWS),
                0,
                "perhaps Windows-1252");
        file(all, "yml", "organisation.yml", "name: a\n".getBytes(UTF_8), 0, "Did you mean organisation.yaml?");
    }

    private static void organisation(Map<String, HostileFile> all, String name, String yaml, String said) {
        file(all, "yaml: " + name, "organisation.yaml", yaml.getBytes(UTF_8), 0, said);
    }

    private static void file(
            Map<String, HostileFile> all, String name, String file, byte[] content, long kept, String said) {
        all.put(name, new HostileFile(file, content, kept, said));
    }
}
