package throughline.simulation;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;

/// The organisation shown at the first start: Tarnbrook Outfitters, an invented chain of outdoor shops.
///
/// It is one setting of the simulation and a list of names: what its pages say is computed from the facts.
public final class DemoOrganisation {

    private static final long SEED = 1_847;
    private static final int DAYS = 730;
    private static final long INTERACTIONS = 48_000;

    private static final Set<Cause> PRESENT = EnumSet.of(
            Cause.NOBODY_ACCOUNTABLE,
            Cause.FEELINGS_UNLINKED,
            Cause.MEASURED_ON_THROUGHPUT,
            Cause.SAY_DO_GAP,
            Cause.STARTS_AT_THE_BOTTOM,
            Cause.INITIATIVE_NOT_COMMITMENT);

    private DemoOrganisation() {}

    /// Writes two years of the organisation, the last day being the day before today.
    public static Truth write(Path folder, LocalDate today) {
        return Simulation.of(settings(today)).write(folder);
    }

    /// The settings of the demo. Forecasts, training and selling have been recorded only for a few weeks.
    public static Settings settings(LocalDate today) {
        return Settings.of(SEED)
                .withBlueprint(tarnbrook())
                .withSize(DAYS, INTERACTIONS)
                .withStart(today.minusDays(DAYS))
                .withCauses(
                        PRESENT,
                        Map.of(
                                Cause.NOBODY_ACCOUNTABLE, 0.6,
                                Cause.FEELINGS_UNLINKED, 0.75,
                                Cause.MEASURED_ON_THROUGHPUT, 0.7,
                                Cause.SAY_DO_GAP, 0.75,
                                Cause.STARTS_AT_THE_BOTTOM, 0.7,
                                Cause.INITIATIVE_NOT_COMMITMENT, 0.75,
                                Cause.OUTSIDE_STRATEGY, 0.25,
                                Cause.TECHNOLOGY_APART, 0.2))
                .with(Recording.COMPLETE.withCollected(Map.of(
                        FactKind.FORECASTS, 40,
                        FactKind.TRAINING, 20,
                        FactKind.PUSHES, 24,
                        FactKind.OFFERS, 24)));
    }

    private static Blueprint tarnbrook() {
        List<Place> units = List.of(
                Blueprint.above("board", "Board", Layer.BOARD, ""),
                Blueprint.above("retail", "Retail", Layer.EXECUTIVE, "board"),
                Blueprint.above("service", "Customer service and online", Layer.EXECUTIVE, "board"),
                Blueprint.above("corporate", "Finance and people", Layer.EXECUTIVE, "board"),
                Blueprint.above("north", "Stores north", Layer.MANAGEMENT, "retail"),
                Blueprint.above("south", "Stores south", Layer.MANAGEMENT, "retail"),
                Blueprint.above("centre", "Contact centre and web", Layer.MANAGEMENT, "service"),
                Blueprint.above("supply", "Warehouse and delivery", Layer.MANAGEMENT, "service"),
                Blueprint.above("shared", "Shared services", Layer.MANAGEMENT, "corporate"),
                Business.CHAIN.serving("aldercombe", "Aldercombe store", "store", "north"),
                Business.CHAIN.serving("brackwater", "Brackwater store", "store", "north"),
                Business.CHAIN.serving("castlebeck", "Castlebeck store", "store", "north"),
                Business.CHAIN.serving("dunmarsh", "Dunmarsh store", "store", "south"),
                Business.CHAIN.serving("ellerby", "Ellerby Quay store", "store", "south"),
                Business.CHAIN.serving("enquiries", "Enquiries team", "contact", "centre"),
                Business.CHAIN.serving("orders", "Orders team", "contact", "centre"),
                Business.CHAIN.serving("online", "Web shop and app", "digital", "centre"),
                Business.CHAIN.serving("depot", "Depot and returns", "logistics", "supply"),
                Business.CHAIN.serving("accounts", "Customer accounts", "accounts", "shared"),
                Business.CHAIN.serving("hiring", "Hiring team", "people", "shared"),
                Business.CHAIN.serving("premises", "Head office premises", "facilities", "shared"),
                Business.CHAIN.serving("press", "Press and social media", "communications", "shared"));
        return new Blueprint(
                "Tarnbrook Outfitters",
                ZoneId.of("Europe/London"),
                "Whatever the weather, you leave better prepared than you came.",
                units,
                Business.CHAIN.points(),
                SURNAMES,
                Business.CHAIN);
    }

    private static final List<String> SURNAMES = List.of(
            "Abara",
            "Bright",
            "Carver",
            "Dhillon",
            "Ekwueme",
            "Fairley",
            "Goss",
            "Hartnoll",
            "Iqbal",
            "Jessop",
            "Kaur",
            "Lindqvist",
            "Moffat",
            "Nkemelu",
            "Orchard",
            "Pettigrew",
            "Quaife",
            "Rossiter",
            "Sowerby",
            "Thackray",
            "Usman",
            "Varley",
            "Whitlock",
            "Yeomans",
            "Zielinska",
            "Attwell",
            "Birtles",
            "Coombes",
            "Dacosta",
            "Everett",
            "Faulds");
}
