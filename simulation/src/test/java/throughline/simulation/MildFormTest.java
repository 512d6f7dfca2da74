package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;

/// A mild form counts as absent because all that it changes stays on the good side of the limits in the definitions.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MildFormTest {

    private static final Map<Cause, Double> ALL_MILD =
            Arrays.stream(Cause.values()).collect(Collectors.toMap(Function.identity(), cause -> Settings.MILD));

    /// With much on record, so that what is over a limit would surely show.
    @ParameterizedTest
    @EnumSource(names = {"CHAIN", "HOSPITAL"})
    void crosses_no_limit_of_the_definitions_in_its_strongest_form(Business business, @TempDir Path folder) {
        Simulation.of(Settings.of(31)
                        .withBlueprint(business.blueprint(24))
                        .withSize(540, 45_000)
                        .withCauses(Set.of(), ALL_MILD))
                .write(folder);

        assertThat(ChangedWorkspace.in(folder).diagnosis().verdicts())
                .filteredOn(v -> v.side() == Side.PRESENT)
                .extracting(Verdict::statement)
                .isEmpty();
    }
}
