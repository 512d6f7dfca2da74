package throughline.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.server.search.Entry.Sort;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FinderTest {

    private static final List<Entry> ENTRIES = List.of(
            entry(Sort.PAGE, "Accountability", "owners"),
            entry(Sort.PAGE, "Journeys", ""),
            entry(Sort.UNIT, "Région Öst", "east"),
            entry(Sort.UNIT, "Straße 7", ""),
            entry(Sort.MEASURE, "Waiting time", "wait_s"),
            entry(Sort.MEASURE, "Time", ""),
            entry(Sort.STEP, "Call back in time", ""));

    @ParameterizedTest
    @CsvSource({
        "acc, Accountability",
        "OWNERS, Accountability",
        "region ost, Région Öst",
        "öst rég, Région Öst",
        "strasse, Straße 7",
        "accuontability, Accountability",
        "jorney, Journeys",
        "wait_s, Waiting time",
        "aiting, Waiting time"
    })
    void a_beginning_is_enough_and_neither_accents_nor_capitals_nor_a_slip_matter(String asked, String found) {
        assertThat(names(asked)).first().isEqualTo(found);
    }

    @Test
    void the_whole_name_comes_first_then_the_earlier_word() {
        assertThat(names("time")).containsExactly("Time", "Waiting time", "Call back in time");
    }

    @Test
    void every_word_must_fit() {
        assertThat(names("waiting journeys")).isEmpty();
    }

    @Test
    void a_short_word_may_have_no_slip() {
        assertThat(names("tme")).isEmpty();
    }

    @Test
    void nothing_asked_lists_what_there_is_as_it_stands() {
        assertThat(Finder.find(ENTRIES, " ", 2).entries().stream().map(Entry::name))
                .containsExactly("Accountability", "Journeys");
    }

    @Test
    void many_of_one_sort_leave_room_for_others() {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(entry(Sort.UNIT, "Promise " + (char) ('a' + i % 26) + i, ""));
        }
        many.add(entry(Sort.TERM, "promises kept in the past", ""));

        Finder.Found found = Finder.find(many, "promise", 20);

        assertThat(found.entries()).hasSize(Finder.MOST_OF_A_SORT + 1);
        assertThat(found.more()).isEqualTo(24);
    }

    @Test
    void many_of_one_sort_are_listed_where_nothing_else_fits() {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(entry(Sort.UNIT, "Promise " + i, ""));
        }
        many.add(entry(Sort.TERM, "Measure", ""));

        Finder.Found found = Finder.find(many, "promise", 20);

        assertThat(found.entries()).hasSize(20);
        assertThat(found.more()).isEqualTo(10);
    }

    @Test
    void the_first_eight_words_and_hundred_letters_are_looked_at() {
        List<Entry> entries = List.of(entry(Sort.UNIT, "a b c d e f g h " + "i".repeat(90), ""));

        assertThat(Finder.find(entries, "a b c d e f g h other words", 20).entries())
                .hasSize(1);
        assertThat(Finder.find(entries, "i".repeat(90) + " ".repeat(10) + "other", 20)
                        .entries())
                .hasSize(1);
    }

    /// Reference: optimal string alignment; the word may go on (Boytsov, 2011).
    @ParameterizedTest
    @CsvSource({
        "abcd, abcd, 0",
        "abdc, abcdef, 1",
        "abd, abcd, 1",
        "abxd, abcd, 1",
        "abxcd, abcd, 1",
        "xyz, abc, 3",
        "abcdefg, ab, 5"
    })
    void slips_are_letters_put_in_left_out_changed_or_swapped(String asked, String word, int slips) {
        assertThat(Finder.slips(asked, word)).isEqualTo(slips);
    }

    private static List<String> names(String asked) {
        return Finder.find(ENTRIES, asked, 20).entries().stream()
                .map(Entry::name)
                .toList();
    }

    private static Entry entry(Sort sort, String name, String also) {
        return new Entry(sort, name, also, "", "/");
    }
}
