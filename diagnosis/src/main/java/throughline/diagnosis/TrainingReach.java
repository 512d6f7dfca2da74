package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register.Training;
import throughline.statistics.Interval;

/// How many of the front line were trained in delivering service, and in what way.
final class TrainingReach {

    /// Hours from which a course counts (ours).
    static final double HOURS = 4;

    private static final long YEAR = 365;

    /// Days that the register must go back: one that begins later says nothing of who was trained before (ours).
    private static final long SEEN = 180;

    private static final Scale COVERAGE = new Scale(1, 0.8, 0.5, 0);
    private static final Scale SCRIPTS = new Scale(0, 0.5, 0.5, 1);
    private static final Threshold COVERAGE_LIMIT = Threshold.ours(
            "training-does-not-work.coverage",
            key("present below 50 % of the front line with a course of 4 hours in 12 months, absent from 80 %"));
    private static final Threshold SCRIPTS_LIMIT = Threshold.ours(
            "training-does-not-work.scripts", key("present above 50 % of the hours of service training, absent below"));

    private final Dossier dossier;
    private final FrontLine frontLine;
    private final Period year;

    /// The training of the front line in the last 12 months.
    TrainingReach(Dossier dossier, FrontLine frontLine) {
        this.dossier = dossier;
        this.frontLine = frontLine;
        LocalDate to = dossier.period().to();
        this.year = new Period(to.minusDays(YEAR - 1), to);
    }

    /// Whether the course trains the delivery of service.
    static boolean delivers(Training training) {
        String kind = plain(training.kind());
        return kind.equals("service-delivery") || kind.equals("service");
    }

    /// Whether the course teaches a script of behaviour.
    static boolean scripts(Training training) {
        return plain(training.kind()).contains("script");
    }

    private static String plain(@Nullable String text) {
        return text == null
                ? ""
                : text.toLowerCase(Locale.ROOT).strip().replace('_', '-').replace(' ', '-');
    }

    /// Whether the course is long enough; one of unknown length may be.
    static boolean longEnough(Training training) {
        Double hours = training.hours();
        return hours == null || hours >= HOURS;
    }

    /// Whether any of the people trained is known to serve.
    boolean matches() {
        return dossier.register().trainings().stream()
                .anyMatch(t -> frontLine.units().containsKey(t.person()));
    }

    /// The first day from which courses are on record; empty where that is early enough to see who was not trained.
    Optional<LocalDate> beganLate() {
        return dossier.register().trainings().stream()
                .map(Training::completedAt)
                .min(Comparator.naturalOrder())
                .filter(first -> first.isAfter(year.to().minusDays(SEEN - 1)));
    }

    /// The share of the front line with a service-delivery course in 12 months.
    Indicator coverage() {
        Set<String> sure = new HashSet<>();
        Set<String> possible = new HashSet<>();
        for (Training training : dossier.register().trainings()) {
            if (frontLine.units().containsKey(training.person())
                    && delivers(training)
                    && longEnough(training)
                    && year.contains(training.completedAt())) {
                possible.add(training.person());
                if (training.hours() != null) {
                    sure.add(training.person());
                }
            }
        }
        boolean seen = beganLate().isEmpty();
        double n = frontLine.size();
        double low = sure.size() / n;
        double high = seen ? possible.size() / n : 1;
        double value = possible.size() / n;
        return new Indicator(
                "training-coverage",
                say("Who was trained to deliver service"),
                say(
                        "[[%s]] people of the front line had a service-delivery course of 4 hours or more in 12 months.",
                        Wording.of(possible.size(), frontLine.size())),
                new Statistic(
                        say("share of the front line trained"), value, new Interval(low, high), 0, frontLine.size()),
                COVERAGE,
                COVERAGE_LIMIT,
                lineage(
                        seen
                                ? say("full count; version 1")
                                : say("full count of a register of less than 12 months; version 1")),
                Optional.of(byUnit(possible)));
    }

