package throughline.diagnosis;

/// How a promise about service stands.
public sealed interface Standing {

    /// It was kept.
    record Kept(Source by) implements Standing {}

    /// It was not kept.
    record Broken(Source by) implements Standing {}

    /// It is not due yet.
    record NotDue() implements Standing {}

    /// It is due, but nobody can say.
    ///
    /// @param why a sentence
    record Unknown(String why) implements Standing {}

    /// Who says so.
    sealed interface Source {

        /// The register itself.
        record Ledger() implements Source {}

        /// The measure, in the month from the due day (or, if too little is known yet, in the month up to
        /// it).
        ///
        /// @param mean in the measure's unit
        /// @param rows what the mean rests on
        record Measure(double mean, long rows) implements Source {}
    }
}
