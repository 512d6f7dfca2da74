package throughline.command.analyse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.statistics.RakingWeights;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// Weights of answers by traits of which a table says how many of everybody have them.
final class RakedAnswers {

    private RakedAnswers() {}

    /// A weight for each row.
    ///
    /// @param traits columns of the answers
    /// @param population file with the columns trait, category and count
    static double[] weights(Call call, TableColumns answers, int[] rows, List<String> traits, Path population)
            throws IOException {
        Map<String, Map<String, Double>> everybody = everybody(call, population);
        // Rows with the same categories are one cell of the traits crossed.
        Map<List<String>, Integer> cells = new LinkedHashMap<>();
        int[] cellOf = new int[rows.length];
        List<String[]> columns =
                traits.stream().map(trait -> answers.texts(trait, rows)).toList();
        for (int r = 0; r < rows.length; r++) {
            int row = r;
            List<String> cell = columns.stream().map(column -> column[row]).toList();
            cellOf[r] = cells.computeIfAbsent(cell, c -> cells.size());
        }
        double[] counts = new double[cells.size()];
        for (int cell : cellOf) {
            counts[cell]++;
        }
        List<RakingWeights.Trait> raked = new ArrayList<>();
        for (int t = 0; t < traits.size(); t++) {
            raked.add(trait(call, traits.get(t), t, cells, counts, everybody.get(traits.get(t))));
        }
        double[] weights = RakingWeights.of(counts, raked).weights();
        return Arrays.stream(cellOf).mapToDouble(cell -> weights[cell]).toArray();
    }

    private static RakingWeights.Trait trait(
            Call call,
            String trait,
            int place,
            Map<List<String>, Integer> cells,
            double[] counts,
            @Nullable Map<String, Double> population) {
        if (population == null) {
            throw call.wrong("The population has no row of the trait %s.".formatted(trait));
        }
        List<String> categories = population.keySet().stream().toList();
        int[] categoryOf = new int[cells.size()];
        double[] answered = new double[categories.size()];
        cells.forEach((cell, number) -> {
            int category = categories.indexOf(cell.get(place));
            if (category < 0) {
                throw new IllegalArgumentException("The population says nothing of \"%s\" in column %s. It has: %s."
                        .formatted(cell.get(place), trait, String.join(", ", categories)));
            }
            categoryOf[number] = category;
            answered[category] += counts[number];
        });
        double[] everybody =
                population.values().stream().mapToDouble(count -> count).toArray();
        for (int c = 0; c < answered.length; c++) {
            if (answered[c] == 0 && everybody[c] > 0) {
                throw new IllegalArgumentException(
                        "Nobody of \"%s\" in column %s answered: join it with another category, in both files."
                                .formatted(categories.get(c), trait));
            }
        }
        return new RakingWeights.Trait(categoryOf, everybody);
    }

    private static Map<String, Map<String, Double>> everybody(Call call, Path population) throws IOException {
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put("trait", Kind.TEXT);
        wanted.put("category", Kind.TEXT);
        wanted.put("count", Kind.NUMBER);
        TableColumns table = call.readOther(population, wanted);
        int[] rows = table.complete(wanted.keySet());
        String[] traits = table.texts("trait", rows);
        String[] categories = table.texts("category", rows);
        double[] counts = table.numbers("count", rows);
        Map<String, Map<String, Double>> everybody = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i++) {
            everybody
                    .computeIfAbsent(traits[i], t -> new LinkedHashMap<>())
                    .merge(categories[i], counts[i], Double::sum);
        }
        return everybody;
    }
}
