package throughline.simulation.score;

import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.Decoy;
import throughline.simulation.Settings;
import throughline.simulation.Truth.State;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/// A score as JSON, version 1. The same score gives the same bytes.
///
/// A 3×3 table is `{"present": {"present": 30, "absent": 0, "unknown": 2}, …}`: truth first, then verdict. Every rate
/// is
/// `{"share", "hits", "of"}`; its share is null where there was nothing to count.
public final class ScoreDocument {

    /// Version of the document, its `throughline` field.
    public static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ScoreDocument() {}

    /// The document, ending with a line break.
    ///
    /// @param version of the program that was scored
    /// @param date on which it was scored
    public static String of(Score score, String version, LocalDate date) {
        var text = new StringWriter();
        var indenter = new DefaultIndenter("  ", "\n");
        var layout = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try (JsonGenerator json = JSON.writer().with(layout).createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("throughline", VERSION);
            json.writeStringProperty("version", version);
            json.writeStringProperty("date", date.toString());
            json.writeNumberProperty("seed", score.seed());
            json.writeNumberProperty("organisations", score.trials().size());
            targets(json, score);
            json.writeArrayPropertyStart("causes");
            for (Cause cause : Cause.values()) {
                cause(json, score, cause);
            }
            json.writeEndArray();
            rate(json, "false_alarms_per_healthy_organisation", score.falseAlarms());
            decoys(json, score);
            calibration(json, "confidence", score.calibration());
            calibration(json, "confidence_of_all_verdicts", score.calibrationOfAll());
            json.writeObjectPropertyStart("slices");
            for (Slice slice : Slice.values()) {
                json.writeArrayPropertyStart(slice.id());
                for (int band = 0; band < slice.bands().size(); band++) {
                    json.writeStartObject();
                    json.writeStringProperty("band", slice.bands().get(band));
                    rates(json, score.tally(slice, band));
                    calibration(
                            json,
                            "confidence",
                            Calibration.of(score.sliced(slice, band)
                                    .filter(Outcome::decided)
                                    .toList()));
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            trials(json, score);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void targets(JsonGenerator json, Score score) {
        json.writeArrayPropertyStart("targets");
        for (Target target : Target.of(score)) {
            json.writeStartObject();
            json.writeStringProperty("what", target.what());
            json.writeStringProperty("wanted", target.wanted());
            json.writeStringProperty("measured", target.measured());
            json.writeBooleanProperty("met", target.met());
            strings(json, "missed_by", target.missedBy());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void cause(JsonGenerator json, Score score, Cause cause) {
        json.writeStartObject();
        json.writeStringProperty("cause", cause.id());
        rates(json, score.tally(cause));
        json.writeObjectPropertyStart("targeted");
        rates(json, score.targeted(cause));
        json.writeEndObject();
        calibration(json, "confidence", score.calibration(cause));
        json.writeObjectPropertyStart("slices");
        for (Slice slice : Slice.values()) {
            json.writeArrayPropertyStart(slice.id());
            for (int band = 0; band < slice.bands().size(); band++) {
                json.writeStartObject();
                json.writeStringProperty("band", slice.bands().get(band));
                rates(json, score.tally(cause, slice, band));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void rates(JsonGenerator json, Tally tally) {
        json.writeObjectPropertyStart("table");
        for (State truth : State.values()) {
            json.writeObjectPropertyStart(truth.id());
            for (Side verdict : Side.values()) {
                json.writeNumberProperty(verdict.id(), tally.count(truth, verdict));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        rate(json, "precision", tally.precision());
        rate(json, "recall", tally.recall());
        rate(json, "false_present", tally.falsePresent());
        rate(json, "false_absent", tally.falseAbsent());
        rate(json, "unknown_although_sufficient", tally.leftOpen());
        rate(json, "withheld_but_judged", tally.judgedBlindly());
    }

    private static void rate(JsonGenerator json, String name, Tally.Rate rate) {
        json.writeObjectPropertyStart(name);
        if (rate.known()) {
            json.writeNumberProperty("share", rate.share());
        } else {
            json.writeNullProperty("share");
        }
        json.writeNumberProperty("hits", rate.hits());
        json.writeNumberProperty("of", rate.of());
        json.writeEndObject();
    }

    private static void calibration(JsonGenerator json, String name, Calibration calibration) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("verdicts", calibration.verdicts());
        json.writeNumberProperty("brier", calibration.brier());
        json.writeArrayPropertyStart("curve");
        for (Calibration.Point point : calibration.curve()) {
            json.writeStartObject();
            json.writeNumberProperty("confidence", point.confidence());
            rate(json, "held", point.held());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void decoys(JsonGenerator json, Score score) {
        json.writeArrayPropertyStart("decoys");
        for (Decoy decoy : Decoy.values()) {
            json.writeStartObject();
            json.writeStringProperty("decoy", decoy.id());
            json.writeNumberProperty("organisations", score.fooled(decoy).of());
            json.writeNumberProperty("false_alarms", score.fooled(decoy).hits());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void trials(JsonGenerator json, Score score) {
        json.writeArrayPropertyStart("trials");
        for (Trial trial : score.trials()) {
            Settings settings = trial.settings();
            json.writeStartObject();
            json.writeNumberProperty("number", trial.number());
            json.writeStringProperty(
                    "business", settings.blueprint().business().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("days", settings.days());
            json.writeNumberProperty("units", settings.units());
            json.writeNumberProperty("interactions", settings.interactions());
            json.writeStringProperty(
                    "dialect", settings.recording().dialect().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("values_missing", settings.recording().lost());
            json.writeNumberProperty("rows_unreadable", settings.recording().badRows());
            strings(
                    json,
                    "decoys",
                    settings.decoys().stream().map(Decoy::id).sorted().toList());
            strings(
                    json,
                    "not_recorded",
                    settings.recording().unrecorded().stream()
                            .map(s -> s.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .toList());
            json.writeObjectPropertyStart("last_days_kept");
            new TreeSet<>(settings.recording().collected().keySet())
                    .forEach(kind -> json.writeNumberProperty(
                            kind.table(), settings.recording().collected().getOrDefault(kind, 0)));
            json.writeEndObject();
            json.writeArrayPropertyStart("outcomes");
            for (Outcome outcome : trial.outcomes()) {
                json.writeStartObject();
                json.writeStringProperty("cause", outcome.cause().id());
                json.writeStringProperty("truth", outcome.truth().state().id());
                json.writeNumberProperty("severity", outcome.truth().severity());
                json.writeStringProperty("verdict", outcome.verdict().id());
                json.writeNumberProperty("confidence", outcome.confidence());
                if (!outcome.right()) {
                    json.writeStringProperty(
                            "why_unknown", outcome.truth().reason().strip());
                    json.writeStringProperty("statement", outcome.statement());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, Collection<String> all) {
        json.writeArrayPropertyStart(name);
        all.forEach(json::writeString);
        json.writeEndArray();
    }
}
