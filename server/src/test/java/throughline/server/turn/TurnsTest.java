package throughline.server.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.server.turn.Turns.Turn;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TurnsTest {

    @Test
    void end_the_waiting_when_it_has_been_long_enough() {
        var turns = new Turns(2, Duration.ofMillis(20));

        try (Turn _ = turns.next();
                Turn _ = turns.next()) {
            assertThatThrownBy(turns::next).isInstanceOf(BusyException.class).hasMessage("The server is busy");
        }
        turns.next().close();
    }

    @Test
    void are_one_at_a_time_for_an_account_whoever_else_has_one() {
        var turns = new Turns(2, Duration.ofMillis(20));

        try (Turn _ = turns.only("a");
                Turn _ = turns.only("b")) {
            assertThatThrownBy(() -> turns.only("a")).isInstanceOf(BusyException.class);
        }
        turns.only("a").close();
    }

    @Test
    void of_readers_without_an_account_do_not_wait_for_each_other() {
        var turns = new Turns(2, Duration.ofMillis(20));

        try (Turn _ = turns.only("")) {
            assertThatCode(() -> turns.only("").close()).doesNotThrowAnyException();
        }
    }

    @Test
    void are_not_waited_for_by_more_of_an_account_than_a_person_has_windows() throws Exception {
        var turns = new Turns(2, Duration.ofMinutes(1));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Turn held = turns.only("a");
            for (int i = 0; i < Turns.WAITING; i++) {
                Future<?> waiting = threads.submit(() -> turns.only("a").close());
                assertThat(waiting.isDone()).isFalse();
            }
            while (turns.waiting("a") < Turns.WAITING) {
                Thread.sleep(1);
            }
            assertThatThrownBy(() -> turns.only("a")).isInstanceOf(BusyException.class);
            held.close();
        }
        turns.only("a").close();
    }
}
