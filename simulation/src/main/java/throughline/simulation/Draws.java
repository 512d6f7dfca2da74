package throughline.simulation;

import java.util.random.RandomGenerator;

/// A stream of random numbers for one purpose and one thing, such as the contacts of one unit on one day.
///
/// The stream's start is a hash of the seed, the purpose and the thing's coordinates, so a draw depends on nothing
/// that was drawn before: switching one cause on leaves every other draw as it was. The generator is SplitMix64, whose
/// set-up costs two multiplications, which matters because every contact has streams of its own.
///
/// - Steele, Lea and Flood (2014). Fast splittable pseudorandom number generators.
///   [doi:10.1145/2660193.2660195](https://doi.org/10.1145/2660193.2660195)
final class Draws implements RandomGenerator {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /// What a stream is for.
    enum Purpose {
        SWITCHES,
        PEOPLE,
        REGISTRY,
        VOLUME,
        FAULTS,
        DAYS,
        CASES,
        CONTACTS,
        ANSWERS,
        EVALUATIONS,
        OFFERS,
        COMPLAINTS,
        READINGS,
        STEPS,
        PUSHES,
        WORDS,
        DEEDS,
        PROMISES,
        PULSE,
        TRAINING,
        REWARDS,
        MANAGERS,
        AGENDAS,
        EVENTS,
        DIRT,
        LOSS,
        COHORT
    }

    /// The stream of a purpose and a thing.
    static Draws of(long seed, Purpose purpose, long... thing) {
        long h = mix(seed + GOLDEN * (purpose.ordinal() + 1));
        for (long part : thing) {
            h = mix(h ^ (part + GOLDEN));
        }
        return new Draws(h);
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /// Whether something of the probability happens; draws once whatever the probability.
    boolean happens(double probability) {
        return nextDouble() < probability;
    }

    /// A standard normal number times a spread.
    double normal(double spread) {
        return nextGaussian() * spread;
    }

    /// A number of events with the expectation, exact below 30 and rounded normal above.
    int poisson(double expected) {
        if (expected > 30) {
            return (int) Math.max(0, Math.round(expected + nextGaussian() * Math.sqrt(expected)));
        }
        double u = nextDouble();
        double p = Math.exp(-expected);
        int k = 0;
        for (double sum = p; u > sum && k < 200; sum += p) {
            k++;
            p *= expected / k;
        }
        return k;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
