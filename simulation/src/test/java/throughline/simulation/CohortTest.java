package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.diagnosis.Cause;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CohortTest {

    private static final List<Settings> THREE_HUNDRED =
            IntStream.rangeClosed(1, 300).mapToObj(n -> Cohort.settings(1, n)).toList();

    @ParameterizedTest
    @EnumSource
    void has_every_cause_in_about_one_organisation_of_five(Cause cause) {
        double share = share(cause);

        // Six in ten organisations have it with a chance of .3, two in ten one cause each.
        assertThat(share).isCloseTo(0.6 * 0.3 + 0.2 / 15, within(0.06));
    }

    private static double share(Cause cause) {
        return THREE_HUNDRED.stream().filter(s -> s.present().contains(cause)).count() / 300.0;
    }

    @Test
    void has_sixty_healthy_organisations_with_one_decoy_each() {
        var healthy = THREE_HUNDRED.stream().filter(s -> s.present().isEmpty()).toList();

        assertThat(healthy).hasSizeGreaterThanOrEqualTo(60);
        assertThat(healthy).extracting(Settings::decoys).allMatch(d -> d.size() <= 1);
        Set<Decoy> shown = EnumSet.noneOf(Decoy.class);
        healthy.forEach(s -> shown.addAll(s.decoys()));
        assertThat(shown).containsExactlyInAnyOrder(Decoy.values());
    }

    @Test
    void reaches_from_six_units_to_hundreds_and_from_two_months_to_three_years() {
        assertThat(THREE_HUNDRED.stream().mapToInt(Settings::units)).allMatch(n -> n >= 6 && n <= 500);
        assertThat(THREE_HUNDRED.stream().mapToInt(Settings::units)).anyMatch(n -> n > 200);
        assertThat(THREE_HUNDRED.stream().mapToInt(Settings::days)).contains(60, 1_095);
    }

    @Test
    void draws_an_organisation_without_regard_to_those_before_it() {
        assertThat(Cohort.settings(1, 77)).isEqualTo(THREE_HUNDRED.get(76));
        assertThat(Cohort.settings(2, 77)).isNotEqualTo(THREE_HUNDRED.get(76));
    }

    @Test
    void writes_a_different_kind_of_organisation_for_each_business() {
        assertThat(THREE_HUNDRED.stream().map(s -> s.blueprint().business()).distinct())
                .containsExactlyInAnyOrder(Business.values());
        assertThat(THREE_HUNDRED.stream().map(s -> s.recording().dialect()).distinct())
                .containsExactlyInAnyOrder(Dialect.values());
    }
}
