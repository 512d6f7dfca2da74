package throughline.server.bringin;

import static throughline.text.Text.say;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Diagnosis;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Newer;
import throughline.server.diagnose.CurrentWorkspace.Showing;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.diagnose.Scope;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;

/// What the pages say now, so that it can be held against what they say once a file is in. The demo does not count: it
/// is another organisation.
final class CurrentVerdicts {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final CurrentWorkspace current;
    private @Nullable Diagnosis nothing;

    CurrentVerdicts(CurrentWorkspace current) {
        this.current = current;
    }

    /// A diagnosis and the workspace it is of.
    ///
    /// @param of empty where there are no facts of the organisation's own
    record Judged(Diagnosis diagnosis, Optional<OpenWorkspace> of) {}

    /// The diagnosis on view; that of no facts at all while there are none.
    Judged now() {
        return current.show(showing -> own(showing)
                .map(ready ->
                        new Judged(ready.workspace().examine(Scope.USUAL).diagnosis(), Optional.of(ready.workspace())))
                .orElseGet(() -> new Judged(ofNothing(), Optional.empty())));
    }

    /// The zone of the organisation, where somebody has said it.
    Optional<ZoneId> zone() {
        return current.show(showing -> own(showing)
                .map(ready -> ready.workspace().organisation())
                .filter(o -> o.recorded() || !o.timezone().equals(java.time.ZoneOffset.UTC))
                .map(o -> o.timezone()));
    }

    /// What became of the files that were added.
    ///
    /// @param why they cannot be shown, or empty
    record Next(Optional<Diagnosis> diagnosis, String why) {}

    /// Waits for the diagnosis with the files that were just added.
    ///
    /// @param before what was on view before
    Next after(Judged before) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(BETWEEN);
            Optional<Next> next = current.show(showing -> switch (showing) {
                case Showing.Unreadable unreadable -> Optional.of(new Next(Optional.empty(), unreadable.why()));
                case Ready ready when ready.demo() -> Optional.<Next>empty();
                case Ready ready
                when ready.newer() instanceof Newer.Unreadable unreadable ->
                    Optional.of(new Next(Optional.empty(), unreadable.why()));
                case Ready ready
                when ready.newer() instanceof Newer.None
                        && before.of().filter(w -> w == ready.workspace()).isEmpty() ->
                    Optional.of(new Next(
                            Optional.of(ready.workspace().examine(Scope.USUAL).diagnosis()), ""));
                default -> Optional.<Next>empty();
            });
            if (next.isPresent()) {
                return next.get();
            }
        }
        return new Next(Optional.empty(), say("The facts are still being read."));
    }

    private static Optional<Ready> own(Showing showing) {
        return showing instanceof Ready ready && !ready.demo() ? Optional.of(ready) : Optional.empty();
    }

    private synchronized Diagnosis ofNothing() {
        if (nothing == null) {
            try (Workspace empty = WorkspaceReader.empty()) {
                nothing = Diagnosis.of(empty.dossier());
            }
        }
        return nothing;
    }
}
