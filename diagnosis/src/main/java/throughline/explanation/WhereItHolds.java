package throughline.explanation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import throughline.diagnosis.Wording;
import throughline.statistics.Estimate;

/// For which channels and at which times of day a link holds, and where it is weaker. Nothing is said of a part whose
/// answers are too few.
///
/// @param channels effects by channel; none where fewer than two can be told
/// @param times effects by part of the day; none where fewer than two can be told
public record WhereItHolds(List<Part> channels, List<Part> times) {

    /// Nothing can be told.
    static final WhereItHolds UNKNOWN = new WhereItHolds(List.of(), List.of());

    /// Copies the lists.
    public WhereItHolds {
        channels = List.copyOf(channels);
        times = List.copyOf(times);
    }

    /// The effect in a part of the answers.
    ///
    /// @param name as it stands in a sentence, such as `phone` or, in English, `after 6 pm`
    /// @param slope units of the effect a unit of the cause, with an interval of 95 %; its `n` is the answers
    /// @param holds whether it is surely there and runs the same way as the whole
    /// @param beside how it stands beside all other parts together
    public record Part(String name, Estimate slope, boolean holds, Beside beside) {

        /// A part of the day, named in the language that is spoken.
        public Part said() {
            return new Part(say(name), slope, holds, beside);
        }
    }

    /// How an effect stands beside that of all others.
    public enum Beside {
        WEAKER,
        STRONGER,
        /// Chance alone could make the difference. That does not say that there is none.
        NOT_TOLD_APART
    }

    /// What is sure, such as `Holds for phone and chat; weaker after 6 pm.`; empty where nothing is. Where a part is
    /// weaker the others are stronger beside it, which need not be said.
    public Optional<String> words() {
        var sentence = new ArrayList<String>();
        names(channels, Part::holds).ifPresent(names -> sentence.add(say("holds for %s", names)));
        names(channels, p -> p.beside() == Beside.WEAKER)
                .map(names -> say("weaker for %s", names))
                .or(() ->
                        names(channels, p -> p.beside() == Beside.STRONGER).map(names -> say("stronger for %s", names)))
                .ifPresent(sentence::add);
        List<Part> said = times.stream().map(Part::said).toList();
        names(said, p -> p.beside() == Beside.WEAKER)
                .map(names -> say("weaker %s", names))
                .or(() -> names(said, p -> p.beside() == Beside.STRONGER).map(names -> say("stronger %s", names)))
                .ifPresent(sentence::add);
        return sentence.isEmpty() ? Optional.empty() : Optional.of(Wording.sentence(String.join("; ", sentence)) + ".");
    }

    private static Optional<String> names(List<Part> parts, Predicate<Part> which) {
        List<String> names = parts.stream().filter(which).map(Part::name).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(Wording.names(names, names.size()));
    }
}
