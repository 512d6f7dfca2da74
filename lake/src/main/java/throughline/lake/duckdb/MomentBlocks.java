package throughline.lake.duckdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.Rows;
import throughline.statistics.Moments;

/// Adds chunks of complete rows up, one matrix a block.
final class MomentBlocks {

    private final List<Key> keys;
    private final double[] values;
    private final ColumnarCube.Builder order;
    private final Map<List<@Nullable Object>, Moments.Builder> blocks = new HashMap<>();

    MomentBlocks(MomentsQuery query) {
        keys = query.blocks();
        values = new double[query.variables().size()];
        order = new ColumnarCube.Builder(keys, List.of());
    }

    /// Adds rows: the keys' vectors come first, the variables' follow.
    void add(DuckDBReadableVector[] vectors, long rows) {
        for (long row = 0; row < rows; row++) {
            for (int v = 0; v < values.length; v++) {
                values[v] = vectors[keys.size() + v].getDouble(row);
            }
            List<@Nullable Object> block = new ArrayList<>(keys.size());
            for (int k = 0; k < keys.size(); k++) {
                block.add(DuckDbCubeEngine.key(keys.get(k), vectors[k], row));
            }
            blocks.computeIfAbsent(block, this::begin).add(values);
        }
    }

    private Moments.Builder begin(List<@Nullable Object> block) {
        order.cell(1);
        for (int k = 0; k < block.size(); k++) {
            order.key(k, block.get(k));
        }
        return new Moments.Builder(values.length);
    }

    /// The blocks, ordered by key.
    List<MomentBlock> list() {
        Map<List<@Nullable String>, Moments> byText = new LinkedHashMap<>();
        blocks.forEach((block, moments) -> {
            List<@Nullable String> texts = new ArrayList<>();
            for (int k = 0; k < block.size(); k++) {
                texts.add(Rows.text(block.get(k)));
            }
            byText.put(texts, moments.build());
        });
        List<MomentBlock> list = new ArrayList<>();
        for (Cell cell : order.build()) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int k = 0; k < keys.size(); k++) {
                texts.add(cell.text(k));
            }
            Moments moments = byText.get(texts);
            if (moments != null) {
                list.add(new MomentBlock(texts, moments));
            }
        }
        return list;
    }
}
