package throughline.server.language;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.text.CatalogueCheck;
import throughline.text.SaidTexts;

/// The server's catalogue has every text of its sources and templates that the diagnosis's has not.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerCatalogueTest {

    @Test
    void has_every_text_of_the_sources_and_templates_with_the_same_marks_and_no_other() throws IOException {
        SortedSet<String> said = SaidTexts.in(Path.of("src/main/java"), Path.of("target/generated-sources/jte"));
        said.removeAll(SaidTexts.in(Path.of("../diagnosis/src/main/java")));

        CatalogueCheck.check(Path.of("src/main/resources/throughline/text/de.yaml"), said);
    }
}
