package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Side;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.fact.FactKind;

/// The mappings that come with Throughline, on the data sets they were written for. Skipped where these are not beside
/// the repository, in `../shared/data`.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RealDataTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DATA = ROOT.resolveSibling("shared").resolve("data");

    @Test
    void the_banks_calls_become_contacts_with_waiting_handling_and_agents() {
        try (Workspace workspace = read("bank_calls_1999")) {
            assertThat(workspace.rejected()).isZero();
            // 31,599 rows less 240 phantoms.
            assertThat(workspace.rows()).containsEntry(FactKind.INTERACTIONS, 31_359L);
            assertThat(workspace.from()).contains(LocalDate.of(1999, 1, 1));
            assertThat(workspace.to()).contains(LocalDate.of(1999, 1, 31));
            assertThat(workspace
                            .engine()
                            .scan(CubeQuery.of(FactKind.INTERACTIONS).where(new Filter.Range("menu_s", -1e9, 0)))
                            .rows())
                    .isZero();
            var outcomes =
                    workspace.engine().scan(CubeQuery.of(FactKind.INTERACTIONS).by("outcome"));
            assertThat(outcomes.stream().map(c -> c.text(0) + " " + c.rows()))
                    .containsExactly("abandoned 4299", "served 27060");
        }
    }

    @Test
    void the_help_desks_log_becomes_events_and_one_contact_a_ticket() {
        try (Workspace workspace = read("helpdesk_it_company")) {
            assertThat(workspace.rejected()).isZero();
            assertThat(workspace.rows())
                    .containsEntry(FactKind.EVENTS, 21_348L)
                    .containsEntry(FactKind.INTERACTIONS, 4_580L);
        }
    }

    @Test
    void the_airlines_answers_lose_what_was_not_applicable() {
        try (Workspace workspace = read("airline_satisfaction")) {
            assertThat(workspace.rejected()).isZero();
            assertThat(workspace.rows()).containsEntry(FactKind.RESPONSES, 25_976L);
            var items = workspace
                    .engine()
                    .scan(CubeQuery.of(FactKind.RESPONSES).where(new Filter.Range("inflight_wifi_service", -1, 1)));
            assertThat(items.rows()).isZero();
            assertThat(workspace.measures().find("satisfied")).isPresent();
        }
    }

    /// Every set of the list, as `docs/real-data.md` tells it: rows by table, and what is said of causes that files
    /// without a record of the organisation can show. All other verdicts are *not enough evidence*.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            airline_satisfaction      | responses 25976                  | one-dimensional-feedback absent
            apha_cpd_staff_survey     | pulse 237                        |
            bank_calls_1999           | interactions 31359               | measured-on-throughput present
            ecsi_mobi                 | responses 250                    | one-dimensional-feedback absent
            hcahps                    | readings 4580                    |
            helpdesk_it_company       | events 21348, interactions 4580  |
            kiosk_servqual_kr         | responses 207                    | one-dimensional-feedback absent
            nhs111_calls              | readings 1602                    |
            nhs_ae_waits              | readings 12765                   |
            nyc_council_casework      | interactions 44235               |
            qld_exit_surveys          | pulse 695                        |
            seatbelts_its             | decisions 1, readings 192        |
            service_quality_sq        | responses 411                    | one-dimensional-feedback absent
            sfo_airport_survey        | responses 18750                  | one-dimensional-feedback absent
            spc_examples              | interactions 2205, readings 808  |
            volvo_it_incidents        | events 65533, interactions 7554  |
            yellow_pages_satisfaction | responses 1811                   | one-dimensional-feedback absent
            """)
    void every_set_says_what_its_review_says(String set, String rows, @Nullable String decided) {
        try (Workspace workspace = read(set)) {
            assertThat(workspace.rejected()).isZero();
            assertThat(workspace.rows().entrySet().stream()
                            .filter(e -> e.getValue() > 0)
                            .map(e -> e.getKey().table() + " " + e.getValue())
                            .sorted()
                            .collect(Collectors.joining(", ")))
                    .isEqualTo(rows);
            assertThat(Diagnosis.of(workspace.dossier()).verdicts().stream()
                            .filter(v -> v.side() != Side.UNKNOWN)
                            .map(v -> v.cause().id() + " " + v.side().name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")))
                    .isEqualTo(decided == null ? "" : decided);
        }
    }

    @Test
    void no_set_lacks_a_mapping_but_the_one_that_is_made_up() throws IOException {
        assumeTrue(Files.isDirectory(DATA), () -> "The data sets are not in %s".formatted(DATA));
        try (Stream<Path> sets = Files.list(DATA)) {
            assertThat(sets.filter(Files::isDirectory)
                            .map(d -> String.valueOf(d.getFileName()))
                            .filter(d -> !Files.exists(ROOT.resolve("docs/mappings/" + d + ".yaml"))))
                    .containsExactly("causalimpact_example");
        }
    }

    private static Workspace read(String set) {
        Path folder = DATA.resolve(set);
        assumeTrue(Files.isDirectory(folder), () -> "The data set %s is not there".formatted(folder));
        return WorkspaceReader.read(folder, ROOT.resolve("docs/mappings/" + set + ".yaml"), Progress.NONE);
    }
}
