package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RangesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|''", "5|5", "1 2|1-2", "1 2 3 7 9 10|1-3,7,9-10", "-3 -2 -1 0 4|-3-0,4", "-5 -3|-5,-3"})
    void write_runs_in_short_and_read_them_back(String numbers, String text) {
        var set = new TreeSet<Long>();
        List.of(numbers.split(" ")).stream()
                .filter(n -> !n.isEmpty())
                .map(Long::valueOf)
                .forEach(set::add);

        assertThat(Ranges.text(set)).isEqualTo(text);
        assertThat(Ranges.parse(text)).isEqualTo(set);
    }
}
