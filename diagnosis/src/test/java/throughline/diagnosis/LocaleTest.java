package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The language of the machine changes no figure, also where diagnosis is used inside another program.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocaleTest {

    /// A number that a format string writes in the language of the machine.
    private static final Pattern NUMBER = Pattern.compile("%[-,+0-9$]*(\\.\\d+)?[dfeg]\\b");

    @ParameterizedTest
    @ValueSource(strings = {"../diagnosis/src/main/java", "../server/src/main/java"})
    void is_named_wherever_a_format_writes_a_number(String sources) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(sources))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                // Wording gives its formats to one method that names the language.
                List<String> lines = file.endsWith("Wording.java") ? List.of() : Files.readAllLines(file);
                assertThat(lines)
                        .as("%s; write %%s, or Wording.count and its like", file)
                        .noneMatch(line -> NUMBER.matcher(line).find() && !line.contains("Locale."));
            }
        }
    }
}
