package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Side;
import throughline.workspace.Progress;
import throughline.workspace.WorkspaceReader;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndToEndTest {

    private static final Settings WORLD =
            Settings.of(77).withBlueprint(Blueprint.chain(12)).withSize(400, 16_000);

    @TempDir
    private Path folder;

    @Test
    void finds_nothing_in_a_healthy_organisation() {
        Diagnosis diagnosis = diagnose(WORLD);

        assertThat(diagnosis.verdicts()).noneMatch(v -> v.side() == Side.PRESENT);
        assertThat(diagnosis.count(Side.ABSENT)).isGreaterThanOrEqualTo(11);
    }

    @Test
    void calls_no_cause_absent_where_all_are_present() {
        Diagnosis diagnosis = diagnose(WORLD.with(Cause.values()));

        assertThat(diagnosis.verdicts()).noneMatch(v -> v.side() == Side.ABSENT);
        assertThat(diagnosis.count(Side.PRESENT)).isGreaterThanOrEqualTo(11);
    }

    @Test
    void follows_its_designed_journeys_unless_systems_are_apart() {
        double healthy = fitness(diagnose(WORLD));
        double apart = fitness(diagnose(WORLD.with(Cause.TECHNOLOGY_APART)));

        assertThat(healthy).isBetween(0.85, 0.95);
        assertThat(apart).isBetween(0.4, 0.75);
    }

    @Test
    void sees_that_only_the_shop_window_is_looked_after() {
        Diagnosis diagnosis = diagnose(Settings.of(5).withSize(540, 50_000).with(Cause.STORES_ONLY));

        assertThat(diagnosis.verdict(Cause.STORES_ONLY).side()).isEqualTo(Side.PRESENT);
        assertThat(diagnosis.count(Side.PRESENT)).isEqualTo(1);
    }

    @Test
    void calls_faint_gains_that_last_no_passing_initiative() {
        Settings many = Settings.of(5).withSize(540, 50_000).with(Cause.TOO_MUCH_AT_ONCE);
        Truth truth = Simulation.of(many).write(folder);

        assertThat(truth.answer(Cause.INITIATIVE_NOT_COMMITMENT).state()).isEqualTo(Truth.State.UNKNOWN);
        assertThat(diagnosis().verdict(Cause.INITIATIVE_NOT_COMMITMENT).side()).isNotEqualTo(Side.PRESENT);
    }

    private static double fitness(Diagnosis diagnosis) {
        return diagnosis.verdict(Cause.NO_SERVICE_DESIGN).evidence().stream()
                .filter(e -> e.indicator().id().equals("flow-fitness"))
                .findFirst()
                .orElseThrow()
                .indicator()
                .statistic()
                .value();
    }

    private Diagnosis diagnose(Settings settings) {
        Simulation.of(settings).write(folder);
        return diagnosis();
    }

    private Diagnosis diagnosis() {
        try (var workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            return Diagnosis.of(workspace.dossier());
        }
    }
}
