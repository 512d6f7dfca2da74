package throughline.explanation;

import static throughline.text.Text.say;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Dossier;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Journey;

/// The cause map and the drivers of a dossier, of all answers or of those at the steps of a journey. Each is
/// found when it is first asked for, and kept. Safe for use by several threads.
public final class Explanations {

    private final Dossier dossier;
    private final Map<String, Explained> journeys = new ConcurrentHashMap<>();

    /// Of what a dossier holds.
    public Explanations(Dossier dossier) {
        this.dossier = dossier;
    }

    /// The cause map.
    ///
    /// @param journey whose steps the answers are of; all answers where there is none
    public CauseMap map(Optional<Journey> journey) {
        return explained(journey).map();
    }

    /// The drivers of an outcome.
    ///
    /// @param journey whose steps the answers are of; all answers where there is none
    /// @param outcome id of a measure; one is chosen where it is empty or not among the outcomes
    public Drivers drivers(Optional<Journey> journey, Optional<String> outcome) {
        return explained(journey).drivers(outcome);
    }

    /// For which channels and when a link of the map holds.
    ///
    /// @param journey whose map the link is of
    public WhereItHolds holds(Optional<Journey> journey, CauseLink link) {
        return explained(journey).holds(link);
    }

    private Explained explained(Optional<Journey> journey) {
        return journeys.computeIfAbsent(
                journey.map(Journey::id).orElse(""), id -> new Explained(dossier, filters(journey)));
    }

    private List<Filter> filters(Optional<Journey> journey) {
        return journey.filter(j -> dossier.has(FactKind.RESPONSES, "touchpoint"))
                .map(j -> List.<Filter>of(new Filter.In("touchpoint", Set.copyOf(j.steps()))))
                .orElse(List.of());
    }

    /// What is explained of the same answers: their cells are read once for map and drivers, and not kept.
    private static final class Explained {

        private final Dossier dossier;
        private final List<Filter> filters;
        private final Map<String, Drivers> drivers = new HashMap<>();
        private final Map<CauseLink, WhereItHolds> holds = new HashMap<>();
        private @Nullable CauseMap map;
        private @Nullable DriversSurvey weeks;

        Explained(Dossier dossier, List<Filter> filters) {
            this.dossier = dossier;
            this.filters = filters;
        }

        synchronized CauseMap map() {
            CauseMap known = map;
            return known == null ? read() : known;
        }

        synchronized Drivers drivers(Optional<String> outcome) {
            CauseMap drawn = map();
            DriversSurvey survey = weeks;
            if (survey == null) {
                return new Drivers.TooLittle(Map.of(), "", ((CauseMap.TooLittle) drawn).missing(), drawn.leftOut());
            }
            // By id, so that what is typed in an address cannot fill the memory.
            Optional<String> known = outcome.flatMap(survey::outcome);
            return drivers.computeIfAbsent(known.orElse(""), id -> survey.of(known));
        }

        synchronized WhereItHolds holds(CauseLink link) {
            return map() instanceof CauseMap.Drawn drawn
                    ? holds.computeIfAbsent(link, l -> new PartsSurvey(dossier, filters, drawn).of(l))
                    : WhereItHolds.UNKNOWN;
        }

        private CauseMap read() {
            CauseMap drawn;
            if (!dossier.has(FactKind.RESPONSES)) {
                drawn = new CauseMap.TooLittle(
                        List.of(say("Answers of customers, tied to their contacts: there are none in these days.")),
                        List.of());
            } else if (!dossier.has(FactKind.RESPONSES, UnitWeekCells.place(dossier))) {
                drawn = new CauseMap.TooLittle(List.of(say("The unit or the touchpoint of each answer.")), List.of());
            } else {
                UnitWeekCells cells = UnitWeekCells.of(dossier, new CauseMeasures(dossier).candidates(), filters);
                weeks = new DriversSurvey(dossier, cells, filters);
                drawn = new CauseSurvey(dossier, filters).map(cells);
            }
            map = drawn;
            return drawn;
        }
    }
}
