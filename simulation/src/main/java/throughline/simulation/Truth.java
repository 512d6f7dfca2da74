package throughline.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;

/// What is true of a simulated organisation, and whether its files could show it.
///
/// A cause is present or absent as it was switched. It is unknown when the facts that show it were not kept, were
/// kept too short, or when another cause removed them: with one score there is no feeling to tie to the infrastructure.
///
/// @param seed the seed of the organisation
/// @param causes what is so, a cause each
public record Truth(long seed, Map<Cause, Answer> causes) {

    private static final int FEWEST_STEPS = 5;
    /// Squared error of the gain that is kept less half of the gain, times the answers: the least that any reading
    /// of the files can have that knows neither what units and weeks bring nor how a gain fades, by where the steps
    /// lie. Means over 12 and 40 units and one to three years, which StepLayoutTest lays out again, with 1.3 for
    /// what the answers of a day have in common. Steps a month apart in every unit leave little to tell them by;
    /// where some come a month apart and others four, units differ most.
    static final double APART = 12.4;

    static final double CROWDED = 17;
    static final double MIXED = 5.7;
    /// How far from its error half of a gain must lie to be told, as likely as not.
    private static final double ERRORS = 1.96;
    /// What is left of a customer's spread in an answer, where it is rounded and clipped.
    private static final double OF_ANSWERS = 0.75;
    /// What a step takes off the logarithm of a wait, in its spread, for each unit of a customer's spread.
    private static final double OF_WAITS = 0.58;
    /// Aims of steps that answers tell of, of four.
    private static final int ANSWERED_AIMS = 3;

    private static final int FEWEST_FORECASTS = 30;
    private static final int FEWEST_MANAGERS = 5;
    private static final int FEWEST_TRAINED = 30;
    private static final int FEWEST_ANSWERS = 200;
    /// Share of the questions of a full record that customers skip.
    static final double SKIPPED = 0.04;
    /// Answers after an offer, or under a campaign, in units that are known to be below par: what the rule asks for.
    private static final int FEWEST_BELOW_PAR = 200;
    private static final int FEWEST_STAFF_ANSWERS = 30;
    /// Served contacts of which it shows that one in twenty is cut short.
    private static final int FEWEST_CUT_SHORT = 1_000;

    private static final int FEWEST_MEETINGS = 6;
    /// Force from which a cause shows in what people say and do, without the record.
    private static final double IN_FULL = 0.9;
    /// Days of facts and of the log of steps or offers before anything shows: twelve weeks.
    private static final int FEWEST_DAYS = 84;
    /// Days of a register of courses before it shows who had none.
    private static final int FEWEST_DAYS_OF_COURSES = 185;
    /// Days of such a register in which nearly all may have been trained.
    private static final int FEWEST_DAYS_TO_BE_TRAINED = 100;
    /// Standard error with which a unit is placed, in a customer's spread: units differ by .21 (evenly from −.36 to
    /// .36), so with this error seven in ten fall on their side of par. And the share of the volume that must be.
    private static final double PLACED = 0.26;

    private static final double ENOUGH_STANDING = 0.5;
    /// Answers after an offer by which it is as likely as not to be told that there is no harm of 0.1
    /// standard deviations (equivalence at 5 %, a standard error of 0.051): with one question; with ten on how
    /// service was delivered and two on what came of it, whose mean spreads by 0.88 of one; and with as many
    /// that nobody tells apart, whose mean spreads by 0.7.
    private static final int FEWEST_TO_CLEAR = 384;

    private static final int FEWEST_TO_CLEAR_OF_SEVERAL = 300;
    private static final int FEWEST_TO_CLEAR_OF_ALL = 200;

    /// Share of the contacts at touchpoints of which customers answer.
    private static final double ENOUGH_COVERED = 0.8;

