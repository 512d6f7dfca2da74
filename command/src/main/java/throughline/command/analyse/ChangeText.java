package throughline.command.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import throughline.statistics.Estimate;
import throughline.statistics.intervention.SegmentedRegression;
import throughline.statistics.intervention.StructuralTimeSeries;
import throughline.statistics.intervention.SyntheticControl;

/// What a change did, in words and as a plot.
///
/// @param denominator what the values are divided by, or null
/// @param controls columns the change cannot have touched
record ChangeText(
        String file, String value, @Nullable String denominator, List<String> controls, ChangeMethod.Found found) {

    private static final int COLUMNS = 80;

    /// The lines.
    List<String> lines() {
        double[] values = found.series().values();
        String[] labels = found.labels();
        long n = Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
        List<String> text = new ArrayList<>();
        text.add("%s in %s, %,d values from %s to %s, step %s"
                .formatted(
                        denominator == null ? value : value + " / " + denominator,
                        file,
                        n,
                        labels[0],
                        labels[labels.length - 1],
                        found.grid().step()));
        if (n < values.length) {
            text.add("%,d of %,d times have no value and count as gaps.".formatted(values.length - n, values.length));
        }
        found.shortPast().ifPresent(text::add);
        text.add("");
        plot(text);
        text.add("");
        sentences(text);
        text.add("");
        text.addAll(table());
        text.add("");
        if (found.lines().result().isPresent()) {
            text.add(
                    "Newey-West's errors are for comparing with other software; they promise too much for an interval.");
        }
        found.mixture().result().ifPresent(m -> mixture(text, m));
        text.add("What else changed at that time cannot be told apart from it: docs/methods/intervention.md.");
        return text;
    }

    private String since() {
        return found.labels()[found.change()];
    }

    private void sentences(List<String> text) {
        Optional<StructuralTimeSeries.Result> structural = found.structural().result();
        Optional<SegmentedRegression.Fit> straight = found.lines().result();
        structural.ifPresent(result -> {
            Estimate effect = result.effect();
            double foretold = mean(result.foretold(), found.change());
            boolean sure = effect.low() > 0 || effect.high() < 0;
            text.add("From %s on, values are %s %s on average than the time before foretold (%s)%s"
                    .formatted(
                            since(),
                            number(Math.abs(effect.value()), effect),
                            effect.value() < 0 ? "lower" : "higher",
                            number(foretold, effect),
                            sure ? "." : ","));
            text.add(
                    sure
                            ? "Likely (95 in 100): %s.".formatted(interval(effect))
                            : "which may be chance: likely (95 in 100) %s.".formatted(interval(effect)));
        });
        if (structural.isEmpty()) {
            text.add("There is no estimate against what the time before foretold:");
            text.add(found.structural().why() + ".");
        }
        if (straight.isEmpty()) {
            text.add("There are no straight lines:");
            text.add(found.lines().why() + ".");
        }
    }

    private void mixture(List<String> text, SyntheticControl.Result m) {
        String shares = IntStream.range(0, controls.size())
                .filter(c -> m.weights()[c] >= 0.005)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -m.weights()[c]))
                .limit(4)
                .map(c -> "%.0f %% %s".formatted(100 * m.weights()[c], controls.get(c)))
                .collect(Collectors.joining(", "));
        text.add("Against the mixture of controls that moved alike before (%s): %s %s on average since."
                .formatted(
                        shares,
                        TextTable.number(Math.abs(m.effect()), m.errorBefore()),
                        m.effect() < 0 ? "lower" : "higher"));
        int units = controls.size() + 1;
        text.add("Of the %d columns %.0f parted as far from their mixtures as this one or farther, itself among them%s"
                .formatted(
                        units, m.placeboRank() * units, units < 20 ? "; to speak of 1 in 20 takes 19 controls." : "."));
        text.add("");
    }

    private List<String> table() {
        TextTable table = TextTable.of("", "change", "likely", "standard error");
        String per = found.grid().step().startsWith("1 ")
                ? found.grid().step().substring(2)
                : found.grid().step();
        found.lines().result().ifPresent(fit -> {
            String errors = " (Newey-West, lag %.0f)".formatted(fit.dependence());
            table.row(
                    cells("jump of the level" + errors, fit.changes().getFirst().level(), ""));
            table.row(
                    cells("slope, per " + per + errors, fit.changes().getFirst().slope(), ""));
        });
        found.alike().result().ifPresent(fit -> {
            String errors = " (AR(1), rho %.2f)".formatted(fit.dependence()).replace('-', '−');
            row(table, "jump of the level" + errors, fit.changes().getFirst().level());
            row(table, "slope, per " + per + errors, fit.changes().getFirst().slope());
        });
        found.structural().result().ifPresent(result -> {
            row(table, "mean since, against the foretold", result.effect());
            row(table, "sum since, against the foretold", result.cumulative());
        });
        return table.lines();
    }

    private static void row(TextTable table, String name, Estimate estimate) {
        table.row(cells(name, estimate, interval(estimate)));
    }

    private static String[] cells(String name, Estimate estimate, String likely) {
        return new String[] {
            name, number(estimate.value(), estimate), likely, number(estimate.standardError(), estimate)
        };
    }

    private static String number(double figure, Estimate estimate) {
        return TextTable.number(figure, estimate.standardError());
    }

    private static String interval(Estimate estimate) {
        return number(estimate.low(), estimate) + " to " + number(estimate.high(), estimate);
    }

    /// Mean over the times from `first` on that have a value.
    private double mean(double[] foretold, int first) {
        double[] values = found.series().values();
        double sum = 0;
        int n = 0;
        for (int t = first; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                sum += foretold[t - first];
                n++;
            }
        }
        return sum / n;
    }

    /// The series with what was foretold; several times to a mark where it is long, none across the change.
    private void plot(List<String> text) {
        double[] values = found.series().values();
        int change = found.change();
        int width = 1;
        while (bins(change, width) + bins(values.length - change, width) > COLUMNS) {
            width++;
        }
        int before = bins(change, width);
        int columns = before + bins(values.length - change, width);
        double[] drawn = new double[columns];
        double[] foretold = new double[columns];
        double[] none = new double[columns];
        boolean[] after = new boolean[columns];
        Arrays.fill(none, Double.NaN);
        Arrays.fill(foretold, Double.NaN);
        for (int c = 0; c < columns; c++) {
            int start = change + (c - before) * width;
            int end = Math.min(values.length, start + width);
            int first = Math.max(0, start);
            drawn[c] = mean(values, first, end, 0);
            after[c] = c >= before;
            if (after[c] && found.structural().result().isPresent()) {
                foretold[c] = mean(found.structural().result().orElseThrow().foretold(), first, end, change);
            }
        }
        double centre = mean(values, 0, change, 0);
        text.addAll(TimePlot.of(drawn, centre, foretold, none, after));
        text.add("");
        text.add("  ○ before  ◆ from %s on  %s─ mean before%s"
                .formatted(
                        since(),
                        found.structural().result().isPresent() ? "· foretold  " : "",
                        width == 1 ? "" : "; each mark is the mean of %d times".formatted(width)));
    }

    private static int bins(int times, int width) {
        return (times + width - 1) / width;
    }

    /// Mean of the figures that are known; `shift` is the time of the first figure.
    private static double mean(double[] figures, int from, int to, int shift) {
        return Arrays.stream(figures, from - shift, to - shift)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
