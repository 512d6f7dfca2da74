package throughline.simulation;

import java.util.List;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.simulation.Agenda.Aim;
import throughline.simulation.Draws.Purpose;

/// What customers feel in a contact, and what of it the organisation hears: answers and complaints.
final class Voice {

    /// All items of the long questionnaire, in the order of its columns.
    static final List<String> ITEMS = List.of(
            "empathy",
            "empathy_2",
            "reliability",
            "reliability_2",
            "responsiveness",
            "assurance",
            "tangibles",
            "feel_welcome",
            "feel_informed",
            "feel_in_control",
            "csat",
            "nps",
            "ces");

    private static final int CSAT = 10;
    private static final int RECENT = 90;
    /// Months that tell how a unit stands in the next, and the last of them that must say something.
    private static final int YEAR = 12;

    private static final int LATELY = 3;
    private static final double ASKED = 0.5;
    private static final double ANSWERING = 0.32;
    /// Share of what is usual that a touchpoint is looked at outside the shop window, where only that counts.
    static final double TRICKLE = 0.03;
    private static final List<String> PLEASED = List.of(
            "Sorted the first time, thank you.",
            "Somebody listened and then did something about it.",
            "Quick, friendly and clear.",
            "They rang me back when they said they would.");
    private static final List<String> DISPLEASED = List.of(
            "I had to explain everything twice.",
            "Nobody could tell me when it would be mended.",
            "I waited, was passed on, and waited again.",
            "Polite, but nothing happened.");
    private static final String BROKEN = "Their system was down, so I was told to try again later.";

    private final World world;
    private final Tables tables;
    private final TableFile answers;
    private final TableFile invitations;
    private final TableFile complaints;
    private final boolean oneScore;
    private final boolean regulars;
    private final long customers;
    private final double[][] sum;
    private final double[][] squares;
    private final int[][] count;
    private final int[][][] sold;
    private final boolean[] lately;
    private final double[] item = new double[ITEMS.size()];

    Voice(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        oneScore = world.mechanism().decided(Cause.ONE_DIMENSIONAL_FEEDBACK);
        regulars = world.settings().has(Decoy.REGULARS_ANSWER);
        customers = world.settings().customers();
        String items = oneScore ? "csat" : String.join(" ", ITEMS);
        answers = tables.open(
                FactKind.RESPONSES,
                "response_id answered_at instrument interaction_id customer touchpoint unit verbatim language "
                        + items);
        invitations = tables.open(
                FactKind.INVITATIONS, "invitation_id sent_at interaction_id customer instrument response_id");
        complaints = tables.open(
                FactKind.COMPLAINTS,
                "complaint_id received_at acknowledged_at closed_at customer interaction_id touchpoint unit category"
                        + " root_cause text upheld");
        int units = world.settings().units();
        int months = world.calendar().months().size();
        sum = new double[units][months];
        squares = new double[units][months];
        count = new int[units][months];
        sold = new int[units][months][4];
        lately = new boolean[world.blueprint().points().size()];
    }

    /// Lets the customer of the contact feel, answer and complain.
    void hear(Contact c) {
        var draws = Draws.of(world.settings().seed(), Purpose.ANSWERS, c.key, c.number);
        double satisfaction = feel(c, draws);
        complain(c, satisfaction);
        boolean asked = draws.happens(ASKED * (neglected(world, c) ? TRICKLE : 1));
        double strong = 0.72 + 0.28 * Math.min(1.5, Math.abs(satisfaction));
        double tired = 1.1 - 0.2 * c.day / world.settings().days();
        double drift = world.settings().has(Decoy.ANSWERING_TIRES)
                ? 1.2 - 0.9 * c.day / world.settings().days()
                : 1;
        double often = regulars ? 2.4 * habit(c) : 1;
        double heard =
                ANSWERING * often * tired * drift * world.mechanism().mix(Cause.ONE_DIMENSIONAL_FEEDBACK, 1, 0.7);
        boolean answered = draws.happens(heard * strong);
        boolean posted = world.settings().has(Decoy.POSTED_ANSWERS);
        int delay = 1800 + (int) ((posted ? 1_200_000 : 36_000) * draws.nextDouble());
        int day = c.day + (c.ended() + delay) / 86_400;
        if (!asked) {
            return;
        }
        answered &= day < world.settings().days();
        if (tables.covers(FactKind.INVITATIONS, c.day)) {
            invitations.text("v" + c.id).time(c.day, c.ended() + 900).text(c.id).text(c.customer);
            invitations.text(instrument(c));
            if (answered) {
                invitations.text("r" + c.id);
            } else {
                invitations.empty();
            }
            invitations.end();
        }
        if (answered && tables.covers(FactKind.RESPONSES, day)) {
            answer(c, satisfaction, delay, draws);
        }
    }

