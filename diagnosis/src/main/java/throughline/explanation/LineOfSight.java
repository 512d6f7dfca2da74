package throughline.explanation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Wording;
import throughline.organisation.Cascade;
import throughline.organisation.Layer;

/// How far the promise reaches from the board to the customer, and how much of the customers' voice comes back.
///
/// Going out, a layer's share is that of its members with an unbroken path of objectives to the board's service
/// objective ([Cascade]); the customers' share is that of answers that meet the promise ([KeptPromise]). Coming back, a
/// layer's share is that of the customers' voices it has an ear for ([VoicesHeard]). What is not on record is unknown,
/// never zero.
///
/// @param stops the four layers from the board down, then the customers
/// @param worstOut the gap with the largest loss going out: `i` lies between stop `i` and stop `i + 1`
/// @param worstBack the gap with the largest loss coming back, counted in the same way
/// @param sentence the two losses, or what is not known, in one sentence
public record LineOfSight(List<Stop> stops, OptionalInt worstOut, OptionalInt worstBack, String sentence) {

    /// A loss smaller than this share is not worth naming (ours).
    private static final double WORTH_NAMING = 0.01;

    /// Copies the list.
    public LineOfSight {
        stops = List.copyOf(stops);
    }

    /// One station between the board and the customer.
    ///
    /// @param title its name, such as `Front line`
    /// @param outgoing how far the promise has come
    /// @param returning how much of the customers' voice has come back
    public record Stop(String title, Reach outgoing, Reach returning) {}

    /// A share with its words.
    ///
    /// @param share 0 to 1; empty where it is not known, which is drawn dashed
    /// @param words such as `7 of 9 have a service goal`, or why it is not known
    /// @param brief such as `7 of 9`, or `not known`
    public record Reach(OptionalDouble share, String words, String brief) {

        /// A share that is not known.
        static Reach unknown(String why) {
            return new Reach(OptionalDouble.empty(), why, say("not known"));
        }

        /// A share of a count, followed by what the part does or is.
        static Reach of(long part, long whole, String what) {
            String brief = Wording.of(part, whole);
            return new Reach(OptionalDouble.of((double) part / whole), (brief + " " + what).strip(), brief);
        }
    }

    /// The line of sight of what the dossier covers.
    public static LineOfSight of(Dossier dossier) {
        var cascade = new Cascade(dossier.registry());
        var voices = VoicesHeard.of(dossier);
        var stops = new ArrayList<Stop>();
        for (Layer layer : Layer.values()) {
            Reach outgoing = cascade.coverage(layer)
                    .map(c -> Reach.of(
                            c.covered(),
                            c.members(),
                            c.members() == 1 ? say("has a service goal") : say("have a service goal")))
                    .orElseGet(() -> Reach.unknown(say("no goals on record")));
            stops.add(new Stop(layer.title(), outgoing, voices.reaching(layer)));
        }
        stops.add(new Stop(say("Customers"), KeptPromise.reach(dossier), voices.all()));
        OptionalInt out = worst(stops, 1);
        OptionalInt back = worst(stops, -1);
        return new LineOfSight(stops, out, back, sentence(stops, out, back));
    }

    /// Points out of 100 that the promise loses at the worst gap; empty where it loses none.
    public OptionalInt pointsOut() {
        return worstOut.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(points(loss(stops, worstOut.getAsInt(), 1).orElse(0)));
    }

    /// Points out of 100 of the customers' voices that stop at the worst gap; empty where none do.
    public OptionalInt pointsBack() {
        return worstBack.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(points(loss(stops, worstBack.getAsInt(), -1).orElse(0)));
    }

    private static int points(double share) {
        return (int) Math.round(share * 100);
    }

    private static OptionalDouble share(Stop stop, int direction) {
        return direction > 0 ? stop.outgoing().share() : stop.returning().share();
    }

    /// The gap that loses most, of equals the first on the way; a stretch of unknown stops counts as lost at its far
    /// end.
    private static OptionalInt worst(List<Stop> stops, int direction) {
        int worst = -1;
        double most = WORTH_NAMING;
        int gaps = stops.size() - 1;
        for (int i = 0; i < gaps; i++) {
            int gap = direction > 0 ? i : gaps - 1 - i;
            double loss = loss(stops, gap, direction).orElse(0);
            if (loss >= most) {
                worst = gap;
                most = Math.nextUp(loss);
            }
        }
        return worst < 0 ? OptionalInt.empty() : OptionalInt.of(worst);
    }

    /// What is lost on arrival at the stop behind the gap, since the last stop before it whose share is known.
    private static OptionalDouble loss(List<Stop> stops, int gap, int direction) {
        int to = arrival(gap, direction);
        int from = departure(stops, gap, direction);
        if (from < 0 || share(stops.get(to), direction).isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(share(stops.get(from), direction).getAsDouble()
                - share(stops.get(to), direction).getAsDouble());
    }

    private static int arrival(int gap, int direction) {
        return direction > 0 ? gap + 1 : gap;
    }

    private static int departure(List<Stop> stops, int gap, int direction) {
        for (int i = direction > 0 ? gap : gap + 1; i >= 0 && i < stops.size(); i -= direction) {
            if (share(stops.get(i), direction).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private static String sentence(List<Stop> stops, OptionalInt out, OptionalInt back) {
        return out(stops, out) + " " + back(stops, back);
    }

    private static String out(List<Stop> stops, OptionalInt worst) {
        if (stops.getFirst().outgoing().share().orElse(1) == 0) {
            return say("The board has no service goal, so no promise sets out.");
        }
        if (worst.isPresent()) {
            return say("The promise loses most between %s.", ends(stops, worst.getAsInt(), 1));
        }
        long known =
                stops.stream().filter(s -> s.outgoing().share().isPresent()).count();
        return known < 2
                ? say("How far the promise reaches is not on record.")
                : say("The promise loses nothing on its way out.");
    }

    private static String back(List<Stop> stops, OptionalInt worst) {
        Reach top = stops.getFirst().returning();
        if (worst.isEmpty()) {
            return top.share().isPresent()
                    ? say("All that customers say reaches the board.")
                    : say("What comes back is not on record.");
        }
        if (top.share().isPresent()) {
            int heard = points(top.share().getAsDouble());
            return heard < 10
                    ? say(
                            "What customers say hardly comes back: the board looks at what %s of 100 voices are about.",
                            heard)
                    : say("The board looks at what %s of 100 customers' voices are about.", heard);
        }
        return say("What customers say is lost most between %s.", ends(stops, worst.getAsInt(), -1));
    }

    private static String ends(List<Stop> stops, int gap, int direction) {
        return say("%s and %s", inSentence(departure(stops, gap, direction)), inSentence(arrival(gap, direction)));
    }

    private static String inSentence(int stop) {
        return stop < Layer.values().length ? Layer.values()[stop].inSentence() : say("customers");
    }
}
