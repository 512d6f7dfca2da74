package throughline.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.statistics.Contingency;
import throughline.statistics.reliability.ItemCorrelations;

/// How often each pair of answers to two questions was given, for every two of some questions with few answers.
///
/// The tables come from cells keyed by the answers themselves, three questions and three others at a time, so that a
/// questionnaire is scanned a few times and not once for each pair. An answer sheet counts in every pair of questions
/// that it holds.
///
/// @param items the questions, those answered most often first
/// @param pairs the table of questions `i` and `j` at `[i][j]` for `j < i`
@SuppressWarnings("ArrayRecordComponent")
record ItemTables(List<String> items, Contingency[][] pairs) {

    /// Most answers a question may have to be taken as steps, as on a scale from 0 to 10.
    static final int MOST_STEPS = 11;

    /// Most questions that are looked at together (ours); those asked less often are left out.
    static final int MOST_ITEMS = 15;

    private static final int TOGETHER = 3;

    /// The tables of those questions of which every two were answered together often enough; empty where there are
    /// not two, or one of the questions has more answers than steps.
    ///
    /// @param ids columns of the answers
    /// @param least answers that every pair needs
    static Optional<ItemTables> of(Dossier dossier, List<String> ids, long least) {
        var asked = new ArrayList<Asked>();
        for (String id : ids) {
            Asked item = asked(dossier, id);
            if (item.steps() > MOST_STEPS) {
                return Optional.empty();
            }
            if (item.steps() > 1 && item.answers() >= least) {
                asked.add(item);
            }
        }
        asked.sort((a, b) -> Long.compare(b.answers(), a.answers()));
        List<String> most = asked.stream().limit(MOST_ITEMS).map(Asked::id).toList();
        Contingency[][] all = tables(dossier, most);
        var kept = new ArrayList<Integer>();
        for (int i = 0; i < most.size(); i++) {
            int item = i;
            if (kept.stream().allMatch(j -> together(all[item][j], least))) {
                kept.add(i);
            }
        }
        if (kept.size() < 2) {
            return Optional.empty();
        }
        var pairs = new Contingency[kept.size()][kept.size()];
        for (int i = 0; i < kept.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs[i][j] = all[kept.get(i)][kept.get(j)];
            }
        }
        return Optional.of(new ItemTables(kept.stream().map(most::get).toList(), pairs));
    }

    /// Polychoric correlations of the questions.
    ItemCorrelations correlations() {
        return ItemCorrelations.polychoric(pairs);
    }

    private static boolean together(Contingency table, long least) {
        return table.total() >= least && table.rowValues().length > 1 && table.columnValues().length > 1;
    }

    /// A question, how often it was answered and with how many different answers.
    private record Asked(String id, long answers, int steps) {}

    private static Asked asked(Dossier dossier, String id) {
        long answers = 0;
        int steps = 0;
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.RESPONSES).by(key(dossier, id)))) {
            if (Double.isFinite(answer(cell, 0))) {
                answers += cell.rows();
                steps++;
            }
        }
        return new Asked(id, answers, steps);
    }

    private static Contingency[][] tables(Dossier dossier, List<String> items) {
        int p = items.size();
        var builders = new Contingency.Builder[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                builders[i][j] = new Contingency.Builder();
            }
        }
        Set<Integer> done = new TreeSet<>();
        for (int a = 0; a < p; a += TOGETHER) {
            for (int b = a + TOGETHER; b < Math.max(p, a + TOGETHER + 1); b += TOGETHER) {
                count(dossier, items, columns(a, b, p), builders, done);
            }
        }
        var tables = new Contingency[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                tables[i][j] = builders[i][j].build();
            }
        }
        return tables;
    }

    private static List<Integer> columns(int a, int b, int p) {
        var columns = new ArrayList<Integer>();
        for (int i = a; i < Math.min(p, a + TOGETHER); i++) {
            columns.add(i);
        }
        for (int i = b; i < Math.min(p, b + TOGETHER); i++) {
            columns.add(i);
        }
        return columns;
    }

    /// Counts the pairs among the columns that no earlier scan has counted.
    private static void count(
            Dossier dossier,
            List<String> items,
            List<Integer> columns,
            Contingency.Builder[][] builders,
            Set<Integer> done) {
        var query = CubeQuery.of(FactKind.RESPONSES);
        for (int column : columns) {
            query = query.by(key(dossier, items.get(column)));
        }
        var fresh = new ArrayList<int[]>();
        for (int x = 0; x < columns.size(); x++) {
            for (int y = 0; y < x; y++) {
                if (done.add(columns.get(x) * items.size() + columns.get(y))) {
                    fresh.add(new int[] {x, y});
                }
            }
        }
        for (Cell cell : dossier.scan(query)) {
            for (int[] pair : fresh) {
                double row = answer(cell, pair[0]);
                double column = answer(cell, pair[1]);
                if (Double.isFinite(row) && Double.isFinite(column)) {
                    builders[columns.get(pair[0])][columns.get(pair[1])].add(row, column, (double) cell.rows());
                }
            }
        }
    }

    private static Key key(Dossier dossier, String id) {
        boolean flag = dossier.table(FactKind.RESPONSES)
                .flatMap(t -> t.find(id))
                .filter(c -> c.type() == ColumnType.FLAG)
                .isPresent();
        return flag ? new Key.By(id) : new Key.Value(id);
    }

    /// The answer as a number, yes being 1; NaN where the question was not answered.
    private static double answer(Cell cell, int key) {
        @Nullable String text = cell.text(key);
        if (text == null) {
            return Double.NaN;
        }
        return switch (text) {
            case "true" -> 1;
            case "false" -> 0;
            default -> cell.number(key);
        };
    }
}
