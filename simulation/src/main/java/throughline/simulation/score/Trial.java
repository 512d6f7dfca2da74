package throughline.simulation.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Verdict;
import throughline.simulation.Settings;
import throughline.simulation.Simulation;
import throughline.simulation.Truth;
import throughline.workspace.Progress;
import throughline.workspace.WorkspaceReader;

/// One organisation that was made up, diagnosed and held against its truth.
///
/// @param number its number in the cohort, from 1
/// @param outcomes one a cause, in the order of the causes
public record Trial(int number, Settings settings, List<Outcome> outcomes) {

    /// Copies the list.
    public Trial {
        outcomes = List.copyOf(outcomes);
    }

    /// Makes the organisation up and diagnoses it.
    ///
    /// @throws UncheckedIOException if its folder cannot be written or removed
    static Trial of(int number, Settings settings) {
        return madeUp(settings, (truth, dossier) -> of(number, settings, truth, Diagnosis.of(dossier)));
    }

    /// Makes an organisation up in a temporary folder, looks at it and removes the folder.
    ///
    /// @throws UncheckedIOException if the folder cannot be written or removed
    static <T> T madeUp(Settings settings, BiFunction<Truth, Dossier, T> look) {
        try {
            Path folder = Files.createTempDirectory("throughline-score-");
            try {
                Truth truth = Simulation.of(settings).write(folder);
                // The truth must not lie beside the files while these are read.
                Files.delete(folder.resolve("truth.json"));
                try (var workspace = WorkspaceReader.read(folder, Progress.NONE)) {
                    return look.apply(truth, workspace.dossier());
                }
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Trial of(int number, Settings settings, Truth truth, Diagnosis diagnosis) {
        return new Trial(
                number,
                settings,
                Arrays.stream(Cause.values())
                        .map(cause -> {
                            Verdict verdict = diagnosis.verdict(cause);
                            return new Outcome(
                                    cause,
                                    truth.answer(cause),
                                    verdict.side(),
                                    verdict.confidence(),
                                    verdict.statement());
                        })
                        .toList());
    }

    /// Whether no cause works in the organisation.
    public boolean healthy() {
        return settings.present().isEmpty();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
