package throughline.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.ScoredForecasts.Item;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.forecast.ForecastSkill;

/// What managers expected and what happened, as cause 1.10 scores it: of all together, by measure and by
/// layer, and for each manager alone their own. Groups of fewer than three managers are shown to nobody.
public final class Predictions {

    /// Fewest managers whose forecasts are shown together.
    public static final int FEWEST = Calibration.LEAST_OF_LAYER;

    private final Dossier dossier;
    private final ScoredForecasts scored;
    private final long made;
    private final List<Theme> themes;
    private final List<Figure.Estimates.Row> layers;

    private Predictions(Dossier dossier) {
        this.dossier = dossier;
        this.scored = ScoredForecasts.of(dossier);
        this.made = dossier.register().forecasts().stream()
                .filter(f -> Conflicts.counts(dossier, f.unit())
                        && !f.to().isBefore(dossier.period().from()))
                .count();
        var calibration = new Calibration(dossier, together(scored.list()));
        this.themes = calibration.shown(i -> i.forecast().measure()).entrySet().stream()
                .map(e -> theme(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingDouble(
                        (Theme t) -> -Math.abs(t.lean().value())))
                .toList();
        this.layers = scored.managers() < FEWEST ? List.of() : calibration.byLayer(ForecastSkill.Result::mae);
    }

    /// Those of rounds in which enough people predicted: what one person alone said of a month must not be had by
    /// subtracting one span of months from another.
    private static List<Item> together(List<Item> all) {
        return all.stream()
                .collect(Collectors.groupingBy(i -> List.of(
                        i.forecast().measure(),
                        i.forecast().from(),
                        i.forecast().to())))
                .values()
                .stream()
                .filter(round -> round.stream()
                                .map(i -> i.forecast().person())
                                .distinct()
                                .count()
                        >= FEWEST)
                .flatMap(List::stream)
                .toList();
    }

    /// The predictions of what a dossier covers.
    static Predictions of(Dossier dossier) {
        return new Predictions(dossier);
    }

    /// A measure, as managers expected it and as it was.
    ///
    /// @param predicted mean forecast, in the measure's unit
    /// @param actual mean of what happened
    /// @param lean how much too rosy, in standard deviations of what happened
    /// @param concern whether managers surely lean to one side
    public record Theme(
            String title,
            double predicted,
            double actual,
            Estimate lean,
            long forecasts,
            long managers,
            boolean concern) {}

    /// One forecast of one manager that has come true.
    ///
    /// @param error how much too rosy, in standard deviations of what happened
    /// @param low lower end of the range in the same way, where one was given
    /// @param high upper end
    /// @param told what was forecast, in the measure's unit
    /// @param actual what happened
    public record Own(
            String title,
            Period period,
            double error,
            Optional<Double> low,
            Optional<Double> high,
            double told,
            double actual) {

        /// Whether what happened lies in the range; empty without one.
        public Optional<Boolean> held() {
            return low.flatMap(l -> high.map(h -> l <= 1e-9 && h >= -1e-9));
        }
    }

    /// How many forecasts have come true.
    public long forecasts() {
        return scored.list().size();
    }

    /// How many are on record, without those whose period ended before what is looked at.
    public long made() {
        return made;
    }

    /// How many were made too late to count.
    public long late() {
        return scored.late();
    }

    /// How many managers made those that have come true.
    public long managers() {
        return scored.managers();
    }

    /// The measures, the largest lean first.
    public List<Theme> themes() {
        return themes;
    }

    /// Mean absolute error in standard deviations: all managers, then each layer from the board down; none
    /// where there are too few managers.
    public List<Figure.Estimates.Row> layers() {
        return layers;
    }

    /// The forecasts of one manager that have come true, the latest period first.
    public List<Own> of(String person) {
        return scored.list().stream()
                .filter(i -> i.forecast().person().equals(person))
                .sorted(Comparator.comparing((Item i) -> i.forecast().to()).reversed())
                .map(this::own)
                .toList();
    }

    private Own own(Item item) {
        return new Own(
                title(item.forecast().measure()),
                new Period(item.forecast().from(), item.forecast().to()),
                item.error(),
                Optional.ofNullable(item.low()).map(l -> l - item.actual()),
                Optional.ofNullable(item.high()).map(h -> h - item.actual()),
                item.raw().predicted(),
                item.raw().actual());
    }

    private Theme theme(String measure, List<Item> of) {
        Estimate lean = Calibration.score(of).bias();
        return new Theme(
                title(measure),
                mean(of.stream().mapToDouble(i -> i.raw().predicted()).toArray()),
                mean(of.stream().mapToDouble(i -> i.raw().actual()).toArray()),
                lean,
                of.size(),
                of.stream().map(i -> i.forecast().person()).distinct().count(),
                lean.low() > 0 || lean.high() < 0);
    }

    private static double mean(double[] values) {
        return Summary.of(values).mean();
    }

    private String title(String measure) {
        return dossier.measures().find(measure).map(Entry::title).orElse(measure);
    }
}
