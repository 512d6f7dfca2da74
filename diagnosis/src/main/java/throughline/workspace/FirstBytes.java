package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;

/// Looks at the first bytes of a text file before it is read as text.
final class FirstBytes {

    private static final int COUNT = 4096;

    private FirstBytes() {}

    /// The same bytes, once it is known that they are not another format or encoding.
    ///
    /// @throws UnreadableFileException if they are, naming it
    static InputStream checked(InputStream in) throws IOException {
        var again = new PushbackInputStream(in, COUNT);
        byte[] first = new byte[COUNT];
        int count = again.readNBytes(first, 0, COUNT);
        Optional<String> foreign = TextEncoding.foreign(first, count);
        if (foreign.isPresent()) {
            in.close();
            throw new UnreadableFileException(say("The file is %s, not UTF-8 text.", foreign.get()));
        }
        again.unread(first, 0, count);
        return again;
    }
}
