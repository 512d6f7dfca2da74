package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.CASES;
import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.TABLE;
import static throughline.lake.iceberg.Contacts.ask;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.rows;
import static throughline.lake.iceberg.Contacts.waits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IcebergLakeTest {

    @TempDir
    private Path folder;

    private CatalogueServer catalogue;
    private IcebergLake lake;

    @BeforeEach
    void open() {
        catalogue = new CatalogueServer();
        lake = reopened();
    }

    private IcebergLake reopened() {
        return IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(catalogue.url("lake")));
    }

    @AfterEach
    void close() {
        lake.close();
        catalogue.close();
    }

    @Test
    void is_whole_after_its_folder_was_moved() throws Exception {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 12.5)));
        lake.close();
        Path moved = folder.resolveSibling(folder.getFileName() + "-moved");
        Files.move(folder, moved);

        lake = IcebergLake.open(new Storage.Folder(moved), CatalogueServer.at(catalogue.url("lake")));

        assertThat(lake.check()).isEmpty();
        assertThat(waits(lake)).isEqualTo(Map.of("a", 12.5));
        Files.move(moved, folder);
    }

    @Test
    void gives_back_what_came_in() {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 12.5)));

        Plan plan = lake.plan(INTERACTIONS).orElseThrow();

        assertThat(plan.table()).isEqualTo(TABLE);
        assertThat(ask(lake, plan, "*"))
                .containsExactly(List.of(
                        "interactions.csv",
                        1.0,
                        (int) LocalDate.parse("2026-03-31").toEpochDay(),
                        "a",
                        1_774_960_200_123_456L,
                        "north",
                        true,
                        12.5));
    }

    @Test
    void has_no_plan_for_a_kind_that_never_came_in() {
        assertThat(lake.plan(EVENTS)).isEmpty();
        assertThat(lake.appended(EVENTS, 1)).isEmpty();
    }

    @Test
    void is_the_same_for_the_next_process() {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 12.5)));
        lake.close();

        lake = reopened();

        assertThat(waits(lake)).isEqualTo(Map.of("a", 12.5));
    }

    @Test
    void keeps_one_file_a_month_in_the_order_of_days_and_else_as_rows_came() {
        lake.append(
                TABLE,
                batch(1),
                rows(
                        new Contacts.Contact("a", "2026-03-31", "west", 1),
                        new Contacts.Contact("b", "2026-04-01", "west", 2),
                        new Contacts.Contact("c", "2026-03-31", "east", 3),
                        new Contacts.Contact("d", "2026-03-01", "west", 4)));

        Plan plan = lake.plan(INTERACTIONS).orElseThrow();

        assertThat(plan.files())
                .extracting(Plan.File::month, Plan.File::rows)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(YearMonth.of(2026, 3), 3L),
                        org.assertj.core.groups.Tuple.tuple(YearMonth.of(2026, 4), 1L));
        assertThat(ask(lake, plan.months(YearMonth.of(2026, 3), YearMonth.of(2026, 3)), "interaction_id"))
                .containsExactly(List.of("d"), List.of("a"), List.of("c"));
    }

    @Test
    void takes_a_batch_in_once_however_often_it_is_appended() {
        Appended first = lake.append(TABLE, batch(7, 8), rows(contact("a", "2026-03-31", 1)));

        Appended again = lake.append(TABLE, batch(7, 8), rows -> {
            throw new AssertionError("The rows are not asked for again");
        });

        assertThat(again).isEqualTo(first);
        assertThat(lake.appended(INTERACTIONS, 8)).contains(first);
        assertThat(lake.appended(INTERACTIONS, 9)).isEmpty();
        assertThat(first.days()).containsExactly(LocalDate.parse("2026-03-31"));
        assertThat(first.rows()).isEqualTo(1);
    }

    @Test
    void refuses_a_batch_beside_one_that_is_in() {
        lake.append(TABLE, batch(7), rows(contact("a", "2026-03-31", 1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lake.append(TABLE, batch(7, 8), rows(contact("b", "2026-03-31", 1))))
                .withMessage("Of the batches 7-8 of interactions all but 8 are in already; append these alone");
    }

    @Test
    void remembers_a_batch_without_rows() {
        lake.append(TABLE, batch(7), rows());

        assertThat(lake.appended(INTERACTIONS, 7)).isPresent();
        assertThat(lake.plan(INTERACTIONS).orElseThrow().files()).isEmpty();
    }

    @Test
    void takes_nothing_in_where_the_rows_break_off() {
        assertThatThrownBy(() -> lake.append(TABLE, batch(1), appender -> {
                    rows(contact("a", "2026-03-31", 1)).accept(appender);
                    throw new IllegalStateException("the file is cut short");
                }))
                .hasMessage("the file is cut short");

        assertThat(waits(lake)).isEmpty();
        assertThat(lake.appended(INTERACTIONS, 1)).isEmpty();
    }

    @Test
    void keeps_the_last_row_of_an_id_within_a_batch() {
        lake.append(
                TABLE,
                batch(1),
                rows(contact("b", "2026-03-31", 1), contact("a", "2026-03-31", 2), contact("b", "2026-04-30", 3)));

        assertThat(waits(lake)).isEqualTo(Map.of("a", 2.0, "b", 3.0));
    }

    @Test
    void keeps_the_last_row_of_an_id_though_it_moves_to_another_month() {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1), contact("b", "2026-03-30", 2)));
        Appended correction = lake.append(TABLE, batch(2), rows(contact("a", "2026-04-01", 3)));

        assertThat(waits(lake)).isEqualTo(Map.of("a", 3.0, "b", 2.0));
        assertThat(correction.replaced()).isEqualTo(1);
        assertThat(correction.days()).containsExactly(LocalDate.parse("2026-03-31"), LocalDate.parse("2026-04-01"));
    }

    @Test
    void drops_a_file_all_of_whose_rows_were_replaced() {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        lake.append(TABLE, batch(2), rows(contact("a", "2026-03-31", 2)));

        assertThat(lake.plan(INTERACTIONS).orElseThrow().files()).hasSize(1);
        assertThat(waits(lake)).isEqualTo(Map.of("a", 2.0));
    }

    @Test
    void keeps_equal_rows_of_a_kind_without_ids() {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        columns.addAll(EVENTS.columns().subList(0, 3));
        var events = new FactTable(EVENTS, columns);
        var row = new FactRow(events);
        row.date(2, 20_000);
        row.text(3, "case");
        for (long batch = 1; batch <= 2; batch++) {
            lake.append(events, batch(batch), appender -> appender.append(row));
        }

        assertThat(lake.plan(EVENTS).orElseThrow().rows()).isEqualTo(2);
    }

    @Test
    void shows_an_earlier_snapshot_as_it_was() {
        Appended first = lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        lake.append(TABLE, batch(2), rows(contact("a", "2026-03-31", 2), contact("b", "2026-03-31", 3)));

        Plan before = lake.plan(INTERACTIONS, first.snapshot()).orElseThrow();

        assertThat(waits(lake, before)).isEqualTo(Map.of("a", 1.0));
        assertThat(lake.plan(INTERACTIONS, 42)).isEmpty();
    }

    @Test
    void adds_a_column_that_arrives_and_has_it_empty_in_earlier_rows() {
        var score = new Column("score", ColumnType.NUMBER);
        lake.append(Contacts.with(), batch(1), rows(contact("a", "2026-03-31", 0)));
        lake.append(Contacts.with(score), batch(2), rows(contact("b", "2026-03-31", 0)));
        lake.append(TABLE, batch(3), rows(contact("c", "2026-03-31", 5)));

        Plan plan = lake.plan(INTERACTIONS).orElseThrow();

        assertThat(plan.table().columns().subList(7, 9))
                .containsExactly(score, TABLE.columns().getLast());
        var none = new java.util.HashMap<String, Double>();
        none.put("a", null);
        none.put("b", null);
        none.put("c", 5.0);
        assertThat(waits(lake)).isEqualTo(none);
    }

    @Test
    void refuses_a_column_that_changes_its_type() {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        FactTable texts = Contacts.with(new Column("wait_s", ColumnType.TEXT));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lake.append(texts, batch(2), rows()))
                .withMessage(
                        "Column wait_s of interactions holds numbers since it first came; texts cannot be kept in it. Send it as before or under another name");
    }

    @Test
    void refuses_rows_without_a_day() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lake.append(TABLE, batch(1), appender -> appender.append(new FactRow(TABLE))))
                .withMessage("Rows of interactions without a day cannot be kept");
    }

    @Test
    void refuses_what_is_derived() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lake.append(new FactTable(CASES, FactTable.SYSTEM), batch(1), rows()))
                .withMessage("cases are derived from other facts and are not kept");
    }

    @Test
    void writes_no_words_of_people_into_the_lists_of_files() throws Exception {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        columns.addAll(FactKind.RESPONSES.columns());
        var responses = new FactTable(FactKind.RESPONSES, columns);
        var row = new FactRow(responses);
        row.date(2, 20_000);
        row.text(responses.position("response_id"), "r-1");
        row.text(responses.position("verbatim"), "My name is Ada");
        lake.append(responses, batch(1), appender -> appender.append(row));

        try (var files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*(avro|json)")).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("Ada");
            }
        }
    }

    @Test
    void says_when_the_database_is_away() {
        catalogue.close();

        assertThatThrownBy(() -> lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1))))
                .hasMessageStartingWith("The lake's catalogue in the database did not answer: ")
                .hasMessageEndingWith("Try again with the same batches; none comes in twice");
    }
}
