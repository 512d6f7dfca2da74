package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MentionsTest {

    private static boolean finds(String id, String text, Charset charset) throws IOException {
        return new Mentions(id).in(new ByteArrayInputStream(text.getBytes(charset)));
    }

    private static boolean finds(String id, String text) throws IOException {
        return finds(id, text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-16"})
    void finds_an_id_in_each_encoding(String charset) throws IOException {
        assertThat(finds("Zoë-7", "i1,Zoë-7,phone", Charset.forName(charset))).isTrue();
        assertThat(finds("Zoë-7", "i1,Zoe-7,phone", Charset.forName(charset))).isFalse();
    }

    @Test
    void finds_it_as_json_and_csv_write_it() throws IOException {
        assertThat(finds("Zoë-7", "{\"customer\":\"Zo\\u00eb-7\"}")).isTrue();
        assertThat(finds("a\"b", "{\"customer\":\"a\\\"b\"}")).isTrue();
        assertThat(finds("a\\b", "{\"customer\":\"a\\\\b\"}")).isTrue();
        assertThat(finds("Zoü", "{\"customer\":\"Zo\\u00FC\"}")).isTrue();
        assertThat(finds("a/b", "{\"customer\":\"a\\/b\"}")).isTrue();
        assertThat(finds("a\"b", "i1,\"a\"\"b\",phone")).isTrue();
        assertThat(finds("C-1", "{\"text\":\"I am\\nC-1\"}")).isTrue();
        assertThat(finds("C-1", "\"C-1\",\"x\"")).isTrue();
    }

    @Test
    void does_not_take_part_of_a_longer_id_for_it() throws IOException {
        assertThat(finds("C-1", "i1,C-12,phone\ni2,XC-1,phone")).isFalse();
        assertThat(finds("C-1", "i1,C-12,phone\ni2,C-1,phone")).isTrue();
    }

    @Test
    void finds_it_at_both_ends_and_wherever_pieces_of_a_long_text_meet() throws IOException {
        assertThat(finds("C-1", "C-1")).isTrue();
        assertThat(finds("C-1", "x,C-1")).isTrue();
        assertThat(finds("C-1", "C-")).isFalse();
        assertThat(finds("C-1", "")).isFalse();
        for (int before = (1 << 20) - 20; before < (1 << 20) + 20; before++) {
            assertThat(finds("C-1", " ".repeat(before) + "C-1" + " ".repeat(50)))
                    .as("%s before", before)
                    .isTrue();
            assertThat(finds("C-1", " ".repeat(before) + "C-12" + " ".repeat(50)))
                    .as("%s before", before)
                    .isFalse();
        }
    }
}
