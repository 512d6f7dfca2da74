package throughline.command.analyse;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.Estimate;
import throughline.statistics.intervention.SegmentedRegression;
import throughline.statistics.intervention.SegmentedRegression.Errors;
import throughline.statistics.intervention.StructuralTimeSeries;
import throughline.statistics.intervention.SyntheticControl;
import throughline.statistics.intervention.TimeSeries;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// `throughline analyse change`.
@Command(
        mixinStandardHelpOptions = true,
        description =
                "What a change did to a series: as two straight lines, and against what the time before foretold.")
final class ChangeMethod implements Callable<Integer> {

    private static final double LEVEL = 0.95;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--at", paramLabel = "T", required = true, description = "column of times: dates or numbers")
    private String at;

    @Option(names = "--value", paramLabel = "V", required = true, description = "column of values")
    private String value;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            required = true,
            description = "when the change began: the first row at or after it is the first one changed")
    private String from;

    @Option(
            names = "--season",
            paramLabel = "N",
            defaultValue = "1",
            description = "times a season has, such as 12 for months or 7 for days; default: no season")
    private int season;

    @Option(
            names = "--controls",
            paramLabel = "a,b",
            split = ",",
            splitSynopsisLabel = ",",
            description = "columns that go with the value and that the change cannot have touched; of two or more,"
                    + " such as the same figure of other places, also a mixture that moved alike (synthetic control)")
    private List<String> controls = List.of();

    @Option(
            names = "--denominator",
            paramLabel = "D",
            description = "column the values are divided by; rows of one time are then added up")
    private @Nullable String denominator;

    /// The series with what was found; a method that the data are too few for says why.
    ///
    /// @param labels of each time how the file writes it; empty for a time without a row
    /// @param change first time of the change, from 0
    @SuppressWarnings("ArrayRecordComponent")
    record Found(
            TimeSeries series,
            TimeGrid grid,
            String[] labels,
            int change,
            Tried<SegmentedRegression.Fit> lines,
            Tried<SegmentedRegression.Fit> alike,
            Tried<StructuralTimeSeries.Result> structural,
            Tried<SyntheticControl.Result> mixture) {

        /// A warning where the past holds fewer than three seasons.
        Optional<String> shortPast() {
            int season = series.season();
            return season == 1 || change >= SEASONS * season
                    ? Optional.empty()
                    : Optional.of(
                            "%,d times before the change are fewer than %d seasons of %,d: so short a past cannot teach a season."
                                    .formatted(change, SEASONS, season));
        }
    }

    /// Seasons that the past must hold to teach one.
    private static final int SEASONS = 3;

    /// What a method gave, or why it could not.
    record Tried<T>(Optional<T> result, String why) {

        private static <T> Tried<T> of(Callable<T> method) {
            try {
                return new Tried<>(Optional.of(method.call()), "");
            } catch (IllegalArgumentException | ArithmeticException e) {
                return new Tried<>(Optional.empty(), String.valueOf(e.getMessage()));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        if (season < 1) {
            throw call.wrong("--season %d: a season has at least 1 time.".formatted(season));
        }
        call.once(at, value, denominator);
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(at, Kind.TEXT);
        wanted.put(value, Kind.NUMBER);
        if (denominator != null) {
            wanted.put(denominator, Kind.NUMBER);
        }
        for (String control : controls) {
            if (wanted.put(control, Kind.NUMBER) != null) {
                throw call.wrong("Name each column once; %s is named twice.".formatted(control));
            }
        }
        TableColumns table = call.read(wanted);
        int[] rows = call.divisible(table, denominator, table.complete(wanted.keySet()));
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "No row of %s has all of %s.".formatted(call.fileName(), String.join(", ", wanted.keySet())));
        }
        String[] times = table.texts(at, rows);
        TimeGrid grid = TimeGrid.of(at, times);
        String[] labels = new String[grid.length()];
        Arrays.fill(labels, "");
        for (int i = 0; i < rows.length; i++) {
            labels[grid.place(i)] = times[i];
        }
        int change = change(grid, labels);
        TimeSeries series = series(table, rows, grid, times);
        refuseAPastThatNeverVaries(series, change);
        Found found = new Found(
                series,
                grid,
                labels,
                change,
                Tried.of(() -> SegmentedRegression.of(series, Errors.NEWEY_WEST, LEVEL, change)),
                Tried.of(() -> SegmentedRegression.of(series, Errors.AUTOREGRESSIVE, LEVEL, change)),
                Tried.of(() -> StructuralTimeSeries.of(series, change, 0, LEVEL)),
                Tried.of(() -> mixture(series, change)));
        found.shortPast().ifPresent(call::note);
        if (found.lines().result().isEmpty() && found.structural().result().isEmpty()) {
            throw new IllegalArgumentException(found.lines().why());
        }
        return call.print(
                new Answer(json(found), new ChangeText(call.fileName(), value, denominator, controls, found).lines()));
    }

    /// The place of the first row at or after the change, which must have rows before it.
    private int change(TimeGrid grid, String[] labels) {
        boolean[] reached = reached(grid);
        int change = grid.length();
        boolean before = false;
        for (int i = 0; i < reached.length; i++) {
            if (reached[i]) {
                change = Math.min(change, grid.place(i));
            } else {
                before = true;
            }
        }
        if (!before || change == grid.length()) {
            throw call.wrong("--from %s: the times of %s run from %s to %s. Name one between them."
                    .formatted(from, call.fileName(), labels[0], labels[labels.length - 1]));
        }
        return change;
    }

    /// What has never varied gives nothing to hold a change against: any estimate would be rounding noise or certainty.
    private void refuseAPastThatNeverVaries(TimeSeries series, int change) {
        double[] past = Arrays.stream(series.values(), 0, change)
                .filter(Double::isFinite)
                .toArray();
        if (past.length > 1 && Arrays.stream(past).distinct().count() == 1) {
            throw new IllegalArgumentException(
                    "All %,d values of %s before %s are %s: a past that never varies does not show what chance would do, so no change can be told from it. Give a longer past, or one that is less rounded."
                            .formatted(past.length, value, from, TextTable.number(past[0])));
        }
    }

    private boolean[] reached(TimeGrid grid) {
        try {
            return grid.reached(from);
        } catch (IllegalArgumentException e) {
            throw call.wrong("--from: " + e.getMessage());
        }
    }

    private TimeSeries series(TableColumns table, int[] rows, TimeGrid grid, String[] times) {
        double[] sums = table.numbers(value, rows);
        double[] bases = denominator == null ? new double[0] : table.numbers(denominator, rows);
        double[] values = new double[grid.length()];
        double[] divisors = new double[grid.length()];
        double[][] regressors = new double[controls.isEmpty() ? 0 : grid.length()][controls.size()];
        for (double[] none : regressors) {
            Arrays.fill(none, Double.NaN);
        }
        boolean[] seen = new boolean[grid.length()];
        boolean addsUp = denominator != null && controls.isEmpty();
        for (int i = 0; i < rows.length; i++) {
            int place = grid.place(i);
            if (seen[place] && !addsUp) {
                throw new IllegalArgumentException(
                        "%s occurs more than once in column %s. Give one row a time, or add rows up with --denominator and no --controls."
                                .formatted(times[i], at));
            }
            seen[place] = true;
            values[place] += sums[i];
            divisors[place] += denominator == null ? 1 : bases[i];
            for (int c = 0; c < controls.size(); c++) {
                regressors[place][c] = table.numbers(controls.get(c))[rows[i]];
            }
        }
        for (int t = 0; t < values.length; t++) {
            values[t] = seen[t] && divisors[t] > 0 ? values[t] / divisors[t] : Double.NaN;
        }
        return new TimeSeries(values, regressors, season);
    }

    /// The value against a mixture of the controls, on the times at which all have a value.
    private SyntheticControl.Result mixture(TimeSeries series, int change) {
        double[] values = series.values();
        int[] times = IntStream.range(0, values.length)
                .filter(t -> !Double.isNaN(values[t])
                        && IntStream.range(0, controls.size()).noneMatch(c -> Double.isNaN(series.regressors()[t][c])))
                .toArray();
        double[] unit = Arrays.stream(times).mapToDouble(t -> values[t]).toArray();
        double[][] donors = new double[controls.size()][];
        Arrays.setAll(
                donors,
                c -> Arrays.stream(times)
                        .mapToDouble(t -> series.regressors()[t][c])
                        .toArray());
        return SyntheticControl.of(
                unit, donors, (int) Arrays.stream(times).filter(t -> t < change).count());
    }

    private Map<String, Object> json(Found found) {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Object> segmented = lines(found.lines());
        segmented.put("lag", found.lines().result().map(f -> f.dependence()).orElse(Double.NaN));
        json.put("segmented", segmented);
        Map<String, Object> structural = new LinkedHashMap<>();
        var result = found.structural().result();
        estimate(structural, "effect", result.map(r -> r.effect()));
        Map<String, Object> cumulative = new LinkedHashMap<>();
        estimate(cumulative, "value", result.map(r -> r.cumulative()));
        structural.put("cumulative", cumulative);
        structural.put("drift", result.map(r -> r.drift()).orElse(Double.NaN));
        json.put("structural", structural);
        Map<String, Object> alike = lines(found.alike());
        alike.put("rho", found.alike().result().map(f -> f.dependence()).orElse(Double.NaN));
        json.put("ar1", alike);
        found.mixture().result().ifPresent(m -> {
            Map<String, Object> weights = new LinkedHashMap<>();
            for (int c = 0; c < controls.size(); c++) {
                weights.put(controls.get(c), m.weights()[c]);
            }
            Map<String, Object> mixture = new LinkedHashMap<>();
            mixture.put("effect", m.effect());
            mixture.put("error_before", m.errorBefore());
            mixture.put("placebo_rank", m.placeboRank());
            mixture.put("weights", weights);
            json.put("synthetic", mixture);
        });
        double[] values = found.series().values();
        json.put("n", Arrays.stream(values).filter(v -> !Double.isNaN(v)).count());
        json.put("times", values.length);
        json.put("step", found.grid().step());
        json.put("from", found.labels()[found.change()]);
        return json;
    }

    private static Map<String, Object> lines(Tried<SegmentedRegression.Fit> tried) {
        var change = tried.result().map(f -> f.changes().getFirst());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", change.map(c -> c.level().value()).orElse(Double.NaN));
        json.put("level_se", change.map(c -> c.level().standardError()).orElse(Double.NaN));
        json.put("slope", change.map(c -> c.slope().value()).orElse(Double.NaN));
        json.put("slope_se", change.map(c -> c.slope().standardError()).orElse(Double.NaN));
        json.put("trend", tried.result().map(f -> f.trend().value()).orElse(Double.NaN));
        return json;
    }

    private static void estimate(Map<String, Object> json, String name, Optional<Estimate> estimate) {
        json.put(name, estimate.map(Estimate::value).orElse(Double.NaN));
        json.put("low", estimate.map(Estimate::low).orElse(Double.NaN));
        json.put("high", estimate.map(Estimate::high).orElse(Double.NaN));
    }
}
