package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.SaidAndDone.Word;
import throughline.diagnosis.Wording;
import throughline.organisation.Register.Decision;
import throughline.server.chart.SayDoChart;
import throughline.server.chart.SayDoChart.Mark;
import throughline.server.chart.SayDoChart.Tie;
import throughline.server.chart.SayDoChart.Tone;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// Announcements above a line of time and decisions below it.
///
/// @param note what joins them
public record SayDoTimeline(String note, Markup chart, FigureTable table) {

    /// The line of an examination; empty where nothing was announced or decided.
    static Optional<SayDoTimeline> of(Examination examination) {
        SaidAndDone found = examination.saidAndDone();
        if (found.words().isEmpty() && found.decisions().isEmpty()) {
            return Optional.empty();
        }
        var done = new ArrayList<>(found.decisions());
        var ties = new ArrayList<Tie>();
        List<Word> words = found.words();
        for (int i = 0; i < words.size(); i++) {
            int said = i;
            words.get(i).undoes().ifPresent(d -> ties.add(new Tie(said, place(done, d), Tone.UNDOES)));
            words.get(i).backs().ifPresent(d -> ties.add(new Tie(said, place(done, d), Tone.BACKS)));
        }
        return Optional.of(new SayDoTimeline(
                say(
                        "A line joins an announcement with the nearest decision in the same place that undoes it, else the nearest that backs it, within %s days.",
                        SaidAndDone.DAYS),
                Markup.drawn(SayDoChart.of(new SayDoChart.Content(
                        examination.diagnosis().period(),
                        words.stream()
                                .map(w -> new Mark(w.said().at(), SayDoWords.said(w.said())))
                                .toList(),
                        done.stream()
                                .map(d -> new Mark(d.at(), SayDoWords.brief(d)))
                                .toList(),
                        ties,
                        label(found)))),
                table(examination, words)));
    }

    /// The place of a decision in the list, to whose end it is added where it lies outside the period.
    private static int place(List<Decision> done, Decision decision) {
        if (!done.contains(decision)) {
            done.add(decision);
        }
        return done.indexOf(decision);
    }

    private static String label(SaidAndDone found) {
        long undone = found.undone().size();
        long backed = found.words().stream().filter(w -> w.backs().isPresent()).count();
        return say(
                "%s above the line, %s below it; decisions undo %s and back %s of the announcements",
                Wording.count(found.words().size(), "announcement", "announcements"),
                Wording.count(found.decisions().size(), "decision", "decisions"),
                Words.count(undone),
                Words.count(backed));
    }

    private static FigureTable table(Examination examination, List<Word> words) {
        var said = new SayDoWords(
                examination.dossier().registry(), examination.dossier().measures());
        return new FigureTable(
                List.of(
                        say("Said on"),
                        say("Announcement"),
                        say("To whom"),
                        say("Decision"),
                        say("Decided on"),
                        say("For"),
                        say("What it does")),
                words.reversed().stream()
                        .map(w -> {
                            Optional<Decision> decision = w.undoes().or(w::backs);
                            return List.of(
                                    Words.shortDate(w.said().at()),
                                    SayDoWords.said(w.said()),
                                    said.to(w.said().audience(), w.said().unit()),
                                    decision.map(SayDoWords::done).orElse(say("none near")),
                                    decision.map(d -> Words.shortDate(d.at())).orElse(""),
                                    decision.map(d -> said.place(d.unit())).orElse(""),
                                    decision.map(d -> "%s: %s"
                                                    .formatted(
                                                            w.undoes().isPresent() ? say("undoes it") : say("backs it"),
                                                            SayDoWords.brief(d)))
                                            .orElse(""));
                        })
                        .toList());
    }
}