    /// The share of the hours of service training that went into scripts of behaviour; empty where there are none.
    Optional<Indicator> scriptShare() {
        double script = 0;
        double all = 0;
        double practice = 0;
        long rows = 0;
        boolean timed = dossier.register().trainings().stream()
                .filter(t -> year.contains(t.completedAt()))
                .filter(t -> delivers(t) || scripts(t))
                .anyMatch(t -> t.hours() != null);
        for (Training training : dossier.register().trainings()) {
            if (year.contains(training.completedAt()) && (delivers(training) || scripts(training)) && ours(training)) {
                Double known = training.hours();
                double hours = !timed ? 1 : known == null ? 0 : known;
                String method = plain(training.method());
                all += hours;
                script += scripts(training) ? hours : 0;
                practice += method.equals("practice") || method.equals("coaching") ? hours : 0;
                rows++;
            }
        }
        if (!(all > 0)) {
            return Optional.empty();
        }

        return Optional.of(new Indicator(
                "training-scripts",
                say("What the training is made of"),
                say(
                        timed
                                ? "Scripts of behaviour took [[%s]] hours of service training; practice and coaching took %s."
                                : "Scripts of behaviour took [[%s]] courses of service training; practice and coaching took %s.",
                        Wording.of(Math.round(script), Math.round(all)),
                        Wording.count(Math.round(practice))),
                Statistic.counted(say("share of service training that is scripts"), script / all, rows),
                SCRIPTS,
                SCRIPTS_LIMIT,
                lineage(say(
                        timed ? "share of hours, full count; version 1" : "share of courses, full count; version 1")),
                Optional.of(new Figure.Shares(
                        say(
                                timed
                                        ? "Share of the hours of service training in 12 months"
                                        : "Share of the courses of service training in 12 months"),
                        List.of(say("Scripts of behaviour"), say("Delivering service")),
                        List.of(new Figure.Shares.Bar(
                                say("Service training"), List.of(script / all, 1 - script / all)))))));
    }

    private boolean ours(Training training) {
        String unit = training.unit();
        return dossier.units().isEmpty()
                || frontLine.units().containsKey(training.person())
                || (unit != null && dossier.units().contains(unit));
    }

    private Lineage lineage(String method) {
        return new Lineage(
                dossier.register().trainings().stream()
                        .filter(t -> year.contains(t.completedAt()))
                        .count(),
                say("courses completed"),
                dossier.files(FactKind.TRAINING),
                year,
                method,
                say("training: rows of 12 months by person, kind and hours"),
                Optional.of(new RowQuery(
                        FactKind.TRAINING,
                        List.of("completed_at", "unit", "course", "kind", "method", "hours"),
                        List.of(new Filter.Days(year.from(), year.to())))));
    }

    /// Coverage by unit, least first; units of fewer than five people are left out.
    private Figure byUnit(Set<String> trained) {
        List<Figure.Bars.Bar> bars = shares(trained).entrySet().stream()
                .filter(e -> e.getValue()[1] >= 5)
                .sorted(Comparator.comparingDouble(e -> e.getValue()[0] / e.getValue()[1]))
                .limit(8)
                .map(e -> new Figure.Bars.Bar(
                        e.getKey().isEmpty() ? say("Unit not known") : HandlingTime.unitTitle(dossier, e.getKey()),
                        e.getValue()[0] / e.getValue()[1],
                        e.getValue()[0] / e.getValue()[1] < COVERAGE.present()))
                .toList();
        return new Figure.Bars(
                say("Share of the front line with a service-delivery course in 12 months, least first"),
                "%",
                bars,
                COVERAGE.absent());
    }

    private Map<String, double[]> shares(Set<String> trained) {
        Map<String, double[]> units = new TreeMap<>();
        frontLine.units().forEach((person, unit) -> {
            double[] count = units.computeIfAbsent(unit, u -> new double[2]);
            count[0] += trained.contains(person) ? 1 : 0;
            count[1]++;
        });
        return units;
    }

    /// The unit with the most people who had no course, and how many of how many.
    Optional<String> leastTrained() {
        Set<String> trained = new HashSet<>();
        dossier.register().trainings().stream()
                .filter(t -> delivers(t) && longEnough(t) && year.contains(t.completedAt()))
                .forEach(t -> trained.add(t.person()));
        return shares(trained).entrySet().stream()
                .filter(e -> !e.getKey().isEmpty() && e.getValue()[1] > e.getValue()[0])
                .max(Comparator.comparingDouble(e -> e.getValue()[1] - e.getValue()[0]))
                .map(e -> say(
                        "%s: %s people there had no service-delivery course of 4 hours or more in 12 months",
                        HandlingTime.unitTitle(dossier, e.getKey()),
                        Wording.of(Math.round(e.getValue()[1] - e.getValue()[0]), Math.round(e.getValue()[1]))));
    }

    /// The share of today's front line with a course in the 12 months before each Monday.
    Optional<Trend> trend() {
        var points = new ArrayList<Trend.Point>();
        LocalDate monday = year.to().with(java.time.DayOfWeek.MONDAY);
        for (int back = 51; back >= 0; back--) {
            LocalDate week = monday.minusWeeks(back);
            if (!week.isBefore(dossier.period().from())) {
                Period before = new Period(week.minusDays(YEAR - 1), week);
                long trained = dossier.register().trainings().stream()
                        .filter(t -> delivers(t) && longEnough(t) && before.contains(t.completedAt()))
                        .map(Training::person)
                        .filter(frontLine.units()::containsKey)
                        .distinct()
                        .count();
                points.add(new Trend.Point(week, (double) trained / frontLine.size()));
            }
        }
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trend(say("Share of the front line trained in 12 months"), false, points));
    }
}
