package throughline.diagnosis;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register;
import throughline.organisation.Register.Announcement;
import throughline.organisation.Register.Decision;
import throughline.organisation.Register.Forecast;
import throughline.organisation.Register.Importance;
import throughline.organisation.Register.Listening;
import throughline.organisation.Register.PromiseMade;
import throughline.organisation.Register.Training;
import throughline.organisation.Registry;

/// A railway of ten stations with four people each and a year of facts, put together by a test.
final class Northgate {

    static final LocalDate FIRST = LocalDate.of(2025, 7, 1);
    static final LocalDate LAST = LocalDate.of(2026, 6, 30);
    static final int STATIONS = 10;
    static final int PEOPLE = 4;

    private final List<Scorecard> scorecards = new ArrayList<>();
    private final List<Measures.Entry> measures = new ArrayList<>();
    private final List<Training> trainings = new ArrayList<>();
    private final List<Announcement> announcements = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<PromiseMade> promises = new ArrayList<>();
    private final List<Forecast> forecasts = new ArrayList<>();
    private final List<Importance> importances = new ArrayList<>();
    private final List<Listening> listening = new ArrayList<>();
    private final List<Register.Reward> rewards = new ArrayList<>();
    private InMemoryLake.@Nullable Sheet sheet;

    static String station(int number) {
        return "w-" + number;
    }

    /// The pseudonym of somebody at the station.
    static String agent(int station, int number) {
        return "a-" + station + "-" + number;
    }

    Northgate scorecard(@Nullable String unit, @Nullable String role, String measure, double weight) {
        scorecards.add(new Scorecard(unit, role, measure, weight, measure.equals("handle_s") ? 300.0 : null));
        return this;
    }

    /// The same card at every station.
    Northgate scorecards(Map<String, Double> weights) {
        for (int u = 0; u < STATIONS; u++) {
            String unit = station(u);
            weights.forEach((measure, weight) -> scorecard(unit, "agent", measure, weight));
        }
        return this;
    }

    Northgate measure(String id, Kind kind, Better better, FactKind in) {
        return measure(id, id, kind, better, in);
    }

    Northgate measure(String id, String title, Kind kind, Better better, FactKind in) {
        measures.add(new Measures.Entry(id, title, kind, null, better, null, null, false, Set.of(in)));
        return this;
    }

    Northgate trained(String person, LocalDate on, String kind, double hours) {
        trainings.add(new Training(
                "training.csv:2", on, person, null, "Listening", kind, "practice", hours, null, Layer.FRONTLINE));
        return this;
    }

    Northgate announced(String id, LocalDate on, @Nullable String unit) {
        announcements.add(new Announcement("announcements.csv:2", id, on, unit, "staff", "service", null));
        return this;
    }

    Northgate decided(String id, LocalDate on, @Nullable String unit, String direction) {
        decisions.add(new Decision("decisions.csv:2", id, on, unit, "staffing", direction, -0.1, null, null, null));
        return this;
    }

    Northgate promised(String id, LocalDate due, @Nullable String measure, double target, @Nullable Boolean kept) {
        promises.add(new PromiseMade(
                "promises.csv:2", id, due.minusDays(60), null, "customers", null, measure, target, due, kept));
        return this;
    }

    Northgate forecast(
            String person, String measure, LocalDate from, LocalDate to, double predicted, double half, int station) {
        forecasts.add(new Forecast(
                "forecasts.csv:2",
                from.minusDays(3),
                person,
                measure,
                from,
                to,
                predicted,
                predicted - half,
                predicted + half,
                station(station),
                null,
                Layer.MANAGEMENT));
        return this;
    }

    /// A forecast said on the last day of its period.
    Northgate forecastLate(String person, String measure, LocalDate from, LocalDate to, double predicted) {
        forecasts.add(new Forecast(
                "forecasts.csv:2", to, person, measure, from, to, predicted, null, null, null, null, Layer.MANAGEMENT));
        return this;
    }

    Northgate listened(String person, LocalDate on, double hours) {
        listening.add(new Listening("listening.csv:2", on, person, hours, "customer-visit", Layer.MANAGEMENT));
        return this;
    }

    Northgate ranked(String person, String measure, double rank) {
        importances.add(
                new Importance("importances.csv:2", FIRST.plusDays(9), person, measure, rank, null, Layer.MANAGEMENT));
        return this;
    }

    Northgate rewarded(String person, LocalDate at, double amount) {
        rewards.add(new Register.Reward("rewards.csv:2", at, person, null, "bonus", amount));
        return this;
    }

    /// Begins a table; its rows follow with [#row].
    Northgate table(FactKind kind, String... columns) {
        InMemoryLake.Sheet before = sheet;
        sheet = (before == null ? InMemoryLake.of(kind) : before.of(kind)).columns(columns);
        return this;
    }

    Northgate row(LocalDate day, @Nullable Object... values) {
        InMemoryLake.Sheet open = sheet;
        if (open != null) {
            open.row(day.toString(), values);
        }
        return this;
    }

    Dossier dossier() {
        InMemoryLake.Sheet open = sheet;
        CubeEngine engine = open == null ? InMemoryLake.of(FactKind.PULSE).engine() : open.engine();
        var units = new ArrayList<Unit>();
        units.add(new Unit("board", "Board", Layer.BOARD, null));
        units.add(new Unit("west", "West region", Layer.MANAGEMENT, "board"));
        var people = new ArrayList<Person>();
        for (int u = 0; u < STATIONS; u++) {
            units.add(new Unit(station(u), "Station " + u, Layer.FRONTLINE, "west"));
            for (int p = 0; p < PEOPLE; p++) {
                people.add(new Person(agent(u, p), null, station(u), "agent", Layer.FRONTLINE, null, null));
            }
        }
        var organisation = new Organisation(
                "Northgate Rail",
                ZoneOffset.UTC,
                true,
                Optional.empty(),
                units,
                people,
                List.of(new Touchpoint(
                        "phone", "Telephone", "phone", null, List.of(), List.of(), null, List.of(), null, List.of())),
                List.of(),
                List.of(),
                List.of(),
                scorecards,
                List.of(),
                Set.of(Organisation.Section.values()));
        var register = new Register(
                List.of(),
                decisions,
                announcements,
                promises,
                forecasts,
                importances,
                trainings,
                List.of(),
                rewards,
                List.of(),
                listening);
        Map<FactKind, List<String>> files = new EnumMap<>(FactKind.class);
        for (FactKind kind : FactKind.values()) {
            files.put(kind, List.of(kind.table() + ".csv"));
        }
        return new Dossier(
                new Registry(organisation),
                register,
                new Measures(measures),
                engine,
                files,
                new Period(FIRST, LAST),
                Set.of());
    }

    static List<String> statements(Verdict verdict) {
        return verdict.evidence().stream().map(Evidence::statement).toList();
    }

    static List<String> missing(Verdict verdict) {
        return verdict.missing().stream().map(Missing::what).toList();
    }
}
