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
        int status = Throughline.commandLine(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Said(status, out.toString(), err.toString());
    }
}
