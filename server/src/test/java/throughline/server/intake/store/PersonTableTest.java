package throughline.server.intake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.PersonalData.Words;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PersonTableTest {

    @Parameter
    private DatabaseKind kind;

    private Database database;
    private PersonTable persons;

    @BeforeEach
    void open() throws Exception {
        database = kind.open();
        persons = new PersonTable(database.dataSource());
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        JdbcClient.create(database.dataSource())
                .sql("select fact_kind || ' ' || fact_id || ' ' || field || ' ' || day, text from free_text")
                .query(row -> {
                    texts.put(row.getString(1), row.getString(2));
                });
        return texts;
    }

    @Test
    void gives_each_customer_a_surrogate_for_good_that_says_nothing() {
        Map<String, String> first = persons.surrogates(List.of("C-1", "C-2"));
        Map<String, String> second = persons.surrogates(List.of("C-2", "C-3"));

        assertThat(first).containsOnlyKeys("C-1", "C-2");
        assertThat(second.get("C-2")).isEqualTo(first.get("C-2"));
        assertThat(List.of(first.get("C-1"), first.get("C-2"), second.get("C-3")))
                .doesNotHaveDuplicates();
        assertThat(persons.customer(first.get("C-1"))).contains("C-1");
        assertThat(persons.surrogate("C-3")).contains(second.get("C-3"));
        assertThat(persons.surrogate("C-4")).isEmpty();
    }

    @Test
    void knows_customers_with_odd_ids_as_well() {
        String longest = "x".repeat(200_000);
        String half = "\ud800x";

        Map<String, String> surrogates = persons.surrogates(List.of(longest, half, "a\0b"));

        assertThat(surrogates).containsOnlyKeys(longest, half, "a\0b");
        assertThat(persons.surrogate(longest)).contains(surrogates.get(longest));
        assertThat(persons.surrogate(longest + "x")).isEmpty();
        persons.keep(FactKind.RESPONSES, List.of(new Words(longest, "verbatim", 20_000, surrogates.get(half), half)));
        assertThat(persons.forgetWords(FactKind.RESPONSES, List.of(longest))).isEqualTo(1);
    }

    @Test
    void gives_one_surrogate_where_several_ask_at_once() throws Exception {
        List<String> customers = IntStream.range(0, 500).mapToObj(i -> "C-" + i).toList();

        try (var threads = Executors.newFixedThreadPool(4)) {
            var asked = IntStream.range(0, 4)
                    .mapToObj(i ->
                            threads.submit(() -> persons.surrogates(i % 2 == 0 ? customers : customers.reversed())))
                    .toList();

            for (var one : asked) {
                assertThat(one.get()).isEqualTo(asked.getFirst().get()).hasSize(500);
            }
        }
    }

    @Test
    void keeps_the_last_text_of_a_fact_and_none_that_was_taken_back() {
        String surrogate = persons.surrogates(List.of("C-1")).get("C-1");
        persons.keep(
                FactKind.RESPONSES,
                List.of(
                        new Words("r1", "verbatim", 20_000, surrogate, "first"),
                        new Words("r2", "verbatim", 20_000, null, "second"),
                        new Words("r1", "verbatim", 20_001, surrogate, "third \0 Ünïcode 😀")));
        persons.keep(FactKind.RESPONSES, List.of(new Words("r2", "verbatim", 20_000, null, null)));

        assertThat(texts()).isEqualTo(Map.of("responses r1 verbatim 2024-10-05", "third ? Ünïcode 😀"));
    }

    @Test
    void forgets_a_customer_with_all_that_was_written() {
        Map<String, String> surrogates = persons.surrogates(List.of("C-1", "C-2"));
        persons.keep(
                FactKind.RESPONSES,
                List.of(
                        new Words("r1", "verbatim", 20_000, surrogates.get("C-1"), "mine"),
                        new Words("r2", "verbatim", 20_000, surrogates.get("C-2"), "hers"),
                        new Words("r3", "verbatim", 20_000, null, "nobody's")));

        assertThat(persons.forget(surrogates.get("C-1"))).isEqualTo(1);
        assertThat(persons.forgetWords(FactKind.RESPONSES, List.of("r3", "r9"))).isEqualTo(1);

        assertThat(texts()).isEqualTo(Map.of("responses r2 verbatim 2024-10-04", "hers"));
        assertThat(persons.surrogate("C-1")).isEmpty();
        assertThat(persons.surrogates(List.of("C-1")).get("C-1")).isNotEqualTo(surrogates.get("C-1"));
    }
}
