package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupCommandTest {

    @TempDir
    private Path folder;

    @Test
    void copies_a_data_folder_and_brings_it_back_elsewhere() throws Exception {
        Path data = folder.resolve("data");
        Path file = folder.resolve("monday.backup");
        Path target = folder.resolve("restored");
        String token =
                Calls.call("token", "create", "crm", "--data", data).out().strip();
        Files.createDirectories(data.resolve("workspace"));
        Files.writeString(data.resolve("workspace/organisation.yaml"), "organisation: {name: Northmoor}\n");

        Calls.Said made = Calls.call("backup", file, "--data", data);
        assertThat(made.out()).matches("Backed up \\d+ rows of \\d+ tables and 1 files: .*, read back and whole.\n");
        Calls.Said again = Calls.call("backup", file, "--data", data);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is there already. Name another file; a backup is never overwritten.");

        Calls.Said restored = Calls.call("restore", file, "--data", target);
        assertThat(restored.err()).isEmpty();
        assertThat(restored.out()).matches("""
                        Restored what was there at \\S+Z into .*restored. Start it with: .*
                        Accounts are as they were then, too: .*account disable EMAIL
                        .*--erasures FILE.
                        """);
        assertThat(Calls.call("account", "verify", "--data", target).out())
                .as("that a token was made, and that this was restored")
                .startsWith("2 entries, none changed or missing.");
        assertThat(target.resolve("workspace/organisation.yaml")).hasContent("organisation: {name: Northmoor}\n");
        assertThat(Calls.call("token", "list", "--data", target).out()).startsWith("crm ");
        assertThat(token).startsWith("tl_");
        assertThat(Calls.call("restore", file, "--data", target).err()).contains("is not empty");
        assertThat(Calls.call("restore", folder.resolve("none"), "--data", target)
                        .err())
                .startsWith("There is no file ");
    }

    @Test
    void says_what_cannot_be_backed_up() {
        Calls.Said nothing = Calls.call("backup", folder.resolve("x.backup"), "--data", folder.resolve("nowhere"));
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).contains("There is no data folder").contains("Name it with --data.");
        assertThat(Calls.call("backup", folder.resolve("nowhere/x.backup"), "--data", folder)
                        .err())
                .contains("There is no folder")
                .contains("for the backup");
    }

    @Test
    void logs_warnings_only_so_that_results_stand_alone() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

        assertThat(root.getLevel()).isEqualTo(Level.WARN);
    }
}
