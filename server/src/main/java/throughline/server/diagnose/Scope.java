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
public record Scope(Span span, Optional<YearMonth> month, Optional<Pinned> pinned, String part, Facts facts) {

    /// Very days to look at.
    ///
    /// @param with what they are compared with
    public record Pinned(Period days, Comparison with) {}

    /// Which earlier days are compared with.
    public enum Comparison {
        /// As many days just before.
        JUST_BEFORE,
        /// As many days to the end of the month before, as one would have seen them then.
        A_MONTH_EARLIER
    }

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
    public Scope of(Pinned days) {
        return new Scope(Span.of(days.days()), Optional.empty(), Optional.of(days), part, facts);
    }

    /// What the days are compared with.
    public Comparison comparison() {
        return pinned.map(Pinned::with).orElse(month.isPresent() ? Comparison.A_MONTH_EARLIER : Comparison.JUST_BEFORE);
    }

    /// The same without pinned days on which there is no fact, so that what shows the same is the same.
    ///
    /// @param all first to last day with a fact
    Scope within(Period all) {
        return pinned.flatMap(p -> p.days().within(all).map(days -> of(new Pinned(days, p.with()))))
                .orElse(this);
    }

    /// The days to look at.
    ///
    /// @param all first to last day with a fact
    Period days(Period all) {
        if (pinned.isPresent()) {
            return pinned.get().days().within(all).orElse(all);
        }
        return month.flatMap(m -> all.until(m.atEndOfMonth())).map(span::within).orElseGet(() -> span.within(all));
    }

    /// The last day of what one may know; empty where it is all there is.
    Optional<LocalDate> known() {
        return pinned.map(p -> p.days().to()).or(() -> month.map(YearMonth::atEndOfMonth));
    }

    /// The days to compare them with: those seen a month earlier, or as many just before; empty where there
    /// is no fact on so early a day.
    Optional<Period> before(Period all) {
        if (pinned.isPresent()) {
            Period now = pinned.get().days();
            if (pinned.get().with() == Comparison.A_MONTH_EARLIER) {
                return all.until(YearMonth.from(now.to()).minusMonths(1).atEndOfMonth())
                        .map(until -> until.last(now.days()));
            }
            var earlier =
                    new Period(now.from().minusDays(now.days()), now.from().minusDays(1));
            return Optional.of(earlier).filter(e -> !e.from().isBefore(all.from()));
        }
        return month.isPresent()
                ? month.flatMap(m -> all.until(m.minusMonths(1).atEndOfMonth())).map(span::within)
                : span.before(all);
    }
}
