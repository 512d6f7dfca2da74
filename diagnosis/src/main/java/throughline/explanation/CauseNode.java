package throughline.explanation;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

/// A measure on the cause map.
///
/// @param id its id on record; of a scale of several questions its dimension
/// @param title plain name
/// @param tier its column
/// @param dimension of perception that it is about, or null
/// @param better which way is better
/// @param directed whether that is known, and not only taken for granted
/// @param unit of its values, such as `s`, or null
/// @param shape what its values are
/// @param questions columns of the answers it is the mean of; empty where it is known by unit and week only
/// @param low lower end of its scale, or null
/// @param high upper end of its scale, or null
public record CauseNode(
        String id,
        String title,
        Tier tier,
        @Nullable String dimension,
        Better better,
        boolean directed,
        @Nullable String unit,
        Shape shape,
        List<String> questions,
        @Nullable Double low,
        @Nullable Double high) {

    /// Copies the list.
    public CauseNode {
        questions = List.copyOf(questions);
    }

    /// A column of the map. An earlier one may cause a later one, never the other way; members of one do not
    /// cause each other.
    public enum Tier {
        INFRASTRUCTURE(key("Infrastructure")),
        DELIVERY(key("Delivery")),
        PERCEPTION(key("Perception")),
        OUTCOME(key("Outcome"));

        private final String title;

        Tier(String title) {
            this.title = title;
        }

        /// Its name at the head of the column.
        public String title() {
            return say(title);
        }

        /// The tier of a kind of measure; null for what is not on the map.
        static @Nullable Tier of(Kind kind) {
            return switch (kind) {
                case INFRASTRUCTURE -> INFRASTRUCTURE;
                case DELIVERY -> DELIVERY;
                case PERCEPTION, FEELING -> PERCEPTION;
                case OUTCOME -> OUTCOME;
                case STAFF, SALES -> null;
            };
        }
    }

    /// What values are.
    public enum Shape {
        /// Yes or no, or a share: 0 to 1.
        SHARE,
        /// Steps of a scale with two ends.
        SCALE,
        /// Any number.
        NUMBER
    }

    /// -1 where lower is better, else 1.
    public int sign() {
        return better == Better.LOWER ? -1 : 1;
    }

    /// Whether an id on record means this measure: its own, that of one of its questions, or its dimension.
    public boolean isMeantBy(String measure) {
        return id.equals(measure) || questions.contains(measure) || measure.equals(dimension);
    }
}
