package throughline.command.analyse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import throughline.statistics.causal.Tiers;
import throughline.workspace.NearestName;

/// The order of things that a user knows beforehand: a YAML list of tiers, the earliest first, or a map from
/// names of tiers to such lists. A tier is a list of columns; one written `closed: [a, b]` has members that
/// cannot lead to each other. Columns that are not asked about are passed over, so one file serves many calls.
final class TierFile {

    private static final int LONGEST = 1 << 20;

    private final Call call;
    private final String name;
    private final Map<String, Integer> tiers = new LinkedHashMap<>();
    private final BitSet closed = new BitSet();

    private TierFile(Call call, String name) {
        this.call = call;
        this.name = name;
    }

    /// The tier of each column.
    static Tiers read(Call call, Path path, List<String> columns) throws IOException {
        var file = new TierFile(call, String.valueOf(path.getFileName()));
        if (!Files.isRegularFile(path)) {
            throw call.wrong("There is no file %s. Write the tiers into it, or leave out --tiers.".formatted(path));
        }
        var settings = LoadSettings.builder().setCodePointLimit(LONGEST).build();
        Object root;
        try {
            root = new Load(settings).loadFromString(Files.readString(path));
        } catch (YamlEngineException e) {
            throw call.wrong("%s is not valid YAML: %s"
                    .formatted(file.name, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")));
        }
        file.add(root);
        return file.tiers(columns);
    }

    private void add(@Nullable Object root) {
        int tier = 0;
        for (Object entry : entries(root)) {
            if (entry instanceof Map<?, ?> map && map.size() == 1 && map.containsKey("closed")) {
                closed.set(tier);
                add(tier, map.get("closed"));
            } else {
                add(tier, entry);
            }
            tier++;
        }
    }

    private List<?> entries(@Nullable Object root) {
        return switch (root) {
            case List<?> list -> list;
            case Map<?, ?> map -> new ArrayList<>(map.values());
            case null, default -> throw odd();
        };
    }

    private void add(int tier, @Nullable Object members) {
        if (!(members instanceof List<?> list)) {
            throw odd();
        }
        for (Object member : list) {
            if (member == null || member instanceof List || member instanceof Map) {
                throw odd();
            }
            String column = String.valueOf(member);
            Integer before = tiers.putIfAbsent(column, tier);
            if (before != null) {
                throw call.wrong("%s has %s in tier %d and again in tier %d. Leave it in one."
                        .formatted(name, column, before + 1, tier + 1));
            }
        }
    }

    private RuntimeException odd() {
        return call.wrong(
                "%s must be a list of tiers, the earliest first, each a list of columns, such as\n  - [wait, queue]\n  - [satisfaction]"
                        .formatted(name));
    }

    private Tiers tiers(List<String> columns) {
        int[] of = new int[columns.size()];
        Arrays.setAll(of, i -> {
            Integer tier = tiers.get(columns.get(i));
            if (tier == null) {
                throw call.wrong("Column %s is in no tier of %s.%s"
                        .formatted(columns.get(i), name, NearestName.hint(columns.get(i), tiers.keySet())));
            }
            return tier;
        });
        Tiers found = Tiers.of(of);
        for (int tier : closed.stream().toArray()) {
            found = found.closed(tier);
        }
        return found;
    }
}
