package throughline.diagnosis;

/// What would decide a cause that is not decided.
///
/// @param what a full sentence with the number still needed, such as `412 more linked answers, about 5 weeks at the
/// present rate.`
/// @param table the table that lacks it, such as `responses`, or `organisation.yaml`
public record Missing(String what, String table) {}
