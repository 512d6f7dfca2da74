package throughline.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.explanation.CauseLink;
import throughline.explanation.CauseLink.Standing;
import throughline.explanation.CauseMap.Declared;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMap.Level;
import throughline.explanation.CauseMap.Rests;
import throughline.explanation.CauseMap.State;
import throughline.explanation.CauseNode;
import throughline.explanation.CauseNode.Shape;
import throughline.explanation.CauseNode.Tier;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Link;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.causal.RobustnessValue;
import throughline.statistics.causal.TwoWayCells.Signs;

/// A map of two measures and one link, drawn by hand.
public final class HandDrawnMap {

    /// A wait of 5.4 minutes on average, seen from half a minute to eight.
    public static final CauseNode WAIT = new CauseNode(
            "wait_s",
            "Wait to answer",
            Tier.DELIVERY,
            null,
            Better.LOWER,
            true,
            "s",
            Shape.NUMBER,
            List.of("contact_wait_s"),
            null,
            null);

    /// A feeling on a scale of 1 to 5.
    public static final CauseNode FELT = new CauseNode(
            "=felt",
            "Felt, \"looked after\"",
            Tier.PERCEPTION,
            null,
            Better.HIGHER,
            true,
            null,
            Shape.SCALE,
            List.of("felt"),
            1.0,
            5.0);

    private static final CauseNode ROTA = new CauseNode(
            "rota",
            "Rota filled",
            Tier.INFRASTRUCTURE,
            null,
            Better.HIGHER,
            true,
            null,
            Shape.SHARE,
            List.of(),
            0.0,
            1.0);

    public static final Level WAITED = new Level(324, 30, 480);
    public static final Level FELT_LEVEL = new Level(3.61, 2.5, 4.5);

    private HandDrawnMap() {}

    /// The wait costs .14 points a minute.
    public static CauseLink link() {
        return managedBy("-Ada North");
    }

    /// The same, managed by somebody else.
    public static CauseLink managedBy(String name) {
        return link(0.97, new Standing(true, Optional.of(name)));
    }

    /// The same, joined in another share of the searches.
    public static CauseLink link(double stability, Standing record) {
        return new CauseLink(
                WAIT,
                FELT,
                stability,
                new Estimate(-0.14 / 60, new Interval(-0.19 / 60, -0.09 / 60), 0.0004, 2000),
                new Estimate(-0.42, new Interval(-0.57, -0.27), 0.07, 2000),
                List.of(ROTA),
                0.001,
                new Signs(11, 12),
                new RobustnessValue(0.17, 0.3, 0.25),
                record);
    }

    /// The map.
    public static Drawn map() {
        return map(link());
    }

    /// The map of another link.
    public static Drawn map(CauseLink link) {
        return map(link, State.of(link));
    }

    /// The same, of which the data say something else.
    public static Drawn map(CauseLink link, State state) {
        return new Drawn(
                List.of(WAIT, FELT),
                Map.of(WAIT.id(), WAITED, FELT.id(), FELT_LEVEL),
                List.of(link),
                List.of(new Declared(new Link("wait_s", "=felt", "p1"), "Wait", "Felt", state, Optional.of(link))),
                Optional.empty(),
                new Rests(2400, 2000, 1600, 12, 52, 600),
                List.of());
    }
}
