package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.OptionalDouble;
import throughline.diagnosis.Cause;
import throughline.diagnosis.FrontLineCard;
import throughline.server.chart.Words;

/// Both sides of a job beside each other, with equal room whatever they count.
///
/// @param service what the customer got
/// @param serviceCounts how much of the scorecard that is, in words; may be empty
/// @param operationsTitle what the other side is called
/// @param operationsCounts how much of the scorecard that is; may be empty
/// @param says what the two say together, with one phrase marked; may be empty
/// @param cause the page of cause 1.7
public record BothSides(
        List<GaugeRow> service,
        String serviceCounts,
        List<GaugeRow> operations,
        String operationsTitle,
        String operationsCounts,
        Markup says,
        String cause) {

    /// The sides of a card.
    ///
    /// @param others who else does the same work
    static BothSides of(FrontLineCard card, String others, Markup says, Links links) {
        OptionalDouble weight = card.weight();
        return new BothSides(
                card.service().stream()
                        .map(g -> GaugeRow.service(g, others, links))
                        .toList(),
                weight.isPresent() ? counts(weight.getAsDouble()) : "",
                card.operations().stream()
                        .map(g -> GaugeRow.operations(g, links))
                        .toList(),
                weight.isPresent() ? say("What the job is measured on today") : say("How the work went"),
                weight.isPresent() ? counts(1 - weight.getAsDouble()) : say("no scorecard is on record"),
                says,
                links.cause(Cause.MEASURED_ON_THROUGHPUT));
    }

    /// The same without what a reader may want to know of each measure besides.
    BothSides brief() {
        return new BothSides(
                service.stream().map(GaugeRow::brief).toList(),
                serviceCounts,
                operations.stream().map(GaugeRow::brief).toList(),
                operationsTitle,
                operationsCounts,
                says,
                cause);
    }

    private static String counts(double share) {
        return Words.kept(say("counts %s on the scorecard", Words.percent(share)));
    }
}
