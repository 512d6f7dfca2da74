package throughline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.acceptance.Product.Result;
import throughline.diagnosis.Cause;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DiagnoseCommandTest {

    @TempDir
    private static Path folder;

    private static Path organisation;

    @BeforeAll
    static void simulate() throws Exception {
        organisation = folder.resolve("organisation");
        Result result = Product.run(
                "simulate",
                organisation.toString(),
                "--seed",
                "7",
                "--days",
                "240",
                "--interactions",
                "12000",
                "--causes",
                "nobody-accountable,stores-only");
        assertThat(result.status()).as(result.err()).isZero();
    }

    /// What each format gave the first time it was asked for.
    private static final Map<String, Result> FIRST = new HashMap<>();

    private static Result diagnosis(String format) throws Exception {
        Result known = FIRST.get(format);
        if (known == null) {
            known = Product.run("diagnose", organisation.toString(), "--format", format);
            FIRST.put(format, known);
        }
        return known;
    }

    @Test
    void prints_a_sheet_of_at_most_100_columns_that_names_every_cause() throws Exception {
        Result result = diagnosis("text");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(result.out()).doesNotContain("\u001b[", "NaN", "null");
        for (Cause cause : Cause.values()) {
            assertThat(result.out()).contains(cause.number() + " " + cause.shortName());
        }
    }

    @Test
    void keeps_the_contract_of_its_json() throws Exception {
        JsonNode document = json(diagnosis("json").out());

        assertThat(document.get("throughline").asInt()).isEqualTo(1);
        List<JsonNode> causes = document.get("causes").valueStream().toList();
        assertThat(causes.stream().map(c -> c.get("cause").asString()))
                .containsExactlyElementsOf(
                        Stream.of(Cause.values()).map(Cause::id).toList());
        assertThat(causes).allSatisfy(cause -> {
            assertThat(cause.get("verdict").asString()).isIn("present", "absent", "unknown");
            assertThat(cause.get("strength").asDouble()).isBetween(0.0, 1.0);
            assertThat(cause.get("confidence").asDouble()).isBetween(0.0, 1.0);
            assertThat(cause.get("statement").asString()).isNotBlank();
            assertThat(cause.get("next").asString()).isNotBlank();
            boolean unknown = cause.get("verdict").asString().equals("unknown");
            assertThat(unknown ? cause.get("missing") : cause.get("evidence")).isNotEmpty();
            cause.get("evidence").forEach(evidence -> {
                assertThat(evidence.get("rows").asLong()).isPositive();
                assertThat(evidence.get("files")).isNotEmpty();
                assertThat(evidence.get("statistic").get("value").isNumber()).isTrue();
            });
        });
    }

    @Test
    void gives_the_same_bytes_for_the_same_folder_and_changes_nothing_in_it() throws Exception {
        List<String> before = contents();

        Result unasked = Product.run("diagnose", organisation.toString());
        Result second = Product.run("diagnose", organisation.toString(), "--format", "json");

        assertThat(unasked.out()).isEqualTo(diagnosis("text").out());
        assertThat(second.out()).isEqualTo(diagnosis("json").out());
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void writes_the_report_that_it_prints_which_needs_nothing_but_itself() throws Exception {
        Path report = folder.resolve("report.html");

        Result result =
                Product.run("diagnose", organisation.toString(), "--format", "html", "--output", report.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        String html = Files.readString(report);
        assertThat(html).isEqualTo(diagnosis("html").out());
        assertThat(html).doesNotContain("<link rel=\"stylesheet\"", "src=\"http", "href=\"http", "<script src");
        for (Cause cause : Cause.values()) {
            assertThat(html).contains(cause.title());
        }
    }

    @Test
    void ends_with_2_and_a_sentence_for_a_folder_that_cannot_be_read() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        for (Path hopeless : List.of(empty, folder.resolve("missing"))) {
            Result result = Product.run("diagnose", hopeless.toString());

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains(hopeless.getFileName().toString()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void ends_with_2_for_a_wrong_call() throws Exception {
        assertThat(Product.run("diagnose").status()).isEqualTo(2);
        assertThat(Product.run("diagnose", organisation.toString(), "--format", "papyrus")
                        .status())
                .isEqualTo(2);
        assertThat(Product.run("diagnose", organisation.toString(), "--from", "2026-02-31")
                        .status())
                .isEqualTo(2);
        assertThat(Product.run("divine").status()).isEqualTo(2);
    }

    private static List<String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(organisation)) {
            return files.map(file -> file + " " + file.toFile().length() + " "
                            + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
