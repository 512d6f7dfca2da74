package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceStoreTest {

    private static final String HEAD = "interaction_id,started_at,wait_s\n";
    private static final String MONDAY = HEAD + "i1,2026-03-02T09:00:00Z,30\n";
    private static final String TUESDAY = HEAD + "i1,2026-03-02T09:00:00Z,45\ni2,2026-03-03T09:00:00Z,60\n";

    @TempDir
    Path folder;

    private int staged;

    @Test
    void keeps_the_files_of_several_imports_side_by_side() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("monday/organisation.yaml", "organisation: Northgate\n");
        write("tuesday/interactions.csv", TUESDAY);

        assertThat(bringIn(null, "monday")).isEqualTo(2);
        assertThat(bringIn(null, "tuesday")).isEqualTo(1);

        assertThat(kept())
                .satisfiesExactly(
                        first -> assertThat(first).matches("interactions-000001-[0-9a-f]{12}\\.interactions\\.csv"),
                        second -> assertThat(second).matches("interactions-000002-[0-9a-f]{12}\\.interactions\\.csv"),
                        last -> assertThat(last).isEqualTo("organisation.yaml"));
    }

    @Test
    void lets_the_last_import_of_an_id_win() throws IOException {
        write("tuesday/interactions.csv", TUESDAY);
        write("monday/interactions.csv", MONDAY);
        bringIn(null, "tuesday");
        bringIn(null, "monday");

        assertThat(waits()).containsExactly("30", "60");
    }

    @Test
    void forgets_what_was_wrong_with_a_file_that_comes_again_under_its_name() throws IOException {
        write("old/interactions.csv", MONDAY + "i9,never,30\n");
        write("old/interactions-north.csv", HEAD + "i8,never,30\n");
        write("mended/interactions.csv", HEAD + "i9,2026-03-02T09:00:00Z,75\n");
        bringIn(null, "old");
        bringIn(null, "mended");

        try (var workspace = WorkspaceReader.read(store().folder(), Progress.NONE)) {
            assertThat(workspace.rejects()).extracting(Reject::file).containsExactly("interactions-north.csv");
            assertThat(workspace.files().get(FactKind.INTERACTIONS))
                    .containsExactlyInAnyOrder(
                            "earlier file 2/interactions.csv", "interactions-north.csv", "interactions.csv");
        }
        assertThat(waits()).contains("30", "75");
    }

    @Test
    void changes_nothing_when_the_same_files_come_again() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("monday/organisation.yaml", "organisation: Northgate\n");
        bringIn(null, "monday");
        List<String> before = kept();

        assertThat(bringIn(null, "monday")).isZero();
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void hands_the_files_of_facts_over_and_keeps_the_record() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("monday/organisation.yaml", "organisation: Northgate\n");
        bringIn(null, "monday");

        List<WorkspaceStore.Waiting> waiting = handOver();

        assertThat(waiting).singleElement().satisfies(file -> {
            assertThat(file.kind()).isEqualTo(FactKind.INTERACTIONS);
            assertThat(file.own()).isEqualTo("interactions.csv");
            assertThat(folder.resolve("elsewhere").resolve(file.name())).hasContent(MONDAY.strip());
        });
        assertThat(kept()).containsExactly(".taken", "organisation.yaml");
        assertThat(store().record()).containsExactly(Map.entry("organisation.yaml", "organisation: Northgate\n"));
        assertThat(handOver()).isEmpty();
    }

    @Test
    void knows_files_that_were_handed_over_when_they_come_again() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("tuesday/interactions.csv", TUESDAY);
        bringIn(null, "monday");
        handOver();

        assertThat(bringIn(null, "monday")).isZero();
        assertThat(bringIn(null, "tuesday")).isEqualTo(1);
        assertThat(handOver())
                .singleElement()
                .extracting(WorkspaceStore.Waiting::name)
                .asString()
                .startsWith("interactions-000002-");
    }

    @Test
    void hands_files_over_again_whose_taker_failed() throws IOException {
        write("monday/interactions.csv", MONDAY);
        bringIn(null, "monday");

        assertThatThrownBy(() -> store().handOver(waiting -> {
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");

        assertThat(handOver()).hasSize(1);
    }

    @Test
    void hands_over_what_was_put_there_by_hand_like_what_was_imported() throws IOException {
        write("data/workspace/interactions/2026.csv", MONDAY);
        write("data/workspace/responses.csv", "response_id,answered_at\n");

        assertThat(handOver()).extracting(WorkspaceStore.Waiting::own).containsExactly("2026.csv", "responses.csv");
    }

    @Test
    void says_that_the_folder_is_in_the_place_of_another() throws IOException {
        write("monday/interactions.csv", MONDAY);
        bringIn(null, "monday");
        assertThat(store().mark()).isEmpty();
        handOver();

        store().replace(folder.resolve("monday"), LeftOut.NONE);
        String first = store().mark();
        assertThat(handOver()).hasSize(1);
        store().replace(folder.resolve("monday"), LeftOut.NONE);

        assertThat(first).isNotEmpty();
        assertThat(store().mark()).isNotEmpty().isNotEqualTo(first);
    }

    @Test
    void keeps_one_file_where_two_of_an_import_have_the_same_contents() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("monday/interactions-copy.csv", MONDAY);

        assertThat(bringIn(null, "monday")).isEqualTo(1);
    }

    @Test
    void keeps_the_same_contents_for_another_table() throws IOException {
        String heads = "at,person\n2026-03-02,p1\n";
        write("export.csv", heads);

        assertThat(bringIn("listening", "export.csv")).isEqualTo(1);
        assertThat(bringIn("rewards", "export.csv")).isEqualTo(1);
    }

    @Test
    void replaces_the_organisation() throws IOException {
        write("old/organisation.yaml", "organisation: Southgate\n");
        write("new/organisation.yaml", "organisation: Northgate\n");
        bringIn(null, "old");

        assertThat(bringIn(null, "new")).isEqualTo(1);
        assertThat(kept()).containsExactly("organisation.yaml");
        assertThat(store().folder().resolve("organisation.yaml")).hasContent("organisation: Northgate\n");
    }

    @Test
    void keeps_what_the_reader_reads_and_nothing_else() throws IOException {
        write("monday/interactions/part-1.csv", MONDAY);
        write("monday/Interactions 2026.csv", TUESDAY);
        write("monday/truth.json", "{}");
        write("monday/README.md", "# Monday");
        write("monday/.DS_Store", "");
        write("monday/notes/organisation.yaml", "organisation: Elsewhere\n");

        assertThat(bringIn(null, "monday")).isEqualTo(2);
        assertThat(kept())
                .allSatisfy(name -> assertThat(name).matches("interactions-00000[12]-[0-9a-f]{12}\\..+\\.csv"));
        try (Workspace workspace = WorkspaceReader.read(store().folder(), Progress.NONE)) {
            assertThat(workspace.warnings()).isEmpty();
        }
    }

    @Test
    void takes_a_single_file_as_the_table_that_is_named() throws IOException {
        write("Export (3).CSV", MONDAY);

        assertThat(bringIn("interactions", "Export (3).CSV")).isEqualTo(1);
        assertThat(waits()).containsExactly("30");
    }

    @Test
    void leaves_no_half_import_behind() throws IOException {
        write("monday/interactions.csv", MONDAY);
        bringIn(null, "monday");

        try (Stream<Path> beside = Files.list(folder.resolve("data"))) {
            assertThat(beside.filter(p -> !p.getFileName().toString().startsWith(".")))
                    .containsExactly(store().folder());
        }
    }

    @Test
    void refuses_a_table_that_there_is_not() throws IOException {
        write("export.csv", MONDAY);

        assertThatThrownBy(() -> bringIn("contacts", "export.csv"))
                .isInstanceOf(UnreadableWorkspaceException.class)
                .hasMessageStartingWith("There is no table contacts. The tables are: interactions, ")
                .hasMessageNotContaining("cases");
        assertThatThrownBy(() -> bringIn("cases", "export.csv")).hasMessageStartingWith("There is no table cases.");
    }

    @Test
    void refuses_two_files_of_one_name() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("tuesday/interactions.csv", TUESDAY);

        assertThatThrownBy(() -> bringIn(null, "monday", "tuesday"))
                .isInstanceOf(UnreadableWorkspaceException.class)
                .hasMessage("Two files would be called interactions.csv. Import them one after the other.");
        assertThat(store().folder()).doesNotExist();
    }

    @Test
    void keeps_foreign_files_as_tables_with_what_their_mapping_says_of_measures() throws IOException {
        write("foreign/calls.csv", "Call;Start;Smile\n7;02.03.2026;4\n8;03.03.2026;5\n");
        write("foreign/mapping.yaml", """
                name: Northgate
                timezone: Europe/London
                measures: [{id: smile, name: "A \\"smile\\"", kind: perception, better: higher, scale: [1, 5]}]
                tables:
                  - table: responses
                    file: calls.csv
                    separator: ;
                    columns:
                      response_id: {column: Call, prefix: c-}
                      answered_at: {column: Start, format: dd.MM.yyyy}
                      smile: Smile
                """);
        Path made = Files.createDirectory(folder.resolve("made"));
        MappedImport.write(folder.resolve("foreign"), null, made, Progress.NONE);

        assertThat(store().add(made, LeftOut.NONE)).isEqualTo(2);
        assertThat(store().add(made, LeftOut.NONE)).isZero();
        try (Workspace workspace = WorkspaceReader.read(store().folder(), Progress.NONE)) {
            assertThat(workspace.organisation().name()).isEqualTo("Northgate");
            assertThat(workspace.organisation().recorded()).isFalse();
            assertThat(workspace.rows()).containsEntry(FactKind.RESPONSES, 2L);
            assertThat(workspace.measures().find("smile").orElseThrow().title()).isEqualTo("A \"smile\"");
            assertThat(workspace.warnings()).isEmpty();
        }
    }

    @Test
    void clears_away_what_a_killed_import_has_left() throws IOException {
        write("data/incoming123/interactions.csv", MONDAY);
        write("monday/interactions.csv", MONDAY);

        bringIn(null, "monday");

        assertThat(folder.resolve("data/incoming123")).doesNotExist();
    }

    @Test
    void leaves_out_files_that_could_not_be_read() throws IOException {
        write("monday/interactions.csv", MONDAY);
        write("monday/organisation.yaml", "[");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        WorkspaceStore.stage(List.of(folder.resolve("monday")), null, scratch);

        assertThat(store().add(scratch, new LeftOut(Map.of("organisation.yaml", "No YAML."), Set.of())))
                .isEqualTo(1);
        assertThat(kept())
                .filteredOn(k -> !k.startsWith("."))
                .singleElement()
                .asString()
                .startsWith("interactions-");
    }

    @Test
    void refuses_another_organisation_and_keeps_what_is_there() throws IOException {
        write("north/interactions.csv", MONDAY);
        write("north/organisation.yaml", "name: Northgate\n");
        write("south/interactions.csv", TUESDAY);
        write("south/organisation.yaml", "name: Southgate\n");
        bringIn(null, "north");
        List<String> before = kept();

        assertThatThrownBy(() -> bringIn(null, "south"))
                .isInstanceOf(UnreadableWorkspaceException.class)
                .hasMessage(
                        "%s holds the facts of Northgate; these are of Southgate. Nothing was brought in. Name another folder with --data DIR, or give --replace to put these in their place.",
                        folder.resolve("data"));
        assertThat(kept()).isEqualTo(before);
        assertThat(bringIn(null, "north")).isZero();
    }

    @Test
    void puts_a_workspace_in_the_place_of_the_old_one() throws IOException {
        write("north/interactions.csv", MONDAY);
        write("north/responses.csv", "response_id,answered_at,nps\nr1,2026-03-02,9\n");
        write("north/organisation.yaml", "name: Northgate\n");
        write("south/interactions.csv", TUESDAY);
        write("south/organisation.yaml", "name: Southgate\n");
        bringIn(null, "north");

        assertThat(store().replace(folder.resolve("south"), LeftOut.NONE)).isEqualTo(2);

        assertThat(kept())
                .satisfiesExactly(
                        mark -> assertThat(mark).isEqualTo(".replaced"),
                        table -> assertThat(table).matches("interactions-000001-[0-9a-f]{12}\\.interactions\\.csv"),
                        file -> assertThat(file).isEqualTo("organisation.yaml"));
        assertThat(waits()).containsExactly("45", "60");
        assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**/*{former,incoming}*");
    }

    @Test
    void brings_back_the_old_files_where_a_replacement_was_killed_half_way() throws IOException {
        write("north/interactions.csv", MONDAY);
        bringIn(null, "north");
        Files.move(store().folder(), folder.resolve("data/.former-workspace"));

        assertThat(bringIn(null, "north")).isZero();
        assertThat(waits()).containsExactly("30");
    }

    private List<WorkspaceStore.Waiting> handOver() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        List<WorkspaceStore.Waiting> handed = new ArrayList<>();
        store().handOver(waiting -> {
            handed.addAll(waiting);
            return waiting.stream().collect(Collectors.toMap(w -> w, w -> elsewhere.resolve(w.name())));
        });
        return handed;
    }

    private WorkspaceStore store() {
        return new WorkspaceStore(folder.resolve("data/workspace"));
    }

    private int bringIn(@Nullable String kind, String... sources) throws IOException {
        Path scratch = Files.createDirectory(folder.resolve("scratch" + staged++));
        WorkspaceStore.stage(Stream.of(sources).map(folder::resolve).toList(), kind, scratch);
        return store().add(scratch, LeftOut.NONE);
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> all = Files.list(store().folder())) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private List<@Nullable String> waits() {
        try (Workspace workspace = WorkspaceReader.read(store().folder(), Progress.NONE)) {
            var query = new RowQuery(FactKind.INTERACTIONS, List.of("interaction_id", "wait_s"), List.of());
            return workspace.engine().rows(query, 0, 10).values().stream()
                    .sorted(Comparator.comparing(row -> String.valueOf(row.get(row.size() - 2))))
                    .<@Nullable String>map(List::getLast)
                    .toList();
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
