package throughline.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.server.page.Shell.Kept;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VisitTest {

    @Test
    void carries_month_part_and_theme_along_in_forms_as_in_addresses() {
        Visit visit = Visit.of("2026-10", "w-1", null, "dark");

        assertThat(visit.kept())
                .containsExactly(new Kept("part", "w-1"), new Kept("period", "2026-10"), new Kept("theme", "dark"));
        assertThat(visit.diagnosis()).isEqualTo("/?part=w-1&period=2026-10&theme=dark");
    }

    @Test
    void carries_nothing_along_that_is_usual() {
        assertThat(Visit.USUAL.kept()).isEmpty();
        assertThat(Visit.USUAL.diagnosis()).isEqualTo("/");
    }
}
