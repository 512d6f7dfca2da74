package throughline.server.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Accountability.Gap;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;

/// A touchpoint in the register.
///
/// @param accepted when the owner said yes, or that it is open; empty where there is not one owner
/// @param share its share of contacts; empty where contacts do not weigh touchpoints
/// @param gap what is not as it should be; may be empty
/// @param tinted whether there is not exactly one owner
public record TouchpointRow(
        String title,
        Optional<String> href,
        String department,
        Answerer who,
        String accepted,
        String contacts,
        String share,
        String gap,
        boolean tinted) {

    /// The rows of some of the touchpoints.
    static List<TouchpointRow> of(List<Held> touchpoints, Accountability among, Links links) {
        return touchpoints.stream().map(t -> row(t, among, links)).toList();
    }

    private static TouchpointRow row(Held touchpoint, Accountability among, Links links) {
        return new TouchpointRow(
                touchpoint.title(),
                links.touchpoint(touchpoint.id()),
                touchpoint.registered() ? OwnerWaffle.department(touchpoint.department()) : "",
                Answerer.of(touchpoint.owners(), "Nobody"),
                accepted(touchpoint),
                touchpoint.contacts() == 0 && among.unweighed().isPresent() ? "" : Words.count(touchpoint.contacts()),
                among.unweighed().isEmpty() ? Words.kept(Words.percent(touchpoint.share())) : "",
                Wording.sentence(touchpoint.gaps().stream()
                        .map(g -> words(g, touchpoint, among))
                        .collect(Collectors.joining(", "))),
                touchpoint.hold() != Hold.ONE);
    }

    private static String accepted(Held touchpoint) {
        if (touchpoint.hold() != Hold.ONE) {
            return "";
        }
        return touchpoint.acceptedOn() == null
                ? "not yet accepted"
                : "accepted " + Words.shortDate(touchpoint.acceptedOn());
    }

    private static String words(Gap gap, Held touchpoint, Accountability among) {
        return switch (gap) {
            case UNREGISTERED -> "not in the register";
            case NOBODY -> "nobody answers for it";
            case LEFT -> "who is named has left";
            case STRANGER -> "who is named is not on record";
            case SEVERAL ->
                "%s people answer for it".formatted(touchpoint.owners().size());
            case CIRCLE -> "the line upwards is a circle";
            case ELSEWHERE ->
                among.owner().isPresent()
                        ? "the line does not lead to the owner of the promise"
                        : "its owner answers to no single member of the board";
            case NO_GOAL -> "the owner has no goal on record";
            case GOAL_APART -> "no goal of the owner leads to the board’s";
        };
    }
}
