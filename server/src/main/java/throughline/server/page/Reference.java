package throughline.server.page;

import java.util.Optional;
import java.util.function.Predicate;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Evidence;

/// The number of a piece of evidence, such as `9.2`, and where it stands.
public record Reference(String number, String href) {

    static Reference of(Cause cause, Evidence evidence, Links links) {
        return new Reference(
                "%s.%s".formatted(cause.order(), evidence.number()), links.evidence(cause, evidence.number()));
    }

    /// The first evidence of a cause whose indicator has such an id; empty where it could not be judged.
    static Optional<Reference> find(Diagnosis diagnosis, Cause cause, Predicate<String> indicator, Links links) {
        return diagnosis.verdict(cause).evidence().stream()
                .filter(e -> indicator.test(e.indicator().id()))
                .findFirst()
                .map(e -> of(cause, e, links));
    }
}
