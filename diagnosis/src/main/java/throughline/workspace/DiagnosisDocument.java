package throughline.workspace;

import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Missing;
import throughline.diagnosis.Statistic;
import throughline.diagnosis.UnitFindings;
import throughline.diagnosis.UnitFindings.UnitFinding;
import throughline.diagnosis.Verdict;
import throughline.lake.fact.FactKind;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/// A diagnosis as the exchange format's JSON, version 1; `docs/diagnosis.schema.json` is its schema.
///
/// Fields keep their order and lines end with `\n` everywhere, so the same diagnosis gives the same bytes.
public final class DiagnosisDocument {

    /// Version of the exchange format, the `throughline` field.
    public static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DiagnosisDocument() {}

    /// The document, ending with a line break.
    public static String of(Workspace workspace, Diagnosis diagnosis) {
        var text = new StringWriter();
        var indenter = new DefaultIndenter("  ", "\n");
        var layout = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try (JsonGenerator json = JSON.writer().with(layout).createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("throughline", VERSION);
            json.writeStringProperty("organisation", workspace.organisation().name());
            json.writeStringProperty("from", diagnosis.period().from().toString());
            json.writeStringProperty("to", diagnosis.period().to().toString());
            json.writeStringProperty("headline", diagnosis.headline());
            json.writeStringProperty("snapshot", workspace.snapshot());
            read(json, workspace);
            json.writeArrayPropertyStart("causes");
            diagnosis.verdicts().forEach(v -> verdict(json, v, diagnosis.units(v.cause())));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void read(JsonGenerator json, Workspace workspace) {
        json.writeObjectPropertyStart("read");
        json.writeObjectPropertyStart("rows");
        Map<FactKind, Long> rows = new TreeMap<>(workspace.rows());
        rows.forEach((kind, n) -> json.writeNumberProperty(kind.table(), n));
        json.writeEndObject();
        json.writeNumberProperty("replaced", workspace.duplicates());
        json.writeNumberProperty("rejected", workspace.rejected());
        json.writeObjectPropertyStart("rejected_by_file");
        new TreeMap<>(workspace.rejectsByFile()).forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeArrayPropertyStart("unread_files");
        for (Reject file : workspace.unreadFiles()) {
            json.writeStartObject();
            json.writeStringProperty("file", file.file());
            json.writeStringProperty("reason", file.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("warnings");
        workspace.warnings().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void verdict(JsonGenerator json, Verdict verdict, Optional<UnitFindings> units) {
        json.writeStartObject();
        json.writeStringProperty("cause", verdict.cause().id());
        json.writeStringProperty("number", verdict.cause().number());
        json.writeStringProperty("title", verdict.cause().title());
        json.writeStringProperty("verdict", verdict.side().id());
        json.writeNumberProperty("strength", verdict.strength());
        json.writeNumberProperty("strength_low", verdict.strengthInterval().low());
        json.writeNumberProperty("strength_high", verdict.strengthInterval().high());
        json.writeNumberProperty("confidence", verdict.confidence());
        json.writeStringProperty("statement", verdict.statement());
        json.writeArrayPropertyStart("evidence");
        verdict.evidence().forEach(e -> evidence(json, e));
        json.writeEndArray();
        json.writeArrayPropertyStart("missing");
        verdict.missing().stream().map(Missing::what).forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("missing_from");
        verdict.missing().stream().map(Missing::table).distinct().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("next", verdict.next());
        units.ifPresent(found -> units(json, found));
        json.writeEndObject();
    }

    private static void units(JsonGenerator json, UnitFindings found) {
        json.writeObjectPropertyStart("units");
        json.writeStringProperty("measure", found.measure());
        json.writeStringProperty("base", found.base());
        json.writeStringProperty("statement", found.statement());
        json.writeNumberProperty("limit", found.limit());
        json.writeStringProperty("worse", found.higherIsWorse() ? "above" : "below");
        json.writeNumberProperty("all", found.all().value());
        json.writeNumberProperty("withheld", found.withheld());
        json.writeStringProperty("method", found.method());
        json.writeArrayPropertyStart("found");
        for (UnitFinding unit : found.units()) {
            json.writeStartObject();
            json.writeStringProperty("unit", unit.unit());
            json.writeStringProperty("title", unit.title());
            json.writeNumberProperty("n", unit.n());
            json.writeNumberProperty("value", unit.figure());
            json.writeNumberProperty("shrunk", unit.shrunk());
            json.writeNumberProperty("low", unit.interval().low());
            json.writeNumberProperty("high", unit.interval().high());
            json.writeNumberProperty("reliability", unit.reliability());
            json.writeBooleanProperty("ranked", unit.ranked());
            json.writeBooleanProperty("flagged", unit.flagged());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void evidence(JsonGenerator json, Evidence evidence) {
        Indicator indicator = evidence.indicator();
        json.writeStartObject();
        json.writeStringProperty("detector", indicator.id());
        json.writeStringProperty("title", indicator.title());
        json.writeStringProperty("statement", evidence.statement());
        statistic(json, indicator.statistic());
        json.writeStringProperty("supports", evidence.supports().id());
        json.writeNumberProperty("rows", indicator.lineage().rows());
        json.writeArrayPropertyStart("files");
        indicator.lineage().files().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("from", indicator.lineage().period().from().toString());
        json.writeStringProperty("to", indicator.lineage().period().to().toString());
        json.writeStringProperty("method", indicator.lineage().method());
        json.writeStringProperty("query", indicator.lineage().query());
        json.writeObjectPropertyStart("threshold");
        json.writeStringProperty("name", indicator.threshold().name());
        json.writeStringProperty("rule", indicator.threshold().text());
        json.writeStringProperty("source", indicator.threshold().source());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void statistic(JsonGenerator json, Statistic statistic) {
        json.writeObjectPropertyStart("statistic");
        json.writeStringProperty("name", statistic.name());
        number(json, "value", statistic.value());
        number(json, "low", statistic.interval().low());
        number(json, "high", statistic.interval().high());
        json.writeNumberProperty("n", statistic.n());
        json.writeEndObject();
    }

    /// An open end of an interval has no number in JSON.
    private static void number(JsonGenerator json, String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
