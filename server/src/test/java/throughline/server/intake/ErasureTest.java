package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.INVITATIONS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.iceberg.Storage;
import throughline.server.backup.Backup;
import throughline.server.backup.Restore;
import throughline.server.intake.Erasure.Receipt;
import throughline.server.intake.store.ErasureTable;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasureTest {

    private static final String CANARY = "CANARY-7";
    private static final String WORDS = "my canary words";

    @TempDir
    private Path folder;

    private Path data;
    private DatabaseAddress address;
    private Database database;

    @BeforeEach
    void bringIn() throws Exception {
        data = folder.resolve("data");
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("interactions.csv"), """
                interaction_id,started_at,customer,case_id,unit,nickname
                i1,2026-01-05T10:00:00Z,CANARY-7,k1,north,Birdie
                i2,2026-01-06T10:00:00Z,C-2,k2,north,Tom
                i3,2026-03-07T10:00:00Z,CANARY-7,k1,north,Birdie
                i4,not a time,CANARY-7,k1,north,Birdie
                """);
        Files.writeString(files.resolve("responses.csv"), """
                response_id,answered_at,interaction_id,customer,csat,verbatim
                r1,2026-01-05T11:00:00Z,i1,CANARY-7,1,my canary words
                r2,2026-01-06T11:00:00Z,i2,C-2,5,quite good
                r3,2026-03-07T11:00:00Z,i3,,2,"my canary words, once more"
                r4,2026-03-08T11:00:00Z,,,2,my canary words by invitation
                """);
        Files.writeString(files.resolve("invitations.csv"), """
                invitation_id,sent_at,customer,response_id
                v1,2026-03-07T12:00:00Z,CANARY-7,r4
                """);
        Files.writeString(files.resolve("events.csv"), """
                case_id,activity,at,caller_name
                k1,opened,2026-01-05T10:00:00Z,Birdie Canary
                k2,opened,2026-01-06T10:00:00Z,Tom Other
                """);
        new WorkspaceStore(data.resolve("workspace")).add(files, LeftOut.NONE);
        address = DatabaseKind.EMBEDDED.fresh();
        database = Database.at(address);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Receipt erase(String customer) throws IOException {
        try (var erasing = Erasing.alone(data, database, Clock.systemUTC())) {
            Receipt receipt = erasing.customer(customer);
            erasing.rewrite();
            assertThat(erasing.finish()).isTrue();
            return receipt;
        }
    }

    private boolean anyFileHas(String text) throws IOException {
        try (var files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<String> strings(String query) {
        return JdbcClient.create(database.dataSource())
                .sql(query)
                .query(String.class)
                .list();
    }

    private List<List<Object>> interactions() {
        return KeptFacts.rows(data, address, INTERACTIONS, "interaction_id, customer is null, nickname");
    }

    @Test
    void keeps_the_rows_and_forgets_whose_they_are() throws Exception {
        Receipt receipt = erase(CANARY);

        assertThat(receipt.known()).isTrue();
        assertThat(receipt.rows()).isEqualTo(Map.of(INTERACTIONS, 2L, RESPONSES, 1L, INVITATIONS, 1L));
        assertThat(receipt.texts()).as("by customer, by contact, by invitation").isEqualTo(3);
        assertThat(receipt.uploads()).isEqualTo(4);
        assertThat(receipt.rejects()).isEqualTo(1);
        assertThat(interactions())
                .containsExactlyInAnyOrder(
                        java.util.Arrays.asList("i1", true, null),
                        List.of("i2", false, "Tom"),
                        java.util.Arrays.asList("i3", true, null));
        assertThat(KeptFacts.rows(data, address, EVENTS, "case_id, caller_name"))
                .containsExactlyInAnyOrder(java.util.Arrays.asList("k1", null), List.of("k2", "Tom Other"));
        assertThat(strings("select text from free_text")).containsExactly("quite good");
        assertThat(strings("select customer_id from subject")).containsExactly("C-2");
        assertThat(strings("select coalesce(raw, 'blank') from intake_reject")).containsExactly("blank");
    }

    @Test
    void leaves_no_byte_of_a_customer_in_the_data_folder() throws Exception {
        assertThat(anyFileHas(CANARY)).isTrue();
        assertThat(anyFileHas("Birdie")).isTrue();

        erase(CANARY);

        assertThat(anyFileHas(CANARY)).isFalse();
        assertThat(anyFileHas(WORDS)).isFalse();
        assertThat(anyFileHas("Birdie")).isFalse();
        assertThat(anyFileHas("Tom")).as("others stay").isTrue();
        assertThat(strings("select receipt::text from erasure where expired_at is not null"))
                .hasSize(1);
    }

    @Test
    void never_writes_ids_and_words_of_customers_into_the_lake() throws Exception {
        try (var erasing = Erasing.alone(data, database, Clock.systemUTC())) {
            erasing.customer("nobody");
        }

        data = data.resolve("lake");
        assertThat(anyFileHas("C-2")).isFalse();
        assertThat(anyFileHas(WORDS)).isFalse();
    }

    @Test
    void removes_what_is_older_than_a_day_and_whoever_is_only_in_that() throws Exception {
        Receipt receipt;
        try (var erasing = Erasing.alone(data, database, Clock.systemUTC())) {
            receipt = erasing.before(LocalDate.of(2026, 1, 6));
            erasing.rewrite();
            assertThat(erasing.finish()).isTrue();
        }
        assertThat(receipt.rows()).isEqualTo(Map.of(INTERACTIONS, 1L, RESPONSES, 1L, EVENTS, 1L));
        assertThat(interactions()).extracting(List::getFirst).containsExactlyInAnyOrder("i2", "i3");
        assertThat(strings("select customer_id from subject")).containsExactlyInAnyOrder("C-2", CANARY);

        try (var erasing = Erasing.alone(data, database, Clock.systemUTC())) {
            erasing.before(LocalDate.of(2026, 3, 1));
        }
        assertThat(interactions()).extracting(List::getFirst).containsExactly("i3");
        assertThat(strings("select customer_id from subject")).containsExactly(CANARY);
        assertThat(strings("select text from free_text"))
                .containsExactlyInAnyOrder("my canary words, once more", "my canary words by invitation");
    }

    @Test
    void knows_nobody_of_another_id_and_changes_nothing() throws Exception {
        Receipt receipt = erase("CANARY-77");

        assertThat(receipt.known()).isFalse();
        assertThat(receipt.rows()).isEmpty();
        assertThat(receipt.uploads()).isZero();
        assertThat(interactions()).hasSize(3);
        assertThat(data.resolve("erasures.ndjson")).doesNotExist();
    }

    @Test
    void is_done_again_after_a_backup_brought_the_customer_back() throws Exception {
        try (var erasing = Erasing.alone(data, database, Clock.systemUTC())) {
            erasing.customer("nobody");
        }
        Path backup = folder.resolve("monday.backup");
        new Backup(data, database, Clock.systemUTC()).write(backup, words -> {});
        erase(CANARY);
        Path ledger = data.resolve("erasures.ndjson");
        assertThat(Files.readString(ledger)).doesNotContain(CANARY).containsOnlyOnce("receipt");

        Path restored = folder.resolve("restored");
        DatabaseAddress another = DatabaseKind.EMBEDDED.empty();
        new Restore(restored, Optional.of(another), Optional.of(ledger), Clock.systemUTC()).from(backup, words -> {});
        data = restored;
        address = another;
        database.close();
        database = Database.at(another);
        assertThat(anyFileHas(CANARY)).as("the backup is older").isTrue();

        erase("nobody");

        assertThat(anyFileHas(CANARY)).isFalse();
        assertThat(strings("select customer_id from subject")).containsExactly("C-2");
        assertThat(strings("select text from free_text")).containsExactly("quite good");
        assertThat(interactions()).filteredOn(row -> row.get(1).equals(true)).hasSize(2);
    }

    @Test
    void goes_on_where_a_killed_process_stopped() throws Exception {
        try (var erasing = Erasing.alone(data, database, Clock.systemUTC())) {
            erasing.customer(CANARY);
        }
        assertThat(strings("select receipt::text from erasure where rewritten_at is null"))
                .hasSize(1);
        assertThat(interactions()).extracting(List::getLast).contains("Birdie");

        erase("nobody");

        assertThat(interactions()).extracting(List::getLast).doesNotContain("Birdie");
        assertThat(strings("select receipt::text from erasure where expired_at is null"))
                .isEmpty();
    }

    @Test
    void goes_on_under_the_same_receipt_where_it_was_cut_off_before_anything_went() throws Exception {
        try (var erasing = Erasing.alone(data, database, Clock.systemUTC())) {
            erasing.customer("nobody");
        }
        String surrogate = strings("select surrogate::text from subject where customer_id = 'CANARY-7'")
                .getFirst();
        String receipt = "4f0e8a34-5a43-4d2a-9f46-0a6d3f5c1b11";
        Files.writeString(
                data.resolve("erasures.ndjson"),
                "{\"receipt\":\"%s\",\"at\":\"2026-11-27T12:00:00Z\",\"surrogate\":\"%s\"}\n"
                        .formatted(receipt, surrogate));

        erase(CANARY);
        erase("nobody");

        assertThat(strings("select receipt::text from erasure where surrogate is not null"))
                .containsExactly(receipt);
        assertThat(Files.readAllLines(data.resolve("erasures.ndjson"))).hasSize(1);
        assertThat(anyFileHas(CANARY)).isFalse();
    }

    @Test
    void lets_a_customer_come_back_as_somebody_new() throws Exception {
        erase(CANARY);
        Path more = Files.createDirectory(folder.resolve("more"));
        Files.writeString(
                more.resolve("interactions.csv"),
                "interaction_id,started_at,customer,unit\ni9,2026-03-09T10:00:00Z,CANARY-7,north\n");
        new WorkspaceStore(data.resolve("workspace")).add(more, LeftOut.NONE);

        assertThat(erase(CANARY).rows()).isEqualTo(Map.of(INTERACTIONS, 1L));
    }

    @Test
    void keeps_facts_as_long_as_the_organisation_says() throws Exception {
        var table = new ErasureTable(database.dataSource());
        assertThat(table.oldestFacts()).isEmpty();
        erase("nobody");
        LocalDate today = LocalDate.parse(strings("select current_date::text").getFirst());
        long days = LocalDate.of(2026, 3, 1).until(today, java.time.temporal.ChronoUnit.DAYS);

        table.keep("facts", "P" + days + "D");
        table.keep("free_text", "P" + (days - 30) + "D");
        assertThat(table.oldestFacts()).contains(LocalDate.of(2026, 3, 1));
        try (var facts =
                new LakeFacts(g -> new Storage.Folder(data.resolve("lake")), database.dataSource(), step -> {})) {
            new Erasure(
                            new throughline.server.platform.DataFolder(data),
                            database.dataSource(),
                            facts,
                            () -> {},
                            Clock.systemUTC())
                    .retain();
        }

        assertThat(interactions()).extracting(List::getFirst).containsExactly("i3");
        assertThat(strings("select text from free_text")).isEmpty();
        assertThat(strings("select sequence::text from intake_batch where path is not null or body is not null"))
                .as("deliveries as they came in go by their own time")
                .hasSize(4);
        assertThat(data.resolve("erasures.ndjson")).doesNotExist();
    }
}
