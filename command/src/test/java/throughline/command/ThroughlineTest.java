package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThroughlineTest {

    private final Locale machine = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void speak_the_language_of_the_machine_again() {
        Locale.setDefault(machine);
    }

    @Test
    void writes_the_same_sheet_whatever_the_language_of_the_machine() throws IOException {
        Path workspace = workspace();

        assertThat(sheet(workspace, Locale.GERMANY)).isEqualTo(sheet(workspace, Locale.ROOT));
        assertThat(sheet(workspace, Locale.forLanguageTag("ar-EG-u-nu-arab")))
                .isEqualTo(sheet(workspace, Locale.ROOT))
                .contains("1,200 contacts");
    }

    @Test
    void shows_a_terminal_nothing_it_would_obey() {
        assertThat(Terminal.shown("North\u001b[2Jgate\u202e \u0007tickets"))
                .isEqualTo("North\uFFFD[2Jgate\uFFFD \uFFFDtickets");
        assertThat(TerminalSheet.wrap("North\u001bgate", 40)).containsExactly("North\uFFFDgate");
    }

    private String sheet(Path workspace, Locale locale) throws IOException {
        Path output = folder.resolve("sheet.txt");
        Locale.setDefault(locale);
        int status = Calls.call("diagnose", workspace.toString(), "--output", output.toString())
                .status();
        assertThat(status).isZero();
        return Files.readString(output);
    }

    private Path workspace() throws IOException {
        Path workspace = Files.createDirectory(folder.resolve("northgate"));
        var rows = new StringBuilder("interaction_id,started_at,channel,unit,wait_s\n");
        for (int i = 0; i < 1_200; i++) {
            rows.append("c%d,2026-01-%02dT09:00:00Z,phone,north,%d\n".formatted(i, 1 + i % 28, i % 90));
        }
        Files.writeString(workspace.resolve("interactions.csv"), rows.append("bad,never,phone,north,1\n"));
        return workspace;
    }
}
