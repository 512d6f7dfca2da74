package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Cause.FEELINGS_UNLINKED;
import static throughline.diagnosis.Cause.NOBODY_ACCOUNTABLE;
import static throughline.diagnosis.Cause.SALES_FIRST;
import static throughline.diagnosis.Cause.SAY_DO_GAP;
import static throughline.diagnosis.Cause.STORES_ONLY;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Judgement.Next;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiagnosisTest {

    private static final double PRESENT = 0.9;
    private static final double UNKNOWN = 0.5;
    private static final double ABSENT = 0.1;

    private final Map<Cause, Double> shares = new EnumMap<>(Cause.class);

    @Test
    void has_one_verdict_a_cause_in_the_order_of_the_causes() {
        Diagnosis diagnosis = Diagnosis.of(new TinyWorld().unrecorded().dossier());

        assertThat(diagnosis.verdicts()).extracting(Verdict::cause).containsExactly(Cause.values());
        assertThat(diagnosis.period()).isEqualTo(new Period(TinyWorld.FIRST, TinyWorld.LAST));
        for (Cause cause : Cause.values()) {
            assertThat(diagnosis.verdict(cause).cause()).isEqualTo(cause);
        }
    }

    @Test
    void knows_nothing_of_an_organisation_of_which_nothing_is_known() {
        Diagnosis diagnosis = Diagnosis.of(new TinyWorld().unrecorded().dossier());

        assertThat(diagnosis.count(Side.UNKNOWN)).isEqualTo(15);
        assertThat(diagnosis.headline())
                .isEqualTo("No cause is shown to be present. Fifteen of fifteen need more evidence.");
    }

    @Test
    void loses_one_verdict_to_a_detector_that_fails() {
        Dossier dossier = new TinyWorld().unrecorded().dossier();
        Detector broken = new Detector() {
            @Override
            public Cause cause() {
                return NOBODY_ACCOUNTABLE;
            }

            @Override
            public Verdict examine(Dossier any) {
                throw new IllegalStateException("out of order");
            }
        };

        Diagnosis diagnosis = Diagnosis.of(dossier, List.of(broken, new OutsideStrategy()));

        assertThat(diagnosis.verdicts()).extracting(Verdict::side).containsExactly(Side.UNKNOWN, Side.UNKNOWN);
        assertThat(diagnosis.verdict(NOBODY_ACCOUNTABLE).statement())
                .isEqualTo("This cause could not be judged, because Throughline met an error of its own.");
        assertThat(diagnosis.verdict(NOBODY_ACCOUNTABLE).missing())
                .extracting(Missing::what)
                .containsExactly("A repair: Throughline met an error of its own while judging this cause "
                        + "(java.lang.IllegalStateException: out of order).");
        assertThat(diagnosis.verdicts().getLast()).isEqualTo(new OutsideStrategy().examine(dossier));
    }

    @Test
    void leads_with_how_many_causes_are_present_and_which_is_the_strongest() {
        given(FEELINGS_UNLINKED, 0.8);
        given(STORES_ONLY, 0.95);

        assertThat(diagnosis().headline())
                .isEqualTo("Two of fifteen causes are present. The strongest: only the shop window is looked after.");
    }

    @Test
    void names_the_one_cause_that_is_present() {
        given(SAY_DO_GAP, PRESENT);

        assertThat(diagnosis().headline())
                .isEqualTo("One of fifteen causes is present. It is this: what is said and what is done differ.");
    }

    @Test
    void says_so_where_no_cause_is_present() {
        assertThat(diagnosis().headline()).isEqualTo("None of the fifteen causes is present.");
    }

    @Test
    void does_not_call_a_cause_absent_that_needs_more_evidence() {
        given(STORES_ONLY, UNKNOWN);

        assertThat(diagnosis().headline())
                .isEqualTo("No cause is shown to be present. One of fifteen needs more evidence.");

        given(SALES_FIRST, UNKNOWN);

        assertThat(diagnosis().headline())
                .isEqualTo("No cause is shown to be present. Two of fifteen need more evidence.");
    }

    @Test
    void puts_present_before_unknown_before_absent_and_the_strongest_of_each_first() {
        given(FEELINGS_UNLINKED, 0.8);
        given(STORES_ONLY, 0.95);
        given(SALES_FIRST, UNKNOWN);
        given(SAY_DO_GAP, 0.3);

        List<Cause> order =
                diagnosis().strongestFirst().stream().map(Verdict::cause).toList();

        assertThat(order)
                .hasSize(15)
                .startsWith(STORES_ONLY, FEELINGS_UNLINKED, SALES_FIRST, SAY_DO_GAP, NOBODY_ACCOUNTABLE);
        assertThat(diagnosis().count(Side.PRESENT)).isEqualTo(2);
        assertThat(diagnosis().count(Side.UNKNOWN)).isEqualTo(1);
        assertThat(diagnosis().count(Side.ABSENT)).isEqualTo(12);
    }

    private void given(Cause cause, double share) {
        shares.put(cause, share);
    }

    private Diagnosis diagnosis() {
        return new Diagnosis(
                Figures.JANUARY,
                Arrays.stream(Cause.values()).map(this::verdict).toList());
    }

    private Verdict verdict(Cause cause) {
        return Judgement.of(cause)
                .essential(Figures.counted("bad", shares.getOrDefault(cause, ABSENT)))
                .verdict("Little is known.", Next.of("Look into it.", "Record it."));
    }
}
