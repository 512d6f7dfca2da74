package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.CodeWords;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.Wording;
import throughline.organisation.Measures;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register.Announcement;
import throughline.organisation.Register.Decision;
import throughline.organisation.Register.PromiseMade;
import throughline.organisation.Registry;
import throughline.server.chart.Words;

/// How announcements, promises and decisions read.
final class SayDoWords {

    private final Registry registry;
    private final Measures measures;

    SayDoWords(Registry registry, Measures measures) {
        this.registry = registry;
        this.measures = measures;
    }

    /// An announcement in its own words, else what it is about.
    static String said(Announcement said) {
        return first(said.text(), said.theme()).map(t -> say("“%s”", t)).orElse(say("An announcement"));
    }

    /// A decision in its own words, else its kind, as a sentence.
    static String done(Decision done) {
        String words = told(done);
        return words.matches("(?s).*[.!?…]") ? words : words + ".";
    }

    private static String told(Decision done) {
        return first(done.text(), null)
                .or(() -> kind(done).map(k -> say("A decision on %s", k)))
                .orElse(say("A decision"));
    }

    /// A decision in a few words: its kind and what becomes of the service.
    static String brief(Decision done) {
        String kind = first(done.kind(), null).map(CodeWords::said).orElse(say("Service"));
        return "%s: %s".formatted(kind, effect(done));
    }

    private static String effect(Decision done) {
        boolean worse = SaidAndDone.worsens(done);
        boolean better = SaidAndDone.improves(done);
        Double size = done.size();
        // A size of the other sign than the direction is not what the decision was judged by.
        if (size != null && (size < 0 ? worse : size > 0 && better)) {
            return say(worse ? "%s less capacity" : "%s more capacity", Words.percent(Math.abs(size)));
        }
        return worse ? say("worse for service") : better ? say("better for service") : say("no change to service");
    }

    private static Optional<String> kind(Decision done) {
        return first(done.kind(), null).map(CodeWords::within);
    }

    /// A promise: its measure and target, else to whom it was made.
    String promised(PromiseMade promise) {
        String measure = promise.measure();
        Double target = promise.target();
        if (measure == null) {
            return first(promise.audience(), null)
                    .map(a -> say("A promise to %s", audience(a)))
                    .orElse(say("A promise"));
        }
        Optional<Entry> entry = measures.find(measure);
        String title = entry.map(Entry::title).orElse(measure);
        return target == null
                ? title
                : say(
                        entry.filter(e -> e.better() == Better.LOWER).isPresent()
                                ? "%s: at most %s"
                                : "%s: at least %s",
                        title,
                        Words.number(target));
    }

    /// A unit by its title, `everybody` where none is named.
    String place(@Nullable String unit) {
        return unit == null
                ? say("everybody")
                : registry.unit(unit).map(Unit::title).orElse(unit);
    }

    /// To whom and where something was said.
    String to(@Nullable String audience, @Nullable String unit) {
        return audience == null
                ? place(unit)
                : unit == null ? audience(audience) : "%s, %s".formatted(audience(audience), place(unit));
    }

    /// The audiences of the exchange format in words; another one as it is written.
    private static String audience(String code) {
        return switch (code) {
            case "customers" -> say("customers");
            case "staff" -> say("staff");
            default -> code;
        };
    }

    /// How long after something was said a decision was made.
    static String apart(LocalDate said, LocalDate done) {
        long days = ChronoUnit.DAYS.between(said, done);
        return days == 0
                ? say("the same day")
                : say(days > 0 ? "%s later" : "%s before", Wording.count(Math.abs(days), "day", "days"));
    }

    private static Optional<String> first(@Nullable String one, @Nullable String other) {
        return Optional.ofNullable(one == null || one.isBlank() ? other : one).filter(t -> !t.isBlank());
    }
}
