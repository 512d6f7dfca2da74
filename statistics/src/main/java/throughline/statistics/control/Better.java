package throughline.statistics.control;

/// Which direction of a measure is the better one.
public enum Better {
    /// More is better, such as a score.
    HIGHER,
    /// Less is better, such as a wait.
    LOWER;

    /// 1 for higher, -1 for lower: times a change, it is positive when things got better.
    public int sign() {
        return this == HIGHER ? 1 : -1;
    }
}
