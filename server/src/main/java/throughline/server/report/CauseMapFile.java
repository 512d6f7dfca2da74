package throughline.server.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.explanation.CauseLink;
import throughline.explanation.CauseMap.Declared;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseNode;
import throughline.explanation.CauseNode.Tier;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.server.chart.Words;
import throughline.server.sheet.Sheet;
import throughline.server.sheet.SheetFormat;

/// A form in which the cause map can be taken elsewhere. Figures are in the measures' own units; ids are
/// those on record.
public enum CauseMapFile {
    /// A graph for yEd, Gephi and others: <http://graphml.graphdrawing.org/>.
    GRAPHML("cause-map.graphml", "application/graphml+xml", CauseMapFile::graphml),
    /// A drawing for Graphviz: <https://graphviz.org/doc/info/lang.html>.
    DOT("cause-map.dot", "text/vnd.graphviz", CauseMapFile::dot),
    /// What is known before any data, for a search in Tetrad: tiers whose members do not cause each other,
    /// and links on record. <https://cmu-phil.github.io/tetrad/manual/>
    TETRAD("cause-map.knowledge.txt", "text/plain", CauseMapFile::knowledge),
    /// All links, one a line. Text that a spreadsheet would run as a formula begins with an apostrophe.
    CSV("cause-map.csv", "text/csv", CauseMapFile::csv);

    private final String file;
    private final String type;
    private final Function<Drawn, String> writer;

    CauseMapFile(String file, String type, Function<Drawn, String> writer) {
        this.file = file;
        this.type = type;
        this.writer = writer;
    }

    /// Name of the file.
    public String file() {
        return file;
    }

    /// Its media type.
    public String type() {
        return type;
    }

    /// The file's text.
    public String of(Drawn map) {
        return writer.apply(map);
    }

