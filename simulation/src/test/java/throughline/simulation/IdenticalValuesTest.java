package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Statistic;
import throughline.workspace.Progress;
import throughline.workspace.WorkspaceReader;

/// What a sample says is never a certainty, however alike its values are.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdenticalValuesTest {

    private static final Settings WORLD =
            Settings.of(41).withBlueprint(Blueprint.chain(12)).withSize(400, 16_000);

    /// One value for every measure of a table; the other columns stay.
    private static final Map<String, Map<String, String>> ALIKE = Map.of(
            "interactions", Map.of("wait_s", "30", "handle_s", "240", "transfers", "0", "repeats", "0", "systems", "1"),
            "evaluations", Map.of("listening", "4", "explaining", "4", "owning_it", "4"),
            "readings", Map.of("value", "1"),
            "rewards", Map.of("amount", "100"),
            "agendas", Map.of("topic", "service", "minutes", "30"),
            "listening", Map.of("hours", "1"),
            "training", Map.of("hours", "8"),
            "offers", Map.of("accepted", "false"),
            "forecasts", Map.of("predicted", "4", "low", "3", "high", "5"));

    private static final Set<String> NO_ITEMS = Set.of(
            "response_id",
            "answered_at",
            "instrument",
            "interaction_id",
            "customer",
            "touchpoint",
            "unit",
            "verbatim",
            "language",
            "layer",
            "names_owner",
            "noticed_for");

    @TempDir
    private Path folder;

    @Test
    void never_make_an_interval_of_no_width_where_all_values_of_all_tables_are_alike() throws IOException {
        Simulation.of(WORLD).write(folder);
        for (String table : ALIKE.keySet()) {
            rewrite(table);
        }
        rewrite("responses");
        rewrite("pulse");

        assertThat(certainties()).isEmpty();
    }

    @Test
    void never_make_one_where_only_customers_differ() throws IOException {
        Simulation.of(WORLD.with(Cause.MEASURED_ON_THROUGHPUT, Cause.SAY_DO_GAP))
                .write(folder);
        for (String table : ALIKE.keySet()) {
            rewrite(table);
        }
        rewrite("pulse");
        sameRanks();

        assertThat(certainties()).isEmpty();
    }

    /// Figures of a sample whose interval has no width; a full count says so in its method.
    private List<String> certainties() {
        try (var workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            return Diagnosis.of(workspace.dossier()).verdicts().stream()
                    .flatMap(v -> v.evidence().stream())
                    .filter(e -> {
                        String method = e.indicator().lineage().method();
                        Statistic figure = e.indicator().statistic();
                        return method.contains("95 %")
                                && !method.startsWith("full count")
                                && figure.interval().width() == 0;
                    })
                    .map(e -> "%s: %s".formatted(e.indicator().id(), e.statement()))
                    .toList();
        }
    }

    private void sameRanks() throws IOException {
        List<String> measures = List.of("reliability", "empathy", "responsiveness", "assurance", "tangibles");
        rewrite(
                "importances",
                (row, column) -> column.equals("rank")
                        ? Integer.toString(1 + measures.indexOf(row.getField("measure")))
                        : row.getField(column));
    }

    private void rewrite(String table) throws IOException {
        Map<String, String> alike = ALIKE.getOrDefault(table, Map.of());
        boolean answers = table.equals("responses") || table.equals("pulse");
        rewrite(table, (row, column) -> {
            String was = row.getField(column);
            if (was.isEmpty()) {
                return was;
            }
            return answers && !NO_ITEMS.contains(column) && !column.equals("knows_promise")
                    ? "4"
                    : alike.getOrDefault(column, was);
        });
    }

    private void rewrite(String table, Change change) throws IOException {
        Path file = folder.resolve(table + ".csv");
        List<NamedCsvRecord> rows;
        try (var csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows = csv.stream().toList();
        }
        List<String> header = rows.getFirst().getHeader();
        try (var csv = CsvWriter.builder().build(Files.newBufferedWriter(file))) {
            csv.writeRecord(header);
            rows.forEach(row -> csv.writeRecord(
                    header.stream().map(column -> change.of(row, column)).toList()));
        }
    }

    private interface Change {
        String of(NamedCsvRecord row, String column);
    }
}