    /// Days before a step that show what was before: four weeks of run-up and four before these.
    private static final int BASELINE_DAYS = 56;
    /// Days after its end that show what is kept: four weeks from day 60 on, the first and last of them in part.
    private static final int PROOF_DAYS = 82;

    /// Announcements: none contradicted of fifteen leaves a fifth open, by Wilson's interval.
    private static final int FEWEST_WORDS = 16;

    /// What is so.
    public enum State {
        /// The cause works in the organisation.
        PRESENT,
        /// The cause does not work in the organisation, or only in a mild form.
        ABSENT,
        /// The files cannot show it.
        UNKNOWN;

        /// The name in truth.json.
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What is true of one cause.
    ///
    /// @param state what the files allow to be known
    /// @param severity how strongly the cause works, 0 to 1, whether it can be known or not
    /// @param reason why it is not known; empty otherwise
    public record Answer(State state, double severity, String reason) {}

    /// Copies the map.
    public Truth {
        causes = Map.copyOf(causes);
    }

    static Truth of(World world, Tables tables, Voice voice, Managers managers) {
        Map<Cause, Answer> all = new EnumMap<>(Cause.class);
        Settings settings = world.settings();
        var evidence = new Evidence(world, tables, voice, managers);
        for (Cause cause : Cause.values()) {
            String reason = evidence.obstacle(cause).strip();
            State state = !reason.isEmpty()
                    ? State.UNKNOWN
                    : settings.present().contains(cause) ? State.PRESENT : State.ABSENT;
            all.put(cause, new Answer(state, settings.severities().getOrDefault(cause, 0.0), reason));
        }
        return new Truth(settings.seed(), all);
    }

    /// What the files hold, to tell what an expert could know from them.
    private record Evidence(World world, Tables tables, Voice voice, Managers managers) {

        /// Why the files cannot show whether the cause is there; empty where they can.
        String obstacle(Cause cause) {
            return switch (cause) {
                case NOBODY_ACCOUNTABLE -> {
                    boolean either = knows(Section.TOUCHPOINTS) || knows(Section.PROMISE);
                    yield present(cause) && either ? "" : unrecorded(Section.TOUCHPOINTS, Section.PROMISE);
                }
                case OUTSIDE_STRATEGY -> strategy();
                case NO_SERVICE_DESIGN -> design();
                case ONE_DIMENSIONAL_FEEDBACK ->
                    few(FactKind.RESPONSES, FEWEST_ANSWERS) + (present(cause) ? "" : toldApart() + covered());
                case FEELINGS_UNLINKED -> feelings();
                case TECHNOLOGY_APART -> few(FactKind.INTERACTIONS, FEWEST_ANSWERS);
                case MEASURED_ON_THROUGHPUT -> {
                    boolean said = tables.rows(FactKind.PULSE) >= FEWEST_STAFF_ANSWERS;
                    yield present(cause) && (said || hurried()) ? "" : unrecorded(Section.SCORECARDS);
                }
                case TRAINING_DOES_NOT_WORK ->
                    few(FactKind.TRAINING, FEWEST_TRAINED)
                            + since(
                                    FactKind.TRAINING,
                                    present(cause) ? FEWEST_DAYS_OF_COURSES : FEWEST_DAYS_TO_BE_TRAINED);
                case SAY_DO_GAP -> {
                    boolean silent = tables.rows(FactKind.ANNOUNCEMENTS) == 0 && tables.rows(FactKind.PROMISES) == 0;
                    yield silent
                            ? "No announcements and no promises."
                            : few(FactKind.PULSE, FEWEST_STAFF_ANSWERS)
                                    + (present(cause) ? "" : few(FactKind.DECISIONS, 1) + said());
                }
                case MANAGEMENT_OUT_OF_TOUCH -> {
                    String few = few(FactKind.FORECASTS, FEWEST_FORECASTS) + few(FactKind.RESPONSES, FEWEST_ANSWERS);
                    yield !few.isEmpty()
                            ? few
                            : managers.comeTrue() < FEWEST_FORECASTS || managers.foresaw() < FEWEST_MANAGERS
                                    ? "Only %d forecasts of %d managers have come true."
                                            .formatted(managers.comeTrue(), managers.foresaw())
                                    : "";
                }
                case INITIATIVE_NOT_COMMITMENT -> initiative();
                case STARTS_AT_THE_BOTTOM, TOO_MUCH_AT_ONCE -> few(FactKind.STEPS, FEWEST_STEPS) + sinceTheFirst();
                case STORES_ONLY -> {
                    boolean logged = tables.rows(FactKind.EVENTS) >= FEWEST_ANSWERS;
                    boolean judged = tables.rows(FactKind.EVALUATIONS) >= FEWEST_ANSWERS;
                    yield (logged ? "" : few(FactKind.INTERACTIONS, FEWEST_ANSWERS))
                            + (judged ? "" : few(FactKind.RESPONSES, FEWEST_ANSWERS));
                }
                case SALES_FIRST -> selling();
            };
        }

