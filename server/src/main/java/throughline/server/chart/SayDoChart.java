package throughline.server.chart;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import throughline.diagnosis.Period;

/// What is said above a line of time and what is done below it, joined where a decision undoes or backs
/// what was said. As many marks are labelled as have room, those that are joined first, the latest before
/// the earlier ones.
public final class SayDoChart {

    private static final int LINE = 150;
    private static final double[] SAID = {90, 50};
    private static final double[] DONE = {196, 232};
    private static final double LONGEST = 190;
    private static final double SHORTEST = 44;
    private static final double MONTH_ROOM = 46;

    private SayDoChart() {}

    /// A day on which something was said or done.
    ///
    /// @param words in a few words
    public record Mark(LocalDate at, String words) {}

    /// What a decision does to what was said.
    public enum Tone {
        UNDOES("k-concern", "p-dot c", "t-concern"),
        BACKS("k-improve", "p-dot i", "t-improve");

        private final String line;
        private final String dot;
        private final String text;

        Tone(String line, String dot, String text) {
            this.line = line;
            this.dot = dot;
            this.text = text;
        }
    }

    /// A decision and what was said, by their places in the lists.
    public record Tie(int said, int done, Tone tone) {}

    /// What is drawn.
    ///
    /// @param period the days the line covers at least
    /// @param said oldest first
    /// @param done oldest first
    /// @param label read aloud instead of the picture
    public record Content(Period period, List<Mark> said, List<Mark> done, List<Tie> ties, String label) {

        /// Copies the lists.
        public Content {
            said = List.copyOf(said);
            done = List.copyOf(done);
            ties = List.copyOf(ties);
        }
    }

    /// The chart at the four widths.
    public static String of(Content content) {
        return Fit.of(width -> new Picture(content, width).drawn(), Fit.NARROW, Fit.MEDIUM, Fit.WIDE, Fit.WIDEST);
    }

    /// The drawing of one width.
    private static final class Picture {

        private final Content content;
        private final int width;
        private final LocalDate first;
        private final LocalDate last;
        private final Drawing drawing = new Drawing();
        private final Map<Integer, Tone> tones = new HashMap<>();
        private final Set<Integer> joined = new HashSet<>();
        private final Map<Double, List<double[]>> taken = new HashMap<>();

        Picture(Content content, int width) {
            this.content = content;
            this.width = width;
            this.first = days(content).min(Comparator.naturalOrder()).orElseThrow();
            this.last = days(content).max(Comparator.naturalOrder()).orElseThrow();
            for (Tie tie : content.ties()) {
                joined.add(tie.said());
                tones.merge(tie.done(), tie.tone(), (a, b) -> a == Tone.UNDOES ? a : b);
            }
        }

        private static Stream<LocalDate> days(Content content) {
            return Stream.of(
                            Stream.of(content.period().from(), content.period().to()),
                            content.said().stream().map(Mark::at),
                            content.done().stream().map(Mark::at))
                    .flatMap(days -> days);
        }

        String drawn() {
            drawing.text(0, 14, say("Said"), "t-dim")
                    .text(0, 292, say("Done"), "t-dim")
                    .line(0, LINE, width, LINE, "k-line");
            for (Tie tie : content.ties()) {
                double from = x(content.said().get(tie.said()));
                double to = x(content.done().get(tie.done()));
                drawing.shape(
                        "M%1$s %2$sC%1$s %5$s %3$s %5$s %3$s %4$s"
                                .formatted(
                                        Drawing.px(from),
                                        Drawing.px(SAID[tie.said() % 2]),
                                        Drawing.px(to),
                                        Drawing.px(DONE[tie.done() % 2]),
                                        LINE),
                        tie.tone().line);
            }
            months();
            for (int i = 0; i < content.said().size(); i++) {
                Mark mark = content.said().get(i);
                drawing.dot(x(mark), SAID[i % 2], joined.contains(i) ? 4.5 : 3.5, "p-open", mark.words());
            }
            for (int i = 0; i < content.done().size(); i++) {
                Mark mark = content.done().get(i);
                Tone tone = tones.get(i);
                drawing.dot(
                        x(mark),
                        DONE[i % 2],
                        tone == null ? 3.5 : 5,
                        tone == null ? "p-dot s" : tone.dot,
                        mark.words());
            }
            labels();
            return drawing.chart(width, 300, content.label());
        }

        private double x(Mark mark) {
            return x(mark.at());
        }

        private double x(LocalDate day) {
            double share =
                    (double) ChronoUnit.DAYS.between(first, day) / Math.max(1, ChronoUnit.DAYS.between(first, last));
            return 8 + share * (width - 16);
        }

        private void months() {
            double free = 0;
            for (LocalDate month = first.withDayOfMonth(1); !month.isAfter(last); month = month.plusMonths(1)) {
                double at = Math.max(8, x(month.isBefore(first) ? first : month));
                if (at >= free && at + 24 < width) {
                    drawing.text(at, LINE + 17, Words.briefMonth(month), "t-dim t-halo");
                    free = at + MONTH_ROOM;
                }
            }
        }

        /// The joined ones first: who undoes, who backs; then what is left, the latest first.
        private void labels() {
            var said = new ArrayList<Integer>();
            var done = new ArrayList<Integer>();
            for (Tone tone : Tone.values()) {
                for (Tie tie : content.ties().reversed()) {
                    if (tie.tone() == tone) {
                        said.add(tie.said());
                        done.add(tie.done());
                    }
                }
            }
            for (int i = content.said().size() - 1; i >= 0; i--) {
                said.add(i);
            }
            for (int i = content.done().size() - 1; i >= 0; i--) {
                done.add(i);
            }
            said.stream().distinct().forEach(i -> label(content.said().get(i), SAID[i % 2] - 12, "t-ink t-halo"));
            done.stream().distinct().forEach(i -> {
                Tone tone = tones.get(i);
                label(content.done().get(i), DONE[i % 2] + 20, tone == null ? "t-halo" : tone.text + " t-halo");
            });
        }

        /// Writes a label to the right of its mark, or to the left where there is more room; none where
        /// there is none.
        private void label(Mark mark, double y, String classes) {
            double at = x(mark);
            double right = room(at, y, 1);
            double left = room(at, y, -1);
            boolean ahead = right >= Math.min(Words.width(mark.words()), LONGEST) || right >= left;
            double room = Math.min(ahead ? right : left, LONGEST);
            String words = Words.clipped(mark.words(), room);
            double wide = Words.width(words);
            if (room >= SHORTEST && !words.isEmpty()) {
                taken.computeIfAbsent(y, row -> new ArrayList<>())
                        .add(ahead ? new double[] {at - 6, at + wide + 10} : new double[] {at - wide - 10, at + 6});
                drawing.text(at, y, words, ahead ? classes : "t-e " + classes);
            }
        }

        private double room(double at, double y, int way) {
            double room = way > 0 ? width - at : at;
            for (double[] other : taken.getOrDefault(y, List.of())) {
                if (other[0] < at + 6 && other[1] > at - 6) {
                    return 0;
                }
                double gap = way > 0 ? other[0] - at : at - other[1];
                if (gap > 0) {
                    room = Math.min(room, gap - 4);
                }
            }
            return room;
        }
    }
}
