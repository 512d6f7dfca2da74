package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.Wording;
import throughline.organisation.Register.Decision;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// A decision, and what was said that it does not fit.
///
/// @param said where and when the nearest of it was said
/// @param words what was said
/// @param more what else it does not fit; may be empty
/// @param apart such as `16 days later`
/// @param done for whom and when it was decided
/// @param decision what was decided
/// @param effect what it does to the service
public record SayDoPair(
        String said, String words, String more, String apart, String done, String decision, String effect) {

    /// @param announced 1 for an announcement, 0 for a promise
    private record Dated(Decision by, long days, long announced, SayDoPair pair) {}

    /// The decisions that undo announcements or promises, latest first.
    static List<SayDoPair> of(Examination examination) {
        SaidAndDone found = examination.saidAndDone();
        var words = new SayDoWords(
                examination.dossier().registry(), examination.dossier().measures());
        Stream<Dated> announced = found.undone().stream()
                .flatMap(w -> w.undoes().stream()
                        .map(d -> new Dated(
                                d,
                                away(w.said().at(), d),
                                1,
                                pair(
                                        words,
                                        say(
                                                "Said to %s, %s",
                                                words.to(
                                                        w.said().audience(),
                                                        w.said().unit()),
                                                Words.date(w.said().at())),
                                        SayDoWords.said(w.said()),
                                        SayDoWords.apart(w.said().at(), d.at()),
                                        d))));
        Stream<Dated> promised = found.promises().stream()
                .flatMap(p -> p.undoes().stream()
                        .map(d -> new Dated(
                                d,
                                away(p.promise().madeOn(), d),
                                0,
                                pair(
                                        words,
                                        say(
                                                "Promised to %s, %s",
                                                words.to(
                                                        p.promise().audience(),
                                                        p.promise().unit()),
                                                Words.date(p.promise().madeOn())),
                                        words.promised(p.promise()),
                                        SayDoWords.apart(p.promise().madeOn(), d.at()),
                                        d))));
        return Stream.concat(announced, promised)
                .collect(Collectors.groupingBy(Dated::by, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .sorted(Comparator.comparing(
                                (List<Dated> of) -> of.getFirst().by().at())
                        .reversed())
                .map(SayDoPair::together)
                .toList();
    }

    private static long away(LocalDate said, Decision done) {
        return Math.abs(ChronoUnit.DAYS.between(said, done.at()));
    }

    private static SayDoPair together(List<Dated> of) {
        Dated nearest = of.stream()
                .min(Comparator.comparingLong((Dated d) -> -d.announced()).thenComparingLong(Dated::days))
                .orElseThrow();
        long announcements = of.stream().mapToLong(Dated::announced).sum() - nearest.announced();
        long promises = of.size() - 1 - announcements;
        SayDoPair pair = nearest.pair();
        List<String> others = Stream.of(
                        announcements == 0 ? "" : Wording.count(announcements, "announcement", "announcements"),
                        promises == 0 ? "" : Wording.count(promises, "promise", "promises"))
                .filter(t -> !t.isEmpty())
                .toList();
        return new SayDoPair(
                pair.said,
                pair.words,
                others.isEmpty() ? "" : say("Nor does it fit %s more.", Wording.names(others, 2)),
                pair.apart,
                pair.done,
                pair.decision,
                pair.effect);
    }

    private static SayDoPair pair(SayDoWords words, String said, String text, String apart, Decision done) {
        return new SayDoPair(
                said,
                text,
                "",
                apart,
                say("Decided for %s, %s", words.place(done.unit()), Words.date(done.at())),
                SayDoWords.done(done),
                Words.kept(SayDoWords.brief(done) + "."));
    }
}