        /// Whether the hasty cut so many contacts short that the contacts alone show it.
        private boolean hurried() {
            return world.mechanism().force(Cause.MEASURED_ON_THROUGHPUT) > IN_FULL
                    && tables.rows(FactKind.INTERACTIONS) >= FEWEST_CUT_SHORT;
        }

        private String strategy() {
            boolean heard = tables.rows(FactKind.AGENDAS) >= FEWEST_MEETINGS
                    || tables.rows(FactKind.PULSE) >= FEWEST_STAFF_ANSWERS;
            boolean shown = heard && world.mechanism().force(Cause.OUTSIDE_STRATEGY) > IN_FULL;
            if (present(Cause.OUTSIDE_STRATEGY)) {
                return shown ? "" : unrecorded(Section.OBJECTIVES);
            }
            return world.settings().has(Decoy.REGISTER_HALF_KEPT)
                    ? "The objectives of two in five units are not known."
                    : unrecorded(Section.OBJECTIVES);
        }

        private String design() {
            boolean shown = knows(Section.TOUCHPOINTS)
                    || knows(Section.PROMISE)
                    || tables.rows(FactKind.PULSE) >= FEWEST_STAFF_ANSWERS;
            return present(Cause.NO_SERVICE_DESIGN) && shown
                    ? ""
                    : unrecorded(Section.TOUCHPOINTS, Section.LINKS, Section.PROMISE) + tiers();
        }

        /// Three of four tiers are measured, which is 60 % of the fields of touchpoint by tier: contacts hold the times
        /// of delivery and the systems they took, evaluations the perception of an evaluator.
        private String tiers() {
            boolean contacts = tables.rows(FactKind.INTERACTIONS) > 0;
            boolean answers = tables.rows(FactKind.RESPONSES) > 0;
            long measured = Stream.of(
                            contacts,
                            contacts || tables.rows(FactKind.READINGS) > 0,
                            answers || tables.rows(FactKind.EVALUATIONS) > 0,
                            answers)
                    .filter(Boolean::booleanValue)
                    .count();
            return measured >= 3 ? "" : "Only " + measured + " of four tiers are measured. ";
        }

        private String feelings() {
            boolean oneScore = world.mechanism().decided(Cause.ONE_DIMENSIONAL_FEEDBACK);
            // A single score under a name that nobody explains may as well be one.
            return oneScore && riddle().isEmpty()
                    ? "One score says nothing of feelings."
                    : few(FactKind.RESPONSES, FEWEST_ANSWERS)
                            + few(FactKind.READINGS, 1)
                            + unrecorded(Section.LINKS)
                            + causes();
        }

        /// Causes on record that nothing explains and nobody measures may or may not be infrastructure.
        private String causes() {
            boolean others = !world.mechanism().decided(Cause.NO_SERVICE_DESIGN);
            return others && tables.rows(FactKind.INTERACTIONS) == 0 ? riddle() : "";
        }

