package throughline.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Moments;
import throughline.statistics.Summary;
import throughline.statistics.causal.MomentBlocks;

/// What answers and the conditions of their contacts have in common inside each week of each unit.
///
/// What all answers of a unit and week share (the unit, the season, a campaign) is taken out; a cell is a unit-week.
final class AnswerWeeks {

    /// A column that fewer rows than this share of the fullest one's know would cost the others too many.
    private static final double KNOWN = 0.8;

    private AnswerWeeks() {}

    /// The columns in groups whose rows are mostly the same: those that nearly all rows know together, each other one
    /// by itself. Columns that do not vary are left out.
    ///
    /// @param state column that must be known
    static List<List<String>> groups(Dossier dossier, String state, List<String> columns) {
        var cube = dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                .sum(columns.toArray(String[]::new))
                .where(new Filter.Known(state)));
        if (cube.size() == 0 || columns.isEmpty()) {
            return List.of();
        }
        Cell cell = cube.cell(0);
        long most = columns.stream()
                .mapToLong(c -> cell.sum(columns.indexOf(c)).count())
                .max()
                .orElse(0);
        var together = new ArrayList<String>();
        var groups = new ArrayList<List<String>>();
        for (String column : columns) {
            Summary sum = cell.sum(columns.indexOf(column));
            if (sum.squares() > 0 && sum.count() >= KNOWN * most) {
                together.add(column);
            } else if (sum.squares() > 0) {
                groups.add(List.of(column));
            }
        }
        if (!together.isEmpty()) {
            groups.addFirst(together);
        }
        return groups;
    }

    /// How the cells are asked for.
    static MomentsQuery query(Dossier dossier, List<String> columns) {
        var keys = new ArrayList<Key>();
        if (dossier.has(FactKind.RESPONSES, "unit")) {
            keys.add(new Key.By("unit"));
        } else if (dossier.has(FactKind.RESPONSES, "touchpoint")) {
            keys.add(new Key.By("touchpoint"));
        }
        keys.add(new Key.Week());
        return new MomentsQuery(FactKind.RESPONSES, keys, columns, List.of());
    }

    /// The cells of answers in which all columns are known, in the order of unit and week; empty where there are too
    /// few of them.
    static Optional<MomentBlocks> of(Dossier dossier, List<String> columns) {
        List<Moments> cells = dossier.moments(query(dossier, columns)).stream()
                .map(MomentBlock::moments)
                .filter(m -> m.count() >= 2)
                .toList();
        return cells.size() < MomentBlocks.MINIMUM_BLOCKS ? Optional.empty() : Optional.of(MomentBlocks.within(cells));
    }
}
