package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that need no server, each in a process of its own that writes down what it loads.
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandaloneCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void load_neither_a_database_nor_a_server() throws Exception {
        String workspace = folder.resolve("w").toString();

        assertThat(loaded("simulate", workspace, "--seed", "1", "--days", "30", "--interactions", "2000"))
                .noneMatch(StandaloneCommandsTest::isOfTheServer);
        assertThat(loaded("diagnose", workspace)).noneMatch(StandaloneCommandsTest::isOfTheServer);
        assertThat(loaded("analyse", "nps", workspace + "/responses.csv", "--score", "nps"))
                .noneMatch(StandaloneCommandsTest::isOfTheServer);
        assertThat(loaded("import", workspace, "--data", folder.resolve("data").toString()))
                .noneMatch(StandaloneCommandsTest::isOfTheServer);
    }

    private static boolean isOfTheServer(String type) {
        return type.startsWith("org.postgresql.")
                || type.startsWith("org.flywaydb.")
                || type.startsWith("com.zaxxer.")
                || type.startsWith("org.springframework.")
                || (type.startsWith("throughline.server.platform.")
                        && !type.startsWith("throughline.server.platform.DataFolderClaim"));
    }

    /// The names of the classes that a call loads.
    private List<String> loaded(String... call) throws IOException, InterruptedException {
        Path list = folder.resolve("loaded");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load=info:file=" + list + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                Throughline.class.getName()));
        command.addAll(List.of(call));
        Path said = folder.resolve("said");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(said)).isZero();
        List<String> types = Files.readAllLines(list).stream()
                .map(line -> line.replaceFirst("^(\\[[^\\]]*\\])+ ", "").replaceFirst(" .*", ""))
                .toList();
        assertThat(types).contains("throughline.command.Throughline");
        return types;
    }
}