        private String initiative() {
            List<Agenda.Step> ended = world.agenda().steps().stream()
                    .filter(s -> tables.covers(FactKind.STEPS, s.start())
                            && s.end() < world.settings().days())
                    .toList();
            String brief = sinceTheFirst();
            if (present(Cause.INITIATIVE_NOT_COMMITMENT)) {
                return ended.size() >= FEWEST_STEPS ? brief : "Only " + ended.size() + " steps have ended.";
            }
            // Whether more of a code such as ASA is a gain, nobody can know.
            boolean coded = world.settings().recording().dialect() == Dialect.CODED && !knows(Section.MEASURES);
            boolean shown = gainsShown(coded);
            boolean answers = tables.rows(FactKind.RESPONSES) >= FEWEST_ANSWERS && shown;
            boolean contacts = tables.rows(FactKind.INTERACTIONS) >= FEWEST_ANSWERS && !coded && shown;
            // The steps of leaders change no measure that is fed by unit.
            long proven = ended.stream()
                    .filter(s -> s.frontline() >= 0
                            && s.start() >= BASELINE_DAYS
                            && s.end() + PROOF_DAYS < world.settings().days())
                    .filter(s -> s.aim() == Agenda.Aim.WAIT ? contacts : answers)
                    .count();
            return brief + (proven < FEWEST_STEPS ? "Only " + proven + " steps can be followed for long enough." : "");
        }

        /// Whether half of the gain would show. The steps are looked at together, whatever they aim at,
        /// so what the answers tell adds to what the waits of contacts do. Few units carry a larger error
        /// (Student's).
        private boolean gainsShown(boolean coded) {
            double gain = world.mechanism().stepGain();
            double units = 1 + 3.0 / (world.settings().units() - 1);
            double crowded = world.mechanism().force(Cause.TOO_MUCH_AT_ONCE);
            double laid = crowded == 1 ? CROWDED : present(Cause.TOO_MUCH_AT_ONCE) ? MIXED : APART;
            double wanted = laid * ERRORS * ERRORS * units;
            double answered = world.mechanism().decided(Cause.ONE_DIMENSIONAL_FEEDBACK) ? 2 : ANSWERED_AIMS;
            double told = tables.rows(FactKind.RESPONSES) * square(OF_ANSWERS * gain / 2) * answered / ANSWERED_AIMS;
            double timed =
                    tables.rows(FactKind.INTERACTIONS) * square(OF_WAITS * gain / 2) * (4 - answered) / ANSWERED_AIMS;
            return told + (coded ? 0 : timed) >= wanted;
        }

        private static double square(double x) {
            return x * x;
        }

        /// The log of steps begins with the first that is on record.
        private String sinceTheFirst() {
            int days = world.agenda().steps().stream()
                    .map(Agenda.Step::start)
                    .filter(start -> tables.covers(FactKind.STEPS, start))
                    .findFirst()
                    .map(start -> world.settings().days() - start)
                    .orElse(0);
            return days >= FEWEST_DAYS ? "" : "Only %d days of steps. ".formatted(days);
        }

        /// Of a few announcements none need have been contradicted, by luck.
        private String said() {
            long words = tables.rows(FactKind.ANNOUNCEMENTS);
            return words >= FEWEST_WORDS ? "" : "Only " + words + " announcements. ";
        }

