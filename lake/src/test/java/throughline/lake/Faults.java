package throughline.lake;

/// How often faults are tried: a few times with every test run, many times for `-Dthroughline.faults=long`.
public final class Faults {

    private static final boolean LONG = "long".equals(System.getProperty("throughline.faults"));

    private Faults() {}

    public static int rounds(int few, int many) {
        return LONG ? many : few;
    }

    /// Where random numbers begin: another place each time, or `-Dthroughline.seed`. It is printed, so that a run that
    /// failed can be repeated as far as chance goes.
    ///
    /// @param what is tried
    public static long seed(String what) {
        long seed = Long.getLong("throughline.seed", System.nanoTime());
        System.out.printf("%s: seed %d%n", what, seed);
        return seed;
    }
}
