package throughline.workspace;

import static throughline.text.Text.say;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;

/// Reads a mapping file. A mapping with a mistake is refused as a whole: half a mapping would make facts of nothing.
final class MappingReader {

    private static final List<String> TABLES = Arrays.stream(FactKind.values())
            .filter(k -> !k.derived())
            .map(FactKind::table)
            .toList();
    private static final Map<String, String> UNITS =
            Map.of("ms", "0.001", "s", "1", "min", "60", "h", "3600", "d", "86400");

    private final Path file;
    private final YamlNotes notes;

    MappingReader(Path file) {
        this.file = file;
        this.notes = new YamlNotes(String.valueOf(file.getFileName()));
    }

    Mapping read() {
        Mapping mapping;
        try {
            mapping = mapping(new YamlMap(notes, "", YamlDocument.read(file)));
        } catch (YamlDocument.UnreadableYaml e) {
            throw new UnreadableWorkspaceException(
                    say("The mapping %s cannot be read. %s", file, String.valueOf(e.getMessage())));
        }
        if (!notes.rejects().isEmpty() || !notes.warnings().isEmpty()) {
            String mistakes = notes.rejects().stream()
                    .map(r -> say("\n  line %s: %s", r.line(), r.reason()))
                    .collect(Collectors.joining());
            String oddities = notes.warnings().stream().map(w -> "\n  " + w).collect(Collectors.joining());
            throw new UnreadableWorkspaceException(say("The mapping %s has mistakes:%s%s", file, mistakes, oddities));
        }
        return mapping;
    }

    private Mapping mapping(YamlMap root) {
        root.number("throughline");
        String name = root.text("name");
        Optional<ZoneId> zone = Optional.ofNullable(zone(root));
        var measures = OrganisationReader.measures(root);
        var tables = new ArrayList<Mapping.Table>();
        for (YamlMap item : root.maps("tables")) {
            table(item).ifPresent(tables::add);
            item.close();
        }
        if (tables.isEmpty() && name == null && zone.isEmpty() && measures.isEmpty()) {
            notes.reject(1, "tables", say("at least one table must be there"));
        }
        root.close();
        return new Mapping(name, zone, measures, tables);
    }

    private Optional<Mapping.Table> table(YamlMap map) {
        map.required("table");
        FactKind kind = map.oneOf("table", t -> FactKind.find(t).filter(k -> !k.derived()), TABLES);
        String source = map.required("file");
        String separator = map.text("separator");
        ZoneId zone = zone(map);
        var where = new ArrayList<RowFilter>();
        for (YamlMap filter : map.maps("where")) {
            filter(filter).ifPresent(where::add);
            filter.close();
        }
        Map<String, FieldRule> fields = new LinkedHashMap<>();
        for (YamlMap each : map.maps("each")) {
            each(each, zone, fields);
            each.close();
        }
        YamlMap columns = map.map("columns");
        if (columns != null) {
            for (String field : columns.keys()) {
                field(columns, field, zone).ifPresent(rule -> fields.put(ColumnNames.plain(field), rule));
            }
        }
        if (kind == null || source == null) {
            return Optional.empty();
        }
        return Optional.of(new Mapping.Table(kind, source, separator(map, separator), where, fields));
    }

    private char separator(YamlMap map, @Nullable String text) {
        if (text == null) {
            return ',';
        }
        String one = text.equals("tab") ? "\t" : text;
        if (one.length() != 1) {
            notes.reject(map.line("separator"), map.at("separator"), say("one character, or tab, was expected"));
            return ',';
        }
        return one.charAt(0);
    }

    /// Columns that keep their names, all made by the same rule.
    private void each(YamlMap map, @Nullable ZoneId zone, Map<String, FieldRule> fields) {
        List<String> columns = map.texts("columns");
        FieldRule rule = rule(map, List.of(), null, zone);
        for (String column : columns) {
            fields.put(
                    ColumnNames.plain(column),
                    new FieldRule(
                            List.of(column),
                            null,
                            rule.with(),
                            rule.empty(),
                            rule.values(),
                            rule.otherwise(),
                            rule.time(),
                            rule.number(),
                            rule.prefix()));
        }
    }

