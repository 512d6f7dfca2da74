package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register;
import throughline.organisation.Register.Forecast;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckedRowsTest {

    @TempDir
    private Path folder;

    @Test
    void are_read_as_they_would_be_among_the_facts() throws Exception {
        CheckedRows rows = checked(
                "{\"made_at\":\"2026-03-30\",\"person\":\"p1\",\"measure\":\"csat\",\"period\":\"2026-Q2\",\"predicted\":\"4.1\"}");

        assertThat(rows.rejects()).isEmpty();
        assertThat(rows.register().forecasts())
                .containsExactly(new Forecast(
                        "rows.ndjson:1",
                        LocalDate.of(2026, 3, 30),
                        "p1",
                        "csat",
                        LocalDate.of(2026, 4, 1),
                        LocalDate.of(2026, 6, 30),
                        4.1,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void tell_the_cell_that_is_wrong() throws Exception {
        CheckedRows rows = checked("""
                {"made_at":"2026-03-30","person":"p1","measure":"csat","period":"soon","predicted":"4.1"}
                {"made_at":"2026-03-30","person":"p1","measure":"csat","period":"2026-04","predicted":"high"}
                {"made_at":"2026-03-30","person":"","measure":"csat","period":"2026-04","predicted":"4"}
                """);

        assertThat(rows.register().forecasts()).isEmpty();
        assertThat(rows.rejects()).extracting(Reject::column).containsExactly("period", "predicted", "person");
        assertThat(rows.rejects().get(1).reason()).isEqualTo("predicted: a number was expected, got \"high\".");
    }

    @Test
    void that_were_withdrawn_count_for_nothing_and_are_told() throws Exception {
        Path file = folder.resolve("rows.ndjson");
        Files.writeString(file, """
                {"decision_id":"d1","at":"2026-03-01","text":"Close at six"}
                {"decision_id":"d2","at":"2026-03-01","unit":"north","text":"Close at five","withdrawn_on":"2026-03-04"}
                {"decision_id":"d1","at":"2026-03-01","text":"Close at six","withdrawn_on":"2026-03-05"}
                {"decision_id":"d2","at":"2026-03-01","text":"Close at four"}
                """);
        CheckedRows rows = CheckedRows.of(FactKind.DECISIONS, file, ZoneOffset.UTC);

        assertThat(rows.register().decisions()).extracting(d -> d.text()).containsExactly("Close at four");
        assertThat(rows.register().withdrawn())
                .containsExactly(new Register.Withdrawn(
                        "rows.ndjson:3", "decisions", "d1", LocalDate.of(2026, 3, 5), null, "Close at six"));
    }

    private CheckedRows checked(String lines) throws IOException {
        Path file = folder.resolve("rows.ndjson");
        Files.writeString(file, lines);
        return CheckedRows.of(FactKind.FORECASTS, file, ZoneOffset.UTC);
    }
}
