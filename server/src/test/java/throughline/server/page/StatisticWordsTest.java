package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Statistic;
import throughline.server.chart.Words;
import throughline.simulation.DemoOrganisation;
import throughline.statistics.Interval;
import throughline.workspace.Progress;
import throughline.workspace.WorkspaceReader;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatisticWordsTest {

    private static final Pattern MARKED = Pattern.compile("\\[\\[(.*?)]]");
    /// What stands after "of" is the base of a count or the end of a scale.
    private static final Pattern NUMBER = Pattern.compile("(?<!of )(?<![\\d,.])[+−]?\\d[\\d,]*(?:\\.\\d+)?(?: %)?");

    /// A marked percentage quotes a share when it lies no farther from it.
    private static final double NEAR = 0.2;

    /// Another marked number quotes the statistic when it lies as near to it as this part of it.
    private static final double PART = 0.1;

    @TempDir
    private Path folder;

    @Test
    void quote_every_figure_of_the_demo_as_the_sentence_beside_it_does() {
        DemoOrganisation.write(folder, LocalDate.of(2026, 11, 27));
        try (var workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            List<String> apart = new ArrayList<>();
            int[] quoted = new int[1];
            Diagnosis.of(workspace.dossier())
                    .verdicts()
                    .forEach(v -> v.evidence().forEach(e -> check(e, apart, quoted)));

            assertThat(apart).isEmpty();
            assertThat(quoted[0]).isGreaterThan(10);
        }
    }

    @Test
    void show_small_figures_of_narrow_intervals_with_decimals_that_tell_their_ends_apart() {
        var statistic = new Statistic("gain by minute", 0.0373, new Interval(0.0278, 0.0469), 0.005, 900);

        assertThat(StatisticWords.value(statistic)).isEqualTo("0.0373 (0.0278 to 0.0469)");
    }

    private static void check(Evidence evidence, List<String> apart, int[] quoted) {
        Statistic statistic = evidence.indicator().statistic();
        Matcher marks = MARKED.matcher(evidence.indicator().statement());
        while (marks.find()) {
            Matcher numbers = NUMBER.matcher(marks.group(1));
            while (numbers.find()) {
                String text = numbers.group().replace("+", "");
                boolean percent = text.endsWith("%");
                double number = Double.parseDouble(
                        text.replace(" %", "").replace(",", "").replace('−', '-'));
                List<String> right = percent ? shares(statistic) : List.of(plain(statistic), plain(-1, statistic));
                if (quotes(statistic, percent, number)) {
                    quoted[0]++;
                    if (!right.contains(text)) {
                        apart.add("%s: %s, but the figure reads %s"
                                .formatted(evidence.indicator().id(), evidence.statement(), right.getFirst()));
                    }
                }
            }
        }
    }

    private static boolean quotes(Statistic statistic, boolean percent, double number) {
        double value = statistic.value();
        if (percent) {
            return statistic.name().startsWith("share") && Math.abs(number / 100 - value) < NEAR;
        }
        return !StatisticWords.share(statistic) && Math.abs(number - Math.abs(value)) <= PART * Math.abs(value);
    }

    /// The share as it reads, and what is missing of the whole.
    private static List<String> shares(Statistic statistic) {
        return List.of(
                StatisticWords.figure(statistic, statistic.value()).replace('\u00A0', ' '),
                Words.percent(1 - statistic.value()));
    }

    private static String plain(Statistic statistic) {
        return plain(1, statistic);
    }

    private static String plain(int sign, Statistic statistic) {
        return StatisticWords.figure(statistic, sign * statistic.value());
    }
}
