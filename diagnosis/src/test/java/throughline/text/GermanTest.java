package throughline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Statistic;
import throughline.diagnosis.Wording;
import throughline.statistics.Interval;

/// German has every text that the diagnosis says, and writes numbers and days its own way.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GermanTest {

    @Test
    void has_every_text_of_the_sources_with_the_same_marks_and_no_other() throws IOException {
        CatalogueCheck.check(
                Path.of("src/main/resources/throughline/text/de.yaml"), SaidTexts.in(Path.of("src/main/java")));
    }

    @Test
    void begins_the_names_of_shares_alike_as_they_are_read_as_percentages() throws IOException {
        for (String english : SaidTexts.in(Path.of("src/main/java"))) {
            assertThat(Statistic.share(Language.GERMAN.text(english)))
                    .as(english)
                    .isEqualTo(Statistic.share(english));
        }
    }

    @Test
    void writes_numbers_days_and_rows_of_names_its_own_way() {
        Language.GERMAN.speak(() -> {
            assertThat(Wording.count(12_408)).isEqualTo("12.408");
            assertThat(Wording.number(-0.42)).isEqualTo("−0,42");
            assertThat(Wording.percents(new Interval(0.31, 0.45))).isEqualTo("31 bis 45 %");
            assertThat(Wording.percent(0.0001)).isEqualTo("unter 0,1 %");
            assertThat(Wording.day(LocalDate.of(2026, 3, 3))).isEqualTo("3. März 2026");
            assertThat(Wording.names(List.of("A", "B", "C", "D"), 3)).isEqualTo("A, B, C und 1 weitere");
            assertThat(Wording.inWords(6)).isEqualTo("Sechs");
            return null;
        });
        assertThat(Wording.count(12_408))
                .as("English where no language is spoken")
                .isEqualTo("12,408");
    }

    @Test
    void is_kept_by_work_that_is_handed_to_another_thread() {
        assertThat(Language.GERMAN.speak(() -> Language.kept(Language::current)))
                .satisfies(work -> {
                    try (var pool = Executors.newSingleThreadExecutor()) {
                        assertThat(pool.submit(work).get()).isEqualTo(Language.GERMAN);
                    }
                });
    }

    @Test
    void is_chosen_by_what_a_browser_prefers() {
        assertThat(Language.accepted("de-CH,de;q=0.9,en;q=0.8")).contains(Language.GERMAN);
        assertThat(Language.accepted("fr,en;q=0.8,de;q=0.5")).contains(Language.ENGLISH);
        assertThat(Language.accepted("fr,*;q=0.5")).isEmpty();
        assertThat(Language.accepted("not a header;;")).isEmpty();
    }
}
