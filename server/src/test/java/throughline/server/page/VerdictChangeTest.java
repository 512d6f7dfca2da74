package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Lineage;
import throughline.diagnosis.Period;
import throughline.diagnosis.Scale;
import throughline.diagnosis.Statistic;
import throughline.diagnosis.Threshold;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VerdictChangeTest {

    private static final Scale FOUND_OR_NOT = new Scale(-1, -0.5, 0.8 - 1e-9, 0.8);
    private static final Scale ALL_OR_NONE = new Scale(1, 1 - 1e-9, 1e-9, 0);

    @Test
    void names_no_margin_that_a_share_cannot_reach() {
        assertThat(VerdictChange.sentence(evidence("share of searches", 1, FOUND_OR_NOT)))
                .isEmpty();
    }

    @Test
    void asks_for_the_whole_where_only_the_whole_will_do() {
        assertThat(VerdictChange.sentence(evidence("share of links on record", 0, ALL_OR_NONE)))
                .contains("Share of links on record: 100\u00a0% would speak against it; now 0\u00a0%.");
    }

    @Test
    void counts_wholes() {
        assertThat(VerdictChange.sentence(evidence("owners at the board", 3, new Scale(0, 1.5, 1.5, 4))))
                .contains("Owners at the board: at most 1 would speak against it; now 3.");
    }

    private static Evidence evidence(String name, double value, Scale scale) {
        var indicator = new Indicator(
                "id",
                "Title",
                "Statement",
                Statistic.counted(name, value, 10),
                scale,
                Threshold.ours("id.margin", "text"),
                new Lineage(
                        10,
                        "rows",
                        List.of(),
                        new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31)),
                        "full count",
                        "",
                        Optional.empty()),
                Optional.empty());
        return new Evidence(1, indicator, indicator.side());
    }
}
