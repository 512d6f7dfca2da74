package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspaceImportTest {

    private static final String CALLS = "nr;at\n1;02.03.2026\n2;30.02.2026\n";
    private static final String MAPPING = """
            name: Northgate
            tables:
              - table: interactions
                file: calls.txt
                separator: ";"
                columns:
                  interaction_id: nr
                  started_at: {column: at, format: dd.MM.yyyy}
            """;

    @TempDir
    Path folder;

    @Test
    void tells_what_is_wrong_and_keeps_the_rest_under_the_name_of_the_file() throws IOException {
        write("in/calls.txt", CALLS);
        var rejects = new ArrayList<Reject>();

        WorkspaceImport files = files("in", write("mapping.yaml", MAPPING));
        LeftOut leftOut = files.read(Progress.NONE, rejects::add, workspace -> {});
        assertThat(files.add(leftOut, Progress.NONE)).isEqualTo(2);
        assertThat(files.add(leftOut, Progress.NONE)).isZero();

        assertThat(rejects).singleElement().satisfies(r -> assertThat(r.line()).isEqualTo(3));
        assertThat(kept())
                .satisfiesExactly(
                        table -> assertThat(table)
                                .matches("interactions-000001-[0-9a-f]{12}\\.interactions-calls\\.csv"),
                        mapping -> assertThat(mapping).isEqualTo("mapping.yaml"));
    }

    @Test
    void keeps_the_tables_that_a_mapping_without_tables_completes() throws IOException {
        write("in/interactions.csv", "interaction_id,started_at\n1,2026-03-02\n");

        WorkspaceImport files = files("in", write("mapping.yaml", "name: Northgate\n"));
        files.add(files.read(Progress.NONE, reject -> {}, workspace -> {}), Progress.NONE);

        assertThat(kept())
                .satisfiesExactly(
                        table -> assertThat(table).endsWith(".interactions.csv"),
                        mapping -> assertThat(mapping).isEqualTo("mapping.yaml"));
    }

    @Test
    void refuses_another_organisation_by_name() throws IOException {
        write("data/workspace/organisation.yaml", "name: Northgate\n");
        write("in/organisation.yaml", "name: Southgate\n");

        assertThatThrownBy(() -> files("in", null).refuseAnother())
                .isInstanceOfSatisfying(AnotherOrganisationException.class, other -> {
                    assertThat(other.here()).isEqualTo("Northgate");
                    assertThat(other.comes()).isEqualTo("Southgate");
                });
    }

    private WorkspaceImport files(String in, @Nullable Path mapping) {
        return new WorkspaceImport(new WorkspaceStore(folder.resolve("data/workspace")), folder.resolve(in), mapping);
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("data/workspace"))) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file;
    }
}
