package throughline.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Period;
import throughline.explanation.CauseMap;
import throughline.explanation.Drivers;
import throughline.explanation.Explanations;
import throughline.lake.cube.ColumnarCube;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register;
import throughline.organisation.Registry;
import throughline.statistics.Moments;

/// Time of the cause map and the drivers from cells that are there: 30 measures, 500 units, 3 years of weeks. Floor in
/// the same run: adding all cells up once. Wall time, and the processor time of the thread, which other work on the
/// machine does not lengthen.
public final class CauseMaps {

    private static final int MEASURES = 30;
    private static final int UNITS = 500;
    private static final int WEEKS = 156;
    private static final int ANSWERS = 8;
    private static final int RUNS = 7;
    private static final LocalDate FIRST = LocalDate.of(2023, 1, 2);

    private CauseMaps() {}

    /// Prints one row of a table.
    public static void main(String[] arguments) {
        var cells = new Cells();
        var floors = new ArrayList<Took>();
        var maps = new ArrayList<Took>();
        var drivers = new ArrayList<Took>();
        for (int run = 0; run < RUNS; run++) {
            var explanations = new Explanations(dossier(cells));
            floors.add(Took.by(() -> require(cells.sum() > 0)));
            maps.add(Took.by(() -> require(explanations.map(Optional.empty()) instanceof CauseMap.Drawn)));
            drivers.add(Took.by(
                    () -> require(explanations.drivers(Optional.empty(), Optional.empty()) instanceof Drivers.Ranked)));
        }
        double both = median(maps, Took::work) + median(drivers, Took::work);
        System.out.printf(
                "| %d measures, %d units, %d weeks | %.0f | %.0f | %.0f | %.0f | %.1f |%n",
                MEASURES,
                UNITS,
                WEEKS,
                median(maps, Took::wall) + median(drivers, Took::wall),
                median(maps, Took::work),
                median(drivers, Took::work),
                median(floors, Took::work),
                both / median(floors, Took::work));
    }

    private static void require(boolean met) {
        if (!met) {
            throw new IllegalStateException("Nothing was drawn");
        }
    }

    /// Wall and processor time, in milliseconds.
    private record Took(double wall, double work) {

        static Took by(Runnable work) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long begun = System.nanoTime();
            long worked = threads.getCurrentThreadCpuTime();
            work.run();
            return new Took((System.nanoTime() - begun) / 1e6, (threads.getCurrentThreadCpuTime() - worked) / 1e6);
        }
    }

    /// Of the later half, when the code is compiled.
    private static double median(List<Took> took, ToDoubleFunction<Took> time) {
        double[] warm = took.subList(took.size() / 2, took.size()).stream()
                .mapToDouble(time)
                .sorted()
                .toArray();
        return warm[warm.length / 2];
    }

    private static Dossier dossier(Cells cells) {
        var entries = new ArrayList<Measures.Entry>();
        for (int m = 0; m < MEASURES; m++) {
            entries.add(new Measures.Entry(
                    "m" + m, "Measure " + m, kind(m), null, Better.HIGHER, 1.0, 5.0, true, Set.of(FactKind.RESPONSES)));
        }
        return new Dossier(
                new Registry(Organisation.unrecorded("Benchmark")),
                Register.EMPTY,
                new Measures(entries),
                cells,
                Map.of(),
                new Period(FIRST, FIRST.plusWeeks(WEEKS).minusDays(1)),
                Set.of());
    }

    private static Kind kind(int measure) {
        return measure < 7
                ? Kind.INFRASTRUCTURE
                : measure < 15 ? Kind.DELIVERY : measure < 27 ? Kind.PERCEPTION : Kind.OUTCOME;
    }

    /// Cells of unit-weeks as an engine holds them, answered without any row.
    private static final class Cells implements CubeEngine {

        private final List<MomentBlock> blocks = new ArrayList<>();

        Cells() {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_127L);
            double[] row = new double[MEASURES];
            for (int unit = 0; unit < UNITS; unit++) {
                for (int week = 0; week < WEEKS; week++) {
                    var cell = new Moments.Builder(MEASURES);
                    for (int answer = 0; answer < ANSWERS; answer++) {
                        for (int m = 0; m < MEASURES; m++) {
                            double causes = m < 7 ? 0 : 0.4 * row[m - 7] + (m < 15 ? 0 : 0.3 * row[m - 9]);
                            row[m] = causes + random.nextGaussian();
                        }
                        cell.add(row);
                    }
                    blocks.add(new MomentBlock(
                            List.of("u" + unit, FIRST.plusWeeks(week).toString()), cell.build()));
                }
            }
        }

        double sum() {
            var all = new Moments.Builder(MEASURES);
            blocks.forEach(b -> all.add(b.moments()));
            return all.build().count();
        }

        @Override
        public String name() {
            return "cells";
        }

        @Override
        public Optional<FactTable> table(FactKind kind) {
            if (kind != FactKind.RESPONSES) {
                return Optional.empty();
            }
            var columns = new ArrayList<>(FactTable.SYSTEM);
            columns.add(new Column("unit", ColumnType.TEXT));
            IntStream.range(0, MEASURES).forEach(m -> columns.add(new Column("m" + m, ColumnType.NUMBER)));
            return Optional.of(new FactTable(kind, columns));
        }

        /// All answers, or those that are bad: of each cell one in four, as an engine would have counted them.
        @Override
        public Cube scan(CubeQuery query) {
            var cube = new ColumnarCube.Builder(query.keys(), query.measures());
            boolean apart = !query.keys().isEmpty();
            for (MomentBlock block : apart ? blocks : blocks.subList(0, 1)) {
                Moments moments = block.moments();
                double share = apart ? 0.25 : UNITS * WEEKS;
                cube.cell(Math.round(moments.count() * share));
                for (int k = 0; k < query.keys().size(); k++) {
                    @Nullable String value = block.keys().get(k);
                    cube.key(
                            k,
                            query.keys().get(k) instanceof Key.Week && value != null ? LocalDate.parse(value) : value);
                }
                for (int m = 0; m < query.measures().size(); m++) {
                    int variable = Integer.parseInt(query.measures().get(m).substring(1));
                    cube.sum(
                            m,
                            Math.round(moments.count() * share),
                            moments.mean(variable) - (apart ? 0.1 : 0),
                            moments.products(variable, variable) * share);
                }
            }
            return cube.build();
        }

        @Override
        public List<MomentBlock> moments(MomentsQuery query) {
            int[] order = query.variables().stream()
                    .mapToInt(v -> Integer.parseInt(v.substring(1)))
                    .toArray();
            boolean same = IntStream.range(0, order.length).allMatch(i -> order[i] == i) && order.length == MEASURES;
            return same
                    ? blocks
                    : blocks.stream()
                            .map(b -> new MomentBlock(b.keys(), b.moments().select(order)))
                            .toList();
        }

        @Override
        public Rows rows(RowQuery query, long offset, int limit) {
            return new Rows(List.of("file", "line"), List.of(), 0);
        }

        @Override
        public void close() {}
    }
}
