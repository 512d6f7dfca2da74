package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import throughline.diagnosis.Gauge.Met;
import throughline.diagnosis.LikeWithLike.Apart;

/// Both sides of the job of a team or a person: what the customer got, and what the job is measured on.
///
/// @param id of the unit or the person
/// @param title its name on a page
/// @param unit name of the unit; empty where it is not known
/// @param contacts contacts of the period, or answers where no contacts are known
/// @param service what the customer got, at most four measures
/// @param operations what the job is measured on, at most four, the heaviest first
/// @param weight share of the scorecard that is for what the customer gets, 0 to 1; empty without a scorecard
public record FrontLineCard(
        String id,
        String title,
        Optional<String> unit,
        long contacts,
        List<Gauge> service,
        List<Gauge> operations,
        OptionalDouble weight) {

    /// Copies the lists.
    public FrontLineCard {
        service = List.copyOf(service);
        operations = List.copyOf(operations);
    }

    /// The same without what all came to.
    FrontLineCard alone() {
        return new FrontLineCard(
                id,
                title,
                unit,
                contacts,
                service.stream().map(Gauge::alone).toList(),
                operations.stream().map(Gauge::alone).toList(),
                weight);
    }

    /// What the two sides say together.
    public enum Says {
        /// Every target is met, and customers are served worse than chance and the usual differences explain.
        TARGETS_MET_CUSTOMERS_NOT,
        /// Customers are served worse than chance and the usual differences explain.
        WORSE,
        /// Customers are served better than chance and the usual differences explain.
        BETTER,
        /// Every target is met, and customers are served as elsewhere.
        TARGETS_MET,
        /// Customers are served as elsewhere.
        ORDINARY,
        /// Nobody else does the same work, so nothing can be said.
        NOTHING
    }

    /// What the two sides say together.
    public Says says() {
        boolean compared = service.stream().anyMatch(g -> g.like().isPresent());
        boolean met = operations.stream().anyMatch(g -> g.target().isPresent())
                && Stream.concat(service.stream(), operations.stream())
                        .filter(g -> g.target().isPresent())
                        .allMatch(g -> g.met() == Met.YES);
        if (Gauge.any(service, Apart.WORSE)) {
            return met ? Says.TARGETS_MET_CUSTOMERS_NOT : Says.WORSE;
        }
        if (Gauge.any(service, Apart.BETTER)) {
            return Says.BETTER;
        }
        return !compared ? Says.NOTHING : met ? Says.TARGETS_MET : Says.ORDINARY;
    }
}
