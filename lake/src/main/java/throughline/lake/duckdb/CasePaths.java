package throughline.lake.duckdb;

import java.util.Optional;

/// Which touchpoints a case went through, as one text: `phone + web`, in the order of their ids.
///
/// Each touchpoint has a bit, so that a case is a sum of bits and not a list of texts; there are few different sums.
/// Where there are more touchpoints than bits nothing is made.
final class CasePaths {

    /// A view with the text of each sum of bits: `bits` and `touchpoints`.
    static final String PATHS = "case_paths";

    /// So many touchpoints have a bit each.
    static final int MOST = 62;
    private static final String BITS = "touchpoint_bits";

    private final Workshop workshop;
    private final String kept;

    private CasePaths(Workshop workshop, String kept) {
        this.workshop = workshop;
        this.kept = kept;
    }

    /// Gives each touchpoint its bit; empty where there are none or too many.
    ///
    /// @param kept name of a table with a column `touchpoint`
    static Optional<CasePaths> of(Workshop workshop, String kept) {
        workshop.write(BITS, """
                select touchpoint, 1::bigint << (row_number() over (order by touchpoint) - 1)::int place
                from (select touchpoint from %s where touchpoint is not null group by 1 order by 1 limit %d)
                """.formatted(kept, MOST + 1));
        long touchpoints = workshop.number("select count(*) from " + BITS);
        return touchpoints == 0 || touchpoints > MOST ? Optional.empty() : Optional.of(new CasePaths(workshop, kept));
    }

    /// The kept rows with the bit of their touchpoint as `place`.
    String placed() {
        return "(select k.*, b.place from %s k left join %s b on k.touchpoint = b.touchpoint)".formatted(kept, BITS);
    }

    /// Names the touchpoints of each sum of bits.
    ///
    /// @param sums a table with a column `bits`
    void name(String sums) {
        workshop.write(PATHS, """
                select s.bits, string_agg(b.touchpoint, ' + ' order by b.touchpoint) touchpoints
                from (select distinct bits from %s where bits is not null) s join %s b on (s.bits & b.place) <> 0
                group by s.bits
                """.formatted(sums, BITS));
    }
}
