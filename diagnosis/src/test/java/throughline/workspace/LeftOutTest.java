package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LeftOutTest {

    private static final String WHY = "The file has no column started_at,\nwhich interactions needs.";
    private static final String GOOD = "interaction_id,started_at\ni1,2026-03-02\n";

    @TempDir
    Path folder;

    @Test
    void names_what_an_import_did_not_keep_until_a_file_of_the_name_can_be_read() throws IOException {
        bringIn("interactions-west.csv", GOOD, new LeftOut(Map.of("interactions/east.csv", WHY), Set.of()));

        assertThat(unread()).containsExactly("east.csv: The file has no column started_at, which interactions needs.");

        bringIn("interactions-north.csv", GOOD.replace("i1", "i2"), new LeftOut(Map.of(), Set.of("north.csv")));

        assertThat(unread()).hasSize(1);

        bringIn("interactions-south.csv", GOOD.replace("i1", "i3"), new LeftOut(Map.of(), Set.of("mended/east.csv")));

        assertThat(unread()).isEmpty();
    }

    @Test
    void is_forgotten_with_the_files_that_are_replaced() throws IOException {
        bringIn("interactions-west.csv", GOOD, new LeftOut(Map.of("east.csv", WHY), Set.of()));
        Path fresh = staged("interactions.csv", GOOD);

        assertThat(store().replace(fresh, new LeftOut(Map.of("south.csv", "Not a table."), Set.of())))
                .isEqualTo(1);
        assertThat(unread()).containsExactly("south.csv: Not a table.");
    }

    private List<String> unread() {
        try (Workspace workspace = WorkspaceReader.read(store().folder(), Progress.NONE)) {
            assertThat(workspace.rejected()).isZero();
            return workspace.unreadFiles().stream()
                    .map(r -> "%s: %s".formatted(r.place(), r.reason()))
                    .toList();
        }
    }

    private void bringIn(String name, String text, LeftOut leftOut) throws IOException {
        assertThat(store().add(staged(name, text), leftOut)).isEqualTo(1);
    }

    private Path staged(String name, String text) throws IOException {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        Files.writeString(scratch.resolve(name), text);
        return scratch;
    }

    private WorkspaceStore store() {
        return new WorkspaceStore(folder.resolve("data/workspace"));
    }
}
