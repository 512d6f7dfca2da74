package throughline.statistics;

/// Net promoter score: percentage of promoters (9 and 10 of 0 to 10) less percentage of detractors (0 to 6).
///
/// ```text
/// NPS = 100 (p - d);  se = 100 sqrt((p + d - (p - d)^2) / n)
/// ```
///
/// `p` and `d` are shares of one multinomial sample, so they are not independent; the standard error is the delta
/// method's. The interval is NPS plus and minus the normal quantile times the error, cut at -100 and 100. Where
/// all answers are of one class the error would be nought and the interval a point; then the end that is not reached is
/// Wilson's for the share of that class. Under 30 answers the interval is too narrow by a few points; a score of so few
/// is
/// not worth showing. Answers that come in clusters (a unit's customers) hold less: divide by their [DesignEffect].
///
/// The score throws away most of what an 11-point answer says: a mean has about half the error. Prefer the mean where
/// the choice is free.
///
/// - Rocks (2016). The American Statistician 70, 365-372.
///   [doi:10.1080/00031305.2016.1158124](https://doi.org/10.1080/00031305.2016.1158124)
///
/// @param promoters number of answers of 9 or 10
/// @param passives number of answers of 7 or 8
/// @param detractors number of answers of 0 to 6
public record NetPromoterScore(long promoters, long passives, long detractors) {

    /// Checks the counts.
    ///
    /// @throws IllegalArgumentException if a count is below 0 or all are 0
    public NetPromoterScore {
        if (promoters < 0 || passives < 0 || detractors < 0 || promoters + passives + detractors == 0) {
            throw new IllegalArgumentException("A net promoter score needs at least 1 answer, got %d, %d and %d"
                    .formatted(promoters, passives, detractors));
        }
    }

    /// Counts the answers.
    ///
    /// @param scores whole numbers from 0 to 10
    /// @throws IllegalArgumentException if there are none, or one is no such number
    public static NetPromoterScore of(double[] scores) {
        long[] counts = new long[3];
        for (double score : scores) {
            if (!(score >= 0 && score <= 10) || score != Math.rint(score)) {
                throw new IllegalArgumentException(
                        "A net promoter score needs whole answers from 0 to 10, got " + score);
            }
            counts[score >= 9 ? 0 : score >= 7 ? 1 : 2]++;
        }
        return new NetPromoterScore(counts[0], counts[1], counts[2]);
    }

    /// Adds the answers of others.
    public NetPromoterScore plus(NetPromoterScore other) {
        return new NetPromoterScore(
                promoters + other.promoters, passives + other.passives, detractors + other.detractors);
    }

    /// Number of answers.
    public long n() {
        return promoters + passives + detractors;
    }

    /// The score, -100 to 100, with its interval and standard error in points.
    public Estimate estimate(double level) {
        return estimate(level, 1);
    }

    /// The score of answers that come in clusters.
    ///
    /// @param designEffect at least 1
    /// @return the score in points; its `n` is the effective number of answers
    /// @throws IllegalArgumentException if the design effect is below 1
    public Estimate estimate(double level, double designEffect) {
        double n = DesignEffect.effective((double) n(), designEffect);
        double p = (double) promoters / n();
        double d = (double) detractors / n();
        double score = p - d;
        double error = Math.sqrt(Math.max(0, p + d - score * score) / n);
        double half = Confidence.normal(level) * error;
        double low = Math.max(-1, score - half);
        double high = Math.min(1, score + half);
        if (error == 0) {
            // Everybody is of one class: at worst, as many as Wilson allows are of the class furthest away.
            double others = 1 - Proportion.wilson(n, n, level).interval().low();
            low = Math.max(-1, score - (score > 0 ? 2 : 1) * others);
            high = Math.min(1, score + (score < 0 ? 2 : 1) * others);
        }
        return new Estimate(100 * score, new Interval(100 * low, 100 * high), 100 * error, n);
    }

    /// The score of answers of unequal weight, such as those of [RakingWeights], with the linearised error
    /// of a weighted mean:
    ///
    /// ```text
    /// NPS  = sum w_i x_i / sum w_i,  x = 100, 0 or -100
    /// se^2 = n / (n - 1) sum (w_i (x_i - NPS))^2 / (sum w_i)^2
    /// ```
    ///
    /// The weights count as known: that they come from the same answers makes the true error a little smaller.
    ///
    /// - Lumley (2004). Journal of Statistical Software 9(8), 1-19.
    ///   [doi:10.18637/jss.v009.i08](https://doi.org/10.18637/jss.v009.i08)
    ///
    /// @param scores whole numbers from 0 to 10, at least 2
    /// @param weights of the same answers, above 0, on any scale
    /// @return the score in points, cut at -100 and 100; its `n` is Kish's effective number of answers
    /// @throws IllegalArgumentException if answers are too few or none, or a weight is not above 0 and finite
    public static Estimate weighted(double[] scores, double[] weights, double level) {
        int n = scores.length;
        if (n < 2 || weights.length != n) {
            throw new IllegalArgumentException(
                    "A weighted net promoter score needs at least 2 answers with a weight each, got %d and %d"
                            .formatted(n, weights.length));
        }
        double sum = 0;
        double squares = 0;
        double score = 0;
        double[] points = new double[n];
        for (int i = 0; i < n; i++) {
            if (!(weights[i] > 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException("A weight is above 0, got " + weights[i]);
            }
            NetPromoterScore one = of(new double[] {scores[i]});
            points[i] = 100.0 * (one.promoters - one.detractors);
            sum += weights[i];
            squares += weights[i] * weights[i];
            score += weights[i] * points[i];
        }
        score /= sum;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            double part = weights[i] / sum * (points[i] - score);
            variance += part * part;
        }
        double error = Math.sqrt(n / (n - 1.0) * variance);
        double half = Confidence.normal(level) * error;
        return new Estimate(
                score,
                new Interval(Math.max(-100, score - half), Math.min(100, score + half)),
                error,
                sum * sum / squares);
    }
}
