package throughline.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Small tables of facts that the tests compare with.
public final class Facts {

    private Facts() {}

    /// A table of numbers from the test resources, without its header.
    public static double[][] table(String name) {
        try (var stream = Facts.class.getResourceAsStream("/throughline/statistics/" + name + ".csv")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(Facts::numbers).toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lines of a file of the data beside the repository (`../shared`, or the system property
    /// `throughline.shared`); the test is skipped where there are none.
    public static List<String> shared(String name) {
        return shared("data", name);
    }

    static List<String> shared(String folder, String name) {
        String given = System.getProperty("throughline.shared");
        if (given != null && Files.isRegularFile(Path.of(given, folder, name))) {
            return lines(Path.of(given, folder, name));
        }
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolveSibling("shared").resolve(folder).resolve(name);
            if (Files.isRegularFile(file)) {
                return lines(file);
            }
        }
        Assumptions.abort("No ../shared/%s/%s".formatted(folder, name));
        return List.of();
    }

    /// Moments of `n` rows whose means are 0 and whose unbiased covariances are exactly these.
    public static Moments withCovariance(double[][] covariance, int n) {
        int p = covariance.length;
        double[][] root = cholesky(covariance);
        double[][] rows = new double[n][p];
        for (int r = 0; r < n; r++) {
            for (int k = 0; k < p; k++) {
                // Cosines of different whole frequencies are orthogonal over the rows and have mean 0.
                double wave = Math.sqrt(2.0 * (n - 1) / n) * Math.cos(Math.PI * (k + 1) * (2 * r + 1) / (2.0 * n));
                for (int i = k; i < p; i++) {
                    rows[r][i] += root[i][k] * wave;
                }
            }
        }
        return Moments.of(rows);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[][] cholesky(double[][] a) {
        int p = a.length;
        double[][] root = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
            }
        }
        return root;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }
}
