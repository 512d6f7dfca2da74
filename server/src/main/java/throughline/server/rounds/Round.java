package throughline.server.rounds;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.UUID;
import throughline.server.chart.Words;

/// A round of predictions.
///
/// @param period the time that is predicted
/// @param closesOn the last day on which it is answered
/// @param measures ids of what is asked, the one that matters most first
public record Round(UUID id, Ahead period, LocalDate closesOn, List<String> measures) {

    /// Copies the list.
    public Round {
        measures = List.copyOf(measures);
    }

    /// Whether it can be answered on a day.
    public boolean isOpen(LocalDate day) {
        return !day.isAfter(closesOn);
    }

    /// A month or a quarter.
    ///
    /// @param id as the exchange format writes it, such as `2026-12` or `2027-Q1`
    /// @param words as a sentence has it
    /// @param from its first day
    public record Ahead(String id, String words, LocalDate from) {

        /// The month after a day.
        public static Ahead month(LocalDate day) {
            return of(YearMonth.from(day).plusMonths(1));
        }

        /// The quarter after a day.
        public static Ahead quarter(LocalDate day) {
            LocalDate first = day.plusMonths(3).with(IsoFields.DAY_OF_QUARTER, 1);
            return ofQuarter(first);
        }

        /// The month or quarter of an id.
        ///
        /// @throws java.time.DateTimeException if it is neither
        static Ahead of(String id) {
            int quarter = id.indexOf("-Q");
            return quarter < 0
                    ? of(YearMonth.parse(id))
                    : ofQuarter(LocalDate.of(
                            Integer.parseInt(id.substring(0, quarter)),
                            3 * Integer.parseInt(id.substring(quarter + 2)) - 2,
                            1));
        }

        private static Ahead of(YearMonth month) {
            return new Ahead(month.toString(), Words.month(month), month.atDay(1));
        }

        private static Ahead ofQuarter(LocalDate first) {
            int quarter = first.get(IsoFields.QUARTER_OF_YEAR);
            return new Ahead(
                    "%s-Q%s".formatted(first.getYear(), quarter),
                    say("quarter %s of %s", quarter, first.getYear()),
                    first);
        }

        /// The last day before it.
        public LocalDate eve() {
            return from.minusDays(1);
        }
    }
}
