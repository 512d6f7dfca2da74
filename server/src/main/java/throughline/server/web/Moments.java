package throughline.server.web;

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
                ? "just now"
                : since.toHours() < 1
                        ? Wording.count(since.toMinutes(), "minute", "minutes") + " ago"
                        : since.toDays() < 1
                                ? Wording.count(since.toHours(), "hour", "hours") + " ago"
                                : Wording.count(since.toDays(), "day", "days") + " ago";
    }
}