    /// How much of a regular the customer is, 0 to 1, most of them little: those of low numbers come most
    /// often.
    private double habit(Contact c) {
        return 1 - Math.sqrt(Integer.parseInt(c.customer.substring(1)) / (double) customers);
    }

    private boolean reworded(Contact c) {
        return world.settings().has(Decoy.NEW_QUESTIONNAIRE)
                && c.day >= world.settings().days() * 3 / 5;
    }

    private String instrument(Contact c) {
        return (oneScore ? "one-score" : "after-contact") + (reworded(c) ? "-2" : "");
    }

    /// Whether the contact is at a touchpoint that nobody looks at because only the shop window counts.
    static boolean neglected(World world, Contact c) {
        return !world.blueprint().business().shows(c.point) && world.mechanism().decided(Cause.STORES_ONLY);
    }

    private double feel(Contact c, Draws draws) {
        Mechanism mechanism = world.mechanism();
        Conditions now = world.conditions();
        double haste = mechanism.force(Cause.MEASURED_ON_THROUGHPUT);
        double apart = mechanism.force(Cause.TECHNOLOGY_APART);
        double harm = mechanism.mix(Cause.FEELINGS_UNLINKED, 0.4, 0.55) * (c.fault ? 1 : 0);
        double sold = Selling.effect(world, c);
        double worded = reworded(c) ? 0.3 : 0;
        double own = regulars ? 0.8 * (habit(c) - 0.5) : 0;
        double halo = worded + own + 0.45 * c.ease + now.mood(c.unit, c.day) + draws.normal(0.25);
        double slow = Math.log(c.wait / 60);
        double again = c.repeats > 0 ? 1 : 0;
        double abandoned = c.cutShort ? 1 : 0;
        double level = world.standing().level(c.unit);
        double empathy = 0.85 * c.skill
                - harm
                + halo
                - 0.3 * haste
                - abandoned
                + 0.5 * sold
                + 0.4 * level
                + now.gained(Aim.EMPATHY, c.unit, c.day)
                + draws.normal(0.5);
        double reliability = (c.resolved ? 0.15 : -0.6)
                - 0.4 * again
                - 0.8 * harm
                + halo
                - 0.2 * apart
                + 0.4 * level
                + now.gained(Aim.RELIABILITY, c.unit, c.day)
                + draws.normal(0.5);
        double responsiveness = -0.3 * slow - 0.7 * harm + halo + 0.3 * level + draws.normal(0.55);
        double assurance = 0.4 * c.skill - 0.6 * harm + halo - 0.5 * abandoned + 0.3 * level + draws.normal(0.6);
        double tangibles = 0.5 * halo - 0.3 * harm + 0.5 * level + draws.normal(0.75);
        double satisfaction = 0.52 * reliability
                + 0.4 * empathy
                + 0.26 * responsiveness
                + 0.06 * assurance
                + 0.02 * tangibles
                - (c.crossed ? 0.1 + 0.8 * apart : 0)
                + 0.6 * sold
                + 0.5 * level
                + now.gained(Aim.CSAT, c.unit, c.day)
                + draws.normal(0.4);
        item[0] = five(empathy + draws.normal(0.3));
        item[1] = five(empathy + 0.1 + draws.normal(0.3));
        item[2] = five(reliability + draws.normal(0.3));
        item[3] = five(reliability - 0.1 + draws.normal(0.3));
        item[4] = five(responsiveness);
        item[5] = five(assurance);
        item[6] = five(tangibles + 0.2);
        item[7] = five(0.6 * empathy + 0.3 * halo - 0.3 * harm + draws.normal(0.55));
        item[8] = five(0.3 * empathy + 0.3 * reliability + 0.4 * halo - 0.3 * harm + draws.normal(0.55));
        item[9] = five(0.4 * reliability + 0.3 * responsiveness - 0.3 * harm - 0.2 * again + draws.normal(0.55));
        item[CSAT] = Math.clamp(Math.round(5.0 + 1.1 * satisfaction), 1, 7);
        item[11] = Math.clamp(Math.round(7.4 + 1.8 * (0.85 * satisfaction + draws.normal(0.55))), 0, 10);
        double effort = 0.45 * slow + 0.5 * again + 0.7 * (c.crossed ? 0.2 + apart : 0) - 0.3 * halo;
        item[12] = Math.clamp(Math.round(2.9 + 1.1 * (effort + 0.3 * harm + draws.normal(0.55))), 1, 7);
        return satisfaction;
    }

