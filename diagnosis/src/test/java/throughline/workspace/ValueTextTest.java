package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ValueTextTest {

    private static final TimeText UTC = new TimeText(ZoneOffset.UTC);

    @Test
    void a_number_is_the_one_that_java_reads_to_the_last_bit() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            String text = switch (i % 5) {
                case 0 -> Long.toString(random.nextLong());
                case 1 -> Double.toString(random.nextDouble() * 1000);
                case 2 -> "%d.%03d".formatted(random.nextInt(-9999, 9999), random.nextInt(1000));
                case 3 -> Double.toString(Double.longBitsToDouble(random.nextLong() & 0x7fe0_ffff_ffff_ffffL));
                default -> random.nextInt(100) + "e" + random.nextInt(-20, 20);
            };
            assertThat(NumberText.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1e",
                "1e+",
                "1.2.3",
                "1,5",
                "0x1p3",
                "1d",
                "1f",
                "NaN",
                "Infinity",
                "1e999",
                "१",
                "1 2"
            })
    void what_is_no_number_is_not_taken_for_one(String text) {
        assertThat(NumberText.parse(text)).isNaN();
    }

    @Test
    void a_time_is_the_one_that_java_reads() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            var time = LocalDateTime.of(1900, 1, 1, 0, 0)
                    .plusSeconds(random.nextLong(200L * 366 * 86_400))
                    .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
            var offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-14 * 60, 14 * 60));
            OffsetDateTime at = time.atOffset(offset);
            assertThat(UTC.parse(at.toString()))
                    .as(at.toString())
                    .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/London", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"})
    void a_time_without_an_offset_and_the_local_day_are_the_zones_own(String name) {
        ZoneId zone = ZoneId.of(name);
        var times = new TimeText(zone);
        var random = new SplittableRandom(3);
        for (int i = 0; i < 60_000; i++) {
            LocalDateTime local = LocalDateTime.of(1990, 1, 1, 0, 0).plusMinutes(random.nextLong(45L * 366 * 1440));
            long micros = times.parse(local.toString());
            Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            assertThat(at).as(local.toString()).isEqualTo(local.atZone(zone).toInstant());
            assertThat(LocalDate.ofEpochDay(times.day(micros)))
                    .as(local.toString())
                    .isEqualTo(at.atZone(zone).toLocalDate());
        }
    }

    @Test
    void a_time_may_be_written_in_several_ways() {
        long moment = UTC.parse("2026-03-02T09:14:05Z");
        assertThat(List.of(
                        "2026-03-02 09:14:05",
                        "2026-03-02t09:14:05z",
                        "2026-03-02T10:14:05+01",
                        "2026-03-02T10:14:05+0100",
                        "2026-03-02T10:14:05 +01:00",
                        "2026-03-02T09:14:05.000000000Z"))
                .allSatisfy(text -> assertThat(UTC.parse(text)).as(text).isEqualTo(moment));
        assertThat(UTC.parse("2026-03-02")).isEqualTo(UTC.parse("2026-03-02T00:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-13-01",
                "2026-00-10",
                "2026-02-29",
                "1900-02-29",
                "2026-3-2",
                "02/03/2026",
                "1899-12-31",
                "2101-01-01",
                "2026-01-01T",
                "2026-01-01T24:00",
                "2026-01-01T10:60",
                "2026-01-01T10:00:61",
                "2026-01-01T10:00+",
                "2026-01-01T10:00+25:00",
                "2026-01-01T10:00:00.",
                "2026-01-01T10:00 noon",
                "२०२६-01-01",
                "1e9999999-1"
            })
    void what_is_no_time_is_not_taken_for_one(String text) {
        assertThat(UTC.parse(text)).isEqualTo(TimeText.NONE);
    }

    @Test
    void a_leap_day_is_a_day() {
        assertThat(UTC.parse("2000-02-29")).isEqualTo(951_782_400_000_000L);
        assertThat(UTC.parse("2024-02-29")).isNotEqualTo(TimeText.NONE);
    }

    @Test
    void the_periods_of_forecasts_have_several_forms() {
        assertThat(PeriodText.parse("2026").orElseThrow().days()).isEqualTo(365);
        assertThat(PeriodText.parse("2026-Q2").orElseThrow().from()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(PeriodText.parse("2024-02").orElseThrow().to()).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(PeriodText.parse("2026-W53").orElseThrow().from()).isEqualTo(LocalDate.of(2026, 12, 28));
        assertThat(PeriodText.parse("2026-04-01/2026-04-30").orElseThrow().days())
                .isEqualTo(30);
        assertThat(List.of("2025-W53", "2026-Q5", "2026-13", "2026-04-30/2026-04-01", "soon", "", "/"))
                .allSatisfy(text -> assertThat(PeriodText.parse(text)).as(text).isEmpty());
    }

    @Test
    void true_and_false_are_read_as_people_write_them() {
        assertThat(List.of("true", "TRUE", "Yes", "1"))
                .allSatisfy(t -> assertThat(flag(t)).isEqualTo(1));
        assertThat(List.of("false", "No", "0"))
                .allSatisfy(t -> assertThat(flag(t)).isZero());
        assertThat(List.of("y", "t", "truth", "2", "ja"))
                .allSatisfy(t -> assertThat(flag(t)).isNegative());
    }

    private static int flag(String text) {
        return FlagText.parse(text.toCharArray(), 0, text.length());
    }
}
