package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The fifteen causes of poor service, in their order: ten why it is poorly delivered, five why improvement does not
/// last.
public enum Cause {
    NOBODY_ACCOUNTABLE(
            "1.1",
            key("Nobody is accountable"),
            key("Responsibility for service is scattered"),
            key("nobody answers for service")),
    OUTSIDE_STRATEGY(
            "1.2",
            key("Outside the strategy"),
            key("Service is outside the strategy"),
            key("service is outside the strategy")),
    NO_SERVICE_DESIGN(
            "1.3",
            key("No service design"),
            key("Service has no design and few measures"),
            key("service has no design and few measures")),
    ONE_DIMENSIONAL_FEEDBACK(
            "1.4",
            key("One-dimensional feedback"),
            key("Feedback has one dimension"),
            key("feedback has only one dimension")),
    FEELINGS_UNLINKED(
            "1.5",
            key("Feelings are unlinked"),
            key("How it feels is not tied to what it runs on"),
            key("nobody ties how it feels to what it runs on")),
    TECHNOLOGY_APART(
            "1.6",
            key("Technology is apart"),
            key("Technology does not fit the customer"),
            key("technology does not fit the customer")),
    MEASURED_ON_THROUGHPUT(
            "1.7",
            key("Measured on throughput"),
            key("The front line is measured on operations"),
            key("the front line is measured on speed, not on service")),
    TRAINING_DOES_NOT_WORK(
            "1.8",
            key("Training does not work"),
            key("Training does not reach delivery"),
            key("training does not reach delivery")),
    SAY_DO_GAP(
            "1.9",
            key("Words and deeds differ"),
            key("What is said and what is done differ"),
            key("what is said and what is done differ")),
    MANAGEMENT_OUT_OF_TOUCH(
            "1.10",
            key("Management out of touch"),
            key("Managers do not know what customers say"),
            key("managers do not know what customers say")),
    INITIATIVE_NOT_COMMITMENT(
            "2.1",
            key("Initiative, not commitment"),
            key("Service is run as an initiative"),
            key("improvement fades when the initiative ends")),
    STARTS_AT_THE_BOTTOM(
            "2.2",
            key("Starts at the bottom"),
            key("Change started at the bottom"),
            key("change is asked of the front line only")),
    STORES_ONLY(
            "2.3",
            key("Stores only"),
            key("Only stores count as service"),
            key("only the shop window is looked after")),
    SALES_FIRST(
            "2.4", key("Sales first"), key("Selling comes before the basics"), key("selling comes before the basics")),
    TOO_MUCH_AT_ONCE("2.5", key("Too much at once"), key("Too much at once"), key("too much is changed at once"));

    private final String number;
    private final String name;
    private final String title;
    private final String clause;

    Cause(String number, String name, String title, String clause) {
        this.number = number;
        this.name = name;
        this.title = title;
        this.clause = clause;
    }

    /// Id in the exchange format, such as `nobody-accountable`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Number in the book of causes, such as `1.10`.
    public String number() {
        return number;
    }

    /// Number from 1 to 15.
    public int order() {
        return ordinal() + 1;
    }

    /// Short name for a terminal sheet.
    public String shortName() {
        return say(name);
    }

    /// Title on a page.
    public String title() {
        return say(title);
    }

    /// The cause as the end of a sentence: "The strongest: ...".
    public String clause() {
        return say(clause);
    }

    /// Whether it belongs to the ten why service is poorly delivered, rather than the five why improvement does not
    /// last.
    public boolean ofDelivery() {
        return ordinal() < 10;
    }

    /// The cause of the id.
    public static Optional<Cause> find(String id) {
        return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
    }
}
