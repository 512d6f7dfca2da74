package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Figures;
import throughline.diagnosis.Judgement;
import throughline.diagnosis.Judgement.Next;
import throughline.diagnosis.Period;
import throughline.diagnosis.Verdict;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Register;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiagnosisDocumentTest {

    private static final Period JANUARY = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));
    private static final Path SCHEMA = Path.of("../docs/diagnosis.schema.json");

    @Test
    void says_what_was_read() {
        JsonNode document = JsonMapper.shared().readTree(document());

        assertThat(document.propertyNames())
                .containsExactly("throughline", "organisation", "from", "to", "headline", "snapshot", "read", "causes");
        assertThat(document.get("throughline").asInt()).isEqualTo(1);
        assertThat(document.get("organisation").asString()).isEqualTo("Café “Nord”");
        assertThat(document.get("from").asString()).isEqualTo("2026-01-01");
        assertThat(document.get("to").asString()).isEqualTo("2026-01-31");
        assertThat(document.get("headline").asString()).startsWith("One of fifteen causes is present.");
        assertThat(document.get("read").toString())
                .isEqualTo(
                        "{\"rows\":{\"interactions\":1200,\"responses\":61},\"replaced\":3,\"rejected\":5,"
                                + "\"rejected_by_file\":{\"a.csv\":4,\"b.csv\":1},\"unread_files\":[],\"warnings\":[\"notes.txt is left out.\"]}");
    }

    @Test
    void has_a_verdict_with_its_evidence_for_each_cause() {
        JsonNode cause = JsonMapper.shared().readTree(document()).get("causes").get(0);

        assertThat(cause.propertyNames())
                .containsExactly(
                        "cause",
                        "number",
                        "title",
                        "verdict",
                        "strength",
                        "strength_low",
                        "strength_high",
                        "confidence",
                        "statement",
                        "evidence",
                        "missing",
                        "missing_from",
                        "next");
        assertThat(cause.get("cause").asString()).isEqualTo("nobody-accountable");
        assertThat(cause.get("verdict").asString()).isEqualTo("present");
        assertThat(cause.get("confidence").asDouble()).isEqualTo(0.98);
        assertThat(cause.get("evidence").get(0).toString())
                .isEqualTo("{\"detector\":\"lost\",\"title\":\"Title of lost\","
                        + "\"statement\":\"90 of 100 contacts were lost.\","
                        + "\"statistic\":{\"name\":\"share lost\",\"value\":0.9,\"low\":0.9,\"high\":0.9,\"n\":100},"
                        + "\"supports\":\"present\",\"rows\":100,\"files\":[\"interactions.csv\"],"
                        + "\"from\":\"2026-01-01\",\"to\":\"2026-01-31\",\"method\":\"count\","
                        + "\"query\":\"contacts by day\",\"threshold\":{\"name\":\"test.lost\","
                        + "\"rule\":\"present above 60 %\",\"source\":\"ours\"}}");
    }

    @Test
    void writes_null_for_an_open_end() {
        JsonNode statistic = JsonMapper.shared()
                .readTree(document())
                .get("causes")
                .get(1)
                .get("evidence")
                .get(0)
                .get("statistic");

        assertThat(statistic.get("low").isNull()).isTrue();
        assertThat(statistic.get("high").asDouble()).isEqualTo(0.7);
    }

    @Test
    void says_what_is_missing_and_which_table_lacks_it() {
        JsonNode cause = JsonMapper.shared().readTree(document()).get("causes").get(1);

        assertThat(cause.get("verdict").asString()).isEqualTo("unknown");
        assertThat(cause.get("missing").toString())
                .startsWith("[\"12 more answers.\",\"9 more complaints.\",\"7 more answers of staff.\",");
        assertThat(cause.get("missing_from").toString()).isEqualTo("[\"responses\",\"pulse\",\"organisation.yaml\"]");
    }

    @Test
    void is_the_same_for_the_same_diagnosis_wherever_it_is_written() {
        Locale before = Locale.getDefault();
        String first = document();
        try {
            Locale.setDefault(Locale.GERMANY);

            assertThat(document()).isEqualTo(first).endsWith("}\n").doesNotContain("\r");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void keeps_to_its_schema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);

        assertThat(schema.validate(document(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(document().replace("\"unknown\"", "\"perhaps\""), InputFormat.JSON))
                .as("the schema refuses what is none")
                .isNotEmpty();
    }

    private static String document() {
        List<Verdict> verdicts = Arrays.stream(Cause.values())
                .map(DiagnosisDocumentTest::verdict)
                .toList();
        return DiagnosisDocument.of(workspace(), new Diagnosis(JANUARY, verdicts));
    }

    private static Verdict verdict(Cause cause) {
        Indicator indicator = switch (cause) {
            case NOBODY_ACCOUNTABLE -> Figures.counted("lost", 0.9);
            case OUTSIDE_STRATEGY -> Figures.estimated("open", 0.5, Double.NEGATIVE_INFINITY, 0.7);
            default -> Figures.counted("late", 0.1);
        };
        Judgement judgement = Judgement.of(cause).essential(indicator);
        if (cause == Cause.OUTSIDE_STRATEGY) {
            judgement
                    .missing("responses", "12 more answers.")
                    .missing("responses", "9 more complaints.")
                    .missing("pulse", "7 more answers of staff.");
        }
        return judgement.verdict("Little is known.", Next.of("Find it.", "Record it."));
    }

    private static Workspace workspace() {
        var register = new Register(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of());
        return new Workspace(
                Organisation.unrecorded("Café “Nord”"),
                register,
                new Measures(List.of()),
                InMemoryLake.of(FactKind.INTERACTIONS).engine(),
                Map.of(),
                Map.of(FactKind.RESPONSES, 61L, FactKind.INTERACTIONS, 1200L),
                3,
                5,
                List.of(),
                Map.of("b.csv", 1L, "a.csv", 4L),
                List.of("notes.txt is left out."),
                Map.of(),
                Optional.of(JANUARY.from()),
                Optional.of(JANUARY.to()),
                "0123456789abcdef".repeat(4));
    }
}
