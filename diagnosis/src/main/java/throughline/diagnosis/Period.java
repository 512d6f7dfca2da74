package throughline.diagnosis;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Some days, both ends included.
public record Period(LocalDate from, LocalDate to) {

    /// Checks the figures.
    ///
    /// @throws IllegalArgumentException if it ends before it begins
    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A period from %s cannot end on %s".formatted(from, to));
        }
    }

    /// Number of days.
    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /// The last `days` days of this period, or all of it if it is shorter.
    public Period last(long days) {
        LocalDate start = to.minusDays(days - 1);
        return start.isBefore(from) ? this : new Period(start, to);
    }

    /// What of this period is over at the end of a day; empty if nothing is.
    public Optional<Period> until(LocalDate last) {
        if (last.isBefore(from)) {
            return Optional.empty();
        }
        return Optional.of(last.isBefore(to) ? new Period(from, last) : this);
    }

    /// The days of this period that lie in another; empty if none does.
    public Optional<Period> within(Period other) {
        LocalDate first = from.isBefore(other.from) ? other.from : from;
        LocalDate last = to.isAfter(other.to) ? other.to : to;
        return last.isBefore(first) ? Optional.empty() : Optional.of(new Period(first, last));
    }

    /// Whether the day lies in the period.
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
