package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnalyseCommandTest {

    @TempDir
    private Path folder;

    @Test
    void names_the_near_column_where_one_is_not_there() throws IOException {
        Called called = Called.on(folder, "score\n9\n").analyse("nps", "--score", "scroe");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err())
                .isEqualTo("table.csv has no column scroe. Did you mean score? Its columns are: score.\n");
    }

    @Test
    void reads_a_table_with_semicolons() throws IOException {
        Called called = Called.on(folder, "\"a,b\";score\nx;9\ny;3\n").analyse("nps", "--score", "score");

        assertThat(called.json().get("n").asInt()).isEqualTo(2);
    }

    @Test
    void leaves_out_what_is_no_number_and_says_so() throws IOException {
        Called called = Called.on(folder, "score\n9\nten\nNA\n\n3\n").analyse("nps", "--score", "score");

        assertThat(called.json().get("n").asInt()).isEqualTo(2);
        assertThat(called.err())
                .isEqualTo("Column score: 1 cell is not a number and is left out. The first: line 3, \"ten\".\n");
    }

    @Test
    void says_which_methods_there_are() throws IOException {
        Called called = Called.on(folder, "score\n9\n").call("analyse");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).startsWith("Say which method: agreement, ");
    }

    @Test
    void ends_with_1_where_there_is_nothing_to_work_on() throws IOException {
        Called called = Called.on(folder, "score\nNA\n").analyse("nps", "--score", "score");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.err()).isEqualTo("No row of table.csv has an answer in score.\n");
    }

    @Test
    void says_that_one_column_cannot_play_two_parts() throws IOException {
        Called table = Called.on(folder, "a,b\n1,1\n2,2\n");

        assertThat(List.of(
                        table.analyse("agreement", "--unit", "a", "--rater", "b", "--score", "a"),
                        table.analyse("chart", "--at", "a", "--value", "a", "--kind", "xmr"),
                        table.analyse("change", "--at", "a", "--value", "a", "--from", "2"),
                        table.analyse("groups", "--value", "a", "--by", "a"),
                        table.analyse("journeys", "--case", "b", "--activity", "a", "--at", "a"),
                        table.analyse("nps", "--score", "a", "--by", "a"),
                        table.analyse("survival", "--time", "a", "--event", "a")))
                .allSatisfy(called -> {
                    assertThat(called.status()).isEqualTo(2);
                    assertThat(called.err()).startsWith("Name each column once; a is named twice.");
                });
    }
}
