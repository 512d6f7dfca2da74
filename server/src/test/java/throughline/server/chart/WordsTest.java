package throughline.server.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.text.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WordsTest {

    @Test
    void write_a_number_with_the_decimals_its_size_deserves() {
        assertThat(Words.number(6214)).isEqualTo("6,214");
        assertThat(Words.number(12.46)).isEqualTo("12.5");
        assertThat(Words.number(-0.057)).isEqualTo("−0.06");
        assertThat(Words.number(3)).isEqualTo("3");
        assertThat(Words.decimals(-0.001, 2)).isEqualTo("0.00");
        assertThat(Words.number(Double.NaN)).isEqualTo("not known");
    }

    @Test
    void write_days_as_people_do() {
        assertThat(Words.shortDate(LocalDate.of(2026, 9, 5))).isEqualTo("5 Sep 2026");
        assertThat(Words.date(LocalDate.of(2026, 11, 15))).isEqualTo("15 November 2026");
    }

    @Test
    void write_numbers_and_days_in_the_language_that_is_spoken() {
        Language.GERMAN.speak(() -> {
            assertThat(Words.number(6214)).isEqualTo("6.214");
            assertThat(Words.number(-0.057)).isEqualTo("−0,06");
            assertThat(Words.day(LocalDate.of(2026, 11, 15))).isEqualTo("15. Nov.");
            assertThat(Words.shortDate(LocalDate.of(2026, 9, 5))).isEqualTo("5. Sep. 2026");
            assertThat(Words.shortMonth(LocalDate.of(2026, 3, 5))).isEqualTo("März 2026");
            assertThat(Words.month(YearMonth.of(2026, 3))).isEqualTo("März 2026");
            return null;
        });
    }

    @Test
    void make_text_safe_and_keep_it_in_its_direction() {
        assertThat(Words.escaped("<a href=\"x\" b='y'>&</a>"))
                .isEqualTo("&lt;a href=&#34;x&#34; b=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
        assertThat(Words.escaped("a\u0000b\u202Ec\uD800")).isEqualTo("a\uFFFDbc\uFFFD");
        assertThat(Words.escaped("Zoë 日本 😀")).isEqualTo("Zoë 日本 😀");
    }

    @Test
    void shorten_what_does_not_fit() {
        assertThat(Words.clipped("Returns desk", 200)).isEqualTo("Returns desk");
        assertThat(Words.clipped("A very long name of a very small team", 80))
                .hasSizeLessThan(14)
                .endsWith("…");
    }

    @Test
    void keep_the_percent_sign_with_its_number() {
        assertThat(Words.kept("17 % of 61")).isEqualTo("17\u00A0% of 61");
    }
}
