package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Accountability.Answering;
import throughline.diagnosis.Accountability.Goal;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Wording;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.server.chart.Words;

/// A unit in the table of who answers for what.
///
/// @param level how far it stands in, 0 to 4
/// @param touchpoints their number; empty where there are none
/// @param single such as `5 of 7`; empty where there are none
/// @param goal its goal in words
/// @param goalless whether its goals lead nowhere
/// @param gap what is not as it should be; may be empty
/// @param aside a remark where there is no gap; may be empty
/// @param draft the form in which a goal drafted for it is reviewed; empty where one reaches it, or the reader may not
/// @param tinted whether nobody answers although there is something to answer for
public record UnitRow(
        int level,
        String title,
        Answerer who,
        String touchpoints,
        String single,
        String goal,
        boolean goalless,
        String gap,
        String aside,
        Optional<String> draft,
        boolean tinted) {

    private static final int DEEPEST = 4;
    private static final String NONE = key("None");

    /// The rows of an accountability: the organisation where all of it is shown, in place of a board that is its only
    /// top, then the units.
    ///
    /// @param review gives the form in which a draft is reviewed, where the reader may
    static List<UnitRow> of(
            Accountability accountability,
            String organisation,
            Scope scope,
            Function<Objective, Optional<String>> review) {
        List<Answering> units = accountability.units();
        if (scope == Scope.PART) {
            return units.stream().map(u -> unit(u, u.depth(), review)).toList();
        }
        var rows = new ArrayList<UnitRow>();
        rows.add(organisation(accountability, organisation));
        boolean board = units.stream().filter(u -> u.depth() == 0).count() == 1
                && units.getFirst().unit().layer() == Layer.BOARD;
        units.stream().skip(board ? 1 : 0).forEach(u -> rows.add(unit(u, u.depth() + (board ? 0 : 1), review)));
        return rows;
    }

    /// What of the organisation is shown.
    enum Scope {
        WHOLE,
        PART
    }

    /// Whether something is not as it should be.
    public boolean lacking() {
        return !gap.isEmpty();
    }

    private static UnitRow organisation(Accountability accountability, String name) {
        int all = accountability.touchpoints().size();
        long one = accountability.touchpoints().stream()
                .filter(t -> t.hold() == Hold.ONE)
                .count();
        boolean owned = accountability.owner().isPresent();
        boolean goalless = accountability.boardGoal().isEmpty();
        return new UnitRow(
                0,
                name,
                Answerer.of(accountability.owner().map(Person::title).stream().toList(), say("No owner")),
                all == 0 ? "" : Words.count(all),
                all == 0 ? "" : Wording.of(one, all),
                accountability.boardGoal().map(UnitRow::text).orElse(say(NONE)),
                goalless,
                !owned
                        ? say("Nobody on record owns the promise")
                        : goalless ? say("The board has no service goal") : "",
                accountability.owner().map(Person::role).orElse(""),
                Optional.empty(),
                !owned);
    }

    private static UnitRow unit(Answering unit, int level, Function<Objective, Optional<String>> review) {
        boolean goalless = unit.goal() instanceof Goal.None;
        var gaps = new ArrayList<String>();
        if (unit.nobody() > 0) {
            gaps.add(say("%s with nobody", unit.nobody()));
        }
        if (unit.several() > 0) {
            gaps.add(say("%s shared", unit.several()));
        }
        if (goalless) {
            gaps.add(say("goal does not reach here"));
        }
        int all = unit.touchpoints();
        return new UnitRow(
                Math.min(level, DEEPEST),
                unit.unit().title(),
                Answerer.of(unit.people(), say("Nobody")),
                all == 0 ? "" : Words.count(all),
                all == 0 ? "" : Wording.of(unit.one(), all),
                switch (unit.goal()) {
                    case Goal.Passed passed -> text(passed.objective());
                    case Goal.None none -> say(NONE);
                    case Goal.NotRecorded unknown -> say("Not on record");
                },
                goalless,
                Wording.sentence(String.join(", ", gaps)),
                "",
                unit.draft().flatMap(review),
                unit.people().isEmpty() && unit.nobody() > 0);
    }

    private static String text(Objective objective) {
        return objective.text() != null && !objective.text().isBlank() ? objective.text() : say("A goal without words");
    }
}
