package throughline.command.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.statistics.control.AttributeChart;
import throughline.statistics.control.Better;
import throughline.statistics.control.ControlLimits;
import throughline.statistics.control.Cusum;
import throughline.statistics.control.Ewma;
import throughline.statistics.control.FalseAlarms;
import throughline.statistics.control.Rule;
import throughline.statistics.control.RunChart;
import throughline.statistics.control.XmrChart;

/// `throughline analyse chart`.
@Command(
        mixinStandardHelpOptions = true,
        description = "Control chart: where an unchanged process moves, and which points say that it has changed.")
final class ChartMethod implements Callable<Integer> {

    /// Charts by the names of the command line.
    enum Kind {
        XMR,
        P,
        U,
        LANEY_P,
        LANEY_U,
        RUN,
        CUSUM,
        EWMA;

        private boolean counts() {
            return this == P || this == U || this == LANEY_P || this == LANEY_U;
        }
    }

    /// Sets of rules by the names of the command line.
    enum Rules {
        NELSON,
        NHS,
        ANHOEJ
    }

    /// Deviations a running sum may reach: a false alarm about every 930 points on one side, 465 on both.
    private static final double DECISION = 5;

    private static final int REPLICATES = 2_000;
    private static final int MOST_WATCHED = 200;
    private static final long SEED = 1;

    @Mixin
    private final Call call = new Call();

    @Option(names = "--at", paramLabel = "T", required = true, description = "column of times, one row a point")
    private String at;

    @Option(names = "--value", paramLabel = "V", required = true, description = "column of values, or of counts")
    private String value;

    @Option(names = "--denominator", paramLabel = "D", description = "column of what the counts are of")
    private @Nullable String denominator;

    @Option(
            names = "--kind",
            paramLabel = "xmr|p|u|laney-p|laney-u|run|cusum|ewma",
            required = true,
            converter = KindConverter.class,
            description = "xmr: single values; p: shares; u: rates; laney-p, laney-u: of large numbers; "
                    + "run: around the median; cusum: running sums; ewma: weighted averages of all points so far")
    private Kind kind;

    @Option(names = "--baseline", paramLabel = "N", description = "limits from the first N points; default: all")
    private @Nullable Integer baseline;

    @Option(
            names = "--rules",
            paramLabel = "nelson|nhs|anhoej",
            description = "which patterns are marked; default: nelson, for a run chart anhoej")
    private @Nullable Rules rules;

