package throughline.explanation;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseLink.Standing;
import throughline.explanation.CauseMap.Declared;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMap.LeftOut;
import throughline.explanation.CauseMap.Level;
import throughline.explanation.CauseMap.Rests;
import throughline.explanation.CauseMap.State;
import throughline.explanation.CauseMap.TooLittle;
import throughline.lake.cube.Filter;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Person;
import throughline.statistics.Moments;
import throughline.statistics.causal.MomentBlocks;
import throughline.statistics.causal.TwoWayCells;

/// Draws the cause map of a dossier from its cells.
final class CauseSurvey {

    /// Units times weeks with answers from which a map is drawn (ours).
    static final int UNIT_WEEKS = 30;

    /// Answers from which a map is drawn (ours).
    static final int ANSWERS = 200;

    private final Dossier dossier;
    private final List<Filter> filters;

    /// @param filters which answers the cells count
    CauseSurvey(Dossier dossier, List<Filter> filters) {
        this.dossier = dossier;
        this.filters = filters;
    }

    /// Draws the map of cells that have been read.
    CauseMap map(UnitWeekCells read) {
        List<String> missing = missing(read);
        if (!missing.isEmpty()) {
            return new TooLittle(missing, read.leftOut());
        }
        TwoWayCells whole = TwoWayCells.of(read.cells(), read.unit(), read.week());
        double[] before = squares(read.cells());
        int[] kept = CauseSearch.apart(read.nodes(), whole, before).stream()
                .mapToInt(v -> v)
                .toArray();
        var leftOut = new ArrayList<>(read.leftOut());
        for (int v = 0; v < read.nodes().size(); v++) {
            int own = v;
            if (Arrays.stream(kept).noneMatch(k -> k == own)) {
                leftOut.add(new LeftOut(
                        read.nodes().get(v).title(),
                        say("It does not differ within units and weeks, or says the same as another measure.")));
            }
        }
        UnitWeekCells cells = kept.length == read.nodes().size() ? read : read.select(kept);
        if (cells.nodes().stream().map(CauseNode::tier).distinct().count() < 2) {
            return new TooLittle(List.of(say(TWO)), leftOut);
        }
        CauseSearch search;
        try {
            search = new CauseSearch(
                    cells.nodes(),
                    kept.length == read.nodes().size()
                            ? whole
                            : TwoWayCells.of(cells.cells(), cells.unit(), cells.week()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new TooLittle(
                    List.of(say(
                            "More answers: those there are resemble each other so much within weeks that they are worth too few independent ones for %s measures.",
                            kept.length)),
                    leftOut);
        }
        return drawn(cells, read.nodes(), search, leftOut);
    }

    private static final String TWO =
            key("Answers that know measures of at least two columns, such as the wait and how it felt.");

    private List<String> missing(UnitWeekCells read) {
        var missing = new ArrayList<String>();
        if (read.nodes().stream().map(CauseNode::tier).distinct().count() < 2) {
            missing.add(say(TWO));
            return missing;
        }
        if (read.cells().size() < UNIT_WEEKS) {
            missing.add(say(
                    "Too few unit-weeks: %s, %s are needed.",
                    Wording.count(read.cells().size()), UNIT_WEEKS));
        }
        if (read.weeks() < MomentBlocks.MINIMUM_BLOCKS) {
            missing.add(say("Too few weeks: %s, %s are needed.", read.weeks(), MomentBlocks.MINIMUM_BLOCKS));
        }
        if (read.rows() < ANSWERS) {
            missing.add(say(
                    "Too few answers: %s, %s are needed. %s",
                    Wording.count(Math.round(read.rows())),
                    ANSWERS,
                    Wording.needed(
                            Math.round(read.rows()),
                            ANSWERS,
                            dossier.period(),
                            "answer that knows all measures",
                            "answers that know all measures")));
        }
        return missing;
    }

    private static double[] squares(List<Moments> cells) {
        int p = cells.getFirst().variables();
        var all = new Moments.Builder(p);
        cells.forEach(all::add);
        Moments sum = all.build();
        return IntStream.range(0, p).mapToDouble(v -> sum.products(v, v)).toArray();
    }

    private Drawn drawn(UnitWeekCells cells, List<CauseNode> known, CauseSearch search, List<LeftOut> leftOut) {
        Map<String, Level> levels = new HashMap<>();
        Map<String, Double> best = new HashMap<>();
        for (int v = 0; v < cells.nodes().size(); v++) {
            CauseNode node = cells.nodes().get(v);
            Spread spread = Spread.of(cells.cells(), v);
            levels.put(node.id(), new Level(spread.mean(), spread.at(0.025), spread.at(0.975)));
            best.put(node.id(), spread.at(node.sign() > 0 ? 0.9 : 0.1));
        }
        List<CauseLink> links = search.links().stream().map(this::withStanding).toList();
        var rests = new Rests(
                cells.answers(),
                Math.round(cells.rows()),
                search.rows().effective(),
                Arrays.stream(cells.unit()).max().orElse(-1) + 1,
                cells.weeks(),
                cells.cells().size());
        Optional<BadExperiences> felt = BadExperiences.of(
                new BadExperiences.Asked(dossier, cells, known, search, filters, levels, best), links);
        var map = new Drawn(cells.nodes(), levels, links, List.of(), felt, rests, leftOut);
        return new Drawn(map.nodes(), levels, links, declared(map, search), felt, rests, leftOut);
    }

    private List<Declared> declared(Drawn map, CauseSearch search) {
        var declared = new ArrayList<Declared>();
        for (Link link : dossier.organisation().links()) {
            OptionalInt cause = map.index(link.cause());
            OptionalInt effect = map.index(link.effect());
            boolean both = cause.isPresent() && effect.isPresent();
            Optional<CauseLink> measured =
                    both ? search.link(cause.getAsInt(), effect.getAsInt()).map(this::withStanding) : Optional.empty();
            boolean onward = both
                    && map.nodes()
                                    .get(cause.getAsInt())
                                    .tier()
                                    .compareTo(
                                            map.nodes().get(effect.getAsInt()).tier())
                            < 0;
            State state = measured.map(State::of).orElse(both && !onward ? State.NOT_LOOKED_FOR : State.NOT_MEASURED);
            declared.add(new Declared(link, title(link.cause()), title(link.effect()), state, measured));
        }
        return declared;
    }

    private String title(String id) {
        return dossier.measures().find(id).map(e -> e.title()).orElse(Wording.sentence(id));
    }

    private CauseLink withStanding(CauseLink link) {
        return dossier.organisation().links().stream()
                .filter(known ->
                        link.cause().isMeantBy(known.cause()) && link.effect().isMeantBy(known.effect()))
                .findFirst()
                .map(known -> link.standing(new Standing(
                        true,
                        Optional.ofNullable(known.managedBy())
                                .map(id -> dossier.registry()
                                        .person(id)
                                        .map(Person::title)
                                        .orElse(id)))))
                .orElse(link);
    }

    /// The means of a measure over the units' weeks, in order, each with its answers.
    @SuppressWarnings("ArrayRecordComponent")
    private record Spread(double mean, double[] sorted, double[] upTo) {

        static Spread of(List<Moments> cells, int variable) {
            long[] order = new long[cells.size()];
            for (int c = 0; c < order.length; c++) {
                order[c] = ((long) rank((float) cells.get(c).mean(variable)) << 32) | c;
            }
            Arrays.sort(order);
            double[] means = new double[order.length];
            double[] upTo = new double[order.length];
            double rows = 0;
            double sum = 0;
            for (int i = 0; i < order.length; i++) {
                Moments cell = cells.get((int) order[i]);
                means[i] = cell.mean(variable);
                rows += cell.count();
                sum += cell.count() * means[i];
                upTo[i] = rows;
            }
            return new Spread(sum / rows, means, upTo);
        }

        /// An integer that is ordered as the number is; comparing objects would take longer than all the
        /// rest.
        private static int rank(float value) {
            int bits = Float.floatToIntBits(value);
            return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
        }

        /// The mean of the unit's week up to which a share of the answers lies.
        double at(double share) {
            double wanted = share * upTo[upTo.length - 1];
            for (int c = 0; c < sorted.length; c++) {
                if (upTo[c] >= wanted) {
                    return sorted[c];
                }
            }
            return sorted[sorted.length - 1];
        }
    }
}
