package throughline.simulation.score;

import java.util.List;
import java.util.Locale;

/// What outcomes are told apart by.
public enum Slice {
    /// How strongly the cause works.
    SEVERITY("Severity", List.of("none or mild, up to 0.25", "0.55 to 0.70", "0.70 to 0.85", "0.85 to 1")),
    /// Days on record.
    DAYS("Days on record", List.of("up to 60", "61 to 179", "180 to 364", "365 and more")),
    /// Front-line units.
    UNITS("Front-line units", List.of("6 to 11", "12 to 39", "40 to 500")),
    /// Values that are missing.
    MISSINGNESS("Values missing", List.of("few", "one in ten", "three in ten")),
    /// What measures are called.
    DIALECT("Names of measures", List.of("exchange", "spoken", "coded")),
    /// Kind of organisation.
    BUSINESS("Kind of organisation", List.of("chain", "contact centre", "hospital", "public office"));

    private final String title;
    private final List<String> bands;

    Slice(String title, List<String> bands) {
        this.title = title;
        this.bands = bands;
    }

    /// What it is called.
    public String title() {
        return title;
    }

    /// Its bands, in order.
    public List<String> bands() {
        return bands;
    }

    /// The id in files.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Number of the band of an outcome, from 0.
    int band(Trial trial, Outcome outcome) {
        return switch (this) {
            case SEVERITY -> {
                double severity = outcome.truth().severity();
                yield severity < 0.55 ? 0 : severity < 0.7 ? 1 : severity < 0.85 ? 2 : 3;
            }
            case DAYS -> {
                int days = trial.settings().days();
                yield days <= 60 ? 0 : days < 180 ? 1 : days < 365 ? 2 : 3;
            }
            case UNITS -> {
                int units = trial.settings().units();
                yield units < 12 ? 0 : units < 40 ? 1 : 2;
            }
            case MISSINGNESS -> {
                double lost = trial.settings().recording().lost();
                yield lost < 0.05 ? 0 : lost < 0.2 ? 1 : 2;
            }
            case DIALECT -> trial.settings().recording().dialect().ordinal();
            case BUSINESS -> trial.settings().blueprint().business().ordinal();
        };
    }
}
