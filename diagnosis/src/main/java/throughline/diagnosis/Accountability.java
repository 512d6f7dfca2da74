package throughline.diagnosis;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Cascade.Coverage;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Unit;

/// Who answers for service: every touchpoint with its owners and contacts, every unit with its goal, and how far the
/// board's goal reaches. The figures are those on which causes 1.1 and 1.2 are judged.
///
/// @param recorded whether the record says anything of owners
/// @param owner who owns the promise, where somebody on record does
/// @param boardGoal the board's objective about service, where it has one
/// @param touchpoints those on record and those with contacts, most contacts first
/// @param unweighed why each touchpoint counts the same; empty where they count by their contacts
/// @param contacts contacts of which the touchpoint is known
/// @param unplaced contacts of which no touchpoint is known
/// @param units the tree of units, each followed by those below it
/// @param homeless touchpoints on record that belong to no unit
/// @param layers the four layers from the board down
public record Accountability(
        boolean recorded,
        Optional<Person> owner,
        Optional<Objective> boardGoal,
        List<Held> touchpoints,
        Optional<String> unweighed,
        long contacts,
        long unplaced,
        List<Answering> units,
        int homeless,
        List<Reach> layers) {

    /// Share of a layer, 0 to 1, from which on it counts as covered (cause 1.2).
    public static final double COVERED = OutsideStrategy.PATH_ABSENT;

    /// Copies the lists.
    public Accountability {
        touchpoints = List.copyOf(touchpoints);
        units = List.copyOf(units);
        layers = List.copyOf(layers);
    }

    /// Who answers for service in what the dossier covers.
    public static Accountability of(Dossier dossier) {
        return new AccountableUnits(dossier).all();
    }

    /// The touchpoints that nobody, or more than one person, answers for.
    public List<Held> orphans() {
        return touchpoints.stream().filter(t -> t.hold() != Hold.ONE).toList();
    }

    /// The touchpoints with contacts that the record does not know.
    public List<Held> unregistered() {
        return touchpoints.stream().filter(t -> !t.registered()).toList();
    }

    /// How many people answer for a touchpoint.
    public enum Hold {
        ONE,
        SEVERAL,
        NOBODY
    }

    /// What keeps the line from a touchpoint to the board from being whole.
    public enum Gap {
        /// It has contacts, but the record does not know it.
        UNREGISTERED,
        /// Nobody is named.
        NOBODY,
        /// Who is named has left.
        LEFT,
        /// Who is named is not among the people on record.
        STRANGER,
        /// More than one person is named.
        SEVERAL,
        /// The line of managers or units is a circle.
        CIRCLE,
        /// The line ends at another place on the board than others.
        ELSEWHERE,
        /// The owner has no objective on record.
        NO_GOAL,
        /// No objective of the owner leads to the board's service objective.
        GOAL_APART
    }

    /// A touchpoint and who holds it.
    ///
    /// @param department name of the department on record
    /// @param owners names of those who answer for it, on record and still here
    /// @param acceptedOn when the owner said yes
    /// @param contacts contacts in the period; 0 where none are known
    /// @param share its weight among the touchpoints, 0 to 1
    /// @param registered whether the record knows it
    /// @param gaps what is not as it should be, the worst first
    public record Held(
            String id,
            String title,
            @Nullable String department,
            List<String> owners,
            @Nullable LocalDate acceptedOn,
            long contacts,
            double share,
            boolean registered,
            List<Gap> gaps) {

        /// How many answer for it.
        public Hold hold() {
            return switch (owners.size()) {
                case 0 -> Hold.NOBODY;
                case 1 -> Hold.ONE;
                default -> Hold.SEVERAL;
            };
        }
    }

    /// The goal that reaches a unit.
    public sealed interface Goal {

        /// An objective that leads to the board's service objective, or is it.
        record Passed(Objective objective) implements Goal {}

        /// The unit has objectives, but none that leads there.
        record None() implements Goal {}

        /// No objective of the unit is on record.
        record NotRecorded() implements Goal {}
    }

    /// A unit, the people in it who answer for service, and the touchpoints of it and of the units below it.
    ///
    /// A touchpoint belongs to the unit its department names, and to the units of those who answer for it or
    /// deliver it. In a unit answer those who are accountable for a touchpoint or own the promise, else the
    /// owners of its goal.
    ///
    /// @param depth 0 for the top of what is shown
    /// @param people names of those who answer
    /// @param one touchpoints with one owner
    /// @param several touchpoints with two owners or more
    /// @param nobody touchpoints without an owner
    /// @param draft of a goal for a unit to which none reaches, from the layer above; empty where none reaches that
    public record Answering(
            Unit unit,
            int depth,
            List<String> people,
            int one,
            int several,
            int nobody,
            Goal goal,
            Optional<Objective> draft) {

        /// All touchpoints.
        public int touchpoints() {
            return one + several + nobody;
        }
    }

    /// How far the board's service objective reaches into a layer.
    ///
    /// @param coverage empty where no objective of the layer is on record
    public record Reach(Layer layer, Optional<Coverage> coverage) {

        /// Whether the layer counts as covered.
        public boolean covered() {
            return coverage.filter(c -> c.share() >= COVERED).isPresent();
        }
    }
}