    @Override
    public Integer call() throws IOException {
        if (kind.counts() && denominator == null) {
            throw call.wrong("A chart of kind %s needs --denominator, what the counts are of."
                    .formatted(KindConverter.name(kind)));
        }
        TimedPoints points = TimedPoints.read(call, at, value, denominator, kind.counts());
        points.addedUp().ifPresent(call::note);
        int first = baseline == null ? points.size() : baseline;
        if (first < 1 || first > points.size()) {
            throw call.wrong("--baseline %d: %s has %d points.".formatted(first, call.fileName(), points.size()));
        }
        double[] values = points.values();
        ControlLimits limits = limits(points, values, first);
        List<List<String>> signals = signals(values, limits, first);
        Optional<FalseAlarms> alarms = falseAlarms(values.length, first);
        Map<String, Object> json = json(points, values, limits, signals);
        alarms.ifPresent(a -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("charts", a.charts().value());
            fields.put("low", a.charts().low());
            fields.put("high", a.charts().high());
            fields.put("per_100_points", a.per100Points());
            json.put("false_alarms", fields);
        });
        List<String> text = text(points, values, limits, signals);
        alarms.ifPresent(a -> text.add(
                "Had nothing changed, %.0f of 100 such charts would have a mark, %.1f of 100 points (simulated, neighbours unrelated)."
                        .formatted(100 * a.charts().value(), a.per100Points())));
        return call.print(new Answer(json, text));
    }

    private ControlLimits limits(TimedPoints points, double[] values, int first) {
        return switch (kind) {
            case P -> counted(AttributeChart.Kind.P, points, first);
            case U -> counted(AttributeChart.Kind.U, points, first);
            case LANEY_P -> counted(AttributeChart.Kind.P_PRIME, points, first);
            case LANEY_U -> counted(AttributeChart.Kind.U_PRIME, points, first);
            case EWMA ->
                ewma(values, XmrChart.of(Arrays.copyOf(values, first)).limits(values.length))
                        .limits();
            case XMR, CUSUM -> XmrChart.of(Arrays.copyOf(values, first)).limits(values.length);
            case RUN -> {
                double[] none = new double[values.length];
                Arrays.fill(none, Double.NaN);
                yield new ControlLimits(RunChart.of(values, first).median(), none, none, none, 1);
            }
        };
    }

    /// The averages, and how far those of an unchanged process move.
    private static Ewma ewma(double[] values, ControlLimits single) {
        double sigma = single.deviations()[0];
        if (!(sigma > 0)) {
            throw new IllegalArgumentException(
                    "No point of the baseline differs from the one before: there is nothing to tell a shift from.");
        }
        return Ewma.of(values, single.centre(), sigma, Ewma.LAMBDA);
    }

    private static double[] averages(double[] values, double centre) {
        return Ewma.of(values, centre, 1, Ewma.LAMBDA).averages();
    }

    private static ControlLimits counted(AttributeChart.Kind kind, TimedPoints points, int first) {
        return AttributeChart.of(kind, points.counts(), points.bases(), first);
    }

    /// What each point signals.
    private List<List<String>> signals(double[] values, ControlLimits limits, int first) {
        List<List<String>> signals = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            signals.add(new ArrayList<>());
        }
        Rules set = set();
        if (kind == Kind.CUSUM) {
            for (Better better : Better.values()) {
                double[] sums = sums(values, limits, better);
                for (int i = 0; i < sums.length; i++) {
                    if (sums[i] > DECISION) {
                        signals.get(i).add(better == Better.HIGHER ? "cusum-low" : "cusum-high");
                    }
                }
            }
        } else if (kind == Kind.EWMA) {
            double[] averages = averages(values, limits.centre());
            for (int i = 0; i < averages.length; i++) {
                if (averages[i] < limits.lower()[i] || averages[i] > limits.upper()[i]) {
                    signals.get(i).add(averages[i] < limits.centre() ? "ewma-low" : "ewma-high");
                }
            }
        } else if (set == Rules.ANHOEJ) {
            RunChart run = kind == Kind.RUN ? RunChart.of(values, first) : RunChart.around(values, limits.centre());
            if (run.longestRun() > run.longestRunLimit()) {
                signals.get(run.runEnd()).add("anhoej-run");
            }
            if (run.crossings() < run.crossingsLimit()) {
                signals.getLast().add("anhoej-crossings");
            }
        } else {
            if (kind == Kind.RUN) {
                throw call.wrong("A run chart has no limits: use --rules anhoej, or --kind xmr.");
            }
            double[] z = limits.distances(values);
            for (Rule rule : set == Rules.NELSON ? Rule.NELSON : Rule.NHS) {
                boolean[] marks = rule.marks(z);
                for (int i = 0; i < marks.length; i++) {
                    if (marks[i]) {
                        signals.get(i).add(rule.id());
                    }
                }
            }
        }
        return signals;
    }

    private Rules set() {
        return rules == null ? (kind == Kind.RUN ? Rules.ANHOEJ : Rules.NELSON) : rules;
    }

    /// How often the rules mark points of a process that never changes; none for charts with no rules to
    /// choose.
    private Optional<FalseAlarms> falseAlarms(int points, int first) {
        if (kind == Kind.CUSUM || kind == Kind.EWMA || set() == Rules.ANHOEJ) {
            return Optional.empty();
        }
        // With limits from all points there are no new ones: then those of a process whose limits are known.
        int known = first < points && first >= XmrChart.MINIMUM_POINTS ? first : 0;
        int watched = Math.min(points - known, MOST_WATCHED);
        return Optional.of(
                FalseAlarms.of(set() == Rules.NELSON ? Rule.NELSON : Rule.NHS, known, watched, 0, REPLICATES, SEED));
    }

    private static double[] sums(double[] values, ControlLimits limits, Better better) {
        return Cusum.of(values, limits.centre(), limits.deviations()[0], DECISION, better)
                .sums();
    }

    private Map<String, Object> json(
            TimedPoints points, double[] values, ControlLimits limits, List<List<String>> signals) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n", values.length);
        json.put("centre", limits.centre());
        if (kind == Kind.LANEY_P || kind == Kind.LANEY_U) {
            json.put("sigma_z", limits.sigmaZ());
        }
        List<Map<String, Object>> list = new ArrayList<>();
        double[] low = kind == Kind.CUSUM ? sums(values, limits, Better.HIGHER) : values;
        double[] high = kind == Kind.CUSUM ? sums(values, limits, Better.LOWER) : values;
        double[] averages = kind == Kind.EWMA ? averages(values, limits.centre()) : values;
        for (int i = 0; i < values.length; i++) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("at", points.at(i));
            point.put("value", values[i]);
            point.put("lower", limits.lower()[i]);
            point.put("upper", limits.upper()[i]);
            if (kind == Kind.CUSUM) {
                point.put("cusum_high", high[i]);
                point.put("cusum_low", low[i]);
            } else if (kind == Kind.EWMA) {
                point.put("ewma", averages[i]);
            }
            point.put("signals", signals.get(i));
            list.add(point);
        }
        json.put("points", list);
        return json;
    }

    private List<String> text(TimedPoints points, double[] values, ControlLimits limits, List<List<String>> signals) {
        List<String> text = new ArrayList<>();
        text.add("%s in %s, %d points from %s to %s"
                .formatted(
                        denominator == null ? value : value + " of " + denominator,
                        call.fileName(),
                        values.length,
                        points.at(0),
                        points.at(values.length - 1)));
        points.addedUp().ifPresent(text::add);
        text.add("");
        int decimals = TextTable.decimals(DoubleStream.concat(Arrays.stream(values), DoubleStream.of(limits.centre()))
                .toArray());
        boolean[] marked = new boolean[values.length];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = !signals.get(i).isEmpty();
        }
        double[] drawn = kind == Kind.EWMA ? averages(values, limits.centre()) : values;
        text.addAll(TimePlot.of(drawn, limits.centre(), limits.lower(), limits.upper(), marked));
        text.add("");
        text.add("Centre %s%s."
                .formatted(
                        TextTable.number(limits.centre(), decimals),
                        limits.sigmaZ() == 1
                                ? ""
                                : "; the process varies %s times as much as chance alone (sigma z)"
                                        .formatted(TextTable.number(limits.sigmaZ()))));
        long count = signals.stream().filter(s -> !s.isEmpty()).count();
        if (count == 0) {
            text.add("No point signals a change: this is how the process is.");
            return text;
        }
        text.add("%d of %d points signal a change:".formatted(count, values.length));
        TextTable table = TextTable.of("at", kind == Kind.EWMA ? "average" : "value", "limits");
        for (int i = 0; i < marked.length; i++) {
            if (marked[i]) {
                String inside = Double.isNaN(limits.lower()[i])
                        ? "–"
                        : TextTable.number(limits.lower()[i], decimals)
                                + " to "
                                + TextTable.number(limits.upper()[i], decimals);
                table.row(
                        points.at(i), TextTable.number(drawn[i], decimals), inside, String.join(", ", signals.get(i)));
            }
        }
        text.addAll(table.lines());
        text.add("");
        text.add("A signal draws attention; it does not say why. What each means: docs/methods/control-charts.md.");
        return text;
    }
}
