package throughline.server.diagnose;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import throughline.diagnosis.Period;

/// What a reader wants to see.
///
/// @param span how far back
/// @param month at whose end one looks back; empty for the last day with a fact
/// @param pinned the very days to look at, so that it is the same later; empty where span and month say
///     them
/// @param part id of the unit whose subtree counts, or empty for the whole organisation
/// @param facts which facts count in a part
public record Scope(Span span, Optional<YearMonth> month, Optional<Period> pinned, String part, Facts facts) {

    /// Which facts count in a part of the organisation.
    public enum Facts {
        /// Also those of tables that do not say which unit a fact is of: they count in every part.
        ALL,
        /// Those of the part's units only.
        OF_ITS_UNITS
    }

    /// A scope in which all facts count.
    public Scope(Span span, String part) {
        this(span, Optional.empty(), Optional.empty(), part, Facts.ALL);
    }

    /// What is shown unless a reader asks for something else: the whole organisation over the last year.
    public static final Scope USUAL = new Scope(Span.MONTHS_12, "");

    /// The same a number of months wide, as one would have seen it at the end of a month.
    public Scope at(YearMonth end) {
        return new Scope(USUAL.span(), Optional.of(end), Optional.empty(), part, facts);
    }

    /// The same of another part.
    public Scope of(String other, Facts which) {
        return new Scope(span, month, pinned, other, which);
    }

    /// The same, of these very days.
    public Scope of(Period days) {
        return new Scope(Span.of(days), Optional.empty(), Optional.of(days), part, facts);
    }

    /// The days to look at.
    ///
    /// @param all first to last day with a fact
    Period days(Period all) {
        if (pinned.isPresent()) {
            return pinned.get().within(all).orElse(all);
        }
        return month.flatMap(m -> all.until(m.atEndOfMonth())).map(span::within).orElseGet(() -> span.within(all));
    }

    /// The last day of what one may know; empty where it is all there is.
    Optional<LocalDate> known() {
        return pinned.map(Period::to).or(() -> month.map(YearMonth::atEndOfMonth));
    }

    /// The days to compare them with: those seen a month earlier, or as many just before; empty where there
    /// is no fact on so early a day.
    Optional<Period> before(Period all) {
        if (pinned.isPresent()) {
            Period now = pinned.get();
            var earlier =
                    new Period(now.from().minusDays(now.days()), now.from().minusDays(1));
            return Optional.of(earlier).filter(e -> !e.from().isBefore(all.from()));
        }
        return month.isPresent()
                ? month.flatMap(m -> all.until(m.minusMonths(1).atEndOfMonth())).map(span::within)
                : span.before(all);
    }
}
