package throughline.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TemporaryFolderTest {

    @Test
    void is_gone_with_all_in_it_once_closed() throws IOException {
        Path path;
        try (var folder = TemporaryFolder.of("throughline-test-")) {
            path = folder.path();
            Files.createDirectories(path.resolve("inner"));
            Files.writeString(path.resolve("inner/facts.csv"), "a,b\n");
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void may_be_closed_twice() throws IOException {
        var folder = TemporaryFolder.of("throughline-test-");
        folder.close();
        folder.close();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void is_gone_when_the_process_ends_without_closing_it() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Forgetful.class.getName())
                .redirectErrorStream(true)
                .start();
        String path = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();

        assertThat(path.strip()).contains("throughline-test-");
        assertThat(Path.of(path.strip())).doesNotExist();
    }

    /// Ends its process with a full folder open.
    static final class Forgetful {

        public static void main(String[] arguments) throws IOException {
            Path path = TemporaryFolder.of("throughline-test-").path();
            Files.writeString(path.resolve("facts.csv"), "a,b\n");
            System.out.println(path);
            System.exit(0);
        }
    }
}
