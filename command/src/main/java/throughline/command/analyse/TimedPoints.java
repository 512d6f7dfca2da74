package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import throughline.workspace.TableColumn.Kind;
import throughline.workspace.TableColumns;

/// The points of a chart in order of time: as numbers or dates where the column holds such, else as the file
/// has them.
final class TimedPoints {

    private final List<String> at;
    private final double[] counts;
    private final double[] bases;
    private final int rows;

    private TimedPoints(List<String> at, double[] counts, double[] bases, int rows) {
        this.at = at;
        this.counts = counts;
        this.bases = bases;
        this.rows = rows;
    }

    /// Reads the points; rows of one time are added up where counts are charted, and are an error elsewhere.
    ///
    /// @throws IllegalArgumentException if no row is complete
    static TimedPoints read(Call call, String atColumn, String value, @Nullable String denominator, boolean addsUp)
            throws IOException {
        call.once(atColumn, value, denominator);
        Map<String, Kind> wanted = new LinkedHashMap<>();
        wanted.put(atColumn, Kind.TEXT);
        wanted.put(value, Kind.NUMBER);
        if (denominator != null) {
            wanted.put(denominator, Kind.NUMBER);
        }
        TableColumns table = call.read(wanted);
        int[] rows = call.divisible(table, denominator, table.complete(wanted.keySet()));
        String[] times = table.texts(atColumn, rows);
        double[] counts = table.numbers(value, rows);
        double[] bases = denominator == null ? ones(rows.length) : table.numbers(denominator, rows);
        Map<String, double[]> points = new LinkedHashMap<>();
        for (int i : order(times)) {
            double[] point = points.get(times[i]);
            if (point == null) {
                points.put(times[i], new double[] {counts[i], bases[i]});
            } else if (addsUp) {
                point[0] += counts[i];
                point[1] += bases[i];
            } else {
                throw new IllegalArgumentException(
                        "%s occurs more than once in column %s. Give one row a point, or chart counts with --denominator."
                                .formatted(times[i], atColumn));
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException(
                    "No row of %s has both %s and %s.".formatted(call.fileName(), atColumn, value));
        }
        return new TimedPoints(
                new ArrayList<>(points.keySet()),
                points.values().stream().mapToDouble(p -> p[0]).toArray(),
                points.values().stream().mapToDouble(p -> p[1]).toArray(),
                rows.length);
    }

    int size() {
        return at.size();
    }

    /// Says that rows of one time were added up; empty where each row is a point.
    Optional<String> addedUp() {
        return rows == size()
                ? Optional.empty()
                : Optional.of("%,d times of %,d rows: counts of the same time are added up.".formatted(size(), rows));
    }

    /// The time of a point, as the file has it.
    String at(int point) {
        return at.get(point);
    }

    double[] counts() {
        return counts;
    }

    double[] bases() {
        return bases;
    }

    /// Counts divided by their bases.
    double[] values() {
        return IntStream.range(0, counts.length)
                .mapToDouble(i -> counts[i] / bases[i])
                .toArray();
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Rows by number where all times are numbers, by text where all begin like ISO dates, else as they come.
    private static int[] order(String[] times) {
        var rows = IntStream.range(0, times.length).boxed();
        if (Arrays.stream(times).allMatch(t -> t.matches("[-+]?\\d{1,15}(\\.\\d+)?"))) {
            rows = rows.sorted(Comparator.comparingDouble(i -> Double.parseDouble(times[i])));
        } else if (Arrays.stream(times).allMatch(t -> t.matches("\\d{4}-(\\d{2}|W\\d{2}|Q\\d).*"))) {
            rows = rows.sorted(Comparator.comparing(i -> times[i]));
        }
        return rows.mapToInt(Integer::intValue).toArray();
    }
}
