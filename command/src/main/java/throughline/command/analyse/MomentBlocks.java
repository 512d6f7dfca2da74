package throughline.command.analyse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import throughline.statistics.Moments;

/// The moments of the rows without a gap, dealt out in turn into blocks that can be drawn again.
final class MomentBlocks implements Consumer<double[]> {

    private final int most;
    private final List<Moments.Builder> blocks = new ArrayList<>();
    private int dealt;

    /// @param most blocks at most
    MomentBlocks(int most) {
        this.most = most;
    }

    /// Adds a row, which is only read; leaves it out where it has a gap, a NaN.
    @Override
    public void accept(double[] row) {
        for (double value : row) {
            if (Double.isNaN(value)) {
                return;
            }
        }
        if (dealt < most) {
            blocks.add(new Moments.Builder(row.length));
        }
        blocks.get(dealt++ % most).add(row);
    }

    List<Moments> moments() {
        return blocks.stream().map(Moments.Builder::build).toList();
    }
}
