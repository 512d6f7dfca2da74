package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
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

    private static Workspace read(String set) {
        Path folder = DATA.resolve(set);
        assumeTrue(Files.isDirectory(folder), () -> "The data set %s is not there".formatted(folder));
        return WorkspaceReader.read(folder, ROOT.resolve("docs/mappings/" + set + ".yaml"), Progress.NONE);
    }
}
