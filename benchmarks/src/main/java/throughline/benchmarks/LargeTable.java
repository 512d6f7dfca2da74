package throughline.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import throughline.statistics.Seeds;

/// Writes a table of a value, 500 groups and 14 items for `benchmarks/run`, always the same.
public final class LargeTable {

    private static final int GROUPS = 500;
    private static final int ITEMS = 14;

    private LargeTable() {}

    /// Writes the table.
    ///
    /// @param arguments the file, and the number of rows
    public static void main(String[] arguments) throws IOException {
        int rows = Integer.parseInt(arguments[1]);
        RandomGenerator random = Seeds.generator(7);
        double[] levels = new double[GROUPS];
        for (int g = 0; g < GROUPS; g++) {
            levels[g] = random.nextGaussian() / 2;
        }
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            out.write("y,group");
            for (int i = 1; i <= ITEMS; i++) {
                out.write(",i" + i);
            }
            out.write('\n');
            for (int r = 0; r < rows; r++) {
                int group = random.nextInt(GROUPS);
                double shared = random.nextGaussian();
                out.write(Math.round(1000 * (levels[group] + shared + random.nextGaussian())) / 1000.0 + ",g" + group);
                for (int i = 0; i < ITEMS; i++) {
                    out.write("," + Math.clamp(Math.round(3 + shared + random.nextGaussian()), 1, 5));
                }
                out.write('\n');
            }
        }
    }
}
