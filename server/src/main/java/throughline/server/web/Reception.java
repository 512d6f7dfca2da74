package throughline.server.web;

import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Showing;
import throughline.server.diagnose.CurrentWorkspace.Showing.Nothing;
import throughline.server.diagnose.CurrentWorkspace.Showing.Reading;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.CurrentWorkspace.Showing.Unreadable;
import throughline.server.page.MessagePage;
import throughline.server.page.StartPage;

/// Answers a request from the current workspace, or says why there is nothing to answer from yet.
@Component
class Reception {

    /// Seconds after which a page that says "loading" asks again.
    private static final int AGAIN = 2;

    private final CurrentWorkspace current;
    private final ShellMaker shells;

    Reception(CurrentWorkspace current, ShellMaker shells) {
        this.current = current;
        this.shells = shells;
    }

    /// The page of a workspace that is ready, else the page that says what is going on.
    PageView show(Visit visit, Function<Ready, PageView> page) {
        return answer(ready -> page.apply(ready), waiting -> switch (waiting) {
            case Ready ready -> throw new IllegalStateException("A workspace that is ready waits for nothing");
            case Nothing nothing ->
                new PageView(
                        "start",
                        StartPage.of(current.folder().toString(), shells.bringingIn(shells.bare("Start", visit))));
            case Reading reading ->
                new PageView(
                        "message",
                        new MessagePage(
                                shells.bare("Reading", visit),
                                "One moment",
                                "The facts are being read",
                                reading.progress().isEmpty()
                                        ? "This page shows the diagnosis as soon as it is there."
                                        : reading.progress() + ".",
                                List.of(),
                                AGAIN),
                        HttpStatus.SERVICE_UNAVAILABLE);
            case Unreadable unreadable ->
                new PageView(
                        "message",
                        new MessagePage(
                                shells.bare("Not readable", visit),
                                "Nothing can be shown yet",
                                "The workspace could not be read",
                                "Mend the files in %s, or import them again. This page notices by itself."
                                        .formatted(current.folder()),
                                unreadable.why().lines().toList(),
                                AGAIN),
                        HttpStatus.SERVICE_UNAVAILABLE);
        });
    }

    /// An answer of any kind from a workspace that is ready, or from what is going on instead.
    <T> T answer(Function<Ready, T> ready, Function<Showing, T> otherwise) {
        return current.show(s -> s instanceof Ready r ? ready.apply(r) : otherwise.apply(s));
    }
}
