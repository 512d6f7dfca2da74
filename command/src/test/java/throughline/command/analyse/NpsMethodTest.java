package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NpsMethodTest {

    private static final String TABLE = "shop,score\na,10\na,9\na,7\na,6\nb,10\nb,0\nb,0\nb,8\n";

    @TempDir
    private Path folder;

    @Test
    void gives_the_score_of_all_and_of_each_group() throws IOException {
        JsonNode json = Called.on(folder, TABLE)
                .analyse("nps", "--score", "score", "--by", "shop")
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(8);
        assertThat(json.get("nps").asDouble()).isEqualTo(0);
        assertThat(json.get("promoters").asInt()).isEqualTo(3);
        assertThat(json.get("groups").get("a").get("nps").asDouble()).isCloseTo(25, within(1e-12));
        assertThat(json.get("groups").get("b").get("nps").asDouble()).isCloseTo(-25, within(1e-12));
    }

    @Test
    void reads_well() throws IOException {
        assertThat(Called.on(folder, TABLE).read("nps", "--score", "score").out())
                .isEqualTo("""
                Net promoter score of score in table.csv

                       n   NPS          likely  promoters  passives  detractors
                  all  8  +0.0  −60.0 to +60.0          3         2           3

                Promoters answer 9 or 10, detractors 0 to 6. In 95 of 100 samples the interval holds the truth.
                """);
    }
}
