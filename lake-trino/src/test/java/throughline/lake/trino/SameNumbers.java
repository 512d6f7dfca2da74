package throughline.lake.trino;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;

/// What two engines found of the same facts.
public final class SameNumbers {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");

    private SameNumbers() {}

    /// The same words, and numbers that differ by no more than a ten thousand millionth of themselves.
    public static void in(String found, String expected) {
        assertThat(NUMBER.matcher(found).replaceAll("#"))
                .isEqualTo(NUMBER.matcher(expected).replaceAll("#"));
        List<Double> numbers = numbers(found);
        List<Double> wanted = numbers(expected);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(numbers.get(i))
                    .as("number %d of %s", i, expected)
                    .isCloseTo(wanted.get(i), Offset.offset(1e-10 * Math.max(1, Math.abs(wanted.get(i)))));
        }
    }

    private static List<Double> numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        for (Matcher matcher = NUMBER.matcher(text); matcher.find(); ) {
            numbers.add(Double.parseDouble(matcher.group()));
        }
        return numbers;
    }
}
