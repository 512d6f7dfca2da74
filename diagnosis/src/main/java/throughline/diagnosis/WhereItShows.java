package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.diagnosis.UnitFindings.Question;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Summary;

/// Asks of each unit how a cause shows there, for the causes whose figure has a limit and stands in the
/// facts by unit.
///
/// Runs beside the detectors and after none of them: what is found here is shown and never judged.
final class WhereItShows {

    /// Rows of customers below which nothing is said of a unit (ours).
    private static final long FEWEST = 20;

    /// Weeks with a step below which nothing is said of a unit (ours).
    private static final long FEWEST_WEEKS = 12;

    private static final String BELIEVES = "believes_promise";

    private final Dossier dossier;

    WhereItShows(Dossier dossier) {
        this.dossier = dossier;
    }

    /// The figures of a cause by unit, where it has them.
    Optional<UnitFindings> of(Cause cause) {
        return switch (cause) {
            case ONE_DIMENSIONAL_FEEDBACK -> sides();
            case TECHNOLOGY_APART ->
                flag(
                        FactKind.CASES,
                        "crossed",
                        new Question(
                                say("Share of cases that cross a channel, touchpoint or unit"),
                                say("cases"),
                                0.2,
                                true,
                                FEWEST));
            case MEASURED_ON_THROUGHPUT -> cutShort();
            case SAY_DO_GAP -> belief();
            case SALES_FIRST ->
                dossier.has(FactKind.OFFERS)
                        ? flag(
                                FactKind.INTERACTIONS,
                                "offered",
                                new Question(
                                        say("Share of contacts with an offer"), say("contacts"), 0.2, true, FEWEST))
                        : Optional.empty();
            case TOO_MUCH_AT_ONCE -> crowded();
            default -> Optional.empty();
        };
    }

    private Optional<UnitFindings> flag(FactKind kind, String flag, Question question) {
        return dossier.has(kind, "unit", flag)
                ? UnitFindings.of(dossier, question, weekly(CubeQuery.of(kind).sum(flag)))
                : Optional.empty();
    }

    /// The first measure of the query by unit and week.
    private Map<String, List<Summary>> weekly(CubeQuery query) {
        Map<String, List<Summary>> units = new TreeMap<>();
        for (Cell cell : dossier.scan(query.by(new Key.By("unit"), new Key.Week()))) {
            add(units, cell, cell.sum(0));
        }
        return units;
    }

    private static void add(Map<String, List<Summary>> units, Cell cell, Summary sum) {
        if (sum.count() > 0) {
            units.computeIfAbsent(Objects.requireNonNullElse(cell.text(0), ""), u -> new ArrayList<>())
                    .add(sum);
        }
    }

    /// Contacts that are over in under ten seconds, of those somebody worked on.
    private Optional<UnitFindings> cutShort() {
        Optional<HandlingTime> time = HandlingTime.of(dossier);
        if (time.isEmpty() || !dossier.has(FactKind.INTERACTIONS, "unit")) {
            return Optional.empty();
        }
        String column = time.get().column();
        var by = CubeQuery.of(FactKind.INTERACTIONS).by(new Key.By("unit"), new Key.Week());
        Map<List<Object>, Long> hits =
                dossier
                        .scan(by.where(new Filter.Range(
                                column, Double.MIN_VALUE, 10 * time.get().second())))
                        .stream()
                        .collect(Collectors.toMap(WhereItShows::place, Cell::rows));
        Map<String, List<Summary>> units = new TreeMap<>();
        for (Cell cell : dossier.scan(by.where(new Filter.Range(column, Double.MIN_VALUE, Double.POSITIVE_INFINITY)))) {
            add(units, cell, share(hits.getOrDefault(place(cell), 0L), cell.rows()));
        }
        return UnitFindings.of(
                dossier,
                new Question(say("Share of contacts under 10 seconds"), say("served contacts"), 0.03, true, FEWEST),
                units);
    }

    private static List<Object> place(Cell cell) {
        return List.of(Objects.requireNonNullElse(cell.text(0), ""), cell.day(1));
    }

    private static Summary share(long hits, long rows) {
        double share = (double) hits / rows;
        return new Summary(rows, share, rows * share * (1 - share));
    }

