package throughline.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/// Commands, called within the test.
final class Calls {

    /// What a call printed and how it ended.
    record Said(int status, String out, String err) {}

    private Calls() {}

    static Said call(Object... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] arguments = Arrays.stream(words).map(String::valueOf).toArray(String[]::new);
        int status = Throughline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Said(status, out.toString(), err.toString());
    }
}
