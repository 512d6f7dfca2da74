package throughline.server.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.SmallWorld;
import throughline.server.diagnose.CurrentWorkspace.Demo;
import throughline.server.diagnose.CurrentWorkspace.Newer;
import throughline.server.diagnose.CurrentWorkspace.Showing;
import throughline.server.diagnose.CurrentWorkspace.Showing.Nothing;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.CurrentWorkspace.Showing.Unreadable;
import throughline.server.platform.DataFolder;
import throughline.workspace.Workspace;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CurrentWorkspaceTest {

    @TempDir
    private Path data;

    private final AtomicLong nanos = new AtomicLong();
    private final Shelf shelf = new Shelf();
    private CurrentWorkspace current;

    /// Sources that say which organisation they were last asked for, or fail when the file says so.
    private final class Shelf implements Sources {

        private final AtomicInteger read = new AtomicInteger();

        @Override
        public Optional<String> version() throws IOException {
            Path name = data.resolve("workspace/name.txt");
            return Files.exists(name) ? Optional.of(Files.readString(name)) : Optional.empty();
        }

        @Override
        public Reading read(Consumer<String> progress) throws IOException {
            String name = version().orElseThrow();
            return new Reading(readDemo(data.resolve("workspace"), progress), name);
        }

        @Override
        public Workspace readDemo(Path folder, Consumer<String> progress) throws IOException {
            read.incrementAndGet();
            progress.accept("Reading responses.csv: 120 rows");
            String name = Files.readString(folder.resolve("name.txt"));
            if (name.equals("broken")) {
                throw new IOException("Line 3 of name.txt is broken.");
            }
            if (name.equals("too large")) {
                throw new OutOfMemoryError("Java heap space");
            }
            return SmallWorld.named(name).workspace();
        }

        @Override
        public void writeDemo(Path folder) throws IOException {
            Files.writeString(folder.resolve("name.txt"), "The demo");
        }
    }

    @AfterEach
    void close() {
        current.close();
    }

    @Test
    void shows_nothing_before_the_first_import() {
        open(Demo.UNWANTED);

        assertThat(now()).isInstanceOf(Nothing.class);
    }

    @Test
    void writes_the_demo_once_and_shows_it() {
        open(Demo.WANTED);

        Ready ready = await(Ready.class, r -> true);

        assertThat(ready.demo()).isTrue();
        assertThat(ready.workspace().organisation().name()).isEqualTo("The demo");
        assertThat(data.resolve("demo/name.txt")).exists();
        later();
        assertThat(now()).isSameAs(ready);
        assertThat(shelf.read).hasValue(1);
    }

    @Test
    void reads_before_anybody_asks() throws Exception {
        open(Demo.WANTED);

        current.begin();

        for (int i = 0; i < 1000 && shelf.read.get() == 0; i++) {
            Thread.sleep(5);
        }
        assertThat(shelf.read).hasValue(1);
    }

    @Test
    void leaves_the_demo_for_good() throws Exception {
        open(Demo.WANTED);
        await(Ready.class, Ready::demo);

        current.leaveDemo();

        await(Nothing.class, n -> true);
        for (int i = 0; i < 1000 && Files.exists(data.resolve("demo")); i++) {
            Thread.sleep(5);
        }
        assertThat(data.resolve("demo")).doesNotExist();
        current.close();
        open(Demo.WANTED);
        assertThat(now()).isInstanceOf(Nothing.class);
    }

    @Test
    void gives_the_organisations_own_data_preference_over_the_demo() throws IOException {
        imported("Our own");
        open(Demo.WANTED);

        assertThat(await(Ready.class, r -> true).demo()).isFalse();
        assertThat(data.resolve("demo")).doesNotExist();
    }

    @Test
    void reads_again_when_the_files_have_changed_and_shows_the_old_until_then() throws IOException {
        imported("Before");
        open(Demo.UNWANTED);
        Ready before = await(Ready.class, r -> true);

        imported("Afterwards");
        assertThat(now()).isSameAs(before);
        later();
        Ready after = await(Ready.class, r -> !r.equals(before));

        assertThat(after.workspace().organisation().name()).isEqualTo("Afterwards");
    }

    @Test
    void goes_on_showing_the_old_when_the_new_cannot_be_read() throws IOException {
        imported("Before");
        open(Demo.UNWANTED);
        await(Ready.class, r -> true);

        imported("broken");
        later();
        Ready after = await(Ready.class, r -> r.newer() instanceof Newer.Unreadable);

        assertThat(after.newer()).isEqualTo(new Newer.Unreadable("Line 3 of name.txt is broken."));
        assertThat(after.workspace().organisation().name()).isEqualTo("Before");
    }

    @Test
    void says_why_nothing_can_be_shown_and_recovers_when_the_files_are_mended() throws IOException {
        imported("broken");
        open(Demo.UNWANTED);

        assertThat(await(Unreadable.class, u -> true).why()).isEqualTo("Line 3 of name.txt is broken.");

        imported("Mended");
        later();
        assertThat(await(Ready.class, r -> true).workspace().organisation().name())
                .isEqualTo("Mended");
    }

    @Test
    void shows_an_import_instead_of_the_demo_at_the_next_request() throws IOException {
        open(Demo.WANTED);
        await(Ready.class, Ready::demo);

        imported("Our own");
        later();

        assertThat(now()).isInstanceOfSatisfying(Ready.class, ready -> {
            assertThat(ready.demo()).isFalse();
            assertThat(ready.workspace().organisation().name()).isEqualTo("Our own");
        });
    }

    @Test
    void says_that_it_could_not_be_read_when_reading_breaks_the_machine() throws IOException {
        imported("too large");
        open(Demo.UNWANTED);

        assertThat(await(Unreadable.class, u -> true).why()).startsWith("There is not enough memory for it.");
    }

    private void imported(String name) throws IOException {
        Files.createDirectories(data.resolve("workspace"));
        Files.writeString(data.resolve("workspace/name.txt"), name);
    }

    private void open(Demo demo) {
        current = new CurrentWorkspace(
                new DataFolder(data),
                demo,
                shelf,
                dossier -> SmallWorld.named("x").diagnosis(),
                nanos::get);
    }

    private void later() {
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    }

    private Showing now() {
        return current.show(s -> s);
    }

    private <T extends Showing> T await(Class<T> kind, Predicate<T> when) {
        for (int i = 0; i < 1_000; i++) {
            Showing showing = now();
            if (kind.isInstance(showing) && when.test(kind.cast(showing))) {
                return kind.cast(showing);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new AssertionError("Still showing " + now());
    }
}