    private static double five(double latent) {
        return Math.clamp(Math.round(3.7 + 0.9 * latent), 1, 5);
    }

    private void answer(Contact c, double satisfaction, int delay, Draws draws) {
        answers.text("r" + c.id).time(c.day, c.ended() + delay).text(instrument(c));
        answers.text(c.id).text(c.customer).text(c.point.id()).text(unit(c));
        double speaks = draws.nextDouble();
        int words = draws.nextInt(4);
        if (speaks < 0.15) {
            answers.text(c.fault ? BROKEN : satisfaction > 0 ? PLEASED.get(words) : DISPLEASED.get(words));
        } else {
            answers.empty();
        }
        answers.text("en");
        lately[world.pointNumber(c.point)] |= c.day >= world.settings().days() - RECENT;
        double lost = world.settings().recording().lost();
        for (int i = 0; i < item.length; i++) {
            boolean skipped = draws.happens((i == CSAT ? 0.01 : Truth.SKIPPED) + lost / 2);
            if (!oneScore || i == CSAT) {
                answers.number(skipped ? Double.NaN : item[i], 0);
            }
            if (i == CSAT && !skipped) {
                int m = world.calendar().month(Math.min(c.day, world.settings().days() - 1));
                sum[c.unit][m] += item[i];
                squares[c.unit][m] += item[i] * item[i];
                count[c.unit][m]++;
                sold[c.unit][m][c.offered ? 0 : 1]++;
                sold[c.unit][m][world.conditions().pushed(c.unit, c.day) ? 2 : 3]++;
            }
        }
        answers.end();
    }

    private void complain(Contact c, double satisfaction) {
        var draws = Draws.of(world.settings().seed(), Purpose.COMPLAINTS, c.key, c.number);
        double anger = draws.nextDouble();
        int days = 1 + draws.nextInt(3);
        int closing = days + 2 + draws.nextInt(20);
        boolean upheld = draws.happens(0.4);
        double ease = world.settings().has(Decoy.COMPLAINTS_GROW)
                ? 1 + 4.0 * c.day / world.settings().days()
                : 1;
        if (anger > ease * 0.09 / (1 + Math.exp(2.2 + 2 * satisfaction))
                || !tables.covers(FactKind.COMPLAINTS, c.day)) {
            return;
        }
        String why = c.fault ? "systems" : c.repeats > 0 ? "had to repeat" : c.wait > 240 ? "waiting" : "not resolved";
        complaints.text("x" + c.id).time(c.day, c.ended() + 3_600);
        day(c.day + days);
        day(c.day + closing);
        complaints
                .text(c.customer)
                .text(c.id)
                .text(c.point.id())
                .text(unit(c))
                .text(world.blueprint().business().intents().get(c.intent));
        complaints
                .text(why)
                .text(c.fault ? BROKEN : DISPLEASED.get(closing % 4))
                .flag(upheld)
                .end();
    }

    private void day(int day) {
        if (day < world.settings().days()) {
            complaints.date(day);
        } else {
            complaints.empty();
        }
    }

    private String unit(Contact c) {
        return world.blueprint().frontline().get(c.unit).id();
    }

    /// Number of answers with a satisfaction score in the unit and month.
    int answers(int unit, int month) {
        return count[unit][month];
    }

    /// Touchpoints of which somebody answered in the last ninety days.
    boolean[] lately() {
        return lately.clone();
    }

