package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TableFileTest {

    private final Calendar march = new Calendar(LocalDate.of(2026, 3, 28), 5, ZoneId.of("Europe/London"));

    @TempDir
    private Path folder;

    @Test
    void quotes_what_needs_it_and_keeps_letters_of_all_languages() throws IOException {
        assertThat(written(t ->
                        t.text("a,b").text("say \"so\"").text("Zoë").empty().end()))
                .isEqualTo("\"a,b\",\"say \"\"so\"\"\",Zoë,\n");
    }

    @Test
    void rounds_numbers_to_their_decimals() throws IOException {
        assertThat(written(t -> t.number(-0.004, 2)
                        .number(-1.256, 2)
                        .number(12, 0)
                        .number(Double.NaN, 3)
                        .number(10_000_000_000L)
                        .end()))
                .isEqualTo("0.00,-1.26,12,,10000000000\n");
    }

    @Test
    void writes_times_with_the_offset_of_their_day() throws IOException {
        assertThat(written(t -> t.time(0, 43_201)
                        .time(2, 60)
                        .time(0, 86_400 + 3_600)
                        .date(4)
                        .end()))
                .isEqualTo("2026-03-28T12:00:01Z,2026-03-30T00:01:00+01:00,2026-03-29T01:00:00+01:00,2026-04-01\n");
    }

    private String written(java.util.function.Consumer<TableFile> rows) throws IOException {
        Path file = folder.resolve("t.csv");
        try (var table = TableFile.at(file, march, "a b")) {
            rows.accept(table);
        }
        return Files.readString(file).substring("a,b\n".length());
    }
}
