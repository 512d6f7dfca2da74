package throughline.workspace;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Blueprint;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import tools.jackson.databind.json.JsonMapper;

/// Writes an organisation as organisation.yaml, always in the same way: keys in the order of the exchange format, one
/// entry a paragraph, what is not known left out. [OrganisationReader] reads exactly the same value from it. Unknown
/// keys of a document that somebody wrote by hand are not part of the value, so they are not in it; comments go along.
public final class OrganisationWriter {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .setMultiLineFlow(false)
            .setWidth(Integer.MAX_VALUE)
            .build();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OrganisationWriter() {}

    /// The text of organisation.yaml. Its time zone is left out where it is UTC, as the format has it.
    public static String write(Organisation organisation) {
        var root = new Fields()
                .number("throughline", 1.0)
                .text("name", organisation.name())
                .text("timezone", zone(organisation.timezone()));
        for (Section section : Section.values()) {
            Optional<Node> part = part(organisation, section);
            part.ifPresent(node -> root.node(section.key(), node));
        }
        return emit(root.map());
    }

    /// The same with the comments of the document in whose place it is put, above the entries they belong to.
    public static String write(Organisation organisation, String before) {
        return YamlComments.carried(before, write(organisation));
    }

    /// The text of one entry alone, as it is written within its list.
    public static String write(Thing thing) {
        return emit(map(thing));
    }

    /// The text of one part alone, below its key as in organisation.yaml.
    ///
    /// @param entries all of the sort
    static String write(Sort sort, List<? extends Thing> entries) {
        List<MappingNode> maps = entries.stream().map(OrganisationWriter::map).toList();
        boolean one = sort == Sort.BASICS || sort == Sort.PROMISE;
        MappingNode first = maps.isEmpty() ? new Fields().map() : maps.getFirst();
        return emit(sort.section()
                .map(section -> new Fields()
                        .node(section.key(), one ? first : list(maps))
                        .map())
                .orElse(first));
    }

    /// Rows of texts as a list below a key.
    static String rows(String key, List<Map<String, String>> rows) {
        return emit(new Fields()
                .node(
                        key,
                        list(rows.stream()
                                .map(row -> {
                                    var fields = new Fields();
                                    row.forEach(fields::text);
                                    return fields.map();
                                })
                                .toList()))
                .map());
    }

    /// The same keys and values as JSON.
    public static String json(Organisation organisation) {
        Object value = new Load(LoadSettings.builder()
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build())
                .loadFromString(write(organisation));
        return JSON.writeValueAsString(value);
    }

