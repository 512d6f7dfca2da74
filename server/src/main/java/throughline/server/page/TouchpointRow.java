package throughline.server.page;

import static throughline.text.Text.say;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Accountability.Gap;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;
import throughline.server.page.Shell.Kept;

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
        boolean tinted,
        Optional<Act> act) {

    /// What a reader who keeps the record can do about it.
    ///
    /// @param text on the link or the button
    /// @param label the same for who only hears it
    /// @param href where it leads, or is sent
    /// @param sent what is sent along; empty for a link
    public record Act(String text, String label, String href, List<Kept> sent) {}

    /// The rows of some of the touchpoints.
    ///
    /// @param version of the record that the reader may change; empty where the reader may not
    static List<TouchpointRow> of(List<Held> touchpoints, Accountability among, Links links, Optional<Long> version) {
        return touchpoints.stream()
                .map(t -> row(t, among, links, version.flatMap(v -> act(t, v))))
                .toList();
    }

    private static Optional<Act> act(Held touchpoint, long version) {
        String key = URLEncoder.encode(touchpoint.id(), StandardCharsets.UTF_8);
        if (!touchpoint.registered()) {
            return Optional.of(new Act(
                    say("Put in the register"),
                    say("Put %s in the register", touchpoint.title()),
                    "/accountability/register?touchpoint=" + key,
                    List.of()));
        }
        if (touchpoint.hold() != Hold.ONE) {
            return Optional.of(new Act(
                    say("Name an owner"),
                    say("Name an owner of %s", touchpoint.title()),
                    "/accountability/owner?touchpoint=" + key,
                    List.of()));
        }
        return touchpoint.acceptedOn() == null
                ? Optional.of(new Act(
                        say("Accepted today"),
                        say("%s accepted %s today", touchpoint.owners().getFirst(), touchpoint.title()),
                        "/accountability/accept",
                        List.of(new Kept("touchpoint", touchpoint.id()), new Kept("from", Long.toString(version)))))
                : Optional.empty();
    }

    private static TouchpointRow row(Held touchpoint, Accountability among, Links links, Optional<Act> act) {
        return new TouchpointRow(
                touchpoint.title(),
                links.touchpoint(touchpoint.id()),
                touchpoint.registered() ? OwnerWaffle.department(touchpoint.department()) : "",
                Answerer.of(touchpoint.owners(), say("Nobody")),
                accepted(touchpoint),
                touchpoint.contacts() == 0 && among.unweighed().isPresent() ? "" : Words.count(touchpoint.contacts()),
                among.unweighed().isEmpty() ? Words.kept(Words.percent(touchpoint.share())) : "",
                Wording.sentence(touchpoint.gaps().stream()
                        .map(g -> words(g, touchpoint, among))
                        .collect(Collectors.joining(", "))),
                touchpoint.hold() != Hold.ONE,
                act);
    }

    private static String accepted(Held touchpoint) {
        if (touchpoint.hold() != Hold.ONE) {
            return "";
        }
        return touchpoint.acceptedOn() == null
                ? say("not yet accepted")
                : say("accepted %s", Words.shortDate(touchpoint.acceptedOn()));
    }

    private static String words(Gap gap, Held touchpoint, Accountability among) {
        return switch (gap) {
            case UNREGISTERED -> say("not in the register");
            case NOBODY -> say("nobody answers for it");
            case LEFT -> say("who is named has left");
            case STRANGER -> say("who is named is not on record");
            case SEVERAL -> say("%s people answer for it", touchpoint.owners().size());
            case CIRCLE -> say("the line upwards is a circle");
            case ELSEWHERE ->
                among.owner().isPresent()
                        ? say("the line does not lead to the owner of the promise")
                        : say("its owner answers to no single member of the board");
            case NO_GOAL -> say("the owner has no goal on record");
            case GOAL_APART -> say("no goal of the owner leads to the board’s");
        };
    }
}