        private String selling() {
            String brief = world.settings().days() < FEWEST_DAYS ? "Less than twelve weeks of facts. " : "";
            String none = brief + few(FactKind.INTERACTIONS, FEWEST_ANSWERS) + few(FactKind.RESPONSES, FEWEST_ANSWERS);
            // That little is sold below par is seen only where it is known of most contacts how their unit stands.
            boolean known = present(Cause.SALES_FIRST) || voice.standingKnown(PLACED) >= ENOUGH_STANDING;
            if (!none.isEmpty() || !known) {
                return none.isEmpty() ? "Too few answers a unit to know how units stand." : none;
            }
            boolean offers = tables.rows(FactKind.OFFERS) > 0
                    && since(FactKind.OFFERS, FEWEST_DAYS).isEmpty();
            if (present(Cause.SALES_FIRST)) {
                boolean shown = (offers && voice.aboutOffers(PLACED) >= FEWEST_BELOW_PAR)
                        || (tables.rows(FactKind.PUSHES) > 0 && voice.aboutPushes(PLACED) >= FEWEST_BELOW_PAR);
                return shown ? "" : "Too few answers after offers and under campaigns in units below par.";
            }
            if (!offers) {
                return "Offers of twelve weeks are not on record.";
            }
            boolean common = world.settings().has(Decoy.OFFERS_WHEN_ASKED);
            long after = voice.aboutOffers(PLACED);
            return common && after < toClear()
                    ? "Only %d answers after offers in units below par.".formatted(after)
                    : "";
        }

        private int toClear() {
            return world.mechanism().decided(Cause.ONE_DIMENSIONAL_FEEDBACK)
                    ? FEWEST_TO_CLEAR
                    : riddle().isEmpty() ? FEWEST_TO_CLEAR_OF_SEVERAL : FEWEST_TO_CLEAR_OF_ALL;
        }

        private boolean present(Cause cause) {
            return world.settings().present().contains(cause);
        }

        private boolean knows(Section section) {
            return world.settings().recording().knows(section);
        }

        /// Measures under names that neither the exchange format nor a dictionary explains.
        private String riddle() {
            boolean foreign = world.settings().recording().dialect() != Dialect.EXCHANGE;
            return foreign && !knows(Section.MEASURES) ? "No dictionary says what the measures are. " : "";
        }

        /// Questions under names that nobody explains are told apart by their answers, given 200 to each two of them.
        private String toldApart() {
            double held = 1 - SKIPPED - world.settings().recording().lost() / 2;
            boolean enough = tables.rows(FactKind.RESPONSES) * held * held >= FEWEST_ANSWERS;
            return enough ? "" : riddle();
        }

        private String covered() {
            return world.contactsAt(voice.lately()) < ENOUGH_COVERED
                    ? "Nobody answered lately where one in five contacts are. "
                    : "";
        }

        private String few(FactKind kind, int fewest) {
            long rows = tables.rows(kind);
            return rows >= fewest ? "" : "Only " + rows + " rows of " + kind.table() + ". ";
        }

        private String since(FactKind kind, int fewest) {
            int days = world.settings().days() - world.settings().firstDay(kind);
            return days >= fewest ? "" : "Only " + days + " days of " + kind.table() + ". ";
        }

        /// A section that is left out says nothing; another that shows the cause all the same makes it known.
        private String unrecorded(Section... sections) {
            return List.of(sections).stream().allMatch(this::knows) ? "" : "Not recorded in organisation.yaml. ";
        }
    }

    /// The truth as JSON, one cause a line.
    public String json() {
        var text = new StringBuilder("{\"throughline\": 1, \"seed\": " + seed + ", \"causes\": [\n");
        for (Cause cause : Cause.values()) {
            Answer answer = answer(cause);
            text.append("  {\"cause\": \"%s\", \"truth\": \"%s\", \"severity\": %s, \"reason\": \"%s\"}%s\n"
                    .formatted(
                            cause.id(),
                            answer.state().id(),
                            Yaml.shortest(answer.severity()),
                            answer.reason().strip(),
                            cause.ordinal() < Cause.values().length - 1 ? "," : ""));
        }
        return text.append("]}\n").toString();
    }

    /// What is true of the cause.
    public Answer answer(Cause cause) {
        Answer answer = causes.get(cause);
        if (answer == null) {
            throw new IllegalArgumentException("Nothing is known of " + cause.id());
        }
        return answer;
    }
}