    private static String emit(MappingNode map) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(map).iterator());
    }

    private static Optional<Node> part(Organisation organisation, Section section) {
        List<? extends Thing> entries = switch (section) {
            case PROMISE -> List.of();
            case UNITS -> organisation.units();
            case PEOPLE -> organisation.people();
            case TOUCHPOINTS -> organisation.touchpoints();
            case JOURNEYS -> organisation.journeys();
            case MEASURES -> organisation.measures();
            case OBJECTIVES -> organisation.objectives();
            case SCORECARDS -> organisation.scorecards();
            case LINKS -> organisation.links();
        };
        if (section == Section.PROMISE && organisation.promise().isPresent()) {
            return Optional.of(fields(organisation.promise().get()).map());
        }
        if (entries.isEmpty() && !organisation.knows(section)) {
            return Optional.empty();
        }
        return Optional.of(
                section == Section.PROMISE
                        ? new Fields().map()
                        : list(entries.stream()
                                .map(OrganisationWriter::fields)
                                .map(Fields::map)
                                .toList()));
    }

    private static Fields fields(Thing thing) {
        var fields = new Fields();
        return switch (thing) {
            case Thing.Basics basics -> fields.text("name", basics.name()).text("timezone", zone(basics.timezone()));
            case Promise promise ->
                fields.text("statement", promise.statement())
                        .texts("feelings", promise.feelings())
                        .text("owner", promise.owner())
                        .date("approved_on", promise.approvedOn());
            case Unit unit ->
                fields.text("id", unit.id())
                        .text("name", unit.name())
                        .text(
                                "layer",
                                unit.layer() == null ? null : unit.layer().id())
                        .text("parent", unit.parent());
            case Person person ->
                fields.text("id", person.id())
                        .text("name", person.name())
                        .text("unit", person.unit())
                        .text("role", person.role())
                        .text(
                                "layer",
                                person.layer() == null ? null : person.layer().id())
                        .text("manager", person.manager())
                        .date("left_on", person.leftOn());
            case Touchpoint touchpoint -> touchpoint(touchpoint);
            case Journey journey ->
                fields.text("id", journey.id())
                        .text("name", journey.name())
                        .texts("steps", journey.steps())
                        .oneOrMore("accountable", journey.accountable())
                        .lines(
                                "blueprint",
                                journey.blueprint().stream()
                                        .map(OrganisationWriter::lanes)
                                        .toList());
            case Measure measure -> measure(measure);
            case Objective objective ->
                fields.text("id", objective.id())
                        .text("owner", objective.owner())
                        .text("unit", objective.unit())
                        .oneOrMore("parent", objective.parents())
                        .text("about", objective.about())
                        .number("weight", objective.weight())
                        .text("text", objective.text())
                        .texts("measures", objective.measures());
            case Scorecard scorecard ->
                fields.text("unit", scorecard.unit())
                        .text("role", scorecard.role())
                        .text("measure", scorecard.measure())
                        .number("weight", scorecard.weight())
                        .number("target", scorecard.target());
            case Link link ->
                fields.text("cause", link.cause()).text("effect", link.effect()).text("managed_by", link.managedBy());
        };
    }

    private static Fields touchpoint(Touchpoint touchpoint) {
        return new Fields()
                .text("id", touchpoint.id())
                .text("name", touchpoint.name())
                .texts("also", touchpoint.also())
                .text("channel", touchpoint.channel())
                .text("department", touchpoint.department())
                .texts("customers", touchpoint.customers())
                .oneOrMore("accountable", touchpoint.accountable())
                .date("accepted_on", touchpoint.acceptedOn())
                .texts("responsible", touchpoint.responsible())
                .text("definition", touchpoint.definition())
                .lines(
                        "standards",
                        touchpoint.standards().stream()
                                .map(OrganisationWriter::standard)
                                .toList());
    }

    private static Fields lanes(Blueprint step) {
        return new Fields()
                .text("step", step.step())
                .text("name", step.name())
                .text("see", step.see())
                .text("do", step.act())
                .text("front", step.front())
                .text("back", step.back())
                .text("support", step.support());
    }

    private static Fields standard(Standard standard) {
        var fields = new Fields()
                .text("measure", standard.measure())
                .number("at_most", standard.atMost())
                .number("at_least", standard.atLeast())
                .number("share", standard.share())
                .text("dimension", standard.dimension());
        return standard.fromCustomers() ? fields.plain("from_customers", "true", Tag.BOOL) : fields;
    }

    private static Fields measure(Measure measure) {
        var fields = new Fields()
                .text("id", measure.id())
                .text("name", measure.name())
                .text("kind", word(measure.kind()))
                .text("dimension", measure.dimension())
                .text("unit", measure.unit())
                .text("better", word(measure.better()));
        return measure.low() == null || measure.high() == null
                ? fields
                : fields.node(
                        "scale",
                        new SequenceNode(
                                Tag.SEQ,
                                List.of(Fields.number(measure.low()), Fields.number(measure.high())),
                                FlowStyle.FLOW));
    }

    private static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String zone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? null : zone.getId();
    }

    /// Keys and values in one line, such as `{measure: wait_s, at_most: 20, share: 0.8}`.
    static String line(MappingNode map) {
        map.setFlowStyle(FlowStyle.FLOW);
        return emit(map).strip();
    }

    /// The entry as keys and values.
    static MappingNode map(Thing thing) {
        return fields(thing).map();
    }

    private static Node list(List<? extends Node> nodes) {
        return new SequenceNode(Tag.SEQ, List.copyOf(nodes), nodes.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    /// Keys and values in the order they are written; what is not known is left out.
    private static final class Fields {

        private final List<NodeTuple> entries = new ArrayList<>();

        MappingNode map() {
            return new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }

        Fields node(String key, Node value) {
            entries.add(new NodeTuple(new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN), value));
            return this;
        }

        Fields text(String key, @Nullable String value) {
            return value == null ? this : node(key, text(value));
        }

        Fields texts(String key, List<String> values) {
            return values.isEmpty()
                    ? this
                    : node(
                            key,
                            new SequenceNode(
                                    Tag.SEQ, values.stream().map(Fields::text).toList(), FlowStyle.FLOW));
        }

        Fields oneOrMore(String key, List<String> values) {
            return values.size() == 1 ? text(key, values.getFirst()) : texts(key, values);
        }

        Fields lines(String key, List<Fields> values) {
            return values.isEmpty()
                    ? this
                    : node(key, list(values.stream().map(Fields::map).toList()));
        }

        Fields date(String key, @Nullable LocalDate value) {
            return value == null ? this : plain(key, value.toString(), Tag.STR);
        }

        Fields number(String key, @Nullable Double value) {
            return value == null ? this : node(key, number(value));
        }

        Fields plain(String key, String value, Tag tag) {
            return node(key, new ScalarNode(tag, value, ScalarStyle.PLAIN));
        }

        private static Node text(String value) {
            return new ScalarNode(Tag.STR, value, value.indexOf('\n') < 0 ? ScalarStyle.PLAIN : ScalarStyle.LITERAL);
        }

        /// A number in digits, without an exponent: `300`, `0.15`.
        private static Node number(double value) {
            String digits = value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : new BigDecimal(Double.toString(value)).toPlainString();
            return new ScalarNode(digits.indexOf('.') < 0 ? Tag.INT : Tag.FLOAT, digits, ScalarStyle.PLAIN);
        }
    }
}
