package throughline.server.diagnose;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.Optional;
import throughline.diagnosis.Period;
import throughline.server.chart.Words;

/// How far back a diagnosis looks from the last day with a fact.
public enum Span {
    WEEKS_12("12-weeks", key("Last 12 weeks"), key("12 weeks"), 84),
    WEEKS_26("26-weeks", key("Last 26 weeks"), key("26 weeks"), 182),
    MONTHS_12("12-months", key("Last 12 months"), key("12 months"), 365),
    EVERYTHING("everything", key("Everything"), "", Long.MAX_VALUE);

    private final String id;
    private final String title;
    private final String length;
    private final long days;

    Span(String id, String title, String length, long days) {
        this.id = id;
        this.title = title;
        this.length = length;
        this.days = days;
    }

    /// Name in a link, such as `12-weeks`.
    public String id() {
        return id;
    }

    /// Words of the choice, such as `Last 12 weeks`.
    public String title() {
        return say(title);
    }

    /// The span of an id.
    public static Optional<Span> find(String id) {
        return Arrays.stream(values()).filter(s -> s.id.equals(id)).findFirst();
    }

    /// The span that is as long as some days; everything where none is.
    static Span of(Period days) {
        return Arrays.stream(values())
                .filter(s -> s.days == days.days())
                .findFirst()
                .orElse(EVERYTHING);
    }

    /// The days of the span at the end of all days.
    public Period within(Period all) {
        return this == EVERYTHING ? all : all.last(days);
    }

    /// As many days just before, where there is a fact on so early a day.
    public Optional<Period> before(Period all) {
        if (this == EVERYTHING) {
            return Optional.empty();
        }
        Period now = within(all);
        var earlier = new Period(now.from().minusDays(days), now.from().minusDays(1));
        return now.days() == days && !earlier.from().isBefore(all.from()) ? Optional.of(earlier) : Optional.empty();
    }

    /// The days in words, such as `12 weeks to 15 November 2026`; both days where the span has no length of
    /// its own or there are fewer days than it asks for.
    public String words(Period period) {
        return period.days() == days
                ? say("%s to %s", say(length), Words.date(period.to()))
                : say("%s to %s", Words.date(period.from()), Words.date(period.to()));
    }

    /// The length in words, such as `12 weeks`; empty for everything.
    public String length() {
        return length.isEmpty() ? "" : say(length);
    }
}