    private Optional<FieldRule> field(YamlMap columns, String field, @Nullable ZoneId zone) {
        if (!columns.isMap(field)) {
            String column = columns.text(field);
            return column == null
                    ? Optional.empty()
                    : Optional.of(new FieldRule(
                            List.of(column), null, "", Set.of(), Map.of(), null, time(null, zone), null, ""));
        }
        YamlMap map = columns.map(field);
        if (map == null) {
            return Optional.empty();
        }
        List<String> sources = map.has("join") ? map.texts("join") : map.texts("column");
        String constant = map.text("constant");
        boolean numbered = map.flag("row_number");
        if (sources.isEmpty() && constant == null && !numbered) {
            notes.reject(map.line(), columns.at(field), say("column, join, constant or row_number must be there"));
        }
        FieldRule rule = rule(map, sources, constant, zone);
        map.close();
        return Optional.of(rule);
    }

    private FieldRule rule(YamlMap map, List<String> sources, @Nullable String constant, @Nullable ZoneId zone) {
        String with = map.raw("with");
        Map<String, String> values = new LinkedHashMap<>();
        YamlMap words = map.map("values");
        if (words != null) {
            for (String key : words.keys()) {
                String word = words.text(key);
                values.put(key, word == null ? "" : word);
            }
        }
        String otherwise = map.has("otherwise") ? map.text("otherwise") : null;
        boolean drop = "empty".equals(otherwise);
        String prefix = map.raw("prefix");
        return new FieldRule(
                sources,
                constant,
                with == null ? "" : with,
                new LinkedHashSet<>(map.texts("empty")),
                values,
                drop ? "" : otherwise,
                time(map, zone),
                number(map),
                prefix == null ? "" : prefix);
    }

    private FieldRule.@Nullable TimeRule time(@Nullable YamlMap map, @Nullable ZoneId tableZone) {
        if (map == null) {
            return null;
        }
        String format = map.text("format");
        ZoneId own = zone(map);
        ZoneId zone = own == null ? tableZone : own;
        if (format == null) {
            return own == null ? null : new FieldRule.TimeRule(null, 0, own);
        }
        if (format.equals("epoch_s") || format.equals("epoch_ms")) {
            return new FieldRule.TimeRule(null, format.equals("epoch_s") ? 1 : 1000, null);
        }
        try {
            return FieldRule.TimeRule.of(format, zone);
        } catch (IllegalArgumentException e) {
            notes.reject(
                    map.line("format"),
                    map.at("format"),
                    say("a form such as dd.MM.yyyy HH:mm, epoch_s or epoch_ms was expected, got \"%s\"", format));
            return null;
        }
    }

    private FieldRule.@Nullable NumberRule number(YamlMap map) {
        Double factor = map.number("multiply");
        String unit =
                map.oneOf("unit", u -> Optional.of(u).filter(UNITS::containsKey), List.of("ms", "s", "min", "h", "d"));
        Double atLeast = map.number("at_least");
        Double atMost = map.number("at_most");
        String decimal = map.oneOf(
                "decimal", d -> Optional.of(d).filter(List.of("dot", "comma")::contains), List.of("dot", "comma"));
        if (factor == null && unit == null && atLeast == null && atMost == null && decimal == null) {
            return null;
        }
        BigDecimal multiply = factor == null ? BigDecimal.ONE : BigDecimal.valueOf(factor);
        return new FieldRule.NumberRule(
                unit == null ? multiply : multiply.multiply(new BigDecimal(UNITS.getOrDefault(unit, "1"))),
                atLeast == null ? Double.NEGATIVE_INFINITY : atLeast,
                atMost == null ? Double.POSITIVE_INFINITY : atMost,
                "comma".equals(decimal));
    }

    private Optional<RowFilter> filter(YamlMap map) {
        String column = map.required("column");
        Set<String> in = map.has("in") ? new LinkedHashSet<>(map.texts("in")) : null;
        Set<String> not = new LinkedHashSet<>(map.texts("not"));
        Double atLeast = map.number("at_least");
        Double atMost = map.number("at_most");
        boolean known = map.flag("known");
        boolean first = map.flag("first");
        return column == null
                ? Optional.empty()
                : Optional.of(new RowFilter(
                        column,
                        in,
                        not,
                        atLeast == null ? Double.NEGATIVE_INFINITY : atLeast,
                        atMost == null ? Double.POSITIVE_INFINITY : atMost,
                        known,
                        first));
    }

    private @Nullable ZoneId zone(YamlMap map) {
        String zone = map.text("timezone");
        if (zone == null) {
            return null;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            notes.reject(
                    map.line("timezone"),
                    map.at("timezone"),
                    say(
                            "a zone such as Europe/London was expected, got \"%s\".%s",
                            zone, NearestName.hint(zone, ZoneId.getAvailableZoneIds())));
            return null;
        }
    }
}
