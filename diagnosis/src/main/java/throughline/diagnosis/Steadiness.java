package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Proportion;
import throughline.statistics.control.XmrChart;

/// How even delivery is: who varies ([WhoVaries]), how many weeks stay within their usual range, and what staff say of
/// the number of changes. Shown, not counted: what is even enough
/// has no threshold.
final class Steadiness {

    private static final double LEVEL = 0.95;
    private static final long NEEDED = 200;
    /// Weeks of a unit, and answers of a week, from which a chart is drawn.
    private static final int WEEKS = 12;

    private static final long ANSWERS = 5;
    private static final long STAFF = 30;

    private static final List<Kind> ORDER = List.of(Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME);

    static final String SHOWN = key("shown beside the verdict, not counted");
    private static final Scale CONTROL = new Scale(1, 0.95, 0.95, 0.5);
    private static final Scale AGREED = new Scale(1, 3, 3, 5);

    private Steadiness() {}

    /// The cards there are facts for.
    static List<Indicator> of(Dossier dossier) {
        var cards = new ArrayList<Indicator>();
        mostAnswered(dossier).ifPresent(item -> {
            WhoVaries.of(dossier, item).ifPresent(cards::add);
            control(dossier, item).ifPresent(cards::add);
        });
        tooMany(dossier).ifPresent(cards::add);
        return cards;
    }

    /// The perception, else the feeling, else the outcome, that most customers answered.
    static Optional<Entry> mostAnswered(Dossier dossier) {
        List<Entry> items = ORDER.stream()
                .flatMap(kind -> dossier.measures().in(FactKind.RESPONSES, kind).stream())
                .filter(e -> dossier.has(FactKind.RESPONSES, e.id()))
                .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        Cube cube = dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                .sum(items.stream().map(Entry::id).toArray(String[]::new)));
        long[] answers = new long[items.size()];
        cube.forEach(cell -> Arrays.setAll(answers, i -> cell.sum(i).count()));
        for (Kind kind : ORDER) {
            int most = -1;
            for (int i = 0; i < answers.length; i++) {
                boolean asked = items.get(i).kind() == kind && answers[i] >= NEEDED;
                most = asked && (most < 0 || answers[i] > answers[most]) ? i : most;
            }
            if (most >= 0) {
                return Optional.of(items.get(most));
            }
        }
        return Optional.empty();
    }

    /// Weekly means of each unit against the unit's own usual range.
    private static Optional<Indicator> control(Dossier dossier, Entry item) {
        UnitWeeks weeks = UnitWeeks.of(dossier, List.of(item.id())).get(item.id());
        if (weeks == null) {
            return Optional.empty();
        }
        long inside = 0;
        long all = 0;
        int units = 0;
        for (Map<java.time.LocalDate, UnitWeeks.Point> unit : weeks.byUnit().values()) {
            double[] points = unit.entrySet().stream()
                    .filter(e -> e.getValue().rows() >= ANSWERS)
                    .sorted(Map.Entry.comparingByKey())
                    .mapToDouble(e -> e.getValue().score())
                    .toArray();
            if (points.length >= WEEKS) {
                XmrChart chart = XmrChart.of(points);
                inside += Arrays.stream(points).filter(chart::inControl).count();
                all += points.length;
                units++;
            }
        }
        if (all == 0) {
            return Optional.empty();
        }
        return Optional.of(Card.of(Cause.TOO_MUCH_AT_ONCE, "weeks-in-control", say("How steady the weeks are"), dossier)
                .rule(SHOWN)
                .files(FactKind.RESPONSES)
                .rests(all, say("weekly means"))
                .method(say("XmR chart of each unit, limits from neighbouring weeks; Wilson interval, 95 %"))
                .says(
                        say(
                                "[[%s weekly means]] of “%s” stayed within their unit's usual range, in %s.",
                                Wording.of(inside, all), item.title(), Wording.count(units, "unit", "units")),
                        Statistic.of(
                                say("share of weeks in control"),
                                Proportion.wilson((double) inside, (double) all, LEVEL)),
                        CONTROL));
    }

    private static Optional<Indicator> tooMany(Dossier dossier) {
        return StaffItem.of(dossier, "too_many_changes", STAFF).map(item -> {
            Card card = Card.of(
                            Cause.TOO_MUCH_AT_ONCE, "too-many-changes", say("What staff say of the changes"), dossier)
                    .rule(SHOWN)
                    .files(FactKind.PULSE)
                    .rests(item.answers(), say("answers of staff"))
                    .method(say("mean, t interval, 95 %"));
            item.lineage().behind().ifPresent(card::rows);
            return card.says(
                    say(
                            "Staff answered [[%s of 5]] on average to “too many changes” (%s).",
                            Wording.number(item.estimate().value()),
                            Wording.count(item.answers(), "answer", "answers")),
                    Statistic.of(say("mean of too_many_changes"), item.estimate()),
                    AGREED);
        });
    }
}
