package throughline.explanation;

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
    /// @param name as it stands in a sentence, such as `for phone` or `after 6 pm`
    /// @param slope units of the effect a unit of the cause, with an interval of 95 %; its `n` is the answers
    /// @param holds whether it is surely there and runs the same way as the whole
    /// @param beside how it stands beside all other parts together
    public record Part(String name, Estimate slope, boolean holds, Beside beside) {}

    /// How an effect stands beside that of all others.
    public enum Beside {
        WEAKER,
        STRONGER,
        /// Chance alone could make the difference. That does not say that there is none.
        NOT_TOLD_APART
    }

    /// What is sure, such as `Holds for phone and chat; weaker after 6 pm.`; empty where nothing is.
    public Optional<String> words() {
        List<String> sentence = List.of(
                        names("holds", channels, Part::holds),
                        names("weaker", channels, p -> p.beside() == Beside.WEAKER),
                        names("stronger", channels, p -> p.beside() == Beside.STRONGER),
                        names("weaker", times, p -> p.beside() == Beside.WEAKER),
                        names("stronger", times, p -> p.beside() == Beside.STRONGER))
                .stream()
                .flatMap(Optional::stream)
                .toList();
        return sentence.isEmpty() ? Optional.empty() : Optional.of(Wording.sentence(String.join("; ", sentence)) + ".");
    }

    private static Optional<String> names(String how, List<Part> parts, Predicate<Part> which) {
        List<String> names = parts.stream().filter(which).map(Part::name).toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("%s %s"
                        .formatted(
                                how,
                                Wording.names(names, names.size())
                                        .replace(" and for ", " and ")
                                        .replace(", for ", ", ")));
    }
}
