package throughline.statistics.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.journey.Rework.Repeated;
import throughline.statistics.journey.Variants.Variant;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VariantsTest {

    /// pm4py 2.7.11.4 `get_variants` and pandas 1.5.3, `../shared/reference/eventlog.json`.
    @Test
    void agree_with_pm4py_on_a_help_desk() {
        var variants = Variants.of(Logs.helpdesk());

        assertThat(variants.variants()).hasSize(226);
        assertThat(variants.variants().stream().map(Variant::cases))
                .startsWith(2366L, 552L, 228L, 213L, 164L, 109L, 69L, 62L, 48L, 40L);
        assertThat(variants.variants().getFirst().activities())
                .containsExactly("Assign seriousness", "Take in charge ticket", "Resolve ticket", "Closed");
        assertThat(variants.covering(0.8)).isEqualTo(7);
        assertThat(variants.variants().stream().filter(v -> v.cases() == 1)).hasSize(135);
        var rework = Rework.of(variants);
        assertThat(rework.withRework()).isEqualTo(1240);
        assertThat(rework.activities().stream().mapToLong(Repeated::atOnce).sum())
                .isEqualTo(944);
    }

    /// As above; ties in time in the order of the file.
    @Test
    void agree_with_pm4py_on_incidents() {
        var variants = Variants.of(Logs.incidents());

        assertThat(variants.variants()).hasSize(1511);
        assertThat(variants.variants().stream().map(Variant::cases)).startsWith(1754L, 524L, 352L, 334L, 300L);
        assertThat(variants.covering(0.8)).isEqualTo(166);
        var rework = Rework.of(variants);
        assertThat(rework.withRework()).isEqualTo(7539);
        assertThat(rework.activities().stream().mapToLong(Repeated::atOnce).sum())
                .isEqualTo(29045);
    }

    @Test
    void add_up_whatever_way_cases_are_split() {
        var whole = Variants.of(Logs.of("ask,pay", "ask,look,pay", "ask,pay"));

        assertThat(Variants.of(Logs.of("ask,pay")).plus(Variants.of(Logs.of("ask,look,pay", "ask,pay"))))
                .isEqualTo(whole);
        assertThat(whole.variants())
                .containsExactly(new Variant(List.of("ask", "pay"), 2), new Variant(List.of("ask", "look", "pay"), 1));
    }

    @Test
    void count_staying_as_one_step_when_asked() {
        assertThat(Variants.of(Logs.of("web,web,phone", "web,phone", "web,phone,phone,web"))
                        .withoutRepeats()
                        .variants())
                .containsExactly(
                        new Variant(List.of("web", "phone"), 2), new Variant(List.of("web", "phone", "web"), 1));
    }

    @Test
    void show_what_is_done_again() {
        var rework = Rework.of(Variants.of(Logs.of("ask,look,ask,pay", "ask,pay", "ask,ask,ask", "look,pay")));

        assertThat(rework.withRework()).isEqualTo(2);
        assertThat(rework.activities()).containsExactly(new Repeated("ask", 3, 2, 3, 2));
        assertThat(rework.share(0.95).value()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void refuse_shares_and_variants_that_cannot_be() {
        var variants = Variants.of(Logs.of("ask,pay"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> variants.covering(1.2))
                .withMessage("A share of cases lies above 0 and at most at 1, got 1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Variant(List.of(), 3))
                .withMessage("A variant has at least 1 activity and 1 case, got 0 and 3");
    }
}
