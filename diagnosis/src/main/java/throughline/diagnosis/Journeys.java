package throughline.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Level.Keeping;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Interval;

/// The journeys on record, each as it was designed, really went, is measured and owned. The ways that cases took are
/// those on which cause 1.3 judges the design, owners those of cause 1.1.
///
/// @param all in the order of the record
/// @param known what is known of the ways of cases; empty where nothing is
public record Journeys(List<Studied> all, Optional<Travel.Known> known) {

    /// Answers from which on it is said how a step feels (ours).
    public static final long FEWEST_ANSWERS = 5;

    /// Ends of the scale on which feelings of different scales are laid.
    public static final Interval FEELING_SCALE = new Interval(1, 5);

    /// Copies the list.
    public Journeys {
        all = List.copyOf(all);
    }

    /// The journeys of what the dossier covers.
    ///
    /// @param accountability who answers in what the same dossier covers
    public static Journeys of(Dossier dossier, Accountability accountability) {
        return new JourneyStudy(dossier, accountability).all();
    }

    /// What is measured at a touchpoint: its standards in their order, and after them what else is measured there.
    public static List<Level> levels(Dossier dossier, String touchpoint) {
        return JourneyStudy.levels(dossier, touchpoint);
    }

    /// The journey of the id.
    public Optional<Studied> find(String id) {
        return all.stream().filter(s -> s.journey().id().equals(id)).findFirst();
    }

    /// A journey.
    ///
    /// @param travel how its cases went; empty where nothing is known of cases
    /// @param worst index of the step where most is amiss; empty where nothing is
    public record Studied(Journey journey, List<Step> steps, Optional<Travel> travel, OptionalInt worst) {

        /// Copies the list.
        public Studied {
            steps = List.copyOf(steps);
        }

        /// Whether the steps with answers were asked the same questions, so that how they feel can be compared.
        public boolean isAskedAlike() {
            return steps.stream()
                            .flatMap(s -> s.feeling().stream())
                            .map(f -> Set.copyOf(f.questions()))
                            .distinct()
                            .count()
                    <= 1;
        }
    }

    /// What is amiss at a step.
    public enum Gap {
        /// Nobody answers for it.
        NO_OWNER(8),
        /// Nothing says what good looks like there, or no standard holds anybody to it.
        NO_DESIGN(6),
        /// More than one person answers for it.
        SHARED(4),
        /// A standard is surely missed.
        BELOW_STANDARD(3),
        /// A standard is not measured.
        NOT_MEASURED(2),
        /// It surely feels worse than the journey's steps do on average.
        FEELS_WORSE(1);

        private final int weight;

        Gap(int weight) {
            this.weight = weight;
        }

        /// How much it weighs when steps are compared (ours).
        int weight() {
            return weight;
        }
    }

    /// A lane of the blueprint.
    public enum Lane {
        SEE,
        DO,
        FRONT,
        BACK,
        SUPPORT
    }

    /// Where the words of a lane come from.
    public enum Origin {
        /// Somebody wrote them.
        WRITTEN,
        /// From the register or the readings, until somebody writes them.
        DERIVED,
        /// There are none.
        MISSING
    }

    /// What stands in a lane.
    public record LaneText(String text, Origin origin) {}

    /// A step of a journey.
    ///
    /// @param touchpoint id of its touchpoint
    /// @param title what it is called on the journey
    /// @param place name of the touchpoint
    /// @param recorded the touchpoint, where the record has it
    /// @param lanes all five
    /// @param standards what was promised there, and what came of it
    /// @param beside the delivery measure and the customers' answer that are known of most rows, without a standard
    /// @param feeling how it feels
    /// @param owners names of those who answer for it
    /// @param contacts contacts at the touchpoint in the period; 0 where none are known
    /// @param gaps what is amiss, the worst first
    public record Step(
            String touchpoint,
            String title,
            String place,
            Optional<Touchpoint> recorded,
            Map<Lane, LaneText> lanes,
            List<Level> standards,
            List<Level> beside,
            Optional<Feeling> feeling,
            List<String> owners,
            long contacts,
            List<Gap> gaps) {

        /// Copies the collections.
        public Step {
            lanes = Map.copyOf(lanes);
            standards = List.copyOf(standards);
            beside = List.copyOf(beside);
            owners = List.copyOf(owners);
            gaps = List.copyOf(gaps);
        }

        /// Whether there is a definition and a standard.
        public boolean isDesigned() {
            return recorded.filter(Touchpoint::isDesigned).isPresent();
        }

        /// How many people answer for it.
        public Hold hold() {
            return owners.isEmpty() ? Hold.NOBODY : owners.size() == 1 ? Hold.ONE : Hold.SEVERAL;
        }

        /// What stands in a lane.
        public LaneText words(Lane lane) {
            return lanes.getOrDefault(lane, new LaneText("", Origin.MISSING));
        }

        /// The standards that are not met.
        public List<Level> missed() {
            return standards.stream().filter(l -> l.keeping() == Keeping.MISSED).toList();
        }
    }

    /// How a step feels: the mean of the questions about perception and feeling, each laid on a scale of 1 to 5.
    ///
    /// @param value 1 to 5
    /// @param interval 95 %; as wide as if all questions erred together
    /// @param answers answers to the question that has most
    /// @param questions names of the questions
    /// @param worse whether the whole interval lies below the mean of the journey's steps; false where the steps
    ///     were asked different questions
    public record Feeling(double value, Interval interval, long answers, List<String> questions, boolean worse) {

        /// Copies the list.
        public Feeling {
            questions = List.copyOf(questions);
        }
    }
}
