package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.CubeQuery;
import throughline.lake.fact.FactKind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScaleCheckTest {

    @TempDir
    Path folder;

    @Test
    void leaves_answers_beyond_a_declared_scale_out_and_says_how_many_in_which_file() throws IOException {
        write("organisation.yaml", """
                throughline: 1
                name: Small
                measures:
                  - {id: empathy, kind: perception, better: higher, scale: [1, 5]}
                """);
        write("responses-1.csv", """
                response_id,answered_at,empathy,empathy_expected,reliability
                r1,2026-01-01,4,5,3
                r2,2026-01-01,99,0,4
                r3,2026-01-02,0,5,2
                """);
        write("responses-2.csv", "response_id,answered_at,empathy\nr4,2026-01-02,6\nr5,2026-01-03,2\n");

        try (Workspace workspace = read()) {
            var cell = workspace
                    .engine()
                    .scan(CubeQuery.of(FactKind.RESPONSES).sum("empathy", "reliability"))
                    .iterator()
                    .next();
            assertThat(workspace.rows()).containsEntry(FactKind.RESPONSES, 5L);
            assertThat(workspace.rejects()).isEmpty();
            assertThat(cell.sum(0).count()).isEqualTo(2);
            assertThat(cell.sum(0).mean()).isEqualTo(3);
            assertThat(cell.sum(1).count()).isEqualTo(3);
            assertThat(workspace.warnings())
                    .startsWith(
                            "responses-1.csv: 2 values of empathy lie outside its scale of 1 to 5 and are left out."
                                    + " Mend them, or the scale under measures in organisation.yaml.",
                            "responses-1.csv: 1 value of empathy_expected lies outside its scale of 1 to 5 and is"
                                    + " left out. Mend it, or the scale under measures in organisation.yaml.",
                            "responses-2.csv: 1 value of empathy lies outside its scale of 1 to 5 and is left out."
                                    + " Mend it, or the scale under measures in organisation.yaml.");
        }
    }

    @Test
    void keeps_what_a_system_measured_beyond_its_scale_and_says_so() throws IOException {
        write("organisation.yaml", """
                throughline: 1
                name: Small
                measures:
                  - {id: wait_s, kind: delivery, better: lower, scale: [0, 3600]}
                  - {id: line_faults, kind: infrastructure, better: lower, scale: [0, 50]}
                """);
        write("interactions.csv", "interaction_id,started_at,wait_s\ni1,2026-01-01,30\ni2,2026-01-01,7210\n");
        write("readings.csv", "at,measure,value\n2026-01-01,line_faults,3\n2026-01-02,line_faults,-1\n");

        try (Workspace workspace = read()) {
            var cell = workspace
                    .engine()
                    .scan(CubeQuery.of(FactKind.INTERACTIONS).sum("wait_s"))
                    .iterator()
                    .next();
            assertThat(cell.sum(0).mean()).isEqualTo(3620);
            assertThat(workspace.warnings())
                    .startsWith(
                            "interactions.csv: 1 value of wait_s lies outside its scale of 0 to 3,600 and counts all"
                                    + " the same. Mend it, or the scale under measures in organisation.yaml.",
                            "readings.csv: 1 value of line_faults lies outside its scale of 0 to 50 and counts all"
                                    + " the same. Mend it, or the scale under measures in organisation.yaml.");
        }
    }

    @Test
    void gives_what_was_expected_of_an_item_the_scale_of_the_item() throws IOException {
        write("organisation.yaml", "measures:\n  - {id: empathy, kind: perception, scale: [1, 7]}\n");
        var rows = new StringBuilder("response_id,answered_at,empathy,empathy_expected\n");
        for (int i = 0; i < 60; i++) {
            rows.append("r%s,2026-01-01,%s,%s\n".formatted(i, 1 + i % 7, i == 9 ? 1 : i == 10 ? 8 : 5 + i % 3));
        }
        write("responses.csv", rows.toString());

        try (Workspace workspace = read()) {
            assertThat(workspace.warnings())
                    .containsExactly(
                            "responses.csv: 1 value of empathy_expected lies outside its scale of 1 to 7 and is"
                                    + " left out. Mend it, or the scale under measures in organisation.yaml.");
        }
    }

    @Test
    void names_a_code_that_stretches_a_scale_inferred_from_the_values() throws IOException {
        var rows = new StringBuilder("response_id,answered_at,csat,nps,visits\n");
        for (int i = 0; i < 60; i++) {
            rows.append("r%s,2026-01-01,%s,%s,%s\n"
                    .formatted(i, i % 30 == 7 ? 99 : 1 + i % 5, i == 9 ? 11 : i % 10, i % 8));
        }
        write("responses.csv", rows.toString());

        try (Workspace workspace = read()) {
            assertThat(workspace.warnings())
                    .startsWith(
                            "responses.csv: 1 value of nps lies outside its scale of 0 to 10 and is left out."
                                    + " Mend it, or the scale under measures in organisation.yaml.",
                            "responses.csv: 2 values of csat are 99, far from the others (1 to 5), and count as"
                                    + " answers. Empty them, or declare csat with its scale under measures in"
                                    + " organisation.yaml.");
            assertThat(workspace.warnings()).noneMatch(w -> w.contains("visits") && w.contains("far from"));
            assertThat(workspace.measures().find("nps").orElseThrow().seenIn()).isEqualTo(Set.of(FactKind.RESPONSES));
        }
    }

    private Workspace read() {
        return WorkspaceReader.read(folder, Progress.NONE);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
