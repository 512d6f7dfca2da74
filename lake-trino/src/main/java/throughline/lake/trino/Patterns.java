package throughline.lake.trino;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.Key;
import throughline.lake.cube.Rows;
import throughline.statistics.Moments;

/// Adds combinations of values up, each with the number of its rows, one matrix a block.
final class Patterns {

    private final List<Key> keys;
    private final int variables;
    private final ColumnarCube.Builder order;
    private final Map<List<@Nullable String>, Moments.Builder> blocks = new HashMap<>();

    Patterns(List<Key> keys, int variables) {
        this.keys = keys;
        this.variables = variables;
        this.order = new ColumnarCube.Builder(keys, List.of());
    }

    /// Reads the value of a key out of a row.
    interface KeyReader {
        @Nullable
        Object read(Key key, ResultSet row, int column) throws SQLException;
    }

    /// Adds a row: the keys come first, then the variables, then how many rows have them.
    void add(ResultSet row, KeyReader reader) throws SQLException {
        List<@Nullable Object> block = new ArrayList<>();
        List<@Nullable String> texts = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            Object value = reader.read(keys.get(k), row, k + 1);
            block.add(value);
            texts.add(Rows.text(value));
        }
        double[] values = new double[variables];
        for (int v = 0; v < variables; v++) {
            values[v] = row.getDouble(keys.size() + v + 1);
        }
        blocks.computeIfAbsent(texts, text -> begin(block))
                .add(Moments.of(new double[][] {values}), (double) row.getLong(keys.size() + variables + 1));
    }

    private Moments.Builder begin(List<@Nullable Object> block) {
        order.cell(1);
        for (int k = 0; k < block.size(); k++) {
            order.key(k, block.get(k));
        }
        return new Moments.Builder(variables);
    }

    /// The blocks, ordered by key.
    List<MomentBlock> list() {
        List<MomentBlock> list = new ArrayList<>();
        Cube ordered = order.build();
        for (Cell cell : ordered) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int k = 0; k < keys.size(); k++) {
                texts.add(cell.text(k));
            }
            list.add(new MomentBlock(
                    texts, Objects.requireNonNull(blocks.get(texts)).build()));
        }
        return list;
    }
}
