package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.diagnosis.Cause;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsTest {

    @ParameterizedTest
    @EnumSource
    void switch_every_cause_on_as_often_as_asked(Cause cause) {
        double share = LongStream.range(0, 200)
                        .filter(seed -> Settings.random(seed, 0.4).present().contains(cause))
                        .count()
                / 200.0;

        assertThat(share).isCloseTo(0.4, within(0.11));
    }

    @Test
    void draw_severities_that_fit_the_switch() {
        for (long seed = 0; seed < 50; seed++) {
            Settings settings = Settings.random(seed, 0.4);
            settings.severities()
                    .forEach((cause, severity) -> assertThat(severity)
                            .isBetween(
                                    settings.present().contains(cause) ? Settings.MARKED : 0,
                                    settings.present().contains(cause) ? 1 : Settings.MILD));
        }
    }

    @Test
    void refuse_a_severity_that_contradicts_the_switch() {
        assertThatThrownBy(() -> Settings.of(1).withCauses(Set.of(), Map.of(Cause.STORES_ONLY, 0.6)))
                .hasMessage("The severity of stores-only must be 0.0 to 0.25 because the cause is absent, got 0.6");
    }

    @Test
    void refuse_too_few_days() {
        assertThatThrownBy(() -> Settings.of(1).withSize(5, 1_000))
                .hasMessage("A simulation has 14 to 3,660 days, got 5");
    }
}
