package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.function.Predicate;
import throughline.diagnosis.SaidAndDone.Promised;
import throughline.diagnosis.Standing;
import throughline.diagnosis.Wording;
import throughline.organisation.Register.PromiseMade;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// A promise and what became of it.
///
/// @param what its measure and target
/// @param to to whom, and where
/// @param standing in a word or two
/// @param broken whether it was not kept
/// @param how who says so, or why nobody can
public record PromiseRow(String what, String to, String made, String due, String standing, boolean broken, String how) {

    /// The promises of an examination, latest due day first.
    static List<PromiseRow> of(Examination examination) {
        return of(examination, p -> true);
    }

    /// Those of them that are wanted.
    static List<PromiseRow> of(Examination examination, Predicate<PromiseMade> wanted) {
        var words = new SayDoWords(
                examination.dossier().registry(), examination.dossier().measures());
        return examination.saidAndDone().promises().reversed().stream()
                .filter(p -> wanted.test(p.promise()))
                .map(p -> of(p, words))
                .toList();
    }

    private static PromiseRow of(Promised promised, SayDoWords words) {
        var promise = promised.promise();
        Standing standing = promised.standing();
        return new PromiseRow(
                words.promised(promise),
                words.to(promise.audience(), promise.unit()),
                Words.shortDate(promise.madeOn()),
                Words.shortDate(promise.dueOn()),
                switch (standing) {
                    case Standing.Kept kept -> say("Kept");
                    case Standing.Broken broken -> say("Broken");
                    case Standing.NotDue notDue -> say("Not due yet");
                    case Standing.Unknown unknown -> say("Cannot be judged");
                },
                standing instanceof Standing.Broken,
                switch (standing) {
                    case Standing.Kept kept -> source(kept.by());
                    case Standing.Broken broken -> source(broken.by());
                    case Standing.NotDue notDue -> "";
                    case Standing.Unknown unknown -> unknown.why();
                });
    }

    private static String source(Standing.Source source) {
        return switch (source) {
            case Standing.Source.Ledger ledger -> say("says the register");
            case Standing.Source.Measure measure ->
                say(
                        "it was %s, mean of %s",
                        Words.number(measure.mean()), Wording.count(measure.rows(), "row", "rows"));
        };
    }
}
