package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.text.Language;
import throughline.text.Text;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accountable",
                "announcement",
                "Audit log",
                "Bedding-in",
                "Board page",
                "case",
                "Cause map",
                "confidence",
                "Detour",
                "driver",
                "empathy",
                "journey",
                "Layer",
                "Like with like",
                "Line of sight",
                "link",
                "measure",
                "not enough evidence",
                "promise",
                "Record",
                "Relapse alarm",
                "Role",
                "step",
                "Stuck",
                "touchpoint",
                "unit",
                "version",
            })
    void is_called_in_the_German_dictionary_what_German_pages_call_it(String word) {
        String german = Language.GERMAN.speak(() -> Text.say(word));

        assertThat(german).isNotEqualTo(word);
        assertThat(Language.GERMAN.speak(Term::all).stream()
                        .flatMap(term -> Stream.of(term.word().split(", "))))
                .as("the words of the German dictionary")
                .anyMatch(german::equalsIgnoreCase);
    }
}
