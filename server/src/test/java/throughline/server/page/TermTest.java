package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.text.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TermTest {

    @Test
    void has_a_place_of_its_own_on_the_page_of_words() {
        assertThat(Term.all()).extracting(Term::id).contains("word-touchpoint").doesNotHaveDuplicates();
    }

    @Test
    void is_explained_in_the_language_that_is_spoken() {
        List<Term> german = Language.GERMAN.speak(Term::all);
        assertThat(german).extracting(Term::word).contains("Kontaktpunkt").doesNotContain("Wort", "touchpoint");
        assertThat(german).extracting(Term::id).doesNotHaveDuplicates();
        assertThat(german).as("every word of the English dictionary").hasSameSizeAs(Term.all());
    }
}
