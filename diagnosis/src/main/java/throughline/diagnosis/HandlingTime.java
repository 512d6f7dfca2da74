package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.lake.cube.Filter;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;

/// The column that says how long somebody worked on a contact, and the targets it is held against.
///
/// @param column its name in the interactions
/// @param second what a second is in its unit: 1, or 1/60 for minutes
/// @param targets the targets in the column's unit, each with the contacts it holds for
record HandlingTime(String column, double second, List<Target> targets) {

    private static final String NAMED = ".*(handl|aht|talk|service_time|serve|duration|call_length|ser_time).*";

    HandlingTime {
        targets = List.copyOf(targets);
    }

    /// A target and the contacts it holds for.
    record Target(double value, List<Filter> contacts) {}

    /// The handling time, where contacts have one: a column named so, or a time of delivery that a scorecard gives a
    /// target.
    static Optional<HandlingTime> of(Dossier dossier) {
        Set<String> judged = new TreeSet<>();
        Set<String> clocked = new TreeSet<>();
        for (Scorecard card : dossier.organisation().scorecards()) {
            judged.add(card.measure());
            if (card.target() != null && timed(dossier, card.measure())) {
                clocked.add(card.measure());
            }
        }
        return dossier.measures().in(FactKind.INTERACTIONS).stream()
                .map(Entry::id)
                .filter(id -> id.toLowerCase(Locale.ROOT).matches(NAMED) || clocked.contains(id))
                .filter(id -> dossier.table(FactKind.INTERACTIONS)
                        .flatMap(t -> t.find(id))
                        .filter(c -> c.type() == ColumnType.NUMBER)
                        .isPresent())
                .min(Comparator.comparing((String id) -> !id.equals("handle_s"))
                        .thenComparing(id -> !judged.contains(id))
                        .thenComparing(id -> !id.toLowerCase(Locale.ROOT).matches(NAMED))
                        .thenComparing(id -> !id.contains("handl"))
                        .thenComparing(id -> id))
                .map(id -> new HandlingTime(id, second(dossier, id), targets(dossier, id)));
    }

    /// Whether the dictionary says that the measure is a time of delivery, whatever it is called, and not one of
    /// waiting.
    private static boolean timed(Dossier dossier, String id) {
        return dossier.organisation().measures().stream()
                .anyMatch(m -> m.id().equals(id)
                        && m.kind() == Kind.DELIVERY
                        && m.unit() != null
                        && m.unit().toLowerCase(Locale.ROOT).matches("s|sec.*|min.*")
                        && !(id + " " + m.name()).toLowerCase(Locale.ROOT).matches(".*(wait|queue|hold|wart).*"));
    }

    private static double second(Dossier dossier, String id) {
        String unit = dossier.organisation().measures().stream()
                .filter(m -> m.id().equals(id) && m.unit() != null)
                .map(m -> String.valueOf(m.unit()).toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(id.matches(".*_(min|minutes|m)") ? "min" : "s");
        return unit.startsWith("m") && !unit.startsWith("ms") ? 1.0 / 60 : 1;
    }

    private static List<Target> targets(Dossier dossier, String column) {
        Map<Double, Set<String>> units = new TreeMap<>();
        boolean everywhere = false;
        double common = 0;
        for (Scorecard card : dossier.organisation().scorecards()) {
            Double target = card.target();
            if (card.measure().equals(column) && target != null && target > 0) {
                if (card.unit() == null) {
                    everywhere = true;
                    common = target;
                } else {
                    Set<String> held = units.computeIfAbsent(target, t -> new TreeSet<>());
                    held.add(card.unit());
                    held.addAll(dossier.registry().subtree(card.unit()));
                }
            }
        }
        var targets = new ArrayList<Target>();
        if (dossier.has(FactKind.INTERACTIONS, "unit")) {
            units.forEach((target, held) -> targets.add(new Target(target, List.of(new Filter.In("unit", held)))));
        } else if (units.size() == 1) {
            targets.add(new Target(units.keySet().iterator().next(), List.of()));
        }
        if (targets.isEmpty() && everywhere) {
            targets.add(new Target(common, List.of()));
        }
        return targets.isEmpty() ? ofStandards(dossier, column) : targets;
    }

    private static List<Target> ofStandards(Dossier dossier, String column) {
        Map<Double, Set<String>> touchpoints = new LinkedHashMap<>();
        for (Touchpoint touchpoint : dossier.organisation().touchpoints()) {
            for (Standard standard : touchpoint.standards()) {
                Double limit = standard.atMost();
                if (standard.measure().equals(column) && limit != null && limit > 0) {
                    touchpoints.computeIfAbsent(limit, t -> new TreeSet<>()).add(touchpoint.id());
                }
            }
        }
        var targets = new ArrayList<Target>();
        if (dossier.has(FactKind.INTERACTIONS, "touchpoint")) {
            touchpoints.forEach(
                    (limit, held) -> targets.add(new Target(limit, List.of(new Filter.In("touchpoint", held)))));
        }
        return targets;
    }

    /// The name of a unit for a sentence.
    static String unitTitle(Dossier dossier, String unit) {
        return unit.isEmpty()
                ? say("the front line")
                : dossier.registry().unit(unit).map(Unit::title).orElse(unit);
    }
}