    /// How many sides of service an answer tells of: each dimension, feeling and outcome with a question
    /// answered.
    private Optional<UnitFindings> sides() {
        Map<String, List<String>> sides = new TreeMap<>();
        for (Entry item : dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME)) {
            if (asked(item.id())) {
                sides.computeIfAbsent(side(item), s -> new ArrayList<>()).add(item.id());
            }
        }
        if (sides.isEmpty() || !dossier.has(FactKind.RESPONSES, "unit")) {
            return Optional.empty();
        }
        List<String> items = sides.values().stream().flatMap(List::stream).toList();
        Map<String, List<Summary>> units = new TreeMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                .by(new Key.By("unit"), new Key.Week())
                .sum(items.toArray(String[]::new)))) {
            double mean = 0;
            double variance = 0;
            for (List<String> side : sides.values()) {
                // A side is told of as often as its most answered question.
                double known = side.stream()
                                .mapToLong(i -> cell.sum(items.indexOf(i)).count())
                                .max()
                                .orElse(0)
                        / (double) cell.rows();
                mean += known;
                variance += known * (1 - known);
            }
            add(units, cell, new Summary(cell.rows(), mean, cell.rows() * variance));
        }
        return UnitFindings.of(
                dossier,
                new Question(say("Sides of service that an answer tells of"), say("answers"), 1.5, false, FEWEST),
                units);
    }

    private boolean asked(String item) {
        boolean derived = item.equals("resolved") || item.startsWith("contact_") || item.startsWith("state_");
        return !derived
                && dossier.table(FactKind.RESPONSES)
                        .flatMap(t -> t.find(item))
                        .filter(c -> c.type() == ColumnType.NUMBER || c.type() == ColumnType.FLAG)
                        .isPresent();
    }

    private static String side(Entry item) {
        String dimension = item.dimension();
        return item.kind() == Kind.PERCEPTION
                ? Objects.requireNonNullElse(dimension, "of " + item.id())
                : String.valueOf(item.kind());
    }

    /// How far staff believe the promise: units told apart as [StaffGate] allows, without their
    /// weeks. The same people answer week after week, so a unit counts as many as answered in its fullest week.
    private Optional<UnitFindings> belief() {
        if (!StaffItem.adds(dossier, BELIEVES) || !dossier.has(FactKind.PULSE, "unit")) {
            return Optional.empty();
        }
        Map<String, List<Summary>> units = new TreeMap<>();
        Dossier apart = dossier.apart();
        apart.units().forEach(unit -> units.put(unit, new ArrayList<>()));
        Map<String, List<Summary>> weeks = new TreeMap<>();
        for (Cell cell :
                apart.scan(CubeQuery.of(FactKind.PULSE).sum(BELIEVES).by(new Key.By("unit"), new Key.Week()))) {
            add(weeks, cell, StaffItem.onFive(dossier, BELIEVES, cell.sum(0)));
        }
        weeks.forEach((unit, own) -> units.put(unit, List.of(StaffItem.people(own))));
        return UnitFindings.of(
                dossier,
                new Question(
                        say("How far staff believe the promise, 1 to 5"),
                        say("people in the fullest week"),
                        3,
                        false,
                        StaffGate.FEWEST),
                units);
    }

    /// The unit-weeks of [StepLoad], as the verdict counts them. Quarters are the independent parts.
    private Optional<UnitFindings> crowded() {
        var log = StepLog.of(dossier);
        if (log.steps().isEmpty()) {
            return Optional.empty();
        }
        var load = StepLoad.of(dossier, log, ProvenSteps.of(dossier, log));
        Map<String, List<Summary>> units = new TreeMap<>();
        load.byUnit().forEach((unit, running) -> {
            Map<String, Summary> quarters = new TreeMap<>();
            for (int w = 0; w < running.length; w++) {
                if (running[w] >= 1) {
                    quarters.merge(
                            StepLoad.quarter(load.weeks().get(w)),
                            new Summary(1, running[w] >= 2 ? 1 : 0, 0),
                            Summary::plus);
                }
            }
            units.put(unit, List.copyOf(quarters.values()));
        });
        return UnitFindings.of(
                dossier,
                new Question(
                        say("Share of weeks with two or more unproven steps"),
                        say("weeks with a step"),
                        0.25,
                        true,
                        FEWEST_WEEKS),
                units);
    }
}
