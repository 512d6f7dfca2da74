package throughline.server.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Period;
import throughline.server.SmallWorld;
import throughline.server.diagnose.Scope.Comparison;
import throughline.server.diagnose.Scope.Pinned;
import throughline.server.turn.BusyException;
import throughline.server.turn.Turns;
import throughline.text.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenWorkspaceTest {

    private final SmallWorld world = SmallWorld.named("Northmoor");
    private final AtomicInteger examined = new AtomicInteger();
    private final OpenWorkspace workspace = new OpenWorkspace(world.workspace(), this::counted);
    private final Period all = workspace.workspace().dossier().period();

    @AfterEach
    void close() {
        workspace.close();
    }

    private Diagnosis counted(Dossier dossier) {
        examined.incrementAndGet();
        return world.diagnosis();
    }

    private static Scope days(LocalDate from, LocalDate to) {
        return Scope.USUAL.of(new Pinned(new Period(from, to), Comparison.JUST_BEFORE));
    }

    @Test
    void pinned_days_without_facts_make_no_examination_of_their_own() {
        Examination first = workspace.examine(days(all.from().minusYears(1), all.to()), "a");

        assertThat(workspace.examine(days(all.from().minusDays(40), all.to().plusDays(99)), "b"))
                .isSameAs(first);
    }

    @Test
    void each_language_has_an_examination_of_its_own() {
        Examination english = workspace.examine(Scope.USUAL, "a");
        Examination german = Language.GERMAN.speak(() -> workspace.examine(Scope.USUAL, "a"));

        assertThat(german).isNotSameAs(english);
        assertThat(workspace.examine(Scope.USUAL, "b")).isSameAs(english);
    }

    @Test
    void pinned_days_push_out_nothing_that_others_look_at() {
        Examination usual = workspace.examine(Scope.USUAL, "a");
        for (int i = 0; i < 60; i++) {
            workspace.examine(days(all.from().plusDays(i), all.to()), "b");
        }
        int before = examined.get();

        assertThat(workspace.examine(Scope.USUAL, "a")).isSameAs(usual);
        assertThat(examined).hasValue(before);
    }

    @Test
    void whoever_comes_third_is_told_that_it_is_busy_and_so_is_the_second_of_an_account() throws Exception {
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(2);
        try (var slow = new OpenWorkspace(
                        SmallWorld.named("Slow").workspace(),
                        dossier -> {
                            begun.countDown();
                            await(goOn);
                            return world.diagnosis();
                        },
                        new Turns(2, Duration.ofMillis(50)));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Examination> one = threads.submit(() -> slow.examine(Scope.USUAL, "a"));
            Future<Examination> two = threads.submit(() -> slow.examine(days(all.from(), all.to()), "b"));
            begun.await();
            try {
                assertThatThrownBy(() -> slow.examine(days(all.from().plusDays(1), all.to()), "c"))
                        .isInstanceOf(BusyException.class);
                assertThatThrownBy(() -> slow.examine(days(all.from().plusDays(2), all.to()), "a"))
                        .isInstanceOf(BusyException.class);
            } finally {
                goOn.countDown();
            }
            assertThat(one.get()).isNotSameAs(two.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pinned_days_of_a_month_are_compared_with_those_a_month_earlier() {
        var year = new Period(LocalDate.parse("2025-11-01"), LocalDate.parse("2026-10-31"));
        var known = new Period(LocalDate.parse("2023-01-01"), LocalDate.parse("2026-11-15"));

        assertThat(Scope.USUAL.of(new Pinned(year, Comparison.A_MONTH_EARLIER)).before(known))
                .isEqualTo(Scope.USUAL.at(YearMonth.parse("2026-10")).before(known))
                .contains(new Period(LocalDate.parse("2025-10-01"), LocalDate.parse("2026-09-30")));
        assertThat(Scope.USUAL.of(new Pinned(year, Comparison.JUST_BEFORE)).before(known))
                .contains(new Period(LocalDate.parse("2024-11-01"), LocalDate.parse("2025-10-31")));
    }
}
