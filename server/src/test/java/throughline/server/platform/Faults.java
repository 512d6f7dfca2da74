package throughline.server.platform;

/// How often faults are tried: a few times with every test run, many times for `-Dthroughline.faults=long`.
final class Faults {

    private Faults() {}

    static int rounds(int few, int many) {
        return "long".equals(System.getProperty("throughline.faults")) ? many : few;
    }
}