    private static String graphml(Drawn map) {
        var text = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
                  <key id="title" for="node" attr.name="title" attr.type="string"/>
                  <key id="tier" for="node" attr.name="tier" attr.type="string"/>
                  <key id="mean" for="node" attr.name="mean" attr.type="double"/>
                  <key id="effect" for="edge" attr.name="effect" attr.type="double"/>
                  <key id="low" for="edge" attr.name="low" attr.type="double"/>
                  <key id="high" for="edge" attr.name="high" attr.type="double"/>
                  <key id="standardised" for="edge" attr.name="standardised" attr.type="double"/>
                  <key id="stability" for="edge" attr.name="stability" attr.type="double"/>
                  <key id="sure" for="edge" attr.name="sure" attr.type="boolean"/>
                  <key id="known" for="edge" attr.name="known" attr.type="boolean"/>
                  <graph id="causes" edgedefault="directed">
                """);
        for (CauseNode node : map.nodes()) {
            text.append("    <node id=\"%s\">%s%s%s</node>\n"
                    .formatted(
                            Words.escaped(node.id()),
                            data("title", node.title()),
                            data("tier", node.tier().title()),
                            data("mean", map.level(node).mean())));
        }
        for (CauseLink link : map.links()) {
            text.append("    <edge source=\"%s\" target=\"%s\">%s%s%s%s%s%s%s</edge>\n"
                    .formatted(
                            Words.escaped(link.cause().id()),
                            Words.escaped(link.effect().id()),
                            data("effect", link.slope().value()),
                            data("low", link.slope().low()),
                            data("high", link.slope().high()),
                            data("standardised", link.standardised().value()),
                            data("stability", link.stability()),
                            data("sure", link.sure()),
                            data("known", link.record().known())));
        }
        return text.append("  </graph>\n</graphml>\n").toString();
    }

    private static String data(String key, Object value) {
        return "<data key=\"%s\">%s</data>".formatted(key, Words.escaped(String.valueOf(value)));
    }

    private static String dot(Drawn map) {
        var text = new StringBuilder("digraph causes {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
        for (Tier tier : Tier.values()) {
            text.append("  subgraph cluster_%s {\n    label=%s;\n"
                    .formatted(tier.name().toLowerCase(Locale.ROOT), quoted(tier.title())));
            map.nodes().stream()
                    .filter(n -> n.tier() == tier)
                    .forEach(n -> text.append("    %s [label=%s];\n".formatted(quoted(n.id()), quoted(n.title()))));
            text.append("  }\n");
        }
        for (CauseLink link : map.links()) {
            text.append("  %s -> %s [label=%s, penwidth=%s, color=%s, style=%s];\n"
                    .formatted(
                            quoted(link.cause().id()),
                            quoted(link.effect().id()),
                            quoted(Words.decimals(link.standardised().value(), 2)),
                            plain(1 + 10 * link.size()),
                            link.lowers() ? "\"#b0430c\"" : "black",
                            link.sure() ? "solid" : "dashed"));
        }
        return text.append("}\n").toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\r\\n]+", " ") + "\"";
    }

    private static String plain(double value) {
        return String.valueOf(Math.round(10 * value) / 10.0);
    }

    private static String knowledge(Drawn map) {
        var text = new StringBuilder("/knowledge\naddtemporal\n");
        for (Tier tier : Tier.values()) {
            text.append(tier.ordinal() + 1).append('*');
            map.nodes().stream()
                    .filter(n -> n.tier() == tier)
                    .forEach(n -> text.append(' ').append(variable(n.id())));
            text.append('\n');
        }
        text.append("\nforbiddirect\n\nrequiredirect\n");
        for (Declared declared : map.declared()) {
            declared.measured()
                    .ifPresent(link -> text.append("%s %s\n"
                            .formatted(
                                    variable(link.cause().id()),
                                    variable(link.effect().id()))));
        }
        return text.toString();
    }

    /// A name as Tetrad has it, without spaces.
    private static String variable(String id) {
        return id.replaceAll("\\s+", "_");
    }

    private static String csv(Drawn map) {
        var file = new ByteArrayOutputStream();
        try {
            SheetFormat.CSV.write(sheet(map), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString(StandardCharsets.UTF_8);
    }

    /// All links with their exact figures.
    private static Sheet sheet(Drawn map) {
        var columns = new ArrayList<Column>();
        for (String name : List.of("from", "from_title", "from_tier", "to", "to_title", "to_tier")) {
            columns.add(new Column(name, ColumnType.TEXT));
        }
        for (String name : List.of(
                "effect", "low", "high", "standardised", "standardised_low", "standardised_high", "stability")) {
            columns.add(new Column(name, ColumnType.NUMBER));
        }
        columns.add(new Column("sure", ColumnType.FLAG));
        for (String name : List.of("shuffled_chance", "same_sign_units", "units", "hidden_cause_share")) {
            columns.add(new Column(name, ColumnType.NUMBER));
        }
        columns.add(new Column("held_still", ColumnType.TEXT));
        columns.add(new Column("known", ColumnType.FLAG));
        columns.add(new Column("managed_by", ColumnType.TEXT));
        return new Sheet(
                "cause-map",
                columns,
                map.links().stream().map(CauseMapFile::values).toList());
    }

    private static List<@Nullable String> values(CauseLink link) {
        return List.of(
                link.cause().id(),
                link.cause().title(),
                link.cause().tier().title(),
                link.effect().id(),
                link.effect().title(),
                link.effect().tier().title(),
                String.valueOf(link.slope().value()),
                String.valueOf(link.slope().low()),
                String.valueOf(link.slope().high()),
                String.valueOf(link.standardised().value()),
                String.valueOf(link.standardised().low()),
                String.valueOf(link.standardised().high()),
                String.valueOf(link.stability()),
                String.valueOf(link.sure()),
                String.valueOf(link.chance()),
                String.valueOf(link.signs().same()),
                String.valueOf(link.signs().units()),
                String.valueOf(link.hidden().value()),
                link.held().stream().map(CauseNode::title).collect(Collectors.joining("; ")),
                String.valueOf(link.record().known()),
                link.record().managedBy().orElse(""));
    }
}
