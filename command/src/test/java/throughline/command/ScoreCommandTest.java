package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScoreCommandTest {

    private final Locale machine = Locale.getDefault();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void speak_the_language_of_the_machine_again() {
        Locale.setDefault(machine);
    }

    @Test
    void writes_one_score_in_every_form_that_its_files_ask_for() throws IOException {
        Path text = folder.resolve("score.txt");
        Path page = folder.resolve("accuracy.md");
        Path json = folder.resolve("score.json");
        Path html = folder.resolve("score.html");

        assertThat(run(
                        "score",
                        "--organisations",
                        "1",
                        "--seed",
                        "175",
                        "--output",
                        text.toString(),
                        "--output",
                        page.toString(),
                        "--output",
                        json.toString(),
                        "--output",
                        html.toString()))
                .isZero();

        assertThat(Files.readString(text))
                .startsWith("1 simulated organisations, seed 175")
                .contains("Targets");
        assertThat(Files.readAllLines(text)).allMatch(line -> line.length() <= 100);
        assertThat(Files.readString(page))
                .startsWith("# How often verdicts are right")
                .contains("score --organisations 1 --seed 175");
        assertThat(Files.readString(json)).contains("\"organisations\" : 1").contains("\"too-much-at-once\"");
        assertThat(Files.readString(html))
                .startsWith("<!doctype html>")
                .contains("<svg")
                .doesNotContain("<script");
    }

    @Test
    void ends_with_2_for_no_organisations() {
        assertThat(run("score", "--organisations", "0")).isEqualTo(2);
        assertThat(err)
                .hasToString(
                        "A score has 1 to 100,000 organisations, got 0.%nHow to call it: ./throughline score --help%n"
                                .formatted());
    }

    @Test
    void ends_with_2_before_the_work_when_there_is_no_folder_to_write_into() {
        Path missing = folder.resolve("missing").resolve("a.md");

        assertThat(run("score", "--output", missing.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("There is no folder %s to write a.md into.".formatted(missing.getParent()));
    }

    @Test
    void refuses_causes_for_an_organisation_of_a_score() {
        assertThat(run("simulate", folder.resolve("w").toString(), "--seed", "1", "--number", "3", "--days", "90"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--number counts from 1 and stands alone with --seed");
    }

    @Test
    void writes_an_organisation_of_a_score_again() throws IOException {
        Path again = folder.resolve("w");

        assertThat(run("simulate", again.toString(), "--seed", "1", "--number", "53"))
                .isZero();
        assertThat(Files.readString(again.resolve("truth.json"))).contains("\"sales-first\"");
    }

    private int run(String... arguments) {
        return Throughline.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
    }
}
