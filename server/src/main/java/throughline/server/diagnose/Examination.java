package throughline.server.diagnose;

import static throughline.text.Text.say;

import java.util.Optional;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.MeasureDictionary;
import throughline.diagnosis.Period;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.ScorecardBook;
import throughline.diagnosis.Steps;
import throughline.diagnosis.Teams;
import throughline.explanation.Explanations;
import throughline.explanation.LineOfSight;
import throughline.organisation.Organisation.Unit;
import throughline.workspace.Workspace;

/// A diagnosis with all that its pages show: what it looked at, what it found, and what was so before.
///
/// @param span how far back it looks
/// @param part the unit whose subtree it is limited to, or empty for the whole organisation
/// @param dossier what was looked at; gives the rows behind a figure
/// @param diagnosis what was found
/// @param before what was found in the same length of time just before, or as seen a month earlier,
///     where there are data of it
/// @param sight the line of sight
/// @param accountability who answers for service
/// @param journeys how journeys were designed, really went, are measured and owned
/// @param saidAndDone what is said about service, and what is done
/// @param teams the teams of the front line, compared with all
/// @param measures the dictionary of measures
/// @param scorecards what people are judged by
/// @param steps where improvements stand, whatever the days: a step is held against its baseline
/// @param explanations the cause map and the drivers, found when they are asked for
/// @param provenance where the figures come from
public record Examination(
        Span span,
        Optional<Unit> part,
        Dossier dossier,
        Diagnosis diagnosis,
        Optional<Diagnosis> before,
        LineOfSight sight,
        Accountability accountability,
        Journeys journeys,
        SaidAndDone saidAndDone,
        Teams teams,
        MeasureDictionary measures,
        ScorecardBook scorecards,
        Steps steps,
        Explanations explanations,
        Provenance provenance) {

    /// What was read, in figures.
    ///
    /// @param engine name of the engine that added up
    /// @param snapshot hash of all files read, hexadecimal
    /// @param duplicates rows that a later row of the same id replaced
    /// @param rejected rows that could not be read
    /// @param all first to last day with a fact, where there are facts
    public record Provenance(String engine, String snapshot, long duplicates, long rejected, Optional<Period> all) {

        /// The provenance of all figures of a workspace.
        public static Provenance of(Workspace workspace) {
            return new Provenance(
                    workspace.engine().name(),
                    workspace.snapshot(),
                    workspace.duplicates(),
                    workspace.rejected(),
                    workspace.from().flatMap(from -> workspace.to().map(to -> new Period(from, to))));
        }
    }

    /// When `before` was, in a sentence: `in the 12 weeks before`, or `a month earlier`.
    public String beforeWords() {
        boolean apart = before.filter(
                        b -> !b.period().to().isBefore(diagnosis.period().from()))
                .isEmpty();
        String length =
                span.length().isEmpty() ? say("%s days", diagnosis.period().days()) : span.length();
        return apart ? say("in the %s before", length) : say("a month earlier");
    }

    /// The days in words.
    public String periodWords() {
        return span.words(diagnosis.period());
    }
}
