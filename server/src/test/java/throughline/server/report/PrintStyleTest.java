package throughline.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintStyleTest {

    @Test
    void keeps_the_rules_of_drawings_with_the_colours_of_the_light_theme() {
        assertThat(PrintStyle.drawings().lines())
                .contains(
                        ".k-line { stroke: #15201d; stroke-width: 1.5; fill: none; stroke-linejoin: round; }",
                        ".g-present { fill: #b0430c; }",
                        ".f-mid { fill: #8f9793; }",
                        ".chart { font-family: Inter, \"DejaVu Sans\"; }");
    }

    @Test
    void leaves_nothing_that_a_renderer_of_CSS_2_does_not_know() {
        assertThat(PrintStyle.drawings() + PrintStyle.sheet())
                .doesNotContain("var(", "light-dark", "color-mix", "paint-order", "t-halo");
    }
}
