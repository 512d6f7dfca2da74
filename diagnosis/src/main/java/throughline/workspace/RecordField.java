package throughline.workspace;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import throughline.organisation.Thing.Sort;

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
        /// Entries with keys of their own, one a line.
        ENTRIES
    }

    private static final List<String> CUSTOMERS = List.of("customer", "supplier", "investor", "applicant", "public");

    /// All that can be said of an entry of a sort, in the order of the exchange format.
    public static List<RecordField> of(Sort sort) {
        return switch (sort) {
            case BASICS ->
                List.of(
                        text("name", "Name").must(),
                        text("timezone", "Time zone").hinted("Such as Europe/London; empty: UTC."));
            case PROMISE ->
                List.of(
                        new RecordField("statement", "Statement", Shape.PROSE).must(),
                        new RecordField("feelings", "Feelings", Shape.LIST)
                                .hinted("How a customer should feel, in words such as welcome, informed."),
                        text("owner", "Owner").to(Sort.PEOPLE).hinted("The one board member who answers for service."),
                        date("approved_on", "Approved on"));
            case UNITS ->
                List.of(
                        id(),
                        text("name", "Name"),
                        layer(),
                        text("parent", "Parent").to(Sort.UNITS));
            case PEOPLE ->
                List.of(
                        id(),
                        text("name", "Name"),
                        text("unit", "Unit").to(Sort.UNITS),
                        text("role", "Role"),
                        layer(),
                        text("manager", "Manager").to(Sort.PEOPLE),
                        date("left_on", "Left on").hinted("The last day here, of somebody who has left."));
            case TOUCHPOINTS ->
                List.of(
                        id(),
                        text("name", "Name"),
                        text("channel", "Channel").oneOf(KnownWords.CHANNELS),
                        text("department", "Department"),
                        new RecordField("customers", "Customers", Shape.LIST)
                                .hinted("Any of %s.".formatted(String.join(", ", CUSTOMERS))),
                        people("accountable", "Accountable").hinted("Exactly one person is as it should be."),
                        date("accepted_on", "Accepted on").hinted("When that person said yes."),
                        people("responsible", "Responsible"),
                        new RecordField("definition", "Definition", Shape.PROSE)
                                .hinted("What good looks like, in words."),
                        new RecordField("standards", "Standards", Shape.ENTRIES)
                                .hinted("One a line, such as {measure: wait_s, at_most: 20, share: 0.8}"));
            case JOURNEYS ->
                List.of(
                        id(),
                        text("name", "Name"),
                        new RecordField("steps", "Steps", Shape.LIST)
                                .to(Sort.TOUCHPOINTS)
                                .hinted("Touchpoints in the order a customer takes them."),
                        people("accountable", "Accountable"),
                        new RecordField("blueprint", "Blueprint", Shape.ENTRIES)
                                .hinted(
                                        "One line a step, such as {step: web, name: Ask for it, see: Return form, do: Fills it in, front: Web shop, back: Form is checked, support: Bank}"));
            case MEASURES ->
                List.of(
                        id(),
                        text("name", "Name"),
                        text("kind", "Sort").oneOf(OrganisationReader.KINDS),
                        text("dimension", "Dimension"),
                        text("unit", "Unit of measurement"),
                        text("better", "Better").oneOf(OrganisationReader.BETTER),
                        new RecordField("scale", "Scale", Shape.SCALE).hinted("Two numbers, such as 1, 5."));
            case OBJECTIVES ->
                List.of(
                        id(),
                        text("owner", "Owner").to(Sort.PEOPLE),
                        text("unit", "Unit").to(Sort.UNITS),
                        new RecordField("parent", "Parent", Shape.LIST)
                                .to(Sort.OBJECTIVES)
                                .hinted("Objectives of a layer above that it serves."),
                        text("about", "About").oneOf(OrganisationReader.ABOUT),
                        number("weight", "Weight").hinted("Share of the owner's objectives, 0 to 1."),
                        new RecordField("text", "Text", Shape.PROSE),
                        new RecordField("measures", "Measures", Shape.LIST));
            case SCORECARDS ->
                List.of(
                        text("unit", "Unit").to(Sort.UNITS),
                        text("role", "Role"),
                        text("measure", "Measure").must(),
                        number("weight", "Weight").must(),
                        number("target", "Target"));
            case LINKS ->
                List.of(
                        text("cause", "Cause").must(),
                        text("effect", "Effect").must(),
                        text("managed_by", "Managed by").to(Sort.PEOPLE));
        };
    }

    private RecordField(String key, String label, Shape shape) {
        this(key, label, shape, Optional.empty(), List.of(), "");
    }

    private static RecordField id() {
        return text("id", "Id").must();
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
        return text("layer", "Layer").oneOf(OrganisationReader.LAYERS);
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
        return hinted("Must be there.");
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
