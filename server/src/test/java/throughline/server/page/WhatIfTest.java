package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.server.HandDrawnMap;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatIfTest {

    private static WhatIf at(double minutes) {
        return WhatIf.of(HandDrawnMap.link(), HandDrawnMap.WAITED, HandDrawnMap.FELT_LEVEL, Optional.of(minutes));
    }

    @Test
    void answers_with_a_level_and_a_range() {
        // Three and four tenths minutes less at .14 (.09 to .19) points a minute.
        assertThat(at(2).answer()).isEqualTo(new WhatIf.Answer("4.09", "+0.48, likely +0.31 to +0.65"));
        assertThat(at(2).unit()).isEqualTo("min");
        assertThat(at(2).from()).isEqualTo("0.5");
        assertThat(at(2).to()).isEqualTo("8.0");
        assertThat(at(2).now()).isEqualTo("5.4");
    }

    @Test
    void changes_nothing_where_nothing_changes() {
        assertThat(at(5.4).answer().level()).isEqualTo("3.61");
        assertThat(at(5.4).answer().range()).isEqualTo("0, likely 0 to 0");
    }

    @Test
    void says_nothing_outside_the_range_of_the_data() {
        assertThat(at(12).answer())
                .isEqualTo(new WhatIf.Answer("", "Nothing can be said: there are data from 0.50 to 8 only."));
        assertThat(at(8).answer().level()).isEqualTo("3.25");
    }

    @Test
    void says_where_it_holds_and_what_it_takes_for_granted() {
        assertThat(at(2).limits())
                .isEqualTo(
                        "Holds from 0.50 min to 8.00 min, where 95 in 100 of the units' weeks lie. It takes a straight line for granted, and that nothing else changes.");
    }

    @Test
    void asks_about_a_better_cause_where_nothing_is_asked() {
        assertThat(WhatIf.of(HandDrawnMap.link(), HandDrawnMap.WAITED, HandDrawnMap.FELT_LEVEL, Optional.empty())
                        .at())
                .isEqualTo("3.0");
    }
}
