package throughline.workspace;

import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import throughline.organisation.Thing.Sort;
import throughline.text.Language;

/// What can be said of an entry of the record under one key of organisation.yaml, as a person fills it in.
///
/// @param key in the exchange format
/// @param label on a form, and in sentences about a change
/// @param shape what is written
/// @param refers the entries whose ids are written
/// @param words the only words that may be written; empty where anything may
/// @param hint what to write, may be empty
public record RecordField(
        String key, String label, Shape shape, Optional<Sort> refers, List<String> words, String hint) {

    /// What is written under a key.
    public enum Shape {
        TEXT,
        /// Several lines.
        PROSE,
        /// Several texts.
        LIST,
        NUMBER,
        DATE,
        /// Two numbers, the lower first.
        SCALE,
        /// One entry a line, each with keys of its own.
        LINES
    }

    private static final List<String> CUSTOMERS = List.of("customer", "supplier", "investor", "applicant", "public");

    /// All that can be said of an entry of a sort, in the order of the exchange format.
    public static List<RecordField> of(Sort sort) {
        return switch (sort) {
            case BASICS ->
                List.of(
                        text("name", say("Name")).must(),
                        text("timezone", say("Time zone")).hinted(say("Such as Europe/London; empty: UTC.")));
            case PROMISE ->
                List.of(
                        new RecordField("statement", say("Statement"), Shape.PROSE).must(),
                        new RecordField("feelings", say("Feelings"), Shape.LIST)
                                .hinted(say("How a customer should feel, in words such as welcome, informed.")),
                        text("owner", say("Owner"))
                                .to(Sort.PEOPLE)
                                .hinted(say("The one board member who answers for service.")),
                        date("approved_on", say("Approved on")));
            case UNITS ->
                List.of(
                        id(),
                        text("name", say("Name")),
                        layer(),
                        text("parent", say("Parent")).to(Sort.UNITS));
            case PEOPLE ->
                List.of(
                        id(),
                        text("name", say("Name")),
                        text("unit", say("Unit")).to(Sort.UNITS),
                        text("role", say("Role")),
                        layer(),
                        text("manager", say("Manager")).to(Sort.PEOPLE),
                        date("left_on", say("Left on")).hinted(say("The last day here, of somebody who has left.")));
            case TOUCHPOINTS ->
                List.of(
                        id(),
                        text("name", say("Name")),
                        new RecordField("also", say("Also called"), Shape.LIST)
                                .hinted(say("Other ids by which facts call it; their contacts count for it.")),
                        text("channel", say("Channel")).oneOf(KnownWords.CHANNELS),
                        text("department", say("Department")),
                        new RecordField("customers", say("Customers"), Shape.LIST)
                                .hinted(say("Any of %s.", String.join(", ", CUSTOMERS))),
                        people("accountable", say("Accountable")).hinted(say("Exactly one person is as it should be.")),
                        date("accepted_on", say("Accepted on")).hinted(say("When that person said yes.")),
                        people("responsible", say("Responsible")),
                        new RecordField("definition", say("Definition"), Shape.PROSE)
                                .hinted(say("What good looks like, in words.")),
                        new RecordField("standards", say("Standards"), Shape.LINES)
                                .hinted(say("One a line, such as {measure: wait_s, at_most: 20, share: 0.8}")));
            case JOURNEYS ->
                List.of(
                        id(),
                        text("name", say("Name")),
                        new RecordField("steps", say("Steps"), Shape.LIST)
                                .to(Sort.TOUCHPOINTS)
                                .hinted(say("Touchpoints in the order a customer takes them.")),
                        people("accountable", say("Accountable")),
                        new RecordField("blueprint", say("Blueprint"), Shape.LINES)
                                .hinted(
                                        say(
                                                "One step a line, such as {step: phone, see: a menu, do: says the order number, front: an adviser}")));
            case MEASURES ->
                List.of(
                        id(),
                        text("name", say("Name")),
                        text("kind", say("Sort")).oneOf(OrganisationReader.KINDS),
                        text("dimension", say("Dimension")),
                        text("unit", say("Unit of measurement")),
                        text("better", say("Better")).oneOf(OrganisationReader.BETTER),
                        new RecordField("scale", say("Scale"), Shape.SCALE).hinted(say("Two numbers, such as 1, 5.")));
            case OBJECTIVES ->
                List.of(
                        id(),
                        text("owner", say("Owner")).to(Sort.PEOPLE),
                        text("unit", say("Unit")).to(Sort.UNITS),
                        new RecordField("parent", say("Parent"), Shape.LIST)
                                .to(Sort.OBJECTIVES)
                                .hinted(say("Objectives of a layer above that it serves.")),
                        text("about", say("About")).oneOf(OrganisationReader.ABOUT),
                        number("weight", say("Weight")).hinted(say("Share of the owner's objectives, 0 to 1.")),
                        new RecordField("text", say("Text"), Shape.PROSE),
                        new RecordField("measures", say("Measures"), Shape.LIST));
            case SCORECARDS ->
                List.of(
                        text("unit", say("Unit")).to(Sort.UNITS),
                        text("role", say("Role")),
                        text("measure", say("Measure")).must(),
                        number("weight", say("Weight")).must(),
                        number("target", say("Target")));
            case LINKS ->
                List.of(
                        text("cause", say("Cause")).must(),
                        text("effect", say("Effect")).must(),
                        text("managed_by", say("Managed by")).to(Sort.PEOPLE));
        };
    }

    private RecordField(String key, String label, Shape shape) {
        this(key, label, shape, Optional.empty(), List.of(), "");
    }

    private static RecordField id() {
        return text("id", say("Id")).must();
    }

    private static RecordField text(String key, String label) {
        return new RecordField(key, label, Shape.TEXT);
    }

    private static RecordField date(String key, String label) {
        return new RecordField(key, label, Shape.DATE);
    }

    private static RecordField number(String key, String label) {
        return new RecordField(key, label, Shape.NUMBER);
    }

    private static RecordField people(String key, String label) {
        return new RecordField(key, label, Shape.LIST).to(Sort.PEOPLE);
    }

    private static RecordField layer() {
        return text("layer", say("Layer")).oneOf(OrganisationReader.LAYERS);
    }

    private RecordField to(Sort sort) {
        return new RecordField(key, label, shape, Optional.of(sort), words, hint);
    }

    private RecordField oneOf(List<String> some) {
        return new RecordField(key, label, shape, refers, List.copyOf(some), hint);
    }

    private RecordField hinted(String words) {
        return new RecordField(key, label, shape, refers, this.words, words);
    }

    private RecordField must() {
        return hinted(say("Must be there."));
    }

    /// The label within a sentence: English writes it small, German keeps the capitals of nouns.
    public String inSentence() {
        Language spoken = Language.current();
        return spoken.equals(Language.ENGLISH) ? label.toLowerCase(spoken.locale()) : label;
    }

    /// The field of a sort and a key.
    static Optional<RecordField> find(Sort sort, String key) {
        return of(sort).stream().filter(f -> f.key().equals(key)).findFirst();
    }

    /// Splits what somebody wrote into a list at commas and line ends.
    static List<String> split(String text) {
        return Arrays.stream(text.split("[,\\n\\r]"))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }
}
