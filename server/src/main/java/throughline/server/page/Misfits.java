package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.SaidAndDone.Undone;
import throughline.diagnosis.Wording;
import throughline.organisation.Register;
import throughline.organisation.Register.Decision;
import throughline.server.chart.Words;
import throughline.server.page.FactFormPage.Notice;
import throughline.server.page.FactFormPage.Notice.Item;

/// What is on record that does not fit what is about to be recorded, by the rule of cause 1.9.
public final class Misfits {

    private static final int MOST = 5;

    private Misfits() {}

    /// What does not fit; empty where everything does.
    ///
    /// @param dossier what is on record and may be seen
    /// @param typed what is about to be recorded
    public static Optional<Notice> of(Dossier dossier, Register typed) {
        var words = new SayDoWords(dossier.registry(), dossier.measures());
        List<Decision> against = Stream.concat(
                        typed.announcements().stream().flatMap(a -> SaidAndDone.undoing(dossier, a).stream()),
                        typed.promises().stream().flatMap(p -> SaidAndDone.undoing(dossier, p).stream()))
                .toList();
        if (!against.isEmpty()) {
            return Optional.of(new Notice(
                    typed.promises().isEmpty()
                            ? say("A decision works against this announcement")
                            : say("A decision works against this promise"),
                    say("It worsens the service in the same place, within %s days.", SaidAndDone.DAYS),
                    against.stream().map(d -> decided(words, d)).toList(),
                    against.stream().map(Decision::id).collect(Collectors.joining(","))));
        }
        List<Undone> undone = typed.decisions().stream()
                .flatMap(d -> SaidAndDone.undoneBy(dossier, d).stream())
                .toList();
        return undone.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        say("This decision undoes what was said"),
                        say(
                                        "%s in the same place, within %s days.",
                                        Wording.count(
                                                undone.size(), "announcement or promise", "announcements and promises"),
                                        SaidAndDone.DAYS)
                                + (undone.size() > MOST ? " " + say("The nearest %s are shown.", MOST) : ""),
                        undone.stream().limit(MOST).map(u -> said(words, u)).toList(),
                        undone.stream().map(Misfits::id).collect(Collectors.joining(","))));
    }

    private static Item decided(SayDoWords words, Decision done) {
        return new Item(
                say("Decided for %s, %s", words.place(done.unit()), Words.date(done.at())),
                Words.kept("%s %s.".formatted(SayDoWords.done(done), SayDoWords.brief(done))));
    }

    private static Item said(SayDoWords words, Undone undone) {
        return switch (undone) {
            case Undone.Announced announced ->
                new Item(
                        say(
                                "Said to %s, %s",
                                words.to(
                                        announced.said().audience(),
                                        announced.said().unit()),
                                Words.date(announced.said().at())),
                        SayDoWords.said(announced.said()));
            case Undone.Promised promised ->
                new Item(
                        say(
                                "Promised to %s, %s",
                                words.to(
                                        promised.promise().audience(),
                                        promised.promise().unit()),
                                Words.date(promised.promise().madeOn())),
                        words.promised(promised.promise()));
        };
    }

    private static String id(Undone undone) {
        return switch (undone) {
            case Undone.Announced announced -> announced.said().id();
            case Undone.Promised promised -> promised.promise().id();
        };
    }
}
