package throughline.statistics.coverage;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import throughline.statistics.Interval;

/// A world in which the truth is known, and whether the interval of one sample of it holds the truth.
///
/// @param interval what the product shows
/// @param made of what the samples are made
/// @param low least share of samples that are to be covered by an interval of 95 in 100
/// @param high most
/// @param effort how many times fewer samples are drawn because one takes long
/// @param covers draws a sample and looks
record World(String interval, String made, double low, double high, int effort, Predicate<RandomGenerator> covers) {

    /// A world in which .93 to .97 are to be covered.
    static World of(String interval, String made, Predicate<RandomGenerator> covers) {
        return new World(interval, made, 0.93, 0.97, 1, covers);
    }

    /// The same of which fewer samples are drawn.
    World slow(int times) {
        return new World(interval, made, low, high, times, covers);
    }

    /// The same where another share is known, and said in the method's page, to be covered.
    World knownToCover(double least, double most) {
        return new World(interval, made, least, most, effort, covers);
    }

    static boolean holds(Interval interval, double truth) {
        return interval.contains(truth);
    }
}
