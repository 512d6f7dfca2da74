package throughline.simulation;

import java.util.Locale;

/// Something that looks like a cause of poor service and is none. None may make a cause present.
public enum Decoy {
    /// Satisfaction has a season of its own and falls for months after steps have ended.
    SEASON("Satisfaction has a season"),
    /// Steps start where things have just been worst, and would have mended by themselves.
    STEPS_TO_THE_WORST("Steps go where it was just worst"),
    /// All units start their first step on the same day, so that nobody is left to compare with.
    ALL_AT_ONCE("All units start a step on one day"),
    /// Campaigns run in good units in weeks in which these are overrun.
    CAMPAIGNS_IN_PEAK_WEEKS("Campaigns fall into peak weeks"),
    /// Customers ask for offers themselves, everywhere, and do not mind them.
    OFFERS_WHEN_ASKED("Customers ask for offers"),
    /// From the middle on, hard matters are twice as frequent.
    HARDER_CASES("Cases become harder"),
    /// The questionnaire gets a new name and wording, which shifts all answers upwards.
    NEW_QUESTIONNAIRE("The questionnaire changes"),
    /// The share who answer falls to less than half.
    ANSWERING_TIRES("Ever fewer answer"),
    /// Complaining is made easy, and complaints multiply.
    COMPLAINTS_GROW("Complaints are made easy"),
    /// Whenever service is announced, staff are added; cuts are made elsewhere and at other times.
    WORDS_WITH_STAFFING("Announcements come with staff"),
    /// Two in five front-line units have not handed in their objectives and scorecards.
    REGISTER_HALF_KEPT("Two in five units keep no register"),
    /// Handling times are kept in full half minutes, so that they heap at the target.
    ROUNDED_TIMES("Times are rounded"),
    /// One contact in twenty is a wrong number, whoever takes it.
    MISDIALS("Wrong numbers"),
    /// Some matters take two visits at two touchpoints by design.
    DESIGNED_RETURNS("Two visits by design"),
    /// Staff mark everything lower, out of habit.
    GLOOMY_STAFF("Staff mark low"),
    /// For three days everything fails everywhere.
    BLACK_DAYS("Three black days"),
    /// A third of the units are closed for a month.
    CLOSED_UNITS("A third of units close for a month"),
    /// The best unit is a sales desk: customers come to it to buy.
    SALES_DESK("One desk is there to sell"),
    /// One unit tries a step every three weeks, for all the others.
    PILOT_UNIT("One unit tries everything out"),
    /// Service is announced four times as often as elsewhere, and nothing is done against it.
    MANY_WORDS("Service is talked of every few days"),
    /// For a sixth of the time board and executive speak of nothing but the budget.
    BUDGET_ROUND("The board sits over the budget"),
    /// Those who come often answer often, and in a mood of their own.
    REGULARS_ANSWER("Regulars answer most"),
    /// Half of all contacts are put through to the right desk, by design and without harm.
    WARM_TRANSFERS("Contacts are put through by design"),
    /// From the middle on, waits are counted from the greeting, half a minute more.
    WAITS_COUNTED_ANEW("Waits are counted from the greeting on"),
    /// Answers come by post, a week or so later.
    POSTED_ANSWERS("Answers come a week later");

    private final String title;

    Decoy(String title) {
        this.title = title;
    }

    /// What happens, in a few words.
    public String title() {
        return title;
    }

    /// The name in files.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
