package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.server.IntakeServer;
import throughline.server.diagnose.Sources;
import throughline.server.platform.DatabaseKind;
import throughline.simulation.DemoOrganisation;
import throughline.simulation.Settings;
import throughline.simulation.Simulation;
import throughline.workspace.DiagnosisDocument;
import throughline.workspace.LeftOut;
import throughline.workspace.Progress;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;
import throughline.workspace.WorkspaceStore;

/// What the pages say of facts in the lake is what `diagnose` says of the files they came in.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LakeDiagnosisTest {

    /// Sums of the same numbers in another order differ in the last digits.
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    @TempDir
    private Path folder;

    @Test
    void is_that_of_the_files_for_the_demo() throws Exception {
        DemoOrganisation.write(folder.resolve("files"), LocalDate.of(2026, 11, 1));

        same();
    }

    @Test
    void is_that_of_the_files_for_an_organisation_with_odd_facts() throws Exception {
        Path files = folder.resolve("files");
        Simulation.of(Settings.of(7).withSize(400, 12_000).with(Cause.TOO_MUCH_AT_ONCE))
                .write(files);
        Files.writeString(files.resolve("responses-late.csv"), """
                response_id,answered_at,unit,empathy,nps,city,fresh
                late-1,2026-01-05T09:00:00,,4,9,Leeds,
                late-2,2026-01-05T09:00:00,no-such-unit,99,77,York,
                late-3,yesterday,no-such-unit,4,9,York,
                late-1,2026-01-06T09:00:00,no-such-unit,5,10,Hull,
                """);
        Files.writeString(files.resolve("pulse-late.csv"), "answered_at,unit,layer,proud\n2026-01-05,x,frontest,4\n");

        same();
    }

    private void same() throws Exception {
        Path files = folder.resolve("files");
        String expected;
        try (Workspace workspace = WorkspaceReader.read(files, Progress.NONE)) {
            expected = DiagnosisDocument.of(workspace, Diagnosis.of(workspace.dossier()));
        }
        Path data = Files.createDirectory(folder.resolve("data"));
        Path staged = Files.createDirectory(folder.resolve("staged"));
        WorkspaceStore.stage(java.util.List.of(files), null, staged);
        new WorkspaceStore(data.resolve("workspace")).add(staged, LeftOut.NONE);
        try (var server = IntakeServer.on(data, DatabaseKind.EMBEDDED.fresh(), Map.of());
                Workspace workspace =
                        server.bean(Sources.class).read(words -> {}).workspace()) {
            String found = DiagnosisDocument.of(workspace, Diagnosis.of(workspace.dossier()));
            assertThat(words(found)).isEqualTo(words(expected));
            Map<Integer, Double> numbers = numbers(found);
            numbers(expected)
                    .forEach((place, number) -> assertThat(numbers.get(place))
                            .as(() -> "number %d of the document".formatted(place))
                            .isCloseTo(
                                    number, org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(number)))));
        }
    }

    private static String words(String document) {
        return NUMBER.matcher(document.replaceFirst("\"snapshot\" : \"[0-9a-f]*\"", ""))
                .replaceAll("#");
    }

    private static Map<Integer, Double> numbers(String document) {
        Map<Integer, Double> numbers = new TreeMap<>();
        Matcher matcher = NUMBER.matcher(document);
        while (matcher.find()) {
            numbers.put(numbers.size(), Double.valueOf(matcher.group()));
        }
        return numbers;
    }
}
