package throughline.server.web;

import static throughline.text.Text.counted;
import static throughline.text.Text.say;

import java.time.Duration;
import java.time.Instant;
import throughline.diagnosis.Wording;

/// Moments in words.
final class Moments {

    private Moments() {}

    /// How long ago a moment was, such as `5 minutes ago`.
    static String ago(Instant moment, Instant now) {
        Duration since = Duration.between(moment, now);
        return since.toMinutes() < 1
                ? say("just now")
                : since.toHours() < 1
                        ? counted(since.toMinutes(), "%s minute ago", "%s minutes ago")
                                .formatted(Wording.count(since.toMinutes()))
                        : since.toDays() < 1
                                ? counted(since.toHours(), "%s hour ago", "%s hours ago")
                                        .formatted(Wording.count(since.toHours()))
                                : counted(since.toDays(), "%s day ago", "%s days ago")
                                        .formatted(Wording.count(since.toDays()));
    }
}
