package throughline.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The fifteen causes of poor service, in their order: ten why it is poorly delivered, five why improvement does not
/// last.
public enum Cause {
    NOBODY_ACCOUNTABLE(
            "1.1", "Nobody is accountable", "Responsibility for service is scattered", "nobody answers for service"),
    OUTSIDE_STRATEGY(
            "1.2", "Outside the strategy", "Service is outside the strategy", "service is outside the strategy"),
    NO_SERVICE_DESIGN(
            "1.3",
            "No service design",
            "Service has no design and few measures",
            "service has no design and few measures"),
    ONE_DIMENSIONAL_FEEDBACK(
            "1.4", "One-dimensional feedback", "Feedback has one dimension", "feedback has only one dimension"),
    FEELINGS_UNLINKED(
            "1.5",
            "Feelings are unlinked",
            "How it feels is not tied to what it runs on",
            "nobody ties how it feels to what it runs on"),
    TECHNOLOGY_APART(
            "1.6",
            "Technology is apart",
            "Technology does not fit the customer",
            "technology does not fit the customer"),
    MEASURED_ON_THROUGHPUT(
            "1.7",
            "Measured on throughput",
            "The front line is measured on operations",
            "the front line is measured on speed, not on service"),
    TRAINING_DOES_NOT_WORK(
            "1.8", "Training does not work", "Training does not change delivery", "training does not change delivery"),
    SAY_DO_GAP(
            "1.9",
            "Words and deeds differ",
            "What is said and what is done differ",
            "what is said and what is done differ"),
    MANAGEMENT_OUT_OF_TOUCH(
            "1.10",
            "Management out of touch",
            "Managers do not know what customers say",
            "managers do not know what customers say"),
    INITIATIVE_NOT_COMMITMENT(
            "2.1",
            "Initiative, not commitment",
            "Service is run as an initiative",
            "improvement fades when the initiative ends"),
    STARTS_AT_THE_BOTTOM(
            "2.2", "Starts at the bottom", "Change started at the bottom", "change is asked of the front line only"),
    STORES_ONLY("2.3", "Stores only", "Only stores count as service", "only the shop window is looked after"),
    SALES_FIRST("2.4", "Sales first", "Selling comes before the basics", "selling comes before the basics"),
    TOO_MUCH_AT_ONCE("2.5", "Too much at once", "Too much at once", "too much is changed at once");

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
        return name;
    }

    /// Title on a page.
    public String title() {
        return title;
    }

    /// The cause as the end of a sentence: "The strongest: ...".
    public String clause() {
        return clause;
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
