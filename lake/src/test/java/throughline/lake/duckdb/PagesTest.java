package throughline.lake.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.cube.Worlds;
import throughline.lake.duckdb.PageIndex.Page;
import throughline.lake.duckdb.PageIndex.Paged;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {

    private static final YearMonth MAY = YearMonth.of(2026, 5);

    @TempDir
    private Path folder;

    private static PageIndex index(Pages pages, String source) throws IOException {
        Path bench = pages.bench();
        Files.createDirectory(bench);
        Path made = Files.writeString(bench.resolve("data_0.parquet"), source);
        var page = new Page(pages.take(List.of(made), "responses-2026-05"), List.of(source, "other, file"));
        Pages.delete(bench);
        return new PageIndex(
                "rules of " + source,
                Map.of("a note", "with spaces, commas\nand lines"),
                Map.of(
                        RESPONSES,
                        new Paged(Worlds.table(RESPONSES, "unit", "a b,c:n"), new TreeMap<>(Map.of(MAY, page)))));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void are_found_again_by_the_next_process() throws IOException {
        Pages pages = Pages.in(folder);
        PageIndex index = index(pages, "s3://facts/ü.parquet");
        pages.keep(index).close();

        assertThat(Pages.in(folder).latest()).contains(index);
    }

    @Test
    void go_when_no_list_names_them_and_nobody_reads_them() throws IOException {
        Pages pages = Pages.in(folder);
        PageIndex old = index(pages, "old");
        Pages.Lease reader = pages.keep(old);
        PageIndex next = index(pages, "next");
        pages.keep(next).close();
        List<String> before = files();

        reader.close();

        assertThat(before).containsAll(old.files().toList());
        assertThat(files()).doesNotContainAnyElementsOf(old.files().toList());
        assertThat(files()).containsAll(next.files().toList());
    }

    @Test
    void count_for_nothing_where_their_list_is_cut_short() throws IOException {
        Pages pages = Pages.in(folder);
        pages.keep(index(pages, "facts")).close();
        List<String> lines = Files.readAllLines(folder.resolve("pages"));
        Files.write(folder.resolve("pages"), lines.subList(0, lines.size() - 1));

        assertThat(Pages.in(folder).latest()).isEmpty();
        assertThat(files()).containsExactly("pages");
    }

    @Test
    void count_for_nothing_where_one_is_gone() throws IOException {
        Pages pages = Pages.in(folder);
        PageIndex index = index(pages, "facts");
        pages.keep(index).close();
        Files.delete(folder.resolve(index.files().findFirst().orElseThrow()));

        assertThat(Pages.in(folder).latest()).isEmpty();
    }

    @Test
    void that_a_killed_process_was_making_are_deleted_by_the_next() throws IOException {
        Pages pages = Pages.in(folder);
        index(pages, "never kept");
        Files.createDirectory(pages.bench());

        Pages.in(folder);

        assertThat(files()).isEmpty();
    }

    @Test
    void are_forgotten_at_once_or_with_their_last_reader() throws IOException {
        Pages pages = Pages.in(folder);
        PageIndex index = index(pages, "facts of somebody");
        Pages.Lease reader = pages.keep(index);

        pages.forget();

        assertThat(pages.latest()).isEmpty();
        assertThat(files()).containsExactlyElementsOf(index.files().toList());
        reader.close();
        assertThat(files()).isEmpty();
        assertThat(Pages.in(folder).latest()).isEmpty();
    }

    @Test
    void may_be_gone_with_their_folder_before_their_last_reader() throws IOException {
        Path own = folder.resolve("cells");
        Pages pages = Pages.in(Files.createDirectory(own));
        Pages.Lease reader = pages.keep(index(pages, "facts of somebody"));
        Pages.delete(own);

        assertThatCode(reader::close).doesNotThrowAnyException();
    }
}
