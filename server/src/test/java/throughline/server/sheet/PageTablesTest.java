package throughline.server.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.text.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTablesTest {

    private static final String PAGE = """
            <h1>Page</h1><table class="cards"><caption class="vh">Units &amp; how they do</caption><thead><tr>
            <th scope="col">Unit</th><th>Wait</th><th>Share</th><th>Last</th><th>Change</th><th><span class="vh">Trend</span></th>
            </tr></thead><tbody>
            <tr class="grp"><th scope="rowgroup" colspan="6">Group</th></tr>
            <tr><th scope="row"><a href="/x">=Nord "A", 1</a></th><td>1,234.5 s</td><td>12 %</td><td>3 May 2026</td>
            <td>−0.50</td><td><svg aria-hidden="true"><text>9</text></svg></td></tr>
            <tr><th scope="row">Süd</th><td>7 s</td><td>not known</td><td>12 Nov 2026</td><td>+2
            <form><button>Undo</button></form></td><td></td></tr>
            </tbody></table><p>between</p><table><caption>Units &amp; how they do</caption><thead><tr><th>A</th></tr></thead>
            <tbody></tbody></table>""";

    private final PageTables tables = new PageTables(PAGE);

    @Test
    void tells_which_rows_a_table_shows_where_these_are_not_all() {
        assertThat(new PageTables(
                                "<table data-part=\"the first 2 &amp; no more\" class=\"x\"><caption>A</caption></table>")
                        .followed((name, caption, part) -> part))
                .endsWith("</table>the first 2 & no more");
        assertThat(tables.followed((name, caption, part) -> part)).isEqualTo(PAGE);
    }

    @Test
    void a_column_has_the_type_and_the_unit_that_all_its_cells_have() {
        assertThat(sheet("units-how-they-do").columns())
                .containsExactly(
                        new Column("Unit", ColumnType.TEXT),
                        new Column("Wait (s)", ColumnType.NUMBER),
                        new Column("Share (%)", ColumnType.NUMBER),
                        new Column("Last", ColumnType.DATE),
                        new Column("Change", ColumnType.NUMBER));
    }

    @Test
    void values_read_for_a_program_what_a_person_reads_without_buttons_groups_and_drawings() {
        assertThat(sheet("units-how-they-do").rows())
                .containsExactly(
                        List.of("=Nord \"A\", 1", "1234.5", "12", "2026-05-03", "-0.50"),
                        Arrays.asList("Süd", "7", null, "2026-11-12", "2"));
    }

    @Test
    void csv_is_as_rfc_4180_has_it_and_runs_no_formula_while_a_negative_number_stays_one() throws Exception {
        var file = new ByteArrayOutputStream();
        SheetFormat.CSV.write(sheet("units-how-they-do"), file);

        assertThat(file.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        Unit,Wait (s),Share (%),Last,Change\r
                        "'=Nord ""A"", 1",1234.5,12,2026-05-03,-0.50\r
                        Süd,7,,2026-11-12,2\r
                        """);
    }

    @Test
    void a_german_page_gives_a_program_the_same_values() {
        String page = """
                <table><caption>Einheiten</caption><thead><tr><th>Wartezeit</th><th>Anteil</th><th>Zuletzt</th>
                <th>Änderung</th></tr></thead><tbody>
                <tr><td>1.234,5 s</td><td>unter 0,1 %</td><td>3. Mai 2026</td><td>−0,50</td></tr>
                <tr><td>nicht bekannt</td><td>12 %</td><td>12. Dezember 2026</td><td>+2</td></tr></tbody></table>""";

        Sheet sheet = Language.GERMAN.speak(
                () -> new PageTables(page).find("einheiten").orElseThrow());

        assertThat(sheet.columns().stream().map(Column::type))
                .containsExactly(ColumnType.NUMBER, ColumnType.NUMBER, ColumnType.DATE, ColumnType.NUMBER);
        assertThat(sheet.rows())
                .containsExactly(
                        Arrays.asList("1234.5", null, "2026-05-03", "-0.50"),
                        Arrays.asList(null, "12", "2026-12-12", "2"));
    }

    @Test
    void a_table_is_known_by_its_name_in_the_language_of_its_reader_and_in_english() {
        assertThat(PageTables.isOf("Rows behind the figure", "rows-behind-the-figure"))
                .isTrue();
        assertThat(PageTables.isOf("Rows behind the figure", "zeilen-hinter-der-zahl"))
                .isFalse();
        assertThat(Language.GERMAN.<List<Boolean>>speak(
                        () -> Stream.of("rows-behind-the-figure", "zeilen-hinter-der-zahl", "zeilen")
                                .map(name -> PageTables.isOf("Rows behind the figure", name))
                                .toList()))
                .containsExactly(true, true, false);
    }

    @Test
    void a_second_table_of_the_same_caption_has_a_name_of_its_own() {
        assertThat(sheet("units-how-they-do-2").columns()).containsExactly(new Column("A", ColumnType.TEXT));
        assertThat(sheet("units-how-they-do-2").rows()).isEmpty();
        assertThat(tables.find("units")).isEmpty();
    }

    @Test
    void what_follows_a_table_stands_right_behind_it() {
        assertThat(tables.followed((name, caption, part) -> "[%s of %s]".formatted(name, caption)))
                .contains("</tbody></table>[units-how-they-do of Units & how they do]<p>between</p>")
                .endsWith("</table>[units-how-they-do-2 of Units & how they do]");
    }

    @Test
    void numbers_with_different_units_and_ids_of_digits_stay_text() {
        Sheet sheet = Sheet.read(
                "t",
                List.of(
                        new Sheet.Read("Mixed", false, List.of("1 s", "2 min")),
                        new Sheet.Read("Id", false, List.of("00712", "00713")),
                        new Sheet.Read("Id", true, List.of("1234", "1235"))));

        assertThat(sheet.columns())
                .containsExactly(
                        new Column("Mixed", ColumnType.TEXT),
                        new Column("Id", ColumnType.TEXT),
                        new Column("Id 2", ColumnType.TEXT));
    }

    @Test
    void a_share_too_small_to_be_said_is_none_in_a_column_of_numbers() {
        Sheet sheet = Sheet.read(
                "t", List.of(new Sheet.Read("Share", false, List.of("12 %", "under 0.1 %", "not shown", "3 %"))));

        assertThat(sheet.columns()).containsExactly(new Column("Share (%)", ColumnType.NUMBER));
        assertThat(sheet.rows())
                .containsExactly(
                        List.of("12"), Arrays.asList((String) null), Arrays.asList((String) null), List.of("3"));
    }

    @Test
    void what_is_not_known_is_empty_in_a_column_of_text_too() {
        Sheet sheet =
                Sheet.read("t", List.of(new Sheet.Read("Owner", false, List.of("Ana", "–", "not known", "no target"))));

        assertThat(sheet.rows())
                .containsExactly(
                        List.of("Ana"),
                        Arrays.asList((String) null),
                        Arrays.asList((String) null),
                        List.of("no target"));
    }

    @Test
    void a_heading_of_a_row_stays_text_even_where_all_are_numbers() {
        assertThat(new PageTables("<table><caption>Years</caption><thead><tr><th>Year</th><th>N</th></tr></thead>"
                                + "<tbody><tr><th scope=\"row\">2026</th><td>7</td></tr></tbody></table>")
                        .find("years")
                        .orElseThrow()
                        .columns())
                .containsExactly(new Column("Year", ColumnType.TEXT), new Column("N", ColumnType.NUMBER));
    }

    @Test
    void no_two_tables_share_a_name_whatever_their_captions() {
        var names = new ArrayList<String>();
        new PageTables(Stream.of("Wait 2", "Wait", "Wait", "Wait 2")
                        .map("<table><caption>%s</caption></table>"::formatted)
                        .collect(Collectors.joining()))
                .followed((name, caption, part) -> {
                    names.add(name);
                    return "";
                });

        assertThat(names).containsExactly("wait-2", "wait", "wait-3", "wait-2-2");
    }

    private Sheet sheet(String name) {
        return tables.find(name).orElseThrow();
    }
}