    /// Answers of customers of units that are below par, in months in which that is known, the fewer of
    /// those with an offer and those without: of units that are below par, or that the answers place there,
    /// whichever are fewer. Of units placed with the error of 15 answers three in ten are on the wrong side.
    ///
    /// @param error largest standard error with which a unit counts as placed, in a customer's spread
    long aboutOffers(double error) {
        return fewer(0, 1, error);
    }

    /// The same, the fewer of those under a campaign and the others.
    long aboutPushes(double error) {
        return fewer(2, 3, error);
    }

    private long fewer(int with, int without, double error) {
        long[] truly = new long[2];
        long[] placed = new long[2];
        for (int m = 0; m < world.calendar().months().size(); m++) {
            double par = par(m);
            for (int u = 0; u < sold.length; u++) {
                Place place = place(u, m);
                if (place.error() <= error) {
                    add(truly, world.standing().belowPar(u), sold[u][m][with], sold[u][m][without]);
                    add(placed, place.mean() < par, sold[u][m][with], sold[u][m][without]);
                }
            }
        }
        return Math.min(Math.min(truly[0], truly[1]), Math.min(placed[0], placed[1]));
    }

    private static void add(long[] sums, boolean below, long with, long without) {
        sums[0] += below ? with : 0;
        sums[1] += below ? without : 0;
    }

    /// How satisfied all customers are when the month begins.
    private double par(int month) {
        double weight = 0;
        double total = 0;
        for (int u = 0; u < count.length; u++) {
            for (int m = Math.max(0, month - YEAR); m < month; m++) {
                double each = Math.pow(0.5, (month - m) / (double) LATELY);
                weight += each * count[u][m];
                total += each * sum[u][m];
            }
        }
        return total / weight;
    }

    /// Share of the volume of front-line units of which it is known how they stand, from the first month
    /// in which it is of any.
    ///
    /// @param error largest standard error with which it counts as known, in a customer's spread
    double standingKnown(double error) {
        double known = 0;
        double all = 0;
        for (int m = 0; m < world.calendar().months().size(); m++) {
            double before = known;
            double volume = 0;
            for (int u = 0; u < count.length; u++) {
                double own = world.blueprint().frontline().get(u).volume();
                volume += own;
                known += place(u, m).error() <= error ? own : 0;
            }
            all += known > before || all > 0 ? volume : 0;
        }
        return all == 0 ? 0 : known / all;
    }

    /// How satisfied the customers of a unit are.
    ///
    /// @param error in a customer's spread; without end where no answer is of late
    private record Place(double mean, double error) {}

    /// How satisfied the customers of a unit are when the month begins, from the year before: answers spread about
    /// their
    /// mean as they do in the unit, and tell the less the older they are, for quality drifts.
    private Place place(int unit, int month) {
        double weight = 0;
        double weights = 0;
        double total = 0;
        double square = 0;
        int late = 0;
        for (int m = Math.max(0, month - YEAR); m < month; m++) {
            double each = Math.pow(0.5, (month - m) / (double) LATELY);
            weight += each * count[unit][m];
            weights += each * each * count[unit][m];
            total += each * sum[unit][m];
            square += each * squares[unit][m];
            late += m >= month - LATELY ? count[unit][m] : 0;
        }
        double left = weight - weights / Math.max(weight, 1e-9);
        if (late == 0 || left < 1e-9) {
            return new Place(Double.NaN, Double.POSITIVE_INFINITY);
        }
        double variance = (square - total * total / weight) / left;
        return new Place(total / weight, Math.sqrt(variance * weights) / weight / spread());
    }

    /// Mean satisfaction in the unit and month, 1 to 7; not a number without answers.
    double satisfaction(int unit, int month) {
        return sum[unit][month] / count[unit][month];
    }

    /// Spread of satisfaction among all answers.
    double spread() {
        double n = 0;
        double total = 0;
        double square = 0;
        for (int u = 0; u < sum.length; u++) {
            for (int m = 0; m < sum[u].length; m++) {
                n += count[u][m];
                total += sum[u][m];
                square += squares[u][m];
            }
        }
        return n < 2 ? 1 : Math.sqrt(Math.max(0.01, square / n - total / n * total / n));
    }
}
